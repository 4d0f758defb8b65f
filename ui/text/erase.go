package text

import (
	"cmp"
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// Part is what becomes of some records in an erasure, under its heading.
type Part struct {
	Heading string
	Lines   []string
}

// Planned says record by record what an erasure would do, by what becomes of
// them: what goes first. name tells who a contact is.
func (w *Words) Planned(records []privacy.Planned, name func(privacy.Planned) string) []Part {
	parts := []Part{{Heading: w.Erase.Goes}, {Heading: w.Erase.Stays}, {Heading: w.Erase.Detached}, {Heading: w.Erase.MaskedIn}}
	at := map[privacy.Outcome]*Part{privacy.ToGo: &parts[0], privacy.ToStay: &parts[1], privacy.ToDetach: &parts[2], privacy.ToMask: &parts[3]}
	for _, r := range records {
		part := at[r.Outcome]
		part.Lines = append(part.Lines, w.planned(r, name(r)))
	}
	return parts
}

func (w *Words) planned(r privacy.Planned, whose string) string {
	kind := cmp.Or(map[store.RecordKind]map[string]string{store.KindDocument: w.Records.Documents, store.KindInteraction: w.Records.Kinds}[r.Kind][r.Sort],
		w.Errors.Store.Kinds[string(r.Kind)])
	said := []string{kind}
	for _, s := range []string{w.Language.Day(string(r.Day)), r.Title, whose} {
		if s != "" {
			said = append(said, s)
		}
	}
	line := strings.Join(said, ", ")
	switch {
	case r.Until != "":
		return w.Erase.StaysUntil.With("document", line, "rule", w.Privacy.Rule(r.Rule), "date", w.Language.Day(string(r.Until)))
	case r.Rule != "":
		return w.Common.Pair.With("name", line, "value", w.Privacy.Rule(r.Rule))
	}
	return line
}
