package cli

import (
	"calepin/privacy"
	"calepin/store"
)

// tidy does what is due when a vault opens, and says what it did: it erases
// again what an older copy brought back, finishes erasures that a crash left
// half done in the backups, and forgets what undo kept too long. It costs
// nothing where nothing is due. What cannot be done now, on a full disk for
// one, is said and left for the next opening: the vault can be read.
func (s *session) tidy(records *store.Store) {
	if s.vault.ReadOnly() != nil {
		return
	}
	if err := s.doWhatIsDue(records); err != nil {
		s.app.warn(s.app.T.Sentence(err))
	}
}

func (s *session) doWhatIsDue(records *store.Store) error {
	a, w := s.app, s.app.T.Tidy
	if s.vault.Accepted() {
		again, found, err := privacy.ReapplyErasures(records, s.vault, a.now())
		if err != nil {
			return err
		}
		if !found {
			a.warn(w.NoLedger)
		} else if again > 0 {
			a.warn(w.ErasedAgain.Of(again))
		}
	}
	finished, err := privacy.ResumeErasures(records, s.vault)
	if err != nil {
		return err
	}
	done := 0
	for _, e := range finished {
		for backup, why := range e.Untouched {
			a.warn(w.Untouched.With("backup", backup, "why", a.T.Sentence(why)))
		}
		if len(e.Untouched) == 0 {
			done++
		}
	}
	if done > 0 {
		a.warn(w.Resumed.Of(done))
	}
	_, err = records.DropOldUndo()
	return err
}
