package store

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"calepin/store/vault"
)

// Held is what a vault, or a backup of one, holds of someone: on file or, once
// deleted, for undo.
type Held struct {
	Person  Person    // as last known
	Deleted time.Time // zero for someone on file
	// Tied are the records that belong to the person; Documents, Consents and
	// Given those of them that a law may ask to keep.
	Tied      map[RecordKind]map[ID]bool
	Documents []Document
	Consents  []Consent
	Given     []NoticeGiven
}

// HeldIn returns everybody in tx whom ref names, by id, e-mail or full name, on
// file or for undo.
func HeldIn(tx *vault.Tx, ref string) ([]Held, error) {
	found, err := heldOnFile(tx, ref)
	if err != nil {
		return nil, err
	}
	entries, err := undoEntries(tx)
	if err != nil {
		return nil, err
	}
	for _, e := range slices.Backward(entries) { // the last value first
		for _, it := range e.Items {
			if it.Kind != KindPerson || it.Before == nil || tx.Get(string(KindPerson), it.Key) != nil {
				continue
			}
			p, err := decodeAs[Person](it.Before)
			if err != nil {
				return nil, err
			}
			known := slices.ContainsFunc(found, func(h Held) bool { return h.Person.ID == p.ID })
			if !known && p.answersTo(ref) {
				found = append(found, Held{Person: p, Deleted: e.At, Tied: map[RecordKind]map[ID]bool{}})
			}
		}
	}
	for i := range found {
		if err := found[i].fromUndo(entries); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Held returns everybody in the vault whom ref names: see HeldIn.
func (s *Store) Held(ref string) (found []Held, err error) {
	err = s.v.View(func(tx *vault.Tx) error { found, err = HeldIn(tx, ref); return err })
	return found, err
}

func heldOnFile(tx *vault.Tx, ref string) (found []Held, err error) {
	ref = cleanLine(ref)
	var ids []ID
	if strings.Contains(ref, "@") {
		ids = idsUnder(tx, duplicateKey('e', Fold(ref)))
	} else if ids = idsWithPrefix(tx, KindPerson, ref); len(ids) == 0 {
		if words := sortedWords(ref); len(words) > 0 {
			ids = idsUnder(tx, namePrefix(words))
		}
	}
	c := change{tx: tx}
	for _, id := range ids {
		h := Held{Tied: map[RecordKind]map[ID]bool{}}
		if h.Person, err = getPerson(tx, id); err != nil {
			return nil, err
		}
		tied, err := c.tied(id)
		if err != nil {
			return nil, err
		}
		for _, r := range tied {
			h.add(r)
		}
		found = append(found, h)
	}
	return found, nil
}

func undoEntries(tx *vault.Tx) (entries []undoEntry, err error) {
	for _, v := range tx.Prefix(bucketUndo, nil) {
		e, err := decodeAs[undoEntry](v)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// fromUndo adds what was deleted with the person: a person on file may well
// have lost records that nobody wants counted.
func (h *Held) fromUndo(entries []undoEntry) error {
	if h.Deleted.IsZero() {
		return nil
	}
	text := []byte(h.Person.ID.String())
	for _, e := range slices.Backward(entries) {
		if !e.At.Equal(h.Deleted) {
			continue
		}
		for _, it := range e.Items {
			if it.Kind == KindPerson || it.Before == nil || !bytes.Contains(it.Before, text) {
				continue
			}
			r, err := decode(it.Kind, it.Before)
			if err != nil {
				return err
			}
			if contactOf(r) == h.Person.ID {
				h.add(r)
			}
		}
	}
	return nil
}

func (h *Held) add(r record) {
	kind, k := r.place()
	id := ID(k[len(k)-16:])
	if h.Tied[kind] == nil {
		h.Tied[kind] = map[ID]bool{}
	}
	if h.Tied[kind][id] {
		return
	}
	h.Tied[kind][id] = true
	switch r := r.(type) {
	case *Document:
		h.Documents = append(h.Documents, *r)
	case *Consent:
		h.Consents = append(h.Consents, *r)
	case *NoticeGiven:
		h.Given = append(h.Given, *r)
	}
}

// Join adds what another copy holds of the same person.
func (h *Held) Join(o Held) {
	for kind, ids := range o.Tied {
		for id := range ids {
			if kind == KindDocument || kind == KindConsent || kind == KindGiven {
				continue // below, whole
			}
			if h.Tied[kind] == nil {
				h.Tied[kind] = map[ID]bool{}
			}
			h.Tied[kind][id] = true
		}
	}
	for i := range o.Documents {
		h.add(&o.Documents[i])
	}
	for i := range o.Consents {
		h.add(&o.Consents[i])
	}
	for i := range o.Given {
		h.add(&o.Given[i])
	}
}

// Identity is what the person is recognised by.
func (h *Held) Identity() Identity { return identityOf(h.Person) }

// answersTo tells whether ref names p in full: see HeldIn.
func (p *Person) answersTo(ref string) bool {
	ref = cleanLine(ref)
	if strings.Contains(ref, "@") {
		return slices.ContainsFunc(p.Emails, func(e Email) bool { return Fold(e.Address) == Fold(ref) })
	}
	id := hex.EncodeToString(p.ID[:])
	digits := strings.ToLower(strings.ReplaceAll(ref, "-", ""))
	if len(digits) >= minPrefix && strings.HasPrefix(id, digits) || len(digits) >= minSuffix && strings.HasSuffix(id, digits) {
		return true
	}
	words := sortedWords(ref)
	return len(words) > 0 && strings.Join(words, " ") == nameWords(p)
}
