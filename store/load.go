package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"
)

// Set is records to load together. Ids are kept where they are set, and made
// where they are zero; a record that others of the set point at needs its own
// (NewID). Affiliations may name an organisation instead (Affiliation.Name).
type Set struct {
	// Batch, where set, makes the load one undoable import: every record of it
	// bears the batch's id. Its own id and time are filled in where zero.
	Batch         *Batch
	Organisations []Organisation
	Persons       []Person
	// Created are more Persons, for who has so many that a copy would tell: the
	// list is emptied, so that each may go once it is written.
	Created []*Person
	// Merged are people on file already, in the form that they take (Combine).
	Merged       []Person
	Interactions []Interaction
	Documents    []Document
	Attachments  []Content
	Tasks        []Task
	Disclosures  []Disclosure
	Erasures     []Erasure
	Archived     []Archived
	Activities   []Activity
	Fields       []Field
	Rules        []Rule
	Wordings     []Wording
	Notices      []Notice
	Consents     []Consent
	Given        []NoticeGiven
	Requests     []Request
	Tellings     []Telling
	Letters      []LetterText
	Restrictions []Restriction
	Processors   []Processor
	Breaches     []Breach
	Reviews      []Review
	// Progress, where set, is told now and then how much of the work is done.
	Progress func(done, total int)
}

// Content is an attachment and what is in it.
type Content struct {
	Attachment
	Data []byte
}

// NewID returns a new id that sorts by the time given.
func NewID(at time.Time) ID { return newID(at) }

// NewIDs returns a maker of ids of one time that rise in the order that they
// are made in, as many as an import has records: what comes in order need not
// be sorted (RFC 9562, 6.2, method 1: a counter of 26 bits).
func NewIDs(at time.Time) func() ID {
	start := randomID()
	count := binary.BigEndian.Uint32(start[:]) >> 7
	return func() ID {
		id := newID(at)
		id[6] = 0x70 | byte(count>>22)&0x0f
		id[7] = byte(count >> 14)
		id[8] = 0x80 | byte(count>>8)&0x3f
		id[9] = byte(count)
		count++
		return id
	}
}

// Load stores a set in one transaction: all of it or, on an error, nothing.
// Fields come out as they were stored. The *FieldError of a record is wrapped
// in a *LoadError that says which it was.
func (s *Store) Load(set Set) error {
	return s.write(func(c *change) error {
		l := loader{change: c, Set: set, orgs: map[string]ID{}, people: map[ID]*Person{}, merged: map[ID]bool{}}
		return l.load()
	})
}

// LoadError says which record of a Set could not be stored: the one at Index in
// the list of its kind.
type LoadError struct {
	Kind  RecordKind
	Index int
	Err   error
}

func (e *LoadError) Error() string {
	return fmt.Sprintf("%s %d of the set: %v", e.Kind, e.Index, e.Err)
}

// Unwrap returns what was wrong with the record.
func (e *LoadError) Unwrap() error { return e.Err }

// loader is one Load.
type loader struct {
	*change
	Set
	batch  ID
	orgs   map[string]ID // organisations of the set, by folded name
	people map[ID]*Person
	merged map[ID]bool
	// primary are the records to put; the index entries come of them.
	primary []record
}

func (l *loader) load() error {
	if l.Batch != nil {
		if l.Batch.ID == (ID{}) {
			l.Batch.ID = newID(l.now)
		}
		if l.Batch.At.IsZero() {
			l.Batch.At = l.now
		}
		l.batch = l.Batch.ID
		l.undo = &undoEntry{What: Loaded, Batch: l.batch}
	}
	for _, step := range []func() error{l.organisations, l.persons, l.mergedPersons, l.interactions,
		l.documents, l.tasks, l.guardLoaded, l.registers, l.putAll, l.attachments, l.writeMerged} {
		if err := step(); err != nil {
			return err
		}
	}
	if l.Batch == nil {
		return nil
	}
	if err := l.put(l.Batch); err != nil {
		return err
	}
	l.undo.Items = slices.DeleteFunc(l.undo.Items, func(it undoItem) bool { return it.Kind == KindBatch })
	for i, it := range l.undo.Items {
		l.undo.Items[i].After = hashOf(l.tx.Get(string(it.Kind), it.Key))
	}
	return l.keepUndo()
}

// take fills in the id of a record and refuses one in use.
func (l *loader) take(id *ID, at time.Time, kind RecordKind, contact ...ID) error {
	if *id == (ID{}) {
		*id = newID(at)
		return nil
	}
	if l.tx.Get(string(kind), key(append(contact, *id)...)) != nil {
		return &ExistsError{Kind: kind, ID: *id}
	}
	return nil
}

func (l *loader) organisations() error {
	for i := range l.Organisations {
		o := &l.Organisations[i]
		o.Batch = l.batchOr(o.Batch)
		l.stamp(&o.CreatedAt, &o.UpdatedAt, l.batch)
		err := l.take(&o.ID, l.now, KindOrganisation)
		if err == nil {
			err = o.clean(l.set)
		}
		if err != nil {
			return &LoadError{KindOrganisation, i, err}
		}
		l.addOrg(o)
	}
	return nil
}

