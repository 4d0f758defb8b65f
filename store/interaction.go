package store

import "time"

// Kind is what an interaction was.
type Kind string

// The kinds of interaction.
const (
	Call     Kind = "call"
	Mail     Kind = "email"
	Meeting  Kind = "meeting"
	Message  Kind = "message"
	Letter   Kind = "letter"
	Note     Kind = "note"
	Purchase Kind = "purchase"
)

// Direction tells who reached out.
type Direction string

// The directions.
const (
	In  Direction = "in"  // from the person
	Out Direction = "out" // from the business
)

// SupportState is where a support request stands; empty for what is none.
type SupportState string

// The states of a support request.
const (
	Open    SupportState = "open"
	Waiting SupportState = "waiting"
	Solved  SupportState = "solved"
)

// Interaction is one exchange with a contact, or a note about one.
type Interaction struct {
	ID        ID           `json:"id"`
	Contact   ID           `json:"contact"`
	Kind      Kind         `json:"kind"`
	Direction Direction    `json:"direction,omitempty"` // empty only for notes
	At        time.Time    `json:"at"`
	Subject   string       `json:"subject,omitempty"`
	Body      string       `json:"body,omitempty"`
	FollowUp  Date         `json:"follow_up,omitempty"` // cleared when done
	Support   SupportState `json:"support,omitempty"`
	Batch     ID           `json:"batch,omitzero"`
	CreatedAt time.Time    `json:"created_at"`
	UpdatedAt time.Time    `json:"updated_at"`
}

// FromPerson tells whether the interaction restarts the retention clock: an
// inbound contact or a purchase (CNIL délib. 2021-131).
func (i Interaction) FromPerson() bool {
	return i.Kind == Purchase || (i.Direction == In && i.Kind != Note)
}

// DocumentKind is what a document is.
type DocumentKind string

// The kinds of document.
const (
	Quote    DocumentKind = "quote"
	Order    DocumentKind = "order"
	Invoice  DocumentKind = "invoice"
	Contract DocumentKind = "contract"
)

// Document is the reference of a quote, order, invoice or contract.
type Document struct {
	ID            ID           `json:"id"`
	Contact       ID           `json:"contact"`
	Kind          DocumentKind `json:"kind"`
	Number        string       `json:"number"`
	Date          Date         `json:"date"`
	Amount        Amount       `json:"amount"`                    // without VAT
	VAT           Amount       `json:"vat,omitempty"`             // the VAT on it
	Currency      string       `json:"currency"`                  // ISO 4217
	Due           Date         `json:"due,omitempty"`             // payment or delivery
	Paid          Date         `json:"paid,omitempty"`            // when it was paid
	End           Date         `json:"end,omitempty"`             // of a contract
	FiscalYearEnd Date         `json:"fiscal_year_end,omitempty"` // C. com. L123-22 counts from it
	Note          string       `json:"note,omitempty"`
	Batch         ID           `json:"batch,omitzero"`
	CreatedAt     time.Time    `json:"created_at"`
	UpdatedAt     time.Time    `json:"updated_at"`
}

// Attachment is a file kept in the vault, tied to a contact and, where
// Interaction or Document is set, to one of the contact's records.
type Attachment struct {
	ID          ID        `json:"id"`
	Contact     ID        `json:"contact"`
	Interaction ID        `json:"interaction,omitzero"`
	Document    ID        `json:"document,omitzero"`
	Name        string    `json:"name"` // a base name, never a path
	MediaType   string    `json:"media_type"`
	Size        int64     `json:"size"`   // bytes
	SHA256      string    `json:"sha256"` // hex, of the content
	CreatedAt   time.Time `json:"created_at"`
}

// Repeat is how often a task comes back; empty for once.
type Repeat string

// The repeats.
const (
	Daily   Repeat = "daily"
	Weekly  Repeat = "weekly"
	Monthly Repeat = "monthly"
	Yearly  Repeat = "yearly"
)

// Task is something to do, for a contact or for the business itself.
type Task struct {
	ID      ID     `json:"id"`
	Contact ID     `json:"contact,omitzero"`
	Title   string `json:"title"`
	Note    string `json:"note,omitempty"`
	Due     Date   `json:"due,omitempty"`
	Repeat  Repeat `json:"repeat,omitempty"`
	// Anchor is the day of the month that a monthly or yearly task was first
	// due on, so that the 31st comes back after a February.
	Anchor    int       `json:"anchor,omitempty"`
	DoneAt    time.Time `json:"done_at,omitzero"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Batch is one import, so that it can be undone as one.
type Batch struct {
	ID      ID        `json:"id"`
	At      time.Time `json:"at"`
	Files   []string  `json:"files"` // base names
	Format  string    `json:"format"`
	Created int       `json:"created"`
	Merged  int       `json:"merged"`
	Skipped int       `json:"skipped"`
	Bad     int       `json:"bad"`
}

// Disclosure is personal data handed over (GDPR art. 15(1)(c), 19).
type Disclosure struct {
	ID        ID        `json:"id"`
	At        time.Time `json:"at"`
	Recipient string    `json:"recipient,omitempty"` // empty: the business itself
	Format    string    `json:"format"`
	Contacts  []ID      `json:"contacts,omitempty"` // empty: every contact of that moment
	Count     int       `json:"count"`
}

// Erasure is a line of the erasure ledger: no personal data, so that it can
// lie beside backups and erase again whatever they bring back.
type Erasure struct {
	ID      ID        `json:"id"`
	Contact ID        `json:"contact"`
	At      time.Time `json:"at"`
	// Kept are the documents moved to the archive, by id.
	Kept []ID `json:"kept,omitempty"`
	// Backups are the file names of local backups that still have to be
	// rewritten; empty when the erasure is complete.
	Backups []string `json:"backups,omitempty"`
}

// Archived is a record kept for the law alone, cut loose from the person it
// came from (GDPR art. 17(3)(b)).
type Archived struct {
	ID       ID       `json:"id"` // the document's
	Document Document `json:"document"`
	Rule     string   `json:"rule"`  // the text that asks for it, "C. com. L123-22"
	Until    Date     `json:"until"` // the last day it is kept
}
