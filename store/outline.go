package store

import (
	"bytes"
	"iter"
	"slices"

	"calepin/store/vault"
)

// Outline is what is seen of a person by looking at their records, of which none
// is read: enough to tell of most why they are on file.
type Outline struct {
	ID      ID
	Status  Status
	Nature  Nature
	InTouch bool // the person was in touch once: their LastContact is known
	Named   bool // with a given or a family name
	Tied    bool // to purposes, by hand
	Written bool // a note, or a value of an added field
	// Answered tells whether they ever answered about a consent, or objected.
	Answered  bool
	Documents []DocumentKind // that there are any of; good until the next person

	value []byte
}

// Person reads the person.
func (o *Outline) Person() (Person, error) { return decodeAs[Person](o.value) }

// Notes reads of the person only what was written freely: Note and Fields.
func (o *Outline) Notes() (Person, error) {
	if !o.Written {
		return Person{}, nil
	}
	of, err := decodeAs[struct {
		Note   string  `json:"note"`
		Fields []Value `json:"fields"`
	}](o.value)
	return Person{Note: of.Note, Fields: of.Fields}, err
}

// Sift calls fn with everybody but those who are restricted (GDPR art. 18), from a
// goroutine a processor, and returns what it keeps, in the order in which people
// were added.
func Sift[T any](d *Dump, fn func(*Outline) (x T, keep bool, err error)) ([]T, error) {
	var ids [][]byte
	for k := range d.tx.From(string(KindPerson), nil) {
		ids = append(ids, k)
	}
	// A transaction may be shared once its buckets are known.
	for _, kind := range append([]RecordKind{KindSuppression, bucketMeta}, filedUnderContacts...) {
		_ = d.tx.Get(string(kind), []byte{0})
	}
	apart := quarantine(d.tx)
	kept := make([][]T, partsOf(len(ids)))
	err := inParts(len(ids), func(part, from, to int) error {
		if from == to {
			return nil
		}
		return d.outlines(ids[from], to-from, func(o *Outline) error {
			if apart[o.ID] {
				return nil
			}
			x, keep, err := fn(o)
			if keep && err == nil {
				kept[part] = append(kept[part], x)
			}
			return err
		})
	})
	return slices.Concat(kept...), err
}

// outlines calls fn with n people, from one on.
func (d *Dump) outlines(from []byte, n int, fn func(*Outline) error) error {
	consents, documents := follow(d.tx, KindConsent, from), follow(d.tx, KindDocument, from)
	defer consents.stop()
	defer documents.stop()
	var o Outline
	for k, v := range d.tx.From(string(KindPerson), from) {
		if n--; n < 0 {
			break
		}
		o.look(k, v)
		for range consents.of(k) {
			o.Answered = true
		}
		for v := range documents.of(k) {
			kind, _ := textIn(v, `"kind"`)
			if !slices.Contains(o.Documents, DocumentKind(kind)) {
				o.Documents = append(o.Documents, DocumentKind(kind))
			}
		}
		if err := fn(&o); err != nil {
			return err
		}
	}
	return nil
}

// look takes in a person as stored. A name within a text is not taken for one:
// its quotes would be escaped.
func (o *Outline) look(id, value []byte) {
	has := func(name string) bool { return bytes.Contains(value, []byte(name)) }
	status, _ := textIn(value, `"status"`)
	nature, _ := textIn(value, `"nature"`)
	*o = Outline{ID: ID(id), Status: Status(status), Nature: Nature(nature), Documents: o.Documents[:0], value: value,
		InTouch: has(`"last_contact":`), Named: has(`"given":`) || has(`"family":`),
		Tied: has(`"purposes":`), Written: has(`"note":`) || has(`"fields":`)}
}

// follower walks a bucket of contacts' records in step with the contacts, which
// spares a search for each.
type follower struct {
	next       func() (k, v []byte, ok bool)
	stop       func()
	key, value []byte
	more       bool
}

func follow(tx *vault.Tx, kind RecordKind, from []byte) *follower {
	f := new(follower)
	f.next, f.stop = iter.Pull2(tx.From(string(kind), from))
	f.key, f.value, f.more = f.next()
	return f
}

// of yields the records of a contact, who comes after whoever was asked for before.
func (f *follower) of(contact []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for ; f.more; f.key, f.value, f.more = f.next() {
			switch bytes.Compare(f.key[:len(contact)], contact) {
			case 0:
				if !yield(f.value) {
					return
				}
			case 1:
				return
			}
		}
	}
}
