package store

import (
	"errors"
	"time"

	"calepin/store/vault"
)

// EraseOrder says how a person is to be erased.
type EraseOrder struct {
	// Contact is whom to erase.
	Contact ID
	// Archive are the documents and proofs that the law keeps, each with its rule
	// and its end. They are cut loose from the person; everything else goes.
	Archive []Archived
	// LeaveAmbiguous leaves the mentions that may be of a namesake as they are,
	// instead of refusing.
	LeaveAmbiguous bool
	// Settled says of texts that may be of a namesake, by the ids of their
	// records, what somebody who read them found: true for the person, whose
	// mention is masked, false for the namesake, whose stays.
	Settled map[ID]bool
	// Reason is the business's word for why; the person's identifiers are
	// masked in it.
	Reason string
	// Erasure and Identity carry over what the erasure in the vault itself
	// reported, for the same erasure in a backup, where the person may have
	// been known otherwise or not at all.
	Erasure  ID
	Identity *Identity // nil for none
	// Living, for an erasure in a backup, are the contacts that the vault holds
	// today. Who is on file in the backup alone, with an e-mail or the name of
	// the person, is taken for the person: a deleted duplicate, an undone
	// import. Nil in the vault itself.
	Living map[ID]bool
	// Backups are the local backups that have to be rewritten after this one:
	// they are noted in the ledger in the same transaction.
	Backups []string

	// Suppress is who goes on the suppression list with the erasure, nil for
	// nobody (GDPR art. 21(3)).
	Suppress *Person
	// Tally leaves a count of the person without personal data: see Tally.
	Tally bool
	// Detail has the report list every record, for a person to read before.
	Detail bool

	unsealed bool // a seal has to follow
}

// Mention is a text that speaks, or may speak, of a person: a record of another
// contact's, or of none.
type Mention struct {
	Kind    RecordKind `json:"kind"`
	ID      ID         `json:"id"`
	Contact ID         `json:"contact,omitzero"`
	// Around is what is written around the name, where an order asks for detail:
	// it is read to tell of whom it speaks.
	Around string `json:"around,omitempty"`
}

// EraseReport says what an erasure did.
type EraseReport struct {
	Erasure Erasure
	// Found tells that the vault held the person, if only among what undo kept.
	Found bool
	// Identity is what the person was recognised by: personal data, for
	// EraseOrder and Residue alone.
	Identity Identity
	Removed  int // records of the person
	Masked   int // records of others in which something was masked
	// Left are the ambiguous mentions that stayed by the order's leave.
	Left []Mention
	// Possible are texts that hold the family name alone, organisations without
	// people whose name does, and attachments of others that hold an
	// identifier, which no mask can reach: for a human.
	Possible []Mention
	// Disclosures are what was handed over about the person, whose recipients
	// have to be told (GDPR art. 19).
	Disclosures []Disclosure
	// Went, CutLoose and MaskedIn list, where the order asks for detail, the
	// records that went, those that stay without the person, and those of others
	// in which something was masked.
	Went, CutLoose []Sketch
	MaskedIn       []Mention
}

// Erase removes a person for good (GDPR art. 17): the record and everything
// tied to it, each trace in the indexes and in undo, and the mentions in what
// is on file about others. Mentions that may be of a namesake make it fail with
// an *AmbiguousMentionsError and nothing done, unless the order leaves them. It
// cannot be undone. What lies in the journal and in free pages goes with the
// fold that has to follow.
func (s *Store) Erase(id ID, order EraseOrder) (r EraseReport, err error) {
	if err := s.May(Erase); err != nil {
		return r, err
	}
	defer s.changes.Add(1)
	deed := AuditEntry{What: Erased, Contact: id}
	err = s.traced(&deed, func(tx *vault.Tx) error {
		r, err = s.eraseIn(tx, id, order)
		deed.Records = []AuditRecord{{Kind: KindErasure, ID: r.Erasure.ID}}
		return err
	})
	s.noteRefusal(err)
	return r, err
}

func (s *Store) eraseIn(tx *vault.Tx, id ID, order EraseOrder) (EraseReport, error) {
	order.unsealed = true
	r, err := EraseIn(tx, id, order, s.now())
	if err == nil && !r.Found && order.Identity == nil {
		err = &NotFoundError{Kind: KindPerson, Ref: id.String()}
	}
	return r, err
}

// TryErase returns what Erase would, and changes nothing.
func (s *Store) TryErase(id ID, order EraseOrder) (r EraseReport, err error) {
	tried := errors.New("tried")
	err = s.v.Update(func(tx *vault.Tx) error {
		if r, err = s.eraseIn(tx, id, order); err != nil {
			return err
		}
		return tried
	})
	if errors.Is(err, tried) {
		err = nil
	}
	return r, err
}

// EraseIn does what Erase does within a transaction, such as one over the
// working copy of a backup. Where the vault does not hold the person, it still
// masks what order.Identity tells, and notes the erasure.
func EraseIn(tx *vault.Tx, id ID, order EraseOrder, now time.Time) (EraseReport, error) {
	order.Contact = id
	reports, err := EraseAllIn(tx, []EraseOrder{order}, now)
	if err != nil {
		return EraseReport{}, err
	}
	return reports[0], nil
}

// EraseAllIn erases many people within a transaction: what is on file about
// others is gone through once, for all of them. See EraseIn. What the orders say
// about all of them is taken from the first; a family name alone is not pointed
// at: of thousands, nobody reads that.
func EraseAllIn(tx *vault.Tx, orders []EraseOrder, now time.Time) ([]EraseReport, error) {
	set, err := readSettings(tx)
	if err != nil || len(orders) == 0 {
		return nil, err
	}
	now = now.UTC().Truncate(time.Second)
	e := eraser{change: newChange(tx, set, now), order: orders[0], going: map[ID]*leaver{}, counts: tallies{}}
	for _, o := range orders {
		if o.Erasure == (ID{}) {
			o.Erasure = newID(now)
		}
		e.people = append(e.people, &leaver{id: o.Contact, order: o})
	}
	e.unheld = e.order.Erasure != (ID{})
	e.free = true // a restriction is kept from others, not from its own end
	for _, step := range []func() error{e.recognise, e.held, e.suppressed, e.disclosures, e.archive, e.remove, e.forgetRequests, e.forgetRegisters, e.purgeUndo, e.mask, e.organisations,
		e.tellErased, e.forgetDisclosures, e.drafts, e.write} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	reports := make([]EraseReport, len(e.people))
	for i, p := range e.people {
		reports[i] = p.report
	}
	return reports, nil
}
