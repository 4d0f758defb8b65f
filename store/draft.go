package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"calepin/store/vault"
)

// MaxDraft is the longest Values of a draft taken, in bytes: the longest text
// that a form takes, each of its letters escaped.
const MaxDraft = 8 << 20

// bucketDraft holds half-filled forms: id → Draft.
const bucketDraft = "draft"

// Draft is a form that somebody began to fill in and has not saved: what a lock
// or a hang-up would lose. It is no record: it has no undo and no index, and no
// export takes it along.
type Draft struct {
	ID ID `json:"id"`
	// Kind is the interface's own word for which form it is.
	Kind string `json:"kind"`
	// Contact is whom the form is about, zero for nobody on file.
	Contact ID `json:"contact,omitzero"`
	// By is whose form it is, zero for who made the vault: nobody else is shown it.
	By ID        `json:"by,omitzero"`
	At time.Time `json:"at"`
	// Values is what was typed, as JSON whose texts are what people typed: an
	// erasure reads them.
	Values json.RawMessage `json:"values"`
}

// SaveDraft keeps a draft, in place of the one of the same id. The id is made,
// and the time set, where they are zero. Values may come back written
// otherwise, meaning the same; over MaxDraft bytes they are a *FieldError.
func (s *Store) SaveDraft(d *Draft) error {
	if d.ID == (ID{}) {
		d.ID = newID(s.now())
	}
	if d.At.IsZero() {
		d.At = s.now()
	}
	d.By = drafter(s.operator().ID)
	if err := d.clean(); err != nil {
		return err
	}
	return s.v.Update(func(tx *vault.Tx) error { return putDraft(tx, d) })
}

func (d *Draft) clean() error {
	var c cleaner
	c.line("kind", &d.Kind, maxTag)
	if d.Kind == "" {
		c.fail("kind", Required)
	}
	if len(d.Values) > MaxDraft {
		c.fail("values", TooLong)
	}
	d.At = d.At.UTC().Truncate(time.Second)
	if c.err != nil {
		return c.err
	}
	values, ok := plainJSON(d.Values)
	if !ok {
		return &FieldError{"values", Format}
	}
	d.Values = values
	return nil
}

// plainJSON returns a JSON value with its texts written as they read, wherever
// JSON can: what looks for a name in the bytes must find it.
func plainJSON(value []byte) ([]byte, bool) {
	v, ok := decodeJSON(value)
	if !ok {
		return nil, false
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, false
	}
	return bytes.TrimSpace(b.Bytes()), true
}

func decodeJSON(value []byte) (v any, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(value))
	dec.UseNumber()
	if dec.Decode(&v) != nil {
		return nil, false
	}
	_, err := dec.Token()
	return v, err == io.EOF
}

func putDraft(tx *vault.Tx, d *Draft) error {
	value, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write a draft: %w", err)
	}
	return tx.Put(bucketDraft, d.ID[:], value)
}

// drafter is whose the drafts of an operator are. Who comes with the recovery key
// stands in for who made the vault.
func drafter(by ID) ID {
	if by == FirstOperator || by == ByRecovery {
		return ID{}
	}
	return by
}

// Drafts returns the drafts of whoever is at work, newest first. Their contact may
// be gone since.
func (s *Store) Drafts() (all []Draft, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = drafts(tx); return err })
	by := drafter(s.operator().ID)
	all = slices.DeleteFunc(all, func(d Draft) bool { return d.By != by })
	SortRecords(all, func(a, b Draft) int { return cmp.Or(b.At.Compare(a.At), bytes.Compare(b.ID[:], a.ID[:])) })
	return all, err
}

func drafts(tx *vault.Tx) (all []Draft, err error) {
	for _, v := range tx.Prefix(bucketDraft, nil) {
		d, err := decodeAs[Draft](v)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// DeleteDraft removes a draft; one that is not there is no error.
func (s *Store) DeleteDraft(id ID) error {
	return s.v.Update(func(tx *vault.Tx) error { return tx.Delete(bucketDraft, id[:]) })
}

// dropDrafts removes the drafts of an operator who goes.
func (c *change) dropDrafts(by ID) error {
	all, err := drafts(c.tx)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.By == drafter(by) {
			if err := c.tx.Delete(bucketDraft, d.ID[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// moveDrafts makes the drafts about one contact those about another, also
// where the form itself names the contact.
func (c *change) moveDrafts(from, to ID) error {
	all, err := drafts(c.tx)
	if err != nil {
		return err
	}
	for _, d := range all {
		values := bytes.ReplaceAll(d.Values, []byte(from.String()), []byte(to.String()))
		if d.Contact != from && bytes.Equal(values, d.Values) {
			continue
		}
		if d.Contact == from {
			d.Contact = to
		}
		d.Values = values
		if err := putDraft(c.tx, &d); err != nil {
			return err
		}
	}
	return nil
}

// drafts removes the drafts about the persons, and the drafts and the saved
// filters that hold an identifier of theirs: what was half typed is not worth a
// question. What may speak of a namesake stays.
func (e *eraser) drafts() error {
	for _, bucket := range []string{bucketDraft, bucketView} {
		var gone [][]byte
		for k, v := range e.tx.Prefix(bucket, nil) {
			if e.gathering.identifies(k) || e.gathering.identifies(v) || slices.ContainsFunc(e.people, func(p *leaver) bool {
				m := *p.m
				m.unsure = nil
				return m.speaks(v) || m.spelt(v)
			}) {
				gone = append(gone, bytes.Clone(k))
			}
		}
		for _, k := range gone {
			if err := e.tx.Delete(bucket, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// spelt tells whether a form holds all words of a name in its short values: a
// given name in one field and a family name in another.
func (m *masker) spelt(values []byte) bool {
	words := map[string]bool{}
	v, ok := decodeJSON(values)
	if !ok {
		return false
	}
	eachText(v, func(s string) {
		if len(s) > maxName || strings.Contains(s, "\n") {
			return
		}
		for _, w := range foldWords(s) {
			words[w] = true
		}
	})
	return slices.ContainsFunc(m.sure, func(name string) bool {
		return !slices.ContainsFunc(strings.Fields(name), func(w string) bool { return !words[w] })
	})
}

// eachText calls fn with every text in a decoded JSON value, names of members
// apart.
func eachText(v any, fn func(string)) {
	switch v := v.(type) {
	case string:
		fn(v)
	case []any:
		for _, x := range v {
			eachText(x, fn)
		}
	case map[string]any:
		for _, x := range v {
			eachText(x, fn)
		}
	}
}
