package cli

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// importReport is an import in JSON: the batch, whose id and time are missing
// where nothing was written, what became of each contact, and what was wrong.
type importReport struct {
	ID       store.ID                 `json:"id,omitzero"`
	At       time.Time                `json:"at,omitzero"`
	Files    []string                 `json:"files"`
	Format   exchange.Format          `json:"format"`
	Created  int                      `json:"created"`
	Merged   int                      `json:"merged"`
	Skipped  int                      `json:"skipped"`
	Bad      int                      `json:"bad"`
	DryRun   bool                     `json:"dry_run,omitempty"`
	Others   map[store.RecordKind]int `json:"others,omitempty"`
	Left     map[store.RecordKind]int `json:"left,omitempty"`
	Unkept   map[string]int           `json:"unkept,omitempty"`
	Photos   int                      `json:"photos,omitempty"`
	Rows     []exchange.Row           `json:"rows"`
	Problems []exchange.Problem       `json:"problems"`
}

func (m *importing) asJSON(parsed *exchange.Parsed, plan *exchange.Planned, batch store.Batch) importReport {
	return importReport{
		ID: batch.ID, At: batch.At, Files: parsed.Files, Format: parsed.Format,
		Created: plan.Created, Merged: plan.Merged, Skipped: plan.Skipped, Bad: plan.Bad,
		DryRun: m.dryRun, Others: plan.Others, Left: plan.Left, Unkept: parsed.Unkept, Photos: parsed.Photos,
		Rows: orEmpty(plan.Rows), Problems: orEmpty(plan.Problems),
	}
}

// preview shows row by row what the import would do.
func (m *importing) preview(parsed *exchange.Parsed, plan *exchange.Planned) error {
	m.problems(plan)
	return m.print(m.asJSON(parsed, plan, store.Batch{}), func() {
		w := m.T.Import
		rows := make([][]string, len(plan.Rows))
		for i, r := range plan.Rows {
			line := strconv.Itoa(r.Line)
			if len(parsed.Files) > 1 {
				line = r.File + ":" + line
			}
			rows[i] = []string{line, r.Name, m.outcome(r)}
		}
		m.table([]string{w.Line, m.field("name"), w.Outcome}, rows)
		m.say(w.WouldDo)
		m.summary(parsed, plan)
	})
}

// outcome says what becomes of a contact, and why.
func (m *importing) outcome(r exchange.Row) string {
	w := m.T.Import
	action := word(w.Actions, r.Action)
	match := matchName(r)
	if r.MatchLine > 0 {
		match = strings.TrimSpace(match + " (" + w.SameImport.With("line", r.MatchLine) + ")")
	}
	why := word(w.Whys, r.Why)
	switch {
	case r.Action == exchange.Bad:
		return m.T.Common.Pair.With("name", action, "value", m.T.ImportCode(exchange.Problem{Code: r.Problem}))
	case r.Why == "":
		return action
	case r.Action == exchange.Creates && len(r.Conflicts) > 0:
		return w.NewBeside.With("action", action, "name", match, "why", why, "fields", m.fieldList(r.Conflicts))
	case r.Action == exchange.Merges:
		out := w.As.With("action", action, "name", match, "why", why)
		if len(r.Conflicts) > 0 {
			out = w.Both.With("one", out, "two", w.Stays.With("fields", m.fieldList(r.Conflicts)))
		}
		return out
	case r.Action == exchange.Skips && m.policy == exchange.Merge:
		return w.SkipAs.With("action", action, "name", match, "why", w.NothingNew)
	}
	return w.SkipAs.With("action", action, "name", match, "why", why)
}

// listed is how many skipped contacts and problems are told one by one.
const listed = 20

// report says what an import did.
func (m *importing) report(parsed *exchange.Parsed, plan *exchange.Planned, batch store.Batch) error {
	m.problems(plan)
	return m.print(m.asJSON(parsed, plan, batch), func() {
		w := m.T.Import
		skipped := slices.DeleteFunc(slices.Clone(plan.Rows), func(r exchange.Row) bool { return r.Action != exchange.Skips })
		if len(skipped) > 0 {
			m.say(w.SkippedList)
		}
		for _, r := range skipped[:min(listed, len(skipped))] {
			m.say("  " + w.Listed.With("place", m.place(r.File, r.Line, 0), "name", clean(r.Name), "outcome", clean(m.outcome(r))))
		}
		if more := len(skipped) - listed; more > 0 {
			m.say("  " + w.AndMore.Of(more))
		}
		m.summary(parsed, plan)
		if batch.ID != (store.ID{}) {
			m.say(w.ToUndo.With("id", shortID(batch.ID)))
		}
	})
}

// problems tells on stderr what was wrong.
func (m *importing) problems(plan *exchange.Planned) {
	if m.flags.json {
		return // they are in the data
	}
	for _, p := range plan.Problems {
		m.say(m.T.ImportProblem(p))
	}
	if plan.More > 0 {
		m.say(m.T.Import.MoreProblems.Of(plan.More))
	}
}

// summary counts what was, or would be, done.
func (m *importing) summary(parsed *exchange.Parsed, plan *exchange.Planned) {
	w := m.T.Import
	if len(plan.Rows) == 0 && plan.Empty() {
		m.say(w.Nothing)
	} else {
		parts := []string{w.Created.Of(plan.Created)}
		for _, c := range []struct {
			n     int
			words text.Plural
		}{{plan.Merged, w.Merged}, {plan.Skipped, w.Skipped}, {plan.Bad, w.Bad}} {
			if c.n > 0 {
				parts = append(parts, c.words.Of(c.n))
			}
		}
		m.say(strings.Join(parts, ", ") + ".")
	}
	if list := m.kindCounts(plan.Others); list != "" {
		m.say(w.Besides.With("list", list))
	}
	if list := m.kindCounts(plan.Left); list != "" {
		m.say(w.Left.With("list", list))
	}
	if len(parsed.Unkept) > 0 {
		m.say(w.Unkept.With("list", unkept(parsed.Unkept)))
	}
	if parsed.Photos > 0 {
		m.say(w.Photos.Of(parsed.Photos))
	}
}

// kindCounts counts records of several kinds in words.
func (m *importing) kindCounts(counts map[store.RecordKind]int) string {
	r, w := m.T.Records, m.T.Import
	var parts []string
	for _, k := range []struct {
		kind  store.RecordKind
		words text.Plural
	}{
		{store.KindOrganisation, w.Organisations}, {store.KindInteraction, r.Interactions}, {store.KindDocument, r.DocumentCount},
		{store.KindAttachment, r.Attachments}, {store.KindTask, r.Tasks}, {store.KindDisclosure, w.DisclosureCount},
	} {
		if n := counts[k.kind]; n > 0 {
			parts = append(parts, k.words.Of(n))
		}
	}
	return strings.Join(parts, ", ")
}

// unkept lists what calepin has no place for, the most frequent first.
func unkept(counts map[string]int) string {
	keys := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(keys, func(a, b string) int { return counts[b] - counts[a] })
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s (%d)", clean(k), counts[k])
	}
	return strings.Join(keys, ", ")
}

func (m *importing) place(file string, line, column int) string {
	return m.T.ImportPlace(file, line, column)
}
