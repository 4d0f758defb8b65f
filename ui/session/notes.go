package session

import (
	"errors"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// Notes is what the owner should know of a vault that was just opened.
func (s *Session) Notes(w *text.Words, now time.Time) []string {
	notes := Warnings(w, s.Vault)
	if s.Role == vault.Recovery {
		notes = append(notes, w.Unlock.ByRecovery)
	}
	if behind(now, s.Vault.Info().SealedAt) {
		notes = append(notes, w.Doctor.Clock+" "+w.Doctor.ClockAdvice)
	}
	if s.Vault.Accepted() {
		notes = append(notes, w.Unlock.Accepted)
	}
	if err := s.Vault.ReadOnly(); err != nil {
		notes = append(notes, w.Sentence(err))
	}
	return notes
}

// behind tells whether a clock was set back since then, by more than clocks are
// put right by.
func behind(now, then time.Time) bool { return now.Before(then.Add(-time.Minute)) }

// Behind tells whether the clock is earlier than the last change of the vault.
func (s *Session) Behind(now time.Time) bool {
	return behind(now, s.Vault.Info().SealedAt) || s.records != nil && behind(now, s.records.ChangedAt())
}

// Warnings tells, once, what the vault could not do, without harm to it.
func Warnings(w *text.Words, v *vault.Vault) []string {
	var notes []string
	for _, err := range v.Warnings() {
		sentence := w.Sentence(err)
		if errors.Is(err, vault.ErrPin) {
			sentence = w.Errors.Vault.PinFailed.With("why", sentence)
		}
		notes = append(notes, sentence)
	}
	return notes
}

// Records returns the records of the vault, after what is due when it opens:
// erasing again what an older copy brought back, finishing erasures that a
// crash left half done in the backups, and forgetting what undo kept too long.
// It costs nothing where nothing is due. What was done, and what cannot be done
// now, on a full disk for one, is said in the notes and left for the next
// opening: the vault can be read.
func (s *Session) Records(w *text.Words, clock func() time.Time) (*store.Store, []string, error) {
	if s.records != nil { // what was said and noted once is not again
		return s.records, nil, nil
	}
	records, err := store.Open(s.Vault)
	if err != nil {
		return nil, nil, err
	}
	records.Clock, records.Leftover = clock, w.Leftover
	who, err := s.who(records)
	if err != nil {
		return nil, nil, err
	}
	s.records, s.Operator = records, who
	defer s.enter(records)
	s.sit()
	var notes []string
	if now := clock(); s.Behind(now) && !behind(now, s.Vault.Info().SealedAt) { // else Notes told
		notes = append(notes, w.Doctor.Clock+" "+w.Doctor.ClockAdvice)
	}
	if s.Vault.ReadOnly() != nil {
		return records, append(notes, w.Audit.NotLogged), nil
	}
	done, err := s.tidy(records, w, clock())
	notes = append(notes, done...)
	if err != nil {
		notes = append(notes, w.Sentence(err))
	}
	if records.TrailCut() {
		notes = append(notes, w.Audit.WasCut)
	}
	return records, notes, nil
}

func (s *Session) tidy(records *store.Store, w *text.Words, now time.Time) (notes []string, err error) {
	if s.Vault.Accepted() {
		again, found, err := privacy.ReapplyErasures(records, s.Vault, now)
		switch {
		case err != nil:
			return nil, err
		case !found:
			notes = append(notes, w.Tidy.NoLedger)
		case again > 0:
			notes = append(notes, w.Tidy.ErasedAgain.Of(again))
		}
	}
	finished, err := privacy.ResumeErasures(records, s.Vault)
	if err != nil {
		return notes, err
	}
	done := 0
	for _, e := range finished {
		for backup, why := range e.Untouched {
			notes = append(notes, w.Tidy.Untouched.With("backup", backup, "why", w.Sentence(why)))
		}
		if len(e.Erasure.Backups) == 0 {
			done++
		}
	}
	if done > 0 {
		notes = append(notes, w.Tidy.Resumed.Of(done))
	}
	if _, err := records.DropOldUndo(); err != nil {
		return notes, err
	}
	return notes, privacy.Prepare(records)
}
