package session

import (
	"errors"

	"calepin/privacy"
	"calepin/store/vault"
	"calepin/ui/text"
)

// Shut makes the backup of the day where it is due, folds what is due and lets
// the vault go; Close is the way to it for all but Keep.
func (s *Session) Shut() {
	s.leave()
	s.backUp()
	s.err = s.Vault.Close()
}

// backUp ends the relationships that are over and makes the backup of the day: where the vault was open for longer than
// a command, or where it is to be folded anyway. That none can be made loses
// nothing: it is told, and tried again next time.
func (s *Session) backUp() {
	if s.records == nil || !s.Daily && !s.Vault.FoldDue() || !s.Vault.BackupDue() {
		return
	}
	if err := privacy.EndRelationships(s.records, s.records.Clock()); err != nil {
		s.late = append(s.late, err)
	}
	done, err := privacy.BackUp(s.records, s.Vault, privacy.BackupOrder{Closing: true})
	s.late = append(s.late, done.Away...)
	if err != nil {
		s.late = append(s.late, err)
	}
}

// Late tells, once the session is closed, what the vault could not do, without
// harm to it.
func (s *Session) Late(w *text.Words) []string {
	notes := Warnings(w, s.Vault)
	for _, err := range s.late {
		notes = append(notes, LateNote(w, err))
	}
	return notes
}

// LateNote words that a backup was not made, or did not reach another disk.
func LateNote(w *text.Words, err error) string {
	var away *vault.AwayError
	var unlogged *NotLoggedError
	switch {
	case errors.As(err, &unlogged):
		return w.Audit.NotWritten.With("why", w.Sentence(unlogged.Err))
	case errors.As(err, &away) && away.Err == nil:
		return w.Backup.Away.With("dir", away.Dir)
	case errors.As(err, &away):
		return w.Backup.NotCopied.With("dir", away.Dir, "why", w.Sentence(away.Err))
	}
	return w.Backup.NotMade.With("why", w.Sentence(err))
}
