package store

import (
	"fmt"
	"slices"

	"calepin/store/vault"
)

// Act is what a role allows or not.
type Act string

// The acts.
const (
	Work        Act = "work"    // the daily records: people, what was said, documents
	Export      Act = "export"  // the whole file handed over
	Erase       Act = "erase"   // erasures, purges, legal holds
	ReadArchive Act = "archive" // the archive opened
	Govern      Act = "govern"  // activities, texts, rules, time limits, settings
	Administer  Act = "operate" // operators, keys, restoring a backup
	ReadTrail   Act = "trail"   // the audit trail
)

// allowed are the acts of each role but the owner's, who may do everything.
var allowed = map[OperatorRole][]Act{
	Seller:        {Work},
	ArchiveReader: {ReadArchive},
}

// work are the kinds of records of every day; writing any other but those named
// in actOf is governing.
var work = []RecordKind{KindPerson, KindOrganisation, KindInteraction, KindDocument, KindAttachment, KindTask, KindBatch, KindDisclosure,
	KindConsent, KindGiven, KindRetained, KindRestriction, KindSuppression, KindRequest, KindTelling,
	KindBreach} // whoever notices a breach notes it: 72 hours run (GDPR art. 33)

// Writing is the act that a write of a record of a kind is, as far as the kind
// tells: the whole file handed over is noted as a disclosure, but is Export.
func Writing(kind RecordKind) Act { return actOf(kind, nil) }

// actOf is the act that a write of a record is.
func actOf(kind RecordKind, r record) Act {
	switch {
	case kind == KindReading:
		return ReadArchive
	case kind == KindOperator:
		return Administer
	case slices.Contains([]RecordKind{KindErasure, KindArchived, KindHold, KindTally}, kind):
		return Erase
	case kind == KindDisclosure:
		if d, is := r.(*Disclosure); is && len(d.Contacts) == 0 {
			return Export
		}
		return Work
	case slices.Contains(work, kind):
		return Work
	}
	return Govern
}

// RoleError says that an operator's role does not allow something. It is the
// program's limit: see docs/security.md.
type RoleError struct {
	Role OperatorRole
	Act  Act
}

func (e *RoleError) Error() string { return fmt.Sprintf("role %s: %s refused", e.Role, e.Act) }

// As has everything that follows be done by an operator: what the role does not
// allow is refused, and what is done bears who did it. Until it is called the
// program itself is at work, as when it opens a vault.
func (s *Store) As(o Operator) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.by = o
}

func (s *Store) operator() Operator {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.by
}

// Operator returns who is at work; without an id, the program itself.
func (s *Store) Operator() Operator { return s.operator() }

// May returns nil where whoever is at work may do something, else a *RoleError,
// which goes into the trail. It is the one place that knows the roles: every
// write of a record passes it, and what is no write asks it first.
// GDPR art. 29, 32(4).
func (s *Store) May(act Act) error {
	by := s.operator()
	err := by.may(act)
	if err != nil {
		s.noteRefusal(err)
	}
	return err
}

// Can is May for a screen that only asks, to tell beforehand.
func (s *Store) Can(act Act) error { return s.operator().may(act) }

func (o Operator) may(act Act) error {
	if o.ID == (ID{}) || o.Role == Owner || slices.Contains(allowed[o.Role], act) {
		return nil
	}
	return &RoleError{o.Role, act}
}

// SetBackupPlan changes how many backups are kept, and where, for those whose
// role governs the file, and returns the plan as it became.
func (s *Store) SetBackupPlan(plan vault.BackupPlan) (vault.BackupPlan, error) {
	if err := s.May(Govern); err != nil {
		return plan, err
	}
	if err := s.v.SetBackupPlan(plan); err != nil {
		return plan, err
	}
	return s.v.BackupPlan()
}
