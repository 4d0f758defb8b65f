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

// Erasing says all that an erasure would do, in parts, those without lines
// included: where someone who is not on file any more was found, what becomes of
// each record, the backups, and who is told (GDPR arts 17, 19). name tells who a
// contact is.
func (w *Words) Erasing(plan *privacy.ErasurePlan, name func(store.ID) string) []Part {
	found := Part{Heading: w.Erase.FoundIn}
	if plan.InUndo {
		found.Lines = append(found.Lines, w.Erase.InUndo)
	}
	for _, backup := range plan.InBackups {
		found.Lines = append(found.Lines, w.Erase.InBackup.With("name", backup))
	}
	parts := append([]Part{found}, w.Planned(plan.Records, func(r privacy.Planned) string { return name(r.Contact) })...)
	backups := Part{Heading: w.Erase.BackupsField}
	if n := len(plan.Backups); n > 0 {
		backups.Lines = []string{w.Erase.Backups.Of(n)}
	}
	return append(parts, backups, Part{Heading: w.Erase.Told, Lines: w.ToldOf(plan.Disclosures)})
}

// ToldOf lists those who were given the data and have to hear of the erasure
// (GDPR art. 19): not the business itself.
func (w *Words) ToldOf(list []store.Disclosure) (lines []string) {
	for _, d := range list {
		if d.Recipient != "" {
			lines = append(lines, w.Erase.ToldLine.With("recipient", d.Recipient, "date", w.Language.Date(d.At.Local())))
		}
	}
	return lines
}

// Mention says where a text is that a human has to read, and whose it is.
func (w *Words) Mention(m store.Mention, whose string) string {
	id := m.ID.String()
	return strings.TrimSuffix(w.Erase.Mention.With("kind", w.Errors.Store.Kinds[string(m.Kind)], "id", id[len(id)-8:], "contact", whose), ", ")
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
