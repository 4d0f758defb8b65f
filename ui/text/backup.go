package text

import "calepin/store/vault"

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