func (l *loader) addOrg(o *Organisation) {
	l.ix.call(o.ID, o.Name)
	if folded := Fold(o.Name); l.orgs[folded] == (ID{}) {
		l.orgs[folded] = o.ID
	}
	l.primary = append(l.primary, o)
}

func (l *loader) batchOr(own ID) ID {
	if l.Batch != nil {
		return l.batch
	}
	return own
}

func (l *loader) persons() error {
	created := l.Created
	if len(l.Persons) > 0 {
		created = make([]*Person, 0, len(l.Persons)+len(l.Created))
		for i := range l.Persons {
			created = append(created, &l.Persons[i])
		}
		created = append(created, l.Created...)
	}
	informed, restricted := l.informed(), l.restricted()
	none := !l.holdsAny(KindPerson)
	settled := make([]bool, len(created)) // who needs no look-up
	err := inParts(len(created), func(_, from, to int) error {
		for i, p := range created[from:to] {
			p.Batch = l.batchOr(p.Batch)
			p.LastContact, p.FollowUp, p.Informed, p.Restricted = noTime, "", informed[p.ID], restricted[p.ID]
			l.stamp(&p.CreatedAt, &p.UpdatedAt, l.batch)
			if err := p.clean(l.set); err != nil {
				return &LoadError{KindPerson, from + i, err}
			}
			settled[from+i] = none && p.ID != (ID{}) && l.tiesKnown(p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	tied := len(l.Interactions)+len(l.Documents)+len(l.Attachments)+len(l.Tasks) > 0
	l.primary = slices.Grow(l.primary, len(created))
	for i, p := range created {
		if !settled[i] {
			err := l.take(&p.ID, l.now, KindPerson)
			if err == nil {
				err = l.affiliate(p)
			}
			if err != nil {
				return &LoadError{KindPerson, i, err}
			}
		}
		if tied {
			l.people[p.ID] = p
		}
		l.primary = append(l.primary, p)
	}
	clear(l.Created)
	return nil
}

// holdsAny tells whether there is a record of a kind on file.
func (l *loader) holdsAny(kind RecordKind) bool {
	for range l.tx.Prefix(string(kind), nil) {
		return true
	}
	return false
}

// tiesKnown tells that affiliate would change nothing, without a look-up: it may
// be asked on several goroutines at once.
func (l *loader) tiesKnown(p *Person) bool {
	return !slices.ContainsFunc(p.Organisations, func(a Affiliation) bool { return a.Name != "" || l.ix.names[a.Organisation] == "" })
}

// affiliate is the loader's own: it knows organisations that are not stored yet.
func (l *loader) affiliate(p *Person) error {
	again := false
	for i := range p.Organisations {
		a := &p.Organisations[i]
		if a.Organisation == (ID{}) {
			name := cleanLine(a.Name)
			folded := Fold(name)
			id, known := l.orgs[folded]
			if !known {
				if ids := organisationsNamed(l.tx, name); len(ids) > 0 {
					id = ids[0]
					l.orgs[folded] = id
					l.ix.orgName(id) // for encode
				} else {
					o := &Organisation{ID: newID(l.now), Name: name, Batch: l.batch}
					l.stamp(&o.CreatedAt, &o.UpdatedAt, l.batch)
					if err := o.clean(l.set); err != nil {
						return err
					}
					l.addOrg(o)
					id = o.ID
				}
			}
			a.Organisation, again = id, true
		} else if l.ix.orgName(a.Organisation) == "" {
			return &FieldError{at("organisations", i, ".organisation"), NoSuch}
		}
		a.Name = ""
	}
	if again { // two names may have been one organisation
		var c cleaner
		p.cleanAffiliations(&c)
	}
	return nil
}

// mergedPersons takes the people on file that the set changes.
func (l *loader) mergedPersons() error {
	informed := l.informed()
	for i := range l.Merged {
		p := &l.Merged[i]
		was, err := getPerson(l.tx, p.ID)
		if err == nil {
			p.Batch, p.LastContact, p.FollowUp, p.Informed, p.Restricted = was.Batch, was.LastContact, was.FollowUp, was.Informed, was.Restricted
			if day, told := informed[p.ID]; told && (p.Informed == "" || day < p.Informed) {
				p.Informed = day
			}
			p.UpdatedAt = l.touch(was.UpdatedAt, was.Batch)
			p.CreatedAt = earliest(p.CreatedAt, was.CreatedAt)
			if p.Since = nil; p.Status == was.Status {
				p.Since = was.Since
			}
			if err = l.affiliate(p); err == nil {
				err = p.clean(l.set)
			}
		}
		if err != nil {
			return &LoadError{KindPerson, i, err}
		}
		l.people[p.ID] = p
		l.merged[p.ID] = true
	}
	return nil
}

func sortedIDs(set map[ID]bool) []ID {
	ids := make([]ID, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	sortIDs(ids)
	return ids
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
