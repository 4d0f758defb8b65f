package store

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"calepin/store/vault"
)

// Expired names a record whose time is over, without saying anything of it, so
// that a ledger beside the backups may hold it. Of an added field, ID is the
// field's and the value goes.
type Expired struct {
	Kind    RecordKind `json:"kind"`
	Contact ID         `json:"contact,omitzero"`
	ID      ID         `json:"id"`
}

// GuardedError says that nothing of a contact's may be purged yet, and what kind
// of record keeps it: a request that waits for its answer (GDPR art. 12(3)), a
// hold for legal claims (17(3)(e)), a restriction (18).
type GuardedError struct {
	Contact ID
	By      RecordKind
}

func (e *GuardedError) Error() string {
	return fmt.Sprintf("contact %s is kept by a %s", e.Contact, e.By)
}

// unguarded refuses to purge what is guarded, with a *GuardedError.
func unguarded(tx *vault.Tx, orders []EraseOrder, expired []Expired) error {
	for _, o := range orders {
		if err := unguardedContact(tx, o.Contact); err != nil {
			return err
		}
	}
	for _, x := range expired {
		if x.Contact != (ID{}) {
			if err := unguardedContact(tx, x.Contact); err != nil {
				return err
			}
		}
	}
	return nil
}

func unguardedContact(tx *vault.Tx, contact ID) error {
	for _, v := range tx.Prefix(bucketByRetention, append(contact[:], clockGuard)) {
		return &GuardedError{contact, guardOf(v)}
	}
	return nil
}

// Purge erases people and removes expired records, all or none, with what undo
// keeps of them; what is guarded, it refuses with a *GuardedError. Mentions that may be of a namesake stay. It returns the entry of the ledger that stands
// for the records, empty where there are none. backups have to be rewritten
// after it.
func (s *Store) Purge(orders []EraseOrder, expired []Expired, backups []string) (reports []EraseReport, entry Erasure, err error) {
	if err := s.May(Erase); err != nil {
		return nil, entry, err
	}
	defer s.changes.Add(1)
	deed := AuditEntry{What: Erased, Count: len(orders) + len(expired)}
	for _, o := range orders[:min(len(orders), maxTraced)] {
		deed.Records = append(deed.Records, AuditRecord{Kind: KindPerson, ID: o.Contact})
	}
	err = s.traced(&deed, func(tx *vault.Tx) error {
		if err := unguarded(tx, orders, expired); err != nil {
			return err
		}
		for i := range orders {
			orders[i].unsealed, orders[i].LeaveAmbiguous = true, true
		}
		if reports, err = EraseAllIn(tx, orders, s.now()); err != nil || len(expired) == 0 {
			return err
		}
		entry = Erasure{ID: newID(s.now()), Expired: expired, Backups: backups, Unsealed: true}
		return ExpireIn(tx, &entry, s.now())
	})
	return reports, entry, err
}

// ExpireIn removes the records that an entry of the ledger names, and notes the
// entry. What is not there is passed over.
func ExpireIn(tx *vault.Tx, entry *Erasure, now time.Time) error {
	set, err := readSettings(tx)
	if err != nil {
		return err
	}
	c := newChange(tx, set, now.UTC().Truncate(time.Second))
	if entry.At.IsZero() {
		entry.At = c.now
	}
	gone := map[string]bool{}
	for _, x := range entry.Expired {
		if err := c.expire(x, gone); err != nil {
			return err
		}
	}
	if err := c.pruneUndo(func(kind RecordKind, k []byte) bool { return gone[string(kind)+string(k)] }, nil); err != nil {
		return err
	}
	return c.put(entry)
}

// expire removes one record with the files that are its own.
func (c *change) expire(x Expired, gone map[string]bool) error {
	k := key(x.ID)
	switch x.Kind {
	case KindField:
		return c.expireValue(x, gone)
	case KindDocument, KindConsent:
		k = key(x.Contact, x.ID)
		if err := c.expireFiles(x, gone); err != nil {
			return err
		}
	case KindArchived:
		if err := c.dropArchived(x.ID); err != nil {
			return err
		}
	}
	gone[string(x.Kind)+string(k)] = true
	return c.replace(x.Kind, k, nil)
}

// expireValue clears a value of an added field.
func (c *change) expireValue(x Expired, gone map[string]bool) error {
	p, err := getPerson(c.tx, x.Contact)
	if err != nil {
		return nil // gone by now
	}
	p.Fields = slices.DeleteFunc(p.Fields, func(v Value) bool { return v.Field == x.ID })
	gone[string(KindPerson)+string(x.Contact[:])] = true
	return c.put(&p)
}

// expireFiles removes the files of a document, and the evidence of an answer
// that no other answer rests on.
func (c *change) expireFiles(x Expired, gone map[string]bool) error {
	files, err := listTied[Attachment](c.tx, KindAttachment, x.Contact)
	if err != nil {
		return err
	}
	events, err := consentsOf(c.tx, x.Contact)
	if err != nil {
		return err
	}
	for _, a := range files {
		rests := func(e Consent) bool { return e.Evidence == a.ID && e.ID != x.ID }
		own := x.Kind == KindDocument && a.Document == x.ID ||
			x.Kind == KindConsent && slices.ContainsFunc(events, func(e Consent) bool { return e.ID == x.ID && e.Evidence == a.ID })
		if !own || slices.ContainsFunc(events, rests) {
			continue
		}
		k := key(a.Contact, a.ID)
		gone[string(KindAttachment)+string(k)] = true
		if err := c.dropContent(k); err != nil {
			return err
		}
		if err := c.replace(KindAttachment, k, nil); err != nil {
			return err
		}
	}
	return nil
}

// dropArchived removes the files of an archived record.
func (c *change) dropArchived(id ID) error {
	var parts [][]byte
	for k := range c.tx.Prefix(bucketArchiveData, id[:]) {
		parts = append(parts, bytes.Clone(k))
	}
	for _, k := range parts {
		if err := c.tx.Delete(bucketArchiveData, k); err != nil {
			return err
		}
	}
	return nil
}

// UpdateErasures notes in the ledger, for many entries at once, what was done of
// them since: whether the vault is sealed, which backups still have to be
// rewritten, and the proof.
func (s *Store) UpdateErasures(entries []Erasure) error {
	return s.write(func(c *change) error {
		for i := range entries {
			e, err := get[Erasure](c.tx, KindErasure, key(entries[i].ID), entries[i].ID)
			if err != nil {
				return err
			}
			e.Backups, e.Unsealed, e.Proof = entries[i].Backups, entries[i].Unsealed, cmp.Or(entries[i].Proof, e.Proof)
			if err := c.put(&e); err != nil {
				return err
			}
		}
		return nil
	})
}

// ExpireAgain removes what an older copy of the vault brought back of the
// records that an entry of the ledger names, and returns how many there were.
func (s *Store) ExpireAgain(entry Erasure) (n int, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		for _, x := range entry.Expired {
			if x.present(tx) {
				n++
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		return 0, err
	}
	defer s.changes.Add(1)
	return n, s.v.Update(func(tx *vault.Tx) error { return ExpireIn(tx, &entry, s.now()) })
}

func (x Expired) present(tx *vault.Tx) bool {
	switch x.Kind {
	case KindField:
		p, err := getPerson(tx, x.Contact)
		return err == nil && slices.ContainsFunc(p.Fields, func(v Value) bool { return v.Field == x.ID })
	case KindDocument, KindConsent:
		return tx.Get(string(x.Kind), key(x.Contact, x.ID)) != nil
	}
	return tx.Get(string(x.Kind), x.ID[:]) != nil
}
