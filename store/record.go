package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// record is what a primary bucket holds. set (change.go) is the only writer.
type record interface {
	// place returns the bucket and the key that the record lives under.
	place() (RecordKind, []byte)
	// entries hands out the index entries that the record owes; what it hands
	// out is good until add returns.
	entries(ix *indexer, add func(bucket string, key, value []byte))
}

func key(ids ...ID) []byte {
	k := make([]byte, 0, len(ids)*16)
	for _, id := range ids {
		k = append(k, id[:]...)
	}
	return k
}

func (p *Person) place() (RecordKind, []byte)       { return KindPerson, key(p.ID) }
func (o *Organisation) place() (RecordKind, []byte) { return KindOrganisation, key(o.ID) }
func (i *Interaction) place() (RecordKind, []byte)  { return KindInteraction, key(i.Contact, i.ID) }
func (d *Document) place() (RecordKind, []byte)     { return KindDocument, key(d.Contact, d.ID) }
func (a *Attachment) place() (RecordKind, []byte)   { return KindAttachment, key(a.Contact, a.ID) }
func (t *Task) place() (RecordKind, []byte)         { return KindTask, key(t.ID) }
func (b *Batch) place() (RecordKind, []byte)        { return KindBatch, key(b.ID) }
func (d *Disclosure) place() (RecordKind, []byte)   { return KindDisclosure, key(d.ID) }
func (e *Erasure) place() (RecordKind, []byte)      { return KindErasure, key(e.ID) }
func (a *Archived) place() (RecordKind, []byte)     { return KindArchived, key(a.ID) }
func (a *Activity) place() (RecordKind, []byte)     { return KindActivity, key(a.ID) }
func (e *Consent) place() (RecordKind, []byte)      { return KindConsent, key(e.Contact, e.ID) }
func (w *Wording) place() (RecordKind, []byte)      { return KindWording, key(w.ID) }
func (n *Notice) place() (RecordKind, []byte)       { return KindNotice, key(n.ID) }
func (g *NoticeGiven) place() (RecordKind, []byte)  { return KindGiven, key(g.Contact, g.ID) }
func (r *Restriction) place() (RecordKind, []byte)  { return KindRestriction, key(r.Contact, r.ID) }
func (h *Hold) place() (RecordKind, []byte)         { return KindHold, key(h.Contact, h.ID) }
func (f *Field) place() (RecordKind, []byte)        { return KindField, key(f.ID) }
func (p *Policy) place() (RecordKind, []byte)       { return KindPolicy, key(p.ID) }
func (r *Retained) place() (RecordKind, []byte)     { return KindRetained, key(r.Contact, r.Contact) }
func (r *Rule) place() (RecordKind, []byte)         { return KindRule, key(r.ID) }
func (r *Request) place() (RecordKind, []byte)      { return KindRequest, key(r.ID) }
func (l *LetterText) place() (RecordKind, []byte)   { return KindLetter, key(l.ID) }
func (t *Tally) place() (RecordKind, []byte)        { return KindTally, key(t.ID) }
func (r *Reading) place() (RecordKind, []byte)      { return KindReading, key(r.ID) }
func (o *Operator) place() (RecordKind, []byte)     { return KindOperator, key(o.ID) }

// newRecord returns an empty record of a kind, nil for a bucket of none.
func newRecord(kind RecordKind) record {
	switch kind {
	case KindPerson:
		return new(Person)
	case KindOrganisation:
		return new(Organisation)
	case KindInteraction:
		return new(Interaction)
	case KindDocument:
		return new(Document)
	case KindAttachment:
		return new(Attachment)
	case KindTask:
		return new(Task)
	case KindBatch:
		return new(Batch)
	case KindDisclosure:
		return new(Disclosure)
	case KindErasure:
		return new(Erasure)
	case KindArchived:
		return new(Archived)
	case KindActivity:
		return new(Activity)
	case KindConsent:
		return new(Consent)
	case KindWording:
		return new(Wording)
	case KindNotice:
		return new(Notice)
	case KindGiven:
		return new(NoticeGiven)
	case KindHold:
		return new(Hold)
	case KindSuppression:
		return new(Suppression)
	case KindRestriction:
		return new(Restriction)
	case KindField:
		return new(Field)
	case KindPolicy:
		return new(Policy)
	case KindRetained:
		return new(Retained)
	case KindRule:
		return new(Rule)
	case KindRequest:
		return new(Request)
	case KindTelling:
		return new(Telling)
	case KindLetter:
		return new(LetterText)
	case KindTally:
		return new(Tally)
	case KindReading:
		return new(Reading)
	case KindProcessor:
		return new(Processor)
	case KindBreach:
		return new(Breach)
	case KindOperator:
		return new(Operator)
	case KindReview:
		return new(Review)
	}
	return nil
}

// kinds are all kinds of record, in the order that a rebuild reads them.
var kinds = []RecordKind{KindOrganisation, KindPerson, KindInteraction, KindDocument, KindAttachment,
	KindTask, KindBatch, KindDisclosure, KindErasure, KindArchived,
	KindActivity, KindConsent, KindWording, KindNotice, KindGiven, KindRestriction, KindHold, KindSuppression, KindField, KindRule, KindPolicy, KindRetained,
	KindRequest, KindTelling, KindLetter, KindTally, KindReading, KindProcessor, KindBreach, KindOperator, KindReview}

// Kinds returns all kinds of record; the bucket of each has its name.
func Kinds() []RecordKind { return slices.Clone(kinds) }

// filedUnderContacts are the kinds whose keys begin with a contact's id.
var filedUnderContacts = []RecordKind{KindInteraction, KindDocument, KindAttachment, KindConsent, KindGiven, KindRetained, KindRestriction, KindHold}

func decode(kind RecordKind, value []byte) (record, error) {
	r := newRecord(kind)
	if err := json.Unmarshal(value, r); err != nil {
		return nil, fmt.Errorf("read %s: %w", kind, err)
	}
	return r, nil
}

// decodeAs reads a record of the type named.
func decodeAs[T any](value []byte) (T, error) {
	var r T
	err := read(value, &r)
	return r, err
}

// read reads a record into what points to one. It and what follows it for
// single records are compiled once, not for every type of record.
func read(value []byte, record any) error {
	if err := json.Unmarshal(value, record); err != nil {
		return fmt.Errorf("read a record: %w", err)
	}
	return nil
}

// newID returns a UUIDv7 of the time given (RFC 9562, 5.7).
func newID(at time.Time) ID {
	id := randomID()
	ms := max(at.UnixMilli(), 0)
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = 0x70 | id[6]&0x0f
	id[8] = 0x80 | id[8]&0x3f
	return id
}

// timeOf returns the time that a UUIDv7 bears.
func timeOf(id ID) time.Time {
	var ms int64
	for i := range 6 {
		ms = ms<<8 | int64(id[i])
	}
	return time.UnixMilli(ms).UTC()
}
