package store

import (
	"bytes"
	"maps"
	"slices"

	"calepin/store/vault"
)

// removeMade removes what the batch made, what is tied before what it is tied to.
func (u *batchUndo) removeMade() error {
	if err := u.removeAttachments(); err != nil {
		return err
	}
	attached := map[RecordKind]*tiedWalk{}
	for _, kind := range filedUnderContacts {
		attached[kind] = &tiedWalk{tx: u.tx, kind: KindAttachment}
	}
	rounds := []struct {
		kinds    []RecordKind
		from, to int // in percent of all the work: what came before was reading
	}{{[]RecordKind{KindInteraction, KindDocument, KindTask, KindPerson}, 35, 95}, {[]RecordKind{KindOrganisation}, 95, 100}}
	for _, round := range rounds {
		u.tell(round.from, 100)
		var going []record
		for _, kind := range round.kinds {
			for _, r := range u.made[kind] {
				stays, err := u.stays(r, attached[kind])
				if err != nil {
					return err
				}
				if _, k := r.place(); stays {
					u.kept(kind, k)
				} else {
					going = append(going, r)
				}
			}
		}
		tell := func(done, total int) { u.tell(round.from+(round.to-round.from)*done/total, 100) }
		if err := u.change.removeAll(going, tell); err != nil {
			return err
		}
		for _, r := range going {
			u.removed(r.place())
		}
	}
	return u.recountAll()
}

// removeAttachments removes those of the batch one by one: their content goes too.
func (u *batchUndo) removeAttachments() error {
	for _, r := range u.made[KindAttachment] {
		kind, k := r.place()
		if err := u.dropContent(k); err != nil {
			return err
		}
		if err := u.replace(kind, k, nil); err != nil {
			return err
		}
		u.removed(kind, k)
	}
	return nil
}

func (u *batchUndo) removed(kind RecordKind, k []byte) {
	u.report.Removed++
	u.changed[string(kind)+string(k)] = true
}

// stays tells whether a record that the batch made has to stay. What goes is
// cut from the attachments that refer to it.
func (u *batchUndo) stays(r record, attached *tiedWalk) (bool, error) {
	cut := func(contact, id ID) error {
		if u.touched(r) || !attached.any(contact, func([]byte) bool { return true }) {
			return nil
		}
		return u.cutAttachments(contact, id)
	}
	kind, k := r.place()
	if u.guard(kind, k, u.tx.Get(string(kind), k), nil) != nil {
		return true, nil
	}
	var err error
	switch r := r.(type) {
	case *Person:
		return u.keep[r.ID], nil
	case *Organisation:
		return u.touched(r) || u.hasPeople(r.ID), nil
	case *Interaction:
		u.recount[r.Contact] = true
		err = cut(r.Contact, r.ID)
	case *Document:
		u.recount[r.Contact] = true
		err = cut(r.Contact, r.ID)
	}
	return u.touched(r), err
}

// hasPeople tells whether anybody is tied to an organisation.
func (c *change) hasPeople(org ID) bool {
	for k := range c.tx.Prefix(bucketByOrg, c.ix.orgKey(c.ix.orgName(org), org)) {
		if ID(k[len(k)-16:]) != (ID{}) {
			return true
		}
	}
	return false
}

// removeAll removes records and the index entries they owe, worked out on all
// processors, a bucket after the other in the order of the keys: that is
// several times as fast as one record after the other.
func (c *change) removeAll(going []record, tell func(done, total int)) error {
	for _, r := range going {
		if p, is := r.(*Person); is {
			for _, a := range p.Organisations {
				c.ix.orgName(a.Organisation) // for the other goroutines
			}
		}
	}
	all, err := entriesInParts(len(going), c.ix.names, func(i int, ix *indexer, add func(string, []byte, []byte)) error {
		kind, k := going[i].place()
		add(string(kind), k, nil)
		going[i].entries(ix, add)
		return nil
	})
	if err != nil {
		return err
	}
	done, total := 0, all.len()
	c.tx.Bulk(total)
	for _, bucket := range slices.Sorted(maps.Keys(all)) {
		s := all[bucket]
		for i := range s.Len() {
			k, _ := s.At(i)
			if err := c.tx.Delete(bucket, k); err != nil {
				return err
			}
			if done++; done%4096 == 0 {
				tell(done, total)
			}
		}
	}
	return nil
}

// recountAll works out anew what people who stay keep of their interactions.
func (u *batchUndo) recountAll() error {
	for _, id := range sortedIDs(u.recount) {
		if u.tx.Get(string(KindPerson), id[:]) == nil {
			continue
		}
		if err := u.change.recount(id); err != nil {
			return err
		}
	}
	return nil
}

// tiedWalk walks the records of a kind that are tied to contacts, in step with
// contacts whose ids rise: a contact without any costs a comparison.
type tiedWalk struct {
	tx    *vault.Tx
	kind  RecordKind
	begun bool
	next  []byte // the first key not walked past; nil for none
}

// any tells whether fn is true of the key of any record tied to the contact,
// whose id must not be before that of the last call.
func (w *tiedWalk) any(contact ID, fn func(k []byte) bool) bool {
	if w.begun && (w.next == nil || bytes.Compare(w.next[:16], contact[:]) > 0) {
		return false
	}
	w.begun, w.next = true, nil
	for k := range w.tx.From(string(w.kind), contact[:]) {
		beyond := ID(k[:16]) != contact
		if beyond || fn(k) {
			w.next = bytes.Clone(k) // what changes the bucket may move the page
			return !beyond
		}
	}
	return false
}
