package store

import (
	"time"

	"github.com/google/uuid"
)

// ID names a record: a UUIDv7 (RFC 9562), so that ids sort by their time.
type ID = uuid.UUID

// Date is a calendar day, "2026-11-23", without a time zone; empty for none.
type Date string

// Person is a contact: a natural person, or an organisation known by no
// person's name yet (then only Organisations is filled).
type Person struct {
	ID     ID     `json:"id"`
	Prefix string `json:"prefix,omitempty"` // "Mme", "Dr"
	Given  string `json:"given,omitempty"`
	Middle string `json:"middle,omitempty"`
	Family string `json:"family,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	// Nickname is also where a phone's "display name" goes when it is not made
	// of the other parts.
	Nickname      string        `json:"nickname,omitempty"`
	Organisations []Affiliation `json:"organisations,omitempty"` // the first is the main one
	Emails        []Email       `json:"emails,omitempty"`        // the first is the main one
	Phones        []Phone       `json:"phones,omitempty"`        // the first is the main one
	Addresses     []Address     `json:"addresses,omitempty"`
	URLs          []Link        `json:"urls,omitempty"`
	Status        Status        `json:"status"`
	// Since says why the status is what it is, nil where it is as first entered.
	// Kept by the store.
	Since  *StatusReason `json:"status_reason,omitempty"`
	Nature Nature        `json:"nature,omitempty"`
	Tags   []string      `json:"tags,omitempty"` // sorted, without repeats
	Note   string        `json:"note,omitempty"`
	// Source says where the data come from, in the business's words (GDPR art.
	// 14(2)(f), 15(1)(g)). Never empty on a stored person.
	Source string `json:"source"`
	// Origin tells whether the person gave the data (GDPR art. 13) or not (art.
	// 14). Empty is unknown.
	Origin Origin `json:"origin,omitempty"`
	// Purposes are the activities that the person was tied to by hand, besides
	// those whose group they belong to and those that they answered about.
	Purposes []ID `json:"purposes,omitempty"`
	// Fields are the values of the fields that the business added.
	Fields []Value `json:"fields,omitempty"`
	// Informed is the first day on which a notice was given. Kept by the store.
	Informed Date `json:"informed,omitempty"`
	// Restricted tells that a restriction stands (GDPR art. 18): the person is in
	// no list. Kept by the store.
	Restricted bool `json:"restricted,omitempty"`
	// Batch is the import that made the record, zero for none.
	Batch ID `json:"batch,omitzero"`
	// LastContact is the last contact *from* the person: an inbound
	// interaction or a purchase (CNIL délib. 2021-131). Kept by the store.
	LastContact time.Time `json:"last_contact,omitzero"`
	// FollowUp is the earliest follow-up of the interactions. Kept by the store.
	FollowUp  Date      `json:"follow_up,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Affiliation ties a person to an organisation.
type Affiliation struct {
	Organisation ID `json:"organisation"`
	// Name names an organisation to find, or to make, in the write at hand,
	// where Organisation is zero. It is never stored, and empty when read.
	Name       string `json:"-"`
	Title      string `json:"title,omitempty"`
	Department string `json:"department,omitempty"`
}

// Email is an address with its label ("work", "home", or the user's own word).
type Email struct {
	Label   string `json:"label,omitempty"`
	Address string `json:"address"`
}

// Phone is a number with its label. Number is E.164 ("+33612345678") where the
// number is valid, else what was given.
type Phone struct {
	Label  string `json:"label,omitempty"`
	Number string `json:"number"`
}

// Address is a postal address with its label. Country is an ISO 3166-1 alpha-2
// code where it was recognised, else what was given.
type Address struct {
	Label      string `json:"label,omitempty"`
	POBox      string `json:"po_box,omitempty"`
	Extended   string `json:"extended,omitempty"`
	Street     string `json:"street,omitempty"`
	City       string `json:"city,omitempty"`
	Region     string `json:"region,omitempty"`
	PostalCode string `json:"postal_code,omitempty"`
	Country    string `json:"country,omitempty"`
}

// Link is a web address with its label.
type Link struct {
	Label string `json:"label,omitempty"`
	URL   string `json:"url"`
}

// Status is where the relationship stands.
type Status string

// The statuses, in the order of a relationship.
const (
	Prospect Status = "prospect"
	Client   Status = "client"
	Former   Status = "former"
)

// StatusReason says what made a status what it is.
type StatusReason struct {
	Why StatusWhy `json:"why"`
	On  Date      `json:"on"` // the document's date, else the day that it was set
	// Document is the order, invoice or contract that made a client, and Was
	// the status before, which comes back with the document's removal.
	Document ID     `json:"document,omitzero"`
	Was      Status `json:"was,omitempty"`
}

// StatusWhy is what moves a status.
type StatusWhy string

// What moves a status.
const (
	ByDocument StatusWhy = "document"
	ByHand     StatusWhy = "hand"
	ByImport   StatusWhy = "import" // another program's file said so
	ByEnd      StatusWhy = "ended"  // of the relationship
)

// Origin is where the data of a person come from: see Person.Origin.
type Origin string

// The origins.
const (
	FromPerson    Origin = "person"
	FromElsewhere Origin = "elsewhere" // an import, a referral, a directory
)

// Nature tells consumers from professionals, whom the law of prospecting
// treats apart (CPCE L34-5). Empty is unknown.
type Nature string

// The natures.
const (
	Consumer     Nature = "consumer"
	Professional Nature = "professional"
)
