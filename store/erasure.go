package store

import "time"

// Erasure is a line of the erasure ledger: no personal data, so that it can
// lie beside backups and erase again whatever they bring back.
type Erasure struct {
	ID      ID `json:"id"`
	Contact ID `json:"contact"`
	// Also are the person's other ids: of records merged into theirs, of
	// duplicates deleted before. Older copies may hold them.
	Also []ID      `json:"also,omitempty"`
	At   time.Time `json:"at"`
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
}

// Archived is a record kept for the law alone, cut loose from the person it
// came from (GDPR art. 17(3)(b)).
type Archived struct {
	ID       ID       `json:"id"` // the document's
	Document Document `json:"document"`
	// Attachments are the files of the document, kept with it: see ArchivedFile.
	Attachments []Attachment `json:"attachments,omitempty"`
	Rule        string       `json:"rule"`  // the text that asks for it, "C. com. L123-22"
	Until       Date         `json:"until"` // the last day it is kept
}

// Ledger returns the erasure as it may lie outside the vault: ids and dates.
func (e Erasure) Ledger() Erasure {
	e.Reason, e.Unsealed = "", false
	return e
}
