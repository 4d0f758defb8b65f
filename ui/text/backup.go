package text

import (
	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
)

// StateOf says in a word or two what is known of a backup.
func (w Backup) StateOf(l Language, b vault.Backup) string {
	switch {
	case !b.Authentic:
		return w.NotVouched
	case b.Failed:
		return w.Failed
	case b.VerifiedAt.IsZero():
		return w.Authentic
	}
	return w.Authentic + ", " + w.Verified.With("date", l.Date(b.VerifiedAt.Local()))
}

// RestoreFrom says of when a backup is, and what it holds.
func (w *Words) RestoreFrom(p privacy.RestorePlan) string {
	u := w.Unlock
	return w.Backup.Restore.From.With("date", w.Language.Time(p.Found.MadeAt.Local()),
		"people", u.People.Of(p.Of(store.KindPerson).Held), "interactions", u.Interactions.Of(p.Of(store.KindInteraction).Held),
		"documents", u.Documents.Of(p.Of(store.KindDocument).Held))
}

// RestoreChanges says what a restore would take from the vault, change in it and
// bring back to it: nothing where the vault holds nothing newer.
func (w *Words) RestoreChanges(p privacy.RestorePlan) (parts []Part) {
	r := w.Backup.Restore
	for _, part := range []struct {
		title string
		of    func(privacy.Difference) int
	}{
		{r.Lost, func(d privacy.Difference) int { return d.Lost }},
		{r.Changed, func(d privacy.Difference) int { return d.Changed }},
		{r.Back, func(d privacy.Difference) int { return d.Back }},
	} {
		if lines := w.amounts(p, part.of); len(lines) > 0 {
			parts = append(parts, Part{part.title, lines})
		}
	}
	return parts
}

// amounts counts one side of the differences by what people know.
func (w *Words) amounts(p privacy.RestorePlan, of func(privacy.Difference) int) (lines []string) {
	u, others := w.Unlock, 0
	for _, d := range p.Kinds {
		n := of(d)
		switch {
		case n == 0:
		case d.Kind == store.KindPerson:
			lines = append(lines, u.People.Of(n))
		case d.Kind == store.KindInteraction:
			lines = append(lines, u.Interactions.Of(n))
		case d.Kind == store.KindDocument:
			lines = append(lines, u.Documents.Of(n))
		default:
			others += n
		}
	}
	if others > 0 {
		lines = append(lines, w.Backup.Restore.Others.Of(others))
	}
	return lines
}
