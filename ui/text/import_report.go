package text

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
)

// ImportOutcome says what becomes of a contact of an import, and why.
func (w *Words) ImportOutcome(r exchange.Row, policy exchange.Policy) string {
	t := &w.Import
	action, why := word(t.Actions, r.Action), word(t.Whys, r.Why)
	match := ""
	if r.Match != nil {
		match = r.Match.Name
	}
	if r.MatchLine > 0 {
		match = strings.TrimSpace(match + " (" + t.SameImport.With("line", r.MatchLine) + ")")
	}
	switch {
	case r.Action == exchange.Bad:
		return w.Common.Pair.With("name", action, "value", w.ImportCode(exchange.Problem{Code: r.Problem}))
	case r.Why == "":
		return action
	case r.Action == exchange.Creates && len(r.Conflicts) > 0:
		return t.NewBeside.With("action", action, "name", match, "why", why, "fields", w.FieldList(r.Conflicts))
	case r.Action == exchange.Merges:
		out := t.As.With("action", action, "name", match, "why", why)
		if len(r.Conflicts) > 0 {
			out = t.Both.With("one", out, "two", t.Stays.With("fields", w.FieldList(r.Conflicts)))
		}
		return out
	case r.Action == exchange.Skips && policy == exchange.Merge:
		return t.SkipAs.With("action", action, "name", match, "why", t.NothingNew)
	}
	return t.SkipAs.With("action", action, "name", match, "why", why)
}

// FieldList names fields in a sentence.
func (w *Words) FieldList(fields []string) string {
	said := make([]string, len(fields))
	for i, f := range fields {
		said[i] = strings.ToLower(w.FieldName(f))
	}
	return strings.Join(said, ", ")
}

// ImportSummary counts what an import did, or would do: contacts, other
// records, and what the files held that is not kept.
func (w *Words) ImportSummary(plan *exchange.Planned, unkept map[string]int, photos int, sensitive privacy.Sensitive) (lines []string) {
	t := &w.Import
	if len(plan.Rows) == 0 && plan.Empty() {
		lines = append(lines, t.Nothing)
	} else {
		lines = append(lines, w.ImportCounts(plan.Created, plan.Merged, plan.Skipped, plan.Bad)+".")
	}
	if list := w.kindCounts(plan.Others); list != "" {
		lines = append(lines, t.Besides.With("list", list))
	}
	if list := w.kindCounts(plan.Left); list != "" {
		lines = append(lines, t.Left.With("list", list))
	}
	if len(unkept) > 0 {
		lines = append(lines, t.Unkept.With("list", unkeptList(unkept)))
	}
	if photos > 0 {
		lines = append(lines, t.Photos.Of(photos))
	}
	if sensitive.Notes > 0 {
		lines = append(lines, w.Watch.InImport.Of(sensitive.Notes, "kinds", w.Watch.List(sensitive.Kinds)))
	}
	return lines
}

// ImportCounts is how many contacts become what.
func (w *Words) ImportCounts(created, merged, skipped, bad int) string {
	t := &w.Import
	parts := []string{t.Created.Of(created)}
	for _, c := range []struct {
		n     int
		words Plural
	}{{merged, t.Merged}, {skipped, t.Skipped}, {bad, t.Bad}} {
		if c.n > 0 {
			parts = append(parts, c.words.Of(c.n))
		}
	}
	return strings.Join(parts, ", ")
}

// kindCounts counts records of several kinds in words.
func (w *Words) kindCounts(counts map[store.RecordKind]int) string {
	r, t := &w.Records, &w.Import
	var parts []string
	for _, k := range []struct {
		kind  store.RecordKind
		words Plural
	}{
		{store.KindOrganisation, t.Organisations}, {store.KindInteraction, r.Interactions}, {store.KindDocument, r.DocumentCount},
		{store.KindAttachment, r.Attachments}, {store.KindTask, r.Tasks}, {store.KindDisclosure, t.DisclosureCount},
		{store.KindActivity, t.Activities}, {store.KindField, t.Fields}, {store.KindRule, t.Rules}, {store.KindWording, t.Wordings}, {store.KindNotice, t.Notices},
		{store.KindConsent, t.Consents}, {store.KindGiven, t.Given},
		{store.KindRequest, t.Requests}, {store.KindTelling, t.Tellings}, {store.KindLetter, t.Letters},
		{store.KindProcessor, t.Processors}, {store.KindBreach, t.Breaches}, {store.KindReview, t.Reviews},
	} {
		if n := counts[k.kind]; n > 0 {
			parts = append(parts, k.words.Of(n))
		}
	}
	return strings.Join(parts, ", ")
}

// unkeptList lists what calepin has no place for, the most frequent first.
func unkeptList(counts map[string]int) string {
	keys := slices.Sorted(maps.Keys(counts))
	store.SortRecords(keys, func(a, b string) int { return counts[b] - counts[a] })
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s (%d)", k, counts[k])
	}
	return strings.Join(keys, ", ")
}

// word is the word for a value, the value itself where there is none.
func word[T ~string](words map[string]string, value T) string {
	if said, known := words[string(value)]; known {
		return said
	}
	return string(value)
}
