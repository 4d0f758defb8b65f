package store

import (
	"cmp"
	"time"
)

// Erasure is a line of the erasure ledger: no personal data, so that it can
// lie beside backups and erase again whatever they bring back.
type Erasure struct {
	ID      ID `json:"id"`
	Contact ID `json:"contact"`
	// Also are the person's other ids: of records merged into theirs, of
	// duplicates deleted before. Older copies may hold them.
	Also []ID `json:"also,omitempty"`
	// Theirs are texts that a namesake might have been meant by and that whoever
	// read them found to be of the person, by the ids of their records. Older
	// copies have them masked too.
	Theirs []ID      `json:"theirs,omitempty"`
	At     time.Time `json:"at"`
	// Reason is the business's own word for why, the person's identifiers
	// masked. It stays in the vault: see Ledger.
	Reason string `json:"reason,omitempty"`
	// Expired are the records that went at the end of their time, where the
	// entry stands for them and for no contact.
	Expired []Expired `json:"expired,omitempty"`
	// Kept are the documents moved to the archive, by id.
	Kept []ID `json:"kept,omitempty"`
	// Backups are the file names of local backups that still have to be
	// rewritten; empty when the erasure is complete.
	Backups []string `json:"backups,omitempty"`
	// Unsealed tells that the vault was not sealed since: its snapshot may hold
	// the person among what is overwritten.
	Unsealed bool `json:"unsealed,omitempty"`
	// Proof is what the certificate says of it; nil for one of an older calepin.
	Proof *Proof `json:"proof,omitempty"`
}

// Settled is Theirs as an order takes it.
func (e *Erasure) Settled() map[ID]bool {
	settled := map[ID]bool{}
	for _, id := range e.Theirs {
		settled[id] = true
	}
	return settled
}

// Done tells whether nothing of the erasure is left to do.
func (e *Erasure) Done() bool { return !e.Unsealed && len(e.Backups) == 0 }

// Proof is what is certified of an erasure: counts, ids, dates and texts of law.
// It holds no personal data, so that it may stay as long as the ledger.
type Proof struct {
	Interactions int `json:"interactions"`
	Documents    int `json:"documents"` // that went; those that stay are in Stays
	Attachments  int `json:"attachments"`
	Tasks        int `json:"tasks"`
	Masked       int `json:"masked"` // records of others
	// Stays are what the law keeps in the archive, each until its day, when it
	// goes by itself.
	Stays      []Stay `json:"stays,omitempty"`
	Suppressed bool   `json:"suppressed,omitempty"` // hashes on the suppression list
	Recipients int    `json:"recipients"`           // to be told (GDPR art. 19)
	Rewritten  int    `json:"backups_rewritten"`
	// Searched is how much was read afterwards, nil where no search came to its
	// end: the power went. Residue is in how many places something was found.
	Searched *Searched `json:"searched,omitempty"`
	Residue  int       `json:"residue"`
}

// Stay is one thing that the law keeps after an erasure.
type Stay struct {
	ID    ID     `json:"id"`
	Rule  string `json:"rule"`
	Until Date   `json:"until"`
}

// took counts a record that went with the person.
func (p *Proof) took(r record) {
	switch r.(type) {
	case *Interaction:
		p.Interactions++
	case *Document:
		p.Documents++
	case *Attachment:
		p.Attachments++
	case *Task:
		p.Tasks++
	}
}

// kept says what stays of it after all.
func (p *Proof) kept(a *Archived) {
	p.Stays = append(p.Stays, Stay{a.ID, a.Rule, a.Until})
	if a.Kind() == KindDocument {
		p.Documents--
	}
	p.Attachments -= len(a.Attachments)
}

// Recipients counts who received data, by name; the business itself is none.
func Recipients(handed []Disclosure) int {
	names := map[string]bool{}
	for _, d := range handed {
		if d.Recipient != "" {
			names[d.Recipient] = true
		}
	}
	return len(names)
}

// Archived is a record kept for the law alone, cut loose from the person it
// came from (GDPR art. 17(3)(b), (e)): a document, or a proof that somebody
// agreed or was told.
type Archived struct {
	ID       ID           `json:"id"` // the record's
	Document Document     `json:"document,omitzero"`
	Consent  *Consent     `json:"consent,omitempty"`
	Given    *NoticeGiven `json:"given,omitempty"`
	// Erasure, of a proof, is the ledger's entry of whoever it is about.
	Erasure ID `json:"erasure,omitzero"`
	// Attachments are the files of the document, or the evidence of the
	// consent, kept with it: see ArchivedFile.
	Attachments []Attachment `json:"attachments,omitempty"`
	Rule        string       `json:"rule"`  // the text that asks for it, "C. com. L123-22"
	Until       Date         `json:"until"` // the last day it is kept
}

// Kind is the kind of the record archived.
func (a *Archived) Kind() RecordKind {
	switch {
	case a.Consent != nil:
		return KindConsent
	case a.Given != nil:
		return KindGiven
	}
	return KindDocument
}

// Day is the day of the record archived.
func (a *Archived) Day() Date {
	switch {
	case a.Consent != nil:
		return DateOf(a.Consent.At)
	case a.Given != nil:
		return DateOf(a.Given.At)
	}
	return a.Document.Date
}

// Keeps tells whether a file is archived with the record: a document's, or the
// evidence of a consent.
func (a *Archived) Keeps(file Attachment) bool {
	if a.Consent != nil {
		return file.ID == a.Consent.Evidence
	}
	return a.Given == nil && file.Document == a.Document.ID
}

// loosen takes out of the record archived whatever leads to the person, and in
// a proof all that it does not need.
func (a *Archived) loosen(p *leaver) {
	switch {
	case a.Consent != nil:
		e := *a.Consent
		e.Contact, e.Batch, e.Parent, e.Note = ID{}, ID{}, "", ""
		e.Collector, e.Reference = p.m.mask(e.Collector), p.m.mask(e.Reference)
		a.ID, a.Erasure, a.Consent = e.ID, p.order.Erasure, &e
	case a.Given != nil:
		g := *a.Given
		g.Contact, g.Note = ID{}, p.m.mask(g.Note)
		a.ID, a.Erasure, a.Given = g.ID, p.order.Erasure, &g
	default:
		a.ID = cmp.Or(a.ID, a.Document.ID)
		a.Document.Contact, a.Document.Batch = ID{}, ID{}
		a.Document.Note = p.m.mask(a.Document.Note)
	}
}

// Ledger returns the erasure as it may lie outside the vault: ids and dates.
func (e Erasure) Ledger() Erasure {
	e.Reason, e.Unsealed = "", false
	return e
}
