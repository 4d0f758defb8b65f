package text

import "calepin/privacy"

// Pseudonyms are the words of an export by pseudonyms (GDPR art. 4(5)).
type Pseudonyms struct {
	StillPersonal, NeedsBoth, NotThat, Size, Nobody, Unknown, WayOn string

	LeftOut, Risky, Safe Phrase

	Columns map[string]string // by the field's name in JSON
}

// Looks says what several people may share, in the order of the columns.
func (w *Words) Looks(l privacy.Looks) []string {
	nature := w.Pseudonyms.Unknown
	if l.Nature != "" {
		nature = word(w.Records.Natures, l.Nature)
	}
	return []string{word(w.Records.Statuses, l.Status), nature, l.Country, l.Department, l.Since, l.LastContact}
}

// Smallest says how well people are hidden among each other.
func (w *Words) Smallest(x privacy.Pseudonyms) string {
	p := w.Pseudonyms
	if x.Small > 0 {
		return p.Risky.With("n", w.Language.Number(int64(x.Small)), "k", x.Order.K, "least", x.K)
	}
	return p.Safe.With("k", x.K)
}
