package store

import (
	"bytes"
	"errors"
	"slices"
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

// mask goes through what is on file about others.
func (e *eraser) mask() error {
	var doubtful []Mention
	for _, kind := range []RecordKind{KindPerson, KindInteraction, KindDocument, KindAttachment, KindTask,
		KindBatch, KindDisclosure, KindOrganisation, KindArchived, KindConsent, KindGiven, KindRetained, KindRequest, KindTelling, KindReading, KindRestriction, KindHold,
		KindErasure, KindActivity, KindField, KindPolicy, KindRule, KindLetter, KindProcessor, KindBreach, KindReview} {
		changed, err := e.maskKind(kind, &doubtful)
		if err != nil {
			return err
		}
		for _, r := range changed {
			if err := e.put(r); err != nil {
				return err
			}
			// What undo holds of it is older than the mask: putting it back
			// would undo a part of the erasure.
		}
	}
	if len(doubtful) > 0 && !e.order.LeaveAmbiguous {
		return &AmbiguousMentionsError{Mentions: doubtful}
	}
	if err := e.shown(); err != nil {
		return err
	}
	return e.contents()
}

// maskKind masks the records of a kind and returns those that it changed.
func (e *eraser) maskKind(kind RecordKind, doubtful *[]Mention) (changed []record, err error) {
	for k, v := range e.tx.Prefix(string(kind), nil) {
		concerned := e.gathering.concerned(v)
		if len(concerned) == 0 {
			continue
		}
		r, err := decode(kind, v)
		if err != nil {
			return nil, err
		}
		mention := Mention{Kind: kind, ID: ID(k[len(k)-16:]), Contact: contactOf(r)}
		any := false
		for _, i := range concerned {
			p := e.people[i]
			masked, doubt, possible := false, false, false
			mention := mention
			theirs, settled := p.order.Settled[mention.ID]
			mask := p.m.mask
			if theirs {
				mask = p.m.maskDoubtful
			}
			quote := func(text string, at span) {
				if p.order.Detail && mention.Around == "" {
					mention.Around = passage(text, at)
				}
			}
			e.eachText(r, func(text *string) {
				if m := mask(*text); m != *text {
					*text, masked = m, true
				}
				if !settled && p.m.doubtful(*text) {
					doubt = true
					quote(*text, p.m.unclear(*text)[0])
				}
				if found := p.m.possible(*text); len(found) > 0 && !settled {
					possible = true
					quote(*text, found[0])
				}
			})
			if doubt {
				*doubtful = append(*doubtful, mention)
				p.report.Left = append(p.report.Left, mention)
			} else if possible {
				p.report.Possible = append(p.report.Possible, mention)
			}
			if masked {
				p.report.Masked++
				any = true
				if p.order.Detail {
					p.report.MaskedIn = append(p.report.MaskedIn, mention)
				}
			}
		}
		if any {
			changed = append(changed, r)
		}
	}
	return changed, nil
}

// shown points at the notices and the wordings that name a person. Others were
// told, or answered to, these very words: they are the proof of it, and stay as
// they are (GDPR arts 5(2), 7(1), 17(3)(e)).
func (e *eraser) shown() error {
	for _, kind := range textsShown {
		for k, v := range e.tx.Prefix(string(kind), nil) {
			for _, i := range e.gathering.speakers(v) {
				p := e.people[i]
				p.report.Possible = append(p.report.Possible, Mention{Kind: kind, ID: ID(k)})
			}
		}
	}
	return nil
}

// textsShown are the kinds whose texts are proofs to others.
var textsShown = []RecordKind{KindNotice, KindWording}

// contents looks into the attachments of others, which cannot be masked.
func (e *eraser) contents() error {
	var last []byte
	for k, v := range e.tx.Prefix(bucketData, nil) {
		if bytes.Equal(last, k[:32]) {
			continue
		}
		for _, i := range e.gathering.speakers(v) {
			last = k[:32]
			e.people[i].report.Possible = append(e.people[i].report.Possible, Mention{Kind: KindAttachment, ID: ID(k[16:32]), Contact: ID(k[:16])})
		}
	}
	return nil
}

// organisations settles those that were known through the persons: without
// people, one that bears a person's name goes, and the person's own e-mails and
// numbers go from the others, with their name where it is a part of theirs.
func (e *eraser) organisations() error {
	known := map[ID][]int{}
	for i, p := range e.people {
		for _, id := range p.who.orgs {
			known[id] = append(known[id], i)
		}
	}
	type tie struct {
		org     Organisation
		through []int
	}
	var ties []tie
	for k, v := range e.tx.Prefix(string(KindOrganisation), nil) {
		through := append(slices.Clone(known[ID(k)]), e.gathering.concerned(v)...)
		if len(through) == 0 {
			continue
		}
		o, err := decodeAs[Organisation](v)
		if err != nil {
			return err
		}
		slices.Sort(through)
		ties = append(ties, tie{o, slices.Compact(through)})
	}
	for _, t := range ties {
		for _, i := range t.through {
			if gone, err := e.organisation(&t.org, e.people[i]); err != nil {
				return err
			} else if gone {
				break
			}
		}
	}
	return nil
}

// organisation settles one that was known through a person, or speaks of them.
func (e *eraser) organisation(o *Organisation, p *leaver) (gone bool, err error) {
	named := len(p.m.certain(o.Name)) > 0
	possible := !named && len(p.m.possible(p.m.mask(o.Name))) > 0
	if !named && !possible && !slices.Contains(p.who.orgs, o.ID) || orgHasOthers(e.tx, e.ix, o, nil) {
		return false, nil
	}
	if m := (Mention{Kind: KindOrganisation, ID: o.ID}); possible && !slices.Contains(p.report.Possible, m) {
		p.report.Possible = append(p.report.Possible, m)
	}
	if named && p.m.mask(o.Name) == masked {
		p.report.Removed++
		return true, e.change.remove(o)
	}
	was := *o
	o.Name = p.m.mask(o.Name)
	o.Emails = slices.DeleteFunc(slices.Clone(o.Emails), func(x Email) bool { return p.m.mask(x.Address) != x.Address })
	o.Phones = slices.DeleteFunc(slices.Clone(o.Phones), func(x Phone) bool { return p.m.mask(x.Number) != x.Number })
	o.URLs = slices.DeleteFunc(slices.Clone(o.URLs), func(x Link) bool { return p.m.mask(x.URL) != x.URL })
	if same(&was, o) {
		return false, nil
	}
	p.report.Masked++
	return false, e.put(o)
}

// forgetDisclosures takes the persons' ids out of what was handed over.
func (e *eraser) forgetDisclosures() error {
	all, err := listTied[Disclosure](e.tx, KindDisclosure, ID{})
	if err != nil {
		return err
	}
	for _, d := range all {
		if !slices.ContainsFunc(d.Contacts, e.own) {
			continue
		}
		for i, c := range d.Contacts {
			if e.own(c) {
				d.Contacts[i] = ID{} // an empty list would say "everyone"
			}
		}
		if err := e.put(&d); err != nil {
			return err
		}
	}
	return nil
}

// forgetRequests leaves, of what the persons asked for, the proof that it was
// answered and when: GDPR art. 5(2), 17(3)(e). Who asked, and in which words,
// goes; the ledger's entry is what they lead to.
func (e *eraser) forgetRequests() error {
	all, err := listTied[Request](e.tx, KindRequest, ID{})
	if err != nil {
		return err
	}
	for _, r := range all {
		p := e.going[r.Contact]
		if p == nil {
			continue
		}
		p.detail(&p.report.CutLoose, &r)
		r.Contact, r.Erasure, r.Name, r.Reach, r.Asked = ID{}, p.order.Erasure, "", "", ""
		for i := range r.Events {
			for j := range r.Events[i].Changes {
				ch := &r.Events[i].Changes[j]
				ch.Before, ch.After = "", ""
			}
		}
		if err := e.put(&r); err != nil {
			return err
		}
	}
	return nil
}

// forgetRegisters takes the persons' ids out of the registers of processors and
// of breaches; how many a breach concerned stays (GDPR art. 33(5)).
func (e *eraser) forgetRegisters() error {
	for id := range e.going {
		if err := e.moveProcessors(id, ID{}); err != nil {
			return err
		}
	}
	return e.moveBreaches(e.own, ID{})
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
		slices.SortFunc(l.Theirs, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
		if err := e.put(l); err != nil {
			return err
		}
	}
	return nil
}
