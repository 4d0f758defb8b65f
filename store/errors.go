package store

import (
	"errors"
	"fmt"
)

// The errors below carry facts for the interface to word. None of their texts
// holds personal data, so they may be logged.

// ErrNothingToUndo says that no change of the last seven days is left to undo.
var ErrNothingToUndo = errors.New("nothing to undo")

// ErrEvidence says that a file proves a consent, and so cannot go alone.
var ErrEvidence = errors.New("evidence of a consent")

// ErrNotTold says that a restriction cannot be lifted before the person was
// told (GDPR art. 18(3)).
var ErrNotTold = errors.New("the person was not told")

// Code says what is wrong with a field.
type Code string

// The codes of a FieldError.
const (
	Required Code = "required" // empty, and must not be
	Format   Code = "format"   // not written as such a value is
	Checksum Code = "checksum" // the control digits do not agree
	NoSuch   Code = "no_such"  // not one of the values known, or a record that does not exist
	TooLong  Code = "too_long"
	TooMany  Code = "too_many"
	NotADay  Code = "not_a_day" // well written, but the calendar has no such day
	Decimals Code = "decimals"  // an amount finer than a hundredth
	Range    Code = "range"     // too large, too small, or before what it must follow
	Taken    Code = "taken"     // another record has it already
)

// FieldError says that a field of a record cannot be stored as given. Field is
// the field's JSON name, with its place in a list where it has one: "emails[1]".
type FieldError struct {
	Field string
	Code  Code
}

func (e *FieldError) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Code) }

// RecordKind names a kind of record: the name of its bucket.
type RecordKind string

// The kinds of record.
const (
	KindPerson       RecordKind = "person"
	KindOrganisation RecordKind = "organisation"
	KindInteraction  RecordKind = "interaction"
	KindDocument     RecordKind = "document"
	KindAttachment   RecordKind = "attachment"
	KindTask         RecordKind = "task"
	KindBatch        RecordKind = "batch"
	KindDisclosure   RecordKind = "disclosure"
	KindErasure      RecordKind = "erasure"
	KindArchived     RecordKind = "archive"
	KindActivity     RecordKind = "activity"
	KindConsent      RecordKind = "consent"
	KindWording      RecordKind = "wording"
	KindNotice       RecordKind = "notice"
	KindGiven        RecordKind = "notice_given"
	KindRestriction  RecordKind = "restriction"
	KindHold         RecordKind = "hold"
	KindSuppression  RecordKind = "suppression"
	KindField        RecordKind = "field"
	KindPolicy       RecordKind = "policy"
	KindRetained     RecordKind = "retained"
	KindRule         RecordKind = "rule"
	KindRequest      RecordKind = "request"
	KindLetter       RecordKind = "letter"
	KindTelling      RecordKind = "telling"
	KindTally        RecordKind = "tally"
	KindReading      RecordKind = "reading"
	KindProcessor    RecordKind = "processor"
	KindBreach       RecordKind = "breach"
	KindOperator     RecordKind = "operator"
	KindReview       RecordKind = "review"
)

// NotFoundError says that there is no such record. Ref is what was asked for,
// and stays out of Error's text: it may be a name.
type NotFoundError struct {
	Kind RecordKind
	Ref  string
}

func (e *NotFoundError) Error() string { return fmt.Sprintf("no such %s", e.Kind) }

// AmbiguousError says that a reference fits several records. Matches holds at
// most ten of them; of a record that is no person, only ID and Name are set.
type AmbiguousError struct {
	Kind    RecordKind
	Ref     string
	Matches []Row
}

func (e *AmbiguousError) Error() string { return fmt.Sprintf("reference fits several of %s", e.Kind) }

// ExistsError says that a record to be added bears the id of one that is there.
type ExistsError struct {
	Kind RecordKind
	ID   ID
}

func (e *ExistsError) Error() string { return fmt.Sprintf("%s %s exists already", e.Kind, e.ID) }

// InUseByError says that an organisation cannot go while people are tied to it.
// Nameless tells that one of them is known by nothing but the organisation, so
// that untying would leave a contact without a name.
type InUseByError struct {
	Organisation ID
	People       int
	Nameless     bool
}

func (e *InUseByError) Error() string {
	return fmt.Sprintf("organisation %s: %d people tied to it", e.Organisation, e.People)
}

// TooLargeError says that an attachment is over the limit, in bytes.
type TooLargeError struct{ Limit int64 }

func (e *TooLargeError) Error() string { return fmt.Sprintf("attachment over %d bytes", e.Limit) }

// SchemaError says that the vault was written under a schema newer than this
// calepin knows, or holds none at all (Found 0).
type SchemaError struct{ Found, Known int }

func (e *SchemaError) Error() string {
	return fmt.Sprintf("schema %d, this calepin knows %d", e.Found, e.Known)
}

// ContentError says that an attachment's content is not what was stored.
type ContentError struct{ ID ID }

func (e *ContentError) Error() string {
	return fmt.Sprintf("attachment %s: content does not match its hash", e.ID)
}

// AmbiguousMentionsError says that texts about other contacts may speak of the
// person to be erased or of a namesake, and that only a human can tell.
type AmbiguousMentionsError struct{ Mentions []Mention }

func (e *AmbiguousMentionsError) Error() string {
	return fmt.Sprintf("%d mentions may be of someone else", len(e.Mentions))
}
