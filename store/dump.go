package store

import (
	"bytes"
	"io"

	"calepin/store/vault"
)

// Dump is a reading of everything at one moment, for an export. It is valid
// within the function that Store.Dump gave it to.
type Dump struct{ tx *vault.Tx }

// Dump runs fn on all records as they are at one moment.
func (s *Store) Dump(fn func(*Dump) error) error {
	return s.v.View(func(tx *vault.Tx) error { return fn(&Dump{tx: tx}) })
}

// each calls fn with every record of a kind, of one contact where it is not zero,
// else of all but those who are restricted (GDPR art. 18), in the order of the keys, until fn returns an error.
func each[T any](tx *vault.Tx, kind RecordKind, contact ID, fn func(T) error) error {
	return eachValue(tx, kind, contact, func(v []byte) error {
		r, err := decodeAs[T](v)
		if err != nil {
			return err
		}
		return fn(r)
	})
}

// eachValue is each for records that are not read yet.
func eachValue(tx *vault.Tx, kind RecordKind, contact ID, fn func([]byte) error) error {
	prefix := contact[:]
	var apart map[ID]bool
	if contact == (ID{}) {
		prefix, apart = nil, quarantine(tx)
	}
	for k, v := range tx.Prefix(string(kind), prefix) {
		if isApart(apart, kind, k, v) {
			continue
		}
		if err := fn(v); err != nil {
			return err
		}
	}
	return nil
}

// Person returns a person by id.
func (d *Dump) Person(id ID) (Person, error) { return getPerson(d.tx, id) }

// OrganisationName returns the name of an organisation, empty where there is none.
func (d *Dump) OrganisationName(id ID) string { return lookIn(d.tx)(id) }

// Persons calls fn with every person, in the order in which they were added.
func (d *Dump) Persons(fn func(Person) error) error { return each(d.tx, KindPerson, ID{}, fn) }

// Organisations calls fn with every organisation.
func (d *Dump) Organisations(fn func(Organisation) error) error {
	return each(d.tx, KindOrganisation, ID{}, fn)
}

// Interactions calls fn with every interaction of a contact, or of all.
func (d *Dump) Interactions(contact ID, fn func(Interaction) error) error {
	return each(d.tx, KindInteraction, contact, fn)
}

// Sent calls fn with every interaction of a contact that went out to them. The
// others are not read, only looked at: within a text, the quotes would be escaped.
func (d *Dump) Sent(contact ID, fn func(Interaction) error) error {
	for _, v := range d.tx.Prefix(string(KindInteraction), contact[:]) {
		if !bytes.Contains(v, []byte(`"direction":"out"`)) || bytes.Contains(v, []byte(`"kind":"note"`)) {
			continue
		}
		i, err := decodeAs[Interaction](v)
		if err != nil {
			return err
		}
		if err := fn(i); err != nil {
			return err
		}
	}
	return nil
}

// Uninformed calls fn with every person who was not told that they are on file.
// The others are not read, only looked at.
func (d *Dump) Uninformed(fn func(Person) error) error {
	for _, v := range d.tx.Prefix(string(KindPerson), nil) {
		if bytes.Contains(v, []byte(`"informed":"`)) {
			continue
		}
		p, err := decodeAs[Person](v)
		if err != nil {
			return err
		}
		if err := fn(p); err != nil {
			return err
		}
	}
	return nil
}

// Documents calls fn with every document of a contact, or of all.
func (d *Dump) Documents(contact ID, fn func(Document) error) error {
	return each(d.tx, KindDocument, contact, fn)
}

// Attachments calls fn with every attachment of a contact, or of all.
func (d *Dump) Attachments(contact ID, fn func(Attachment) error) error {
	return each(d.tx, KindAttachment, contact, fn)
}

// AttachmentContent writes the content of an attachment to w.
func (d *Dump) AttachmentContent(a Attachment, w io.Writer) error { return writeContent(d.tx, a, w) }

// Tasks calls fn with every task of a contact, or of all and of none.
func (d *Dump) Tasks(contact ID, fn func(Task) error) error {
	tasks, err := tasksOf(d.tx, contact)
	for _, t := range tasks {
		if err = fn(t); err != nil {
			break
		}
	}
	return err
}

// Batches calls fn with every import.
func (d *Dump) Batches(fn func(Batch) error) error { return each(d.tx, KindBatch, ID{}, fn) }

// Disclosures calls fn with every disclosure.
func (d *Dump) Disclosures(fn func(Disclosure) error) error {
	return each(d.tx, KindDisclosure, ID{}, fn)
}

// Activities calls fn with every processing activity.
func (d *Dump) Activities(fn func(Activity) error) error { return each(d.tx, KindActivity, ID{}, fn) }

// Fields calls fn with every field that the business added.
func (d *Dump) Fields(fn func(Field) error) error { return each(d.tx, KindField, ID{}, fn) }

// Wordings calls fn with every version of every wording.
func (d *Dump) Wordings(fn func(Wording) error) error { return each(d.tx, KindWording, ID{}, fn) }

// Notices calls fn with every version of every notice.
func (d *Dump) Notices(fn func(Notice) error) error { return each(d.tx, KindNotice, ID{}, fn) }

// Consents calls fn with every answer of a contact, or of all.
func (d *Dump) Consents(contact ID, fn func(Consent) error) error {
	return each(d.tx, KindConsent, contact, fn)
}

// NoticesGiven calls fn with every notice that a contact was given, or of all.
func (d *Dump) NoticesGiven(contact ID, fn func(NoticeGiven) error) error {
	return each(d.tx, KindGiven, contact, fn)
}

// Requests calls fn with every request of a contact, or of all and of those who
// are not on file.
func (d *Dump) Requests(contact ID, fn func(Request) error) error {
	return each(d.tx, KindRequest, ID{}, func(r Request) error {
		if contact != (ID{}) && r.Contact != contact {
			return nil
		}
		return fn(r)
	})
}

// Tellings calls fn with everybody told, or to be told, of what was done with the
// data of a contact, or of all.
func (d *Dump) Tellings(contact ID, fn func(Telling) error) error {
	return each(d.tx, KindTelling, ID{}, func(t Telling) error {
		if contact != (ID{}) && t.Contact != contact {
			return nil
		}
		return fn(t)
	})
}

// Letters calls fn with every version of every letter.
func (d *Dump) Letters(fn func(LetterText) error) error { return each(d.tx, KindLetter, ID{}, fn) }

// Erasures calls fn with every line of the erasure ledger.
func (d *Dump) Erasures(fn func(Erasure) error) error { return each(d.tx, KindErasure, ID{}, fn) }

// Archived calls fn with every record of the archive.
func (d *Dump) Archived(fn func(Archived) error) error { return each(d.tx, KindArchived, ID{}, fn) }

// AllPersons calls fn with every person, as they are at one moment.
func (s *Store) AllPersons(fn func(Person) error) error {
	return s.Dump(func(d *Dump) error { return d.Persons(fn) })
}

// AllOrganisations calls fn with every organisation, as they are at one moment.
func (s *Store) AllOrganisations(fn func(Organisation) error) error {
	return s.Dump(func(d *Dump) error { return d.Organisations(fn) })
}
