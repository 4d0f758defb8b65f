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
	// Archive are the documents that the law keeps, each with its rule and its
	// end. They are cut loose from the person; everything else goes.
	Archive []Archived
	// LeaveAmbiguous leaves the mentions that may be of a namesake as they are,
	// instead of refusing.
	LeaveAmbiguous bool
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

	unsealed bool // a seal has to follow
}

// Mention is a text that speaks, or may speak, of a person: a record of another
// contact's, or of none.
type Mention struct {
	Kind    RecordKind `json:"kind"`
	ID      ID         `json:"id"`
	Contact ID         `json:"contact,omitzero"`
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
}

// Erase removes a person for good (GDPR art. 17): the record and everything
// tied to it, each trace in the indexes and in undo, and the mentions in what
// is on file about others. Mentions that may be of a namesake make it fail with
// an *AmbiguousMentionsError and nothing done, unless the order leaves them. It
// cannot be undone. What lies in the journal and in free pages goes with the
// fold that has to follow.
func (s *Store) Erase(id ID, order EraseOrder) (r EraseReport, err error) {
	defer s.changes.Add(1)
	err = s.v.Update(func(tx *vault.Tx) error { r, err = s.eraseIn(tx, id, order); return err })
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
	set, err := readSettings(tx)
	if err != nil {
		return EraseReport{}, err
	}
	now = now.UTC().Truncate(time.Second)
	e := eraser{change: newChange(tx, set, now), id: id, order: order}
	for _, step := range []func() error{e.recognise, e.disclosures, e.archive, e.remove, e.forgetRequests, e.purgeUndo, e.mask, e.organisations,
		e.forgetDisclosures, e.drafts, e.write} {
		if err := step(); err != nil {
			return EraseReport{}, err
		}
	}
	return e.report, nil
}

// eraser is one erasure.
type eraser struct {
	*change
	who    who
	id     ID
	order  EraseOrder
	m      *masker
	report EraseReport
}

// own tells whether a contact's id is one of the person's.
func (e *eraser) own(id ID) bool { return slices.Contains(e.report.Identity.Contacts, id) }

// disclosures collects what was handed over about any of the person's records.
func (e *eraser) disclosures() error {
	for _, id := range e.report.Identity.Contacts {
		found, err := disclosuresOf(e.tx, id)
		if err != nil {
			return err
		}
		for _, d := range found {
			if !slices.ContainsFunc(e.report.Disclosures, func(o Disclosure) bool { return o.ID == d.ID }) {
				e.report.Disclosures = append(e.report.Disclosures, d)
			}
		}
	}
	return nil
}

// remove removes the person's records and what is tied to them.
func (e *eraser) remove() error {
	for _, id := range e.report.Identity.Contacts {
		if err := e.removeContact(id); err != nil {
			return err
		}
	}
	return nil
}

func (e *eraser) removeContact(id ID) error {
	tied, err := e.tied(id)
	if err != nil {
		return err
	}
	if v := e.tx.Get(string(KindPerson), id[:]); v != nil {
		p, err := decodeAs[Person](v)
		if err != nil {
			return err
		}
		tied = append(tied, &p)
	}
	for _, r := range tied {
		if err := e.change.remove(r); err != nil {
			return err
		}
	}
	e.report.Removed += len(tied)
	return e.dropContent(id[:]) // of attachments deleted before, too
}

// purgeUndo takes out of undo whatever holds anything of the person.
func (e *eraser) purgeUndo() error {
	stale := func(kind RecordKind, k []byte) bool {
		return (kind == KindPerson || len(k) > 16) && e.own(ID(k[:16]))
	}
	var texts [][]byte
	for _, id := range e.report.Identity.Contacts {
		texts = append(texts, []byte(id.String()))
	}
	leak := func(before []byte) bool {
		return slices.ContainsFunc(texts, func(id []byte) bool { return bytes.Contains(before, id) }) || e.m.speaks(before)
	}
	return e.pruneUndo(stale, leak)
}

// mask goes through what is on file about others.
func (e *eraser) mask() error {
	var doubtful []Mention
	for _, kind := range []RecordKind{KindPerson, KindInteraction, KindDocument, KindAttachment, KindTask,
		KindBatch, KindDisclosure, KindOrganisation, KindArchived, KindConsent, KindGiven, KindRetained, KindRequest} {
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
			e.report.Masked++
		}
	}
	if len(doubtful) > 0 && !e.order.LeaveAmbiguous {
		return &AmbiguousMentionsError{Mentions: doubtful}
	}
	e.report.Left = doubtful
	return e.contents()
}

// maskKind masks the records of a kind and returns those that it changed.
func (e *eraser) maskKind(kind RecordKind, doubtful *[]Mention) (changed []record, err error) {
	for k, v := range e.tx.Prefix(string(kind), nil) {
		if !e.m.concerns(v) {
			continue
		}
		r, err := decode(kind, v)
		if err != nil {
			return nil, err
		}
		masked, doubt, possible := false, false, false
		for _, text := range e.texts(r) {
			if m := e.m.mask(*text); m != *text {
				*text, masked = m, true
			}
			doubt = doubt || e.m.doubtful(*text)
			possible = possible || e.m.possible(*text)
		}
		mention := Mention{Kind: kind, ID: ID(k[len(k)-16:]), Contact: contactOf(r)}
		if doubt {
			*doubtful = append(*doubtful, mention)
		} else if possible {
			e.report.Possible = append(e.report.Possible, mention)
		}
		if masked {
			changed = append(changed, r)
		}
	}
	return changed, nil
}

