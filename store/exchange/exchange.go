// Package exchange brings contacts in from the files of other programs, and
// takes everything out again.
//
// An import has three steps. Read turns files into contacts and a list of what
// was wrong with them, without touching the vault. Plan compares the contacts
// with the vault and with each other and says what would become of each. Apply
// carries the plan out in one transaction: it lands whole or not at all.
//
// Nothing in this package prints, and no error text holds a value out of a
// file: only the file's name, a line, a field and a Code.
package exchange

import (
	"io"

	"calepin/store"
)

// Format is a file format.
type Format string

// The formats. Auto recognises a file by its content, never by its name.
const (
	Auto   Format = "auto"
	VCard  Format = "vcard"  // read: 2.1, 3.0 and 4.0; written: 4.0
	VCard3 Format = "vcard3" // written only: 3.0
	CSV    Format = "csv"
	JSON   Format = "json"
)

// Input is one file to read.
type Input struct {
	Name   string // base name, for messages
	Source string // where the contacts come from, for those that do not say (GDPR art. 14(2)(f))
	Size   int64  // bytes, 0 where unknown; only progress needs it
	io.Reader
}

// Options are what a user may say about the files.
type Options struct {
	Format Format // empty is Auto
	// Map names the field of CSV columns: the key is a header or "#n" (from
	// 1), the value a field name (see Fields), with a label after a colon
	// where the field takes one ("phone:mobile"), or "ignore".
	Map map[string]string
	// Country is the vault's (ISO 3166-1 alpha-2): which telephone numbers are
	// told as invalid depends on it. Empty, only those without a digit are.
	Country string
	// Progress, where set, is told now and then how many bytes of all files
	// are read; total is 0 where it is unknown.
	Progress func(done, total int64)
}

// Parsed is what the files held.
type Parsed struct {
	Format   Format   // of the files; of the first where they differ
	Files    []string // their names
	Contacts []*Contact
	// Content is the rest of a calepin export: what is tied to the contacts.
	Content Content
	// Problems are in the order of the files. Those beyond MaxProblems are
	// only counted, in More.
	Problems []Problem
	More     int
	// Bad counts the records that could not be imported.
	Bad int
	// Unkept counts, by property or column name, the values that calepin has
	// no place for (a birthday, a messenger address): reported, not kept
	// (GDPR art. 5(1)(c)).
	Unkept map[string]int
	// Photos counts the pictures, sounds and keys left out.
	Photos int

	kept    int    // bytes, roughly
	country string // Options.Country
}

// Contact is a contact as a file has it. Its organisations are named by
// Affiliation.Name, or by id in a calepin export.
type Contact struct {
	File   int // index in Parsed.Files
	Line   int // where it begins, from 1
	Person *store.Person

	native bool // of a calepin export
}

// Content is what a calepin export holds besides its contacts.
type Content struct {
	Organisations []Located[store.Organisation]
	Interactions  []Located[store.Interaction]
	Documents     []Located[store.Document]
	Attachments   []Located[File]
	Tasks         []Located[store.Task]
	Batches       []Located[store.Batch]
	Disclosures   []Located[store.Disclosure]
	Activities    []Located[store.Activity]
	Fields        []Located[store.Field]
	Rules         []Located[store.Rule]
	Wordings      []Located[store.Wording]
	Notices       []Located[store.Notice]
	Consents      []Located[store.Consent]
	Given         []Located[store.NoticeGiven]
	Requests      []Located[store.Request]
	Tellings      []Located[store.Telling]
	Letters       []Located[store.LetterText]
	Processors    []Located[store.Processor]
	Breaches      []Located[store.Breach]
	Reviews       []Located[store.Review]
}

// Located is a record with the place it was read from.
type Located[T any] struct {
	File, Line int
	Record     T
}

// File is an attachment with its content; Content is nil where the export was
// made without.
type File struct {
	store.Attachment
	Content []byte `json:"content,omitempty"`
}

// What a file may hold at most. Memory stays within a small multiple of these
// whatever the file.
const (
	MaxColumns  = 1000      // of a CSV
	MaxProblems = 10_000    // listed; more are counted
	MaxContacts = 1_000_000 // in one import
	maxLine     = 1 << 20   // bytes of a vCard line, unfolded
	maxCard     = 8 << 20   // bytes kept of a card
	maxRow      = 4 << 20   // bytes of a CSV row
	maxKept     = 1 << 30   // bytes kept of all files
	maxValues   = 200       // e-mails, phones, addresses, links or tags of a contact, each
	maxUnkept   = 1000      // names in Parsed.Unkept
)

// The longest values, in bytes: those of the vault.
const (
	maxTag  = 100 // also labels and telephone numbers
	maxName = 400
	maxURL  = 1999
	maxText = 2000 // from here on values may have several lines
	maxNote = 256 << 10
)
