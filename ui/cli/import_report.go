package cli

import (
	"slices"
	"strconv"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
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
	Watch    privacy.Sensitive        `json:"watch,omitzero"`
}

func (m *importing) asJSON(parsed *exchange.Parsed, plan *exchange.Planned, batch store.Batch) importReport {
	return importReport{
		ID: batch.ID, At: batch.At, Files: parsed.Files, Format: parsed.Format,
		Created: plan.Created, Merged: plan.Merged, Skipped: plan.Skipped, Bad: plan.Bad,
		DryRun: m.dryRun, Others: plan.Others, Left: plan.Left, Unkept: parsed.Unkept, Photos: parsed.Photos,
		Rows: orEmpty(plan.Rows), Problems: orEmpty(plan.Problems),
		Watch: m.sensitive,
	}
}

// preview shows row by row what the import would do.
func (m *importing) preview(parsed *exchange.Parsed, plan *exchange.Planned) error {
	m.problems(plan)
	return m.app.print(m.asJSON(parsed, plan, store.Batch{}), func() {
		w := m.app.T.Import
		rows := make([][]string, len(plan.Rows))
		for i, r := range plan.Rows {
			line := strconv.Itoa(r.Line)
			if len(parsed.Files) > 1 {
				line = r.File + ":" + line
			}
			rows[i] = []string{line, r.Name, m.outcome(r)}
		}
		m.app.table([]string{w.Line, m.app.field("name"), w.Outcome}, rows)
		m.app.say(w.WouldDo)
		m.summary(parsed, plan)
	})
}

// listed is how many skipped contacts and problems are told one by one.
const listed = 20

// report says what an import did.
func (m *importing) report(parsed *exchange.Parsed, plan *exchange.Planned, batch store.Batch) error {
	m.problems(plan)
	return m.app.print(m.asJSON(parsed, plan, batch), func() {
		w := m.app.T.Import
		skipped := slices.DeleteFunc(slices.Clone(plan.Rows), func(r exchange.Row) bool { return r.Action != exchange.Skips })
		if len(skipped) > 0 {
			m.app.say(w.SkippedList)
		}
		for _, r := range skipped[:min(listed, len(skipped))] {
			m.app.say("  " + w.Listed.With("place", m.place(r.File, r.Line, 0), "name", clean(r.Name), "outcome", clean(m.outcome(r))))
		}
		if more := len(skipped) - listed; more > 0 {
			m.app.say("  " + w.AndMore.Of(more))
		}
		m.summary(parsed, plan)
		if batch.ID != (store.ID{}) {
			m.app.say(w.ToUndo.With("id", shortID(batch.ID)))
		}
	})
}

// problems tells on stderr what was wrong.
func (m *importing) problems(plan *exchange.Planned) {
	if m.app.flags.json {
		return // they are in the data
	}
	for _, p := range plan.Problems {
		m.app.say(m.app.T.ImportProblem(p))
	}
	if plan.More > 0 {
		m.app.say(m.app.T.Import.MoreProblems.Of(plan.More))
	}
}

// summary counts what was, or would be, done.
func (m *importing) summary(parsed *exchange.Parsed, plan *exchange.Planned) {
	for _, line := range m.app.T.ImportSummary(plan, parsed.Unkept, parsed.Photos, m.sensitive) {
		m.app.say(clean(line))
	}
}

func (m *importing) outcome(r exchange.Row) string { return m.app.T.ImportOutcome(r, m.policy) }

func (m *importing) place(file string, line, column int) string {
	return m.app.T.ImportPlace(file, line, column)
}