// texts returns the free texts of a record, in which others may be spoken of.
// The names and numbers of another contact are that contact's own.
func (e *eraser) texts(r record) []*string {
	switch r := r.(type) {
	case *Person:
		t := []*string{&r.Note, &r.Source}
		for i := range r.Tags {
			t = append(t, &r.Tags[i])
		}
		for i := range r.Organisations {
			t = append(t, &r.Organisations[i].Title, &r.Organisations[i].Department)
		}
		for i := range r.Fields {
			t = append(t, &r.Fields[i].Text)
		}
		return t
	case *Organisation:
		return []*string{&r.Note}
	case *Interaction:
		return []*string{&r.Subject, &r.Body}
	case *Document:
		return []*string{&r.Note}
	case *Attachment:
		return []*string{&r.Name}
	case *Task:
		return []*string{&r.Title, &r.Note}
	case *Disclosure:
		return []*string{&r.Recipient}
	case *Archived:
		return []*string{&r.Document.Note}
	case *Consent:
		return []*string{&r.Collector, &r.Reference, &r.Parent, &r.Note}
	case *NoticeGiven:
		return []*string{&r.Note}
	case *Retained:
		return []*string{&r.Reason}
	case *Request:
		t := []*string{&r.Name, &r.Reach, &r.Asked}
		for i := range r.Events {
			t = append(t, &r.Events[i].Text, &r.Events[i].By)
		}
		return t
	case *Batch:
		t := []*string{}
		for i := range r.Files {
			t = append(t, &r.Files[i])
		}
		return t
	}
	return nil
}

func contactOf(r record) ID {
	switch r := r.(type) {
	case *Person:
		return r.ID
	case *Interaction:
		return r.Contact
	case *Document:
		return r.Contact
	case *Attachment:
		return r.Contact
	case *Task:
		return r.Contact
	case *Consent:
		return r.Contact
	case *NoticeGiven:
		return r.Contact
	case *Retained:
		return r.Contact
	case *Request:
		return r.Contact
	}
	return ID{}
}

// contents looks into the attachments of others, which cannot be masked.
func (e *eraser) contents() error {
	var last []byte
	for k, v := range e.tx.Prefix(bucketData, nil) {
		if bytes.Equal(last, k[:32]) || !e.m.speaks(v) {
			continue
		}
		last = k[:32]
		e.report.Possible = append(e.report.Possible, Mention{KindAttachment, ID(k[16:32]), ID(k[:16])})
	}
	return nil
}

// organisations settles those that were known through the person: without
// people, one that bears the person's name goes, and the person's own e-mails
// and numbers go from the others, with their name where it is a part of theirs.
func (e *eraser) organisations() error {
	concerned, err := e.concerned()
	if err != nil {
		return err
	}
	for _, o := range concerned {
		named := len(e.m.certain(o.Name)) > 0
		possible := !named && e.m.possible(o.Name)
		if !named && !possible && !slices.Contains(e.who.orgs, o.ID) || orgHasOthers(e.tx, e.ix, &o, nil) {
			continue
		}
		if m := (Mention{Kind: KindOrganisation, ID: o.ID}); possible && !slices.Contains(e.report.Possible, m) {
			e.report.Possible = append(e.report.Possible, m)
		}
		if named && e.m.mask(o.Name) == masked {
			if err := e.change.remove(&o); err != nil {
				return err
			}
			e.report.Removed++
			continue
		}
		was := o
		o.Name = e.m.mask(o.Name)
		o.Emails = slices.DeleteFunc(slices.Clone(o.Emails), func(x Email) bool { return e.m.mask(x.Address) != x.Address })
		o.Phones = slices.DeleteFunc(slices.Clone(o.Phones), func(x Phone) bool { return e.m.mask(x.Number) != x.Number })
		if same(&was, &o) {
			continue
		}
		if err := e.put(&o); err != nil {
			return err
		}
		e.report.Masked++
	}
	return nil
}

// concerned returns the organisations that the person was tied to and those
// that speak of the person, or may.
func (e *eraser) concerned() (list []Organisation, err error) {
	for k, v := range e.tx.Prefix(string(KindOrganisation), nil) {
		if !slices.Contains(e.who.orgs, ID(k)) && !e.m.concerns(v) {
			continue
		}
		o, err := decodeAs[Organisation](v)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}

// forgetDisclosures takes the person's ids out of what was handed over.
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

// forgetRequests leaves, of what the person asked for, the proof that it was
// answered and when: GDPR art. 5(2), 17(3)(e). Who asked, and in which words,
// goes; the ledger's entry is what they lead to.
func (e *eraser) forgetRequests() error {
	if e.order.Erasure == (ID{}) {
		e.order.Erasure = newID(e.now)
	}
	for _, id := range e.report.Identity.Contacts {
		if err := e.changeRequests(id, func(r *Request) {
			r.Contact, r.Erasure, r.Name, r.Reach, r.Asked = ID{}, e.order.Erasure, "", "", ""
		}); err != nil {
			return err
		}
	}
	return nil
}

// write notes the erasure in the ledger.
func (e *eraser) write() error {
	l := &e.report.Erasure
	l.ID, l.Contact, l.At, l.Reason = e.order.Erasure, e.id, e.now, e.m.mask(cleanText(e.order.Reason))
	l.Backups, l.Unsealed = e.order.Backups, e.order.unsealed
	l.Also = slices.DeleteFunc(slices.Clone(e.report.Identity.Contacts), func(id ID) bool { return id == e.id })
	return e.put(l)
}
