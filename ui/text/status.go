package text

import "calepin/store"

// StatusBecause says why a status is what it is, empty where it is as entered.
func (w Records) StatusBecause(l Language, r *store.StatusReason) string {
	if r == nil {
		return ""
	}
	return Phrase(w.StatusWhys[string(r.Why)]).With("date", l.Day(string(r.On)))
}
