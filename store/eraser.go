package store

import (
	"slices"
)

// eraser is an erasure of one person or of many.
type eraser struct {
	*change
	order     EraseOrder // what holds for all
	people    []*leaver
	going     map[ID]*leaver // by every id of theirs
	counts    tallies
	gathering *gathering
}

// leaver is a person who is erased.
type leaver struct {
	who    who
	id     ID
	order  EraseOrder
	m      *masker
	report EraseReport
	proof  Proof
}

// own tells whether a contact's id is one of those erased.
func (e *eraser) own(id ID) bool { return e.going[id] != nil }

// disclosures collects what was handed over about any of the persons' records.
func (e *eraser) disclosures() error {
	all, err := listTied[Disclosure](e.tx, KindDisclosure, ID{})
	if err != nil {
		return err
	}
	for _, d := range all {
		for _, id := range d.Contacts {
			if p := e.going[id]; p != nil && !slices.ContainsFunc(p.report.Disclosures, func(o Disclosure) bool { return o.ID == d.ID }) {
				p.report.Disclosures = append(p.report.Disclosures, d)
			}
		}
		for _, p := range e.people {
			if len(d.Contacts) == 0 && !p.who.since.IsZero() && !d.At.Before(p.who.since) {
				p.report.Disclosures = append(p.report.Disclosures, d)
			}
		}
	}
	return nil
}

// remove removes the persons' records and what is tied to them.
func (e *eraser) remove() error {
	tasks := map[ID][]record{}
	for _, v := range e.tx.Prefix(string(KindTask), nil) {
		t, err := decodeAs[Task](v)
		if err != nil {
			return err
		}
		tasks[t.Contact] = append(tasks[t.Contact], &t)
	}
	var going []record
	for _, p := range e.people {
		for _, id := range p.report.Identity.Contacts {
			tied, err := e.filed(id)
			if err != nil {
				return err
			}
			tied = append(tied, tasks[id]...)
			if v := e.tx.Get(string(KindPerson), id[:]); v != nil {
				person, err := decodeAs[Person](v)
				if err != nil {
					return err
				}
				if p.order.Tally && id == p.id {
					e.counts.count(&person, tied)
				}
				tied = append(tied, &person)
			}
			p.report.Removed += len(tied)
			for _, r := range tied {
				p.proof.took(r)
				p.detail(&p.report.Went, r)
			}
			going = append(going, tied...)
			if err := e.dropContent(id[:]); err != nil { // of attachments deleted before, too
				return err
			}
		}
	}
	return e.removeAll(going, func(int, int) {})
}

// purgeUndo takes out of undo whatever holds anything of the persons.
func (e *eraser) purgeUndo() error {
	stale := func(kind RecordKind, k []byte) bool {
		return (kind == KindPerson || len(k) > 16) && e.own(ID(k[:16]))
	}
	return e.pruneUndo(stale, func(before []byte) bool { return e.gathering.identifies(before) || e.gathering.speaks(before) })
}

// write notes the erasures in the ledger.
func (e *eraser) write() error {
	if err := e.counts.add(e.change); err != nil {
		return err
	}
	for _, p := range e.people {
		l := &p.report.Erasure
		l.ID, l.Contact, l.At, l.Reason = p.order.Erasure, p.id, e.now, p.m.mask(cleanText(p.order.Reason))
		l.Backups, l.Unsealed = p.order.Backups, p.order.unsealed
		p.proof.Masked, p.proof.Recipients, p.proof.Suppressed = p.report.Masked, Recipients(p.report.Disclosures), p.order.Suppress != nil
		p.proof.Documents, p.proof.Attachments = max(0, p.proof.Documents), max(0, p.proof.Attachments) // kept ones may have come from undo
		l.Proof = &p.proof
		l.Also = slices.DeleteFunc(slices.Clone(p.report.Identity.Contacts), func(id ID) bool { return id == p.id })
		for id, theirs := range p.order.Settled {
			if theirs {
				l.Theirs = append(l.Theirs, id)
			}
		}
		sortIDs(l.Theirs)
		if err := e.put(l); err != nil {
			return err
		}
	}
	return nil
}
