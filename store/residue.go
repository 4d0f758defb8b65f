package store

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"calepin/store/vault"
)

// Trace is a place where something of an identity remains.
type Trace struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`  // hex
	What   string `json:"what"` // "name", "email", "phone" or "id"
}

func (t Trace) String() string { return t.Bucket + " " + t.Key + ": " + t.What }

// Residue looks for an identity in every key and value of every bucket, as
// bytes and as folded text, and returns where it is found: nowhere, after an
// erasure, but for what its report told of. The ids of the erasure ledger
// and of the audit trail are no traces: they name nobody any more. Nor are the files of archived
// documents, which the law keeps as they are, nor the notices and wordings that
// others were shown, nor names that prove nothing: those of a namesake on file,
// and single words. The settings are the controller's own, who may well have
// been on file as a contact too.
func Residue(tx *vault.Tx, ids ...Identity) ([]Trace, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var maskers []*masker
	var own [][]ID
	for _, id := range ids {
		id.Names = slices.DeleteFunc(slices.Clone(id.Names), func(n string) bool { return slices.Contains(id.Shared, n) })
		id.Singles, id.Family = nil, ""
		maskers, own = append(maskers, newMasker(id, nil)), append(own, id.Contacts)
	}
	c := newGathering(maskers, own)
	var traces []Trace
	for _, bucket := range tx.Buckets() {
		if bucket == bucketArchiveData || slices.Contains(textsShown, RecordKind(bucket)) {
			continue
		}
		for k, v := range tx.Prefix(bucket, nil) {
			if bucket == bucketMeta && string(k) == keySettings {
				continue
			}
			what := c.trace(v)
			if what == "" {
				what = c.trace(k)
			}
			if what == "" && bucket != string(KindErasure) && bucket != bucketTrail && (c.identifies(k) || c.identifies(v)) {
				what = "id"
			}
			if what != "" {
				traces = append(traces, Trace{bucket, hex.EncodeToString(k), what})
			}
		}
	}
	return traces, nil
}

// trace tells what of anybody stands in raw bytes, "" for nothing.
func (c *gathering) trace(b []byte) string {
	for _, i := range c.speakers(b) {
		return c.maskers[i].trace(b)
	}
	return ""
}

// Residue looks for identities in the whole vault: see the function Residue.
func (s *Store) Residue(ids ...Identity) (traces []Trace, err error) {
	err = s.v.View(func(tx *vault.Tx) error { traces, err = Residue(tx, ids...); return err })
	return traces, err
}

// trace tells what of the identity stands in raw bytes, "" for nothing.
func (m *masker) trace(b []byte) string {
	if !m.maybe(b) {
		return ""
	}
	return m.read(b)
}

// read is trace without the quick no.
func (m *masker) read(b []byte) string {
	s := plainText(b)
	f := foldForMasking(s)
	for _, n := range slices.Concat(m.sure, m.unsure) {
		if len(m.find(f, n)) > 0 {
			return "name"
		}
	}
	exact := foldKeeping(s)
	for _, e := range m.emails {
		if len(exact.find(e)) > 0 {
			return "email"
		}
	}
	for _, n := range m.phones {
		if len(findDialled(s, n)) > 0 {
			return "phone"
		}
	}
	return ""
}

// escapes undoes what JSON writes otherwise, so that a line break in a text
// does not glue an n to a name.
var escapes = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\"`, `"`, `\\`, `\`,
	`\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\u2028`, "\n", `\u2029`, "\n")

func plainText(b []byte) string {
	s := string(bytes.ToValidUTF8(b, []byte{' '}))
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return escapes.Replace(s)
}

// speaks tells whether bytes hold what masking would take away or doubt.
func (m *masker) speaks(b []byte) bool { return m.trace(b) != "" }

// concerns is a quick no for records that hold nothing of interest: neither a
// mention nor the family name alone.
func (m *masker) concerns(v []byte) bool {
	return m.maybe(v) && (m.read(v) != "" || m.family != "" && len(foldForMasking(plainText(v)).find(m.family)) > 0)
}

// maybe is a quick no for bytes that hold nothing of the identity: a piece of no
// name and of no e-mail, no telephone number. Nearly all records end at the
// sieve.
func (m *masker) maybe(b []byte) bool {
	if len(b) == 0 || m.sieve != nil && !m.sieve.passes(b) {
		return false
	}
	if bytes.Contains(b, []byte(`\u00`)) {
		return true
	}
	m.buf = AppendFold(m.buf[:0], string(b))
	for _, w := range m.words {
		if bytes.Contains(m.buf, w) {
			return true
		}
	}
	if len(m.phones) == 0 {
		return false
	}
	m.buf = m.buf[:0]
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9':
			m.buf = append(m.buf, c)
		case parts(c) || c >= utf8.RuneSelf: // bytes that are no text are read as spaces
		case len(m.buf) > 0 && m.buf[len(m.buf)-1] != '\n':
			m.buf = append(m.buf, '\n')
		}
	}
	return slices.ContainsFunc(m.phones, func(n string) bool { return bytes.Contains(m.buf, []byte(n)) })
}
