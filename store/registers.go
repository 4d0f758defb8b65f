package store

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"calepin/store/vault"
)

// Batches returns the imports on record, newest first.
func (s *Store) Batches() (all []Batch, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Batch](tx, KindBatch, ID{}); return err })
	SortRecords(all, func(a, b Batch) int {
		return cmp.Or(b.At.Compare(a.At), slices.Compare(b.ID[:], a.ID[:]))
	})
	return all, err
}

// Batch returns an import by id.
func (s *Store) Batch(id ID) (b Batch, err error) {
	err = s.v.View(func(tx *vault.Tx) error { b, err = get[Batch](tx, KindBatch, key(id), id); return err })
	return b, err
}

// FindBatch returns the import of an id or of a unique id prefix.
func (s *Store) FindBatch(ref string) (b Batch, err error) {
	err = s.v.View(func(tx *vault.Tx) error { b, err = findRef[Batch](tx, KindBatch, ref); return err })
	return b, err
}

// RecordDisclosure notes that personal data were handed over (GDPR art. 19). It
// cannot be undone: what was handed over was.
func (s *Store) RecordDisclosure(d *Disclosure) error {
	return s.write(func(c *change) error {
		if err := c.settle(&d.ID, KindDisclosure); err != nil {
			return err
		}
		if d.At.IsZero() {
			d.At = c.now
		}
		if err := d.clean(); err != nil {
			return err
		}
		if d.Recipient != "" {
			p, err := processorNamed(c.tx, d.Recipient)
			if err != nil {
				return err
			}
			d.Processor = p.ID
		}
		return c.put(d)
	})
}

func (d *Disclosure) clean() error {
	var c cleaner
	c.line("recipient", &d.Recipient, maxLine)
	c.line("format", &d.Format, maxName)
	c.line("purpose", &d.Purpose, maxLine)
	c.text("risk", &d.Risk, maxNote)
	d.At = d.At.UTC().Truncate(time.Second)
	return c.err
}

// Disclosures returns, oldest first, the disclosures that concerned a contact:
// those that name it, and those of every contact made since it was there. A
// zero contact asks for all.
func (s *Store) Disclosures(contact ID) (found []Disclosure, err error) {
	err = s.v.View(func(tx *vault.Tx) error { found, err = disclosuresOf(tx, contact); return err })
	return found, err
}

func disclosuresOf(tx *vault.Tx, contact ID) (found []Disclosure, err error) {
	all, err := listTied[Disclosure](tx, KindDisclosure, ID{})
	if err != nil || contact == (ID{}) {
		return all, err
	}
	var p Person // stays empty for a contact that is not on file
	if v := tx.Get(string(KindPerson), contact[:]); v != nil {
		if p, err = decodeAs[Person](v); err != nil {
			return nil, err
		}
	}
	restricted, err := listTied[Restriction](tx, KindRestriction, contact)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		everyone := len(d.Contacts) == 0 && !p.CreatedAt.IsZero() && !d.At.Before(p.CreatedAt) &&
			!slices.ContainsFunc(restricted, func(r Restriction) bool { return r.holdsAt(d.At) })
		if everyone || slices.Contains(d.Contacts, contact) {
			found = append(found, d)
		}
	}
	return found, nil
}

// Erasures returns the erasure ledger, oldest first.
func (s *Store) Erasures() (all []Erasure, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Erasure](tx, KindErasure, ID{}); return err })
	SortRecords(all, func(a, b Erasure) int { return a.At.Compare(b.At) })
	return all, err
}

// FindErasure returns the entry of the ledger of an id or of a unique id prefix.
func (s *Store) FindErasure(ref string) (e Erasure, err error) {
	err = s.v.View(func(tx *vault.Tx) error { e, err = findRef[Erasure](tx, KindErasure, ref); return err })
	return e, err
}

// SetErasures puts lines of another copy's ledger into this one: those that it
// lacks, and those that it knows less of. The reasons that it has stay.
func (s *Store) SetErasures(lines []Erasure) error {
	return s.write(func(c *change) error {
		for _, e := range lines {
			if v := c.tx.Get(string(KindErasure), e.ID[:]); v != nil && e.Reason == "" {
				was, err := decodeAs[Erasure](v)
				if err != nil {
					return err
				}
				e.Reason = was.Reason
			}
			if err := c.put(&e); err != nil {
				return err
			}
		}
		return nil
	})
}

// ArchivedDocuments returns the archive, oldest first.
func (s *Store) ArchivedDocuments() (all []Archived, err error) {
	if err := s.May(ReadArchive); err != nil {
		return nil, err
	}
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Archived](tx, KindArchived, ID{}); return err })
	SortRecords(all, func(a, b Archived) int {
		return cmp.Or(cmp.Compare(a.Day(), b.Day()), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return all, err
}
