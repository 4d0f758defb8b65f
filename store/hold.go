package store

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"calepin/store/vault"
)

// Hold keeps a person, or one of their documents, from being deleted or erased
// while legal claims are established, exercised or defended (GDPR art.
// 17(3)(e)).
type Hold struct {
	ID      ID `json:"id"`
	Contact ID `json:"contact"`
	// Document is the one held, zero for everything about the person.
	Document ID     `json:"document,omitzero"`
	Reason   string `json:"reason"`
	// Review is the day on which to ask whether it is still needed.
	Review   Date      `json:"review"`
	At       time.Time `json:"at"`
	Released time.Time `json:"released_at,omitzero"`
}

// Stands tells whether the hold is in force.
func (h *Hold) Stands() bool { return h.Released.IsZero() }

func (h *Hold) clean() error {
	var c cleaner
	c.text("reason", &h.Reason, maxNote)
	c.date("review", h.Review)
	switch {
	case h.Reason == "":
		c.fail("reason", Required)
	case h.Review == "":
		c.fail("review", Required)
	case c.err == nil && h.Review < DateOf(h.At):
		c.fail("review", Range)
	}
	return c.err
}

// HeldError says that a hold keeps a record from going. Its text holds no
// personal data, its Hold does.
type HeldError struct{ Hold Hold }

func (e *HeldError) Error() string { return fmt.Sprintf("contact %s is held", e.Hold.Contact) }

// Hold puts a hold on a person or a document. It needs its reason and the day on
// which to review it.
func (s *Store) Hold(h *Hold) error {
	return s.writeFreely(func(c *change) error {
		if _, err := c.contact(h.Contact); err != nil {
			return err
		}
		if h.Document != (ID{}) && c.tx.Get(string(KindDocument), key(h.Contact, h.Document)) == nil {
			return &NotFoundError{Kind: KindDocument, Ref: h.Document.String()}
		}
		if err := c.settle(&h.ID, KindHold); err != nil {
			return err
		}
		h.At, h.Released = c.now, time.Time{}
		if err := h.clean(); err != nil {
			return err
		}
		return c.put(h)
	})
}

// Release ends a hold.
func (s *Store) Release(contact, hold ID) (h Hold, err error) {
	err = s.writeFreely(func(c *change) error {
		if h, err = get[Hold](c.tx, KindHold, key(contact, hold), hold); err != nil {
			return err
		}
		if !h.Stands() {
			return &NotFoundError{Kind: KindHold, Ref: hold.String()}
		}
		h.Released = c.now
		return c.put(&h)
	})
	return h, err
}

// Holds returns the holds on a contact, or all where it is zero, those to be
// reviewed first before the others; the ones released too.
func (s *Store) Holds(contact ID) (all []Hold, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Hold](tx, KindHold, contact); return err })
	SortRecords(all, func(a, b Hold) int { return cmp.Or(cmp.Compare(a.Review, b.Review), a.At.Compare(b.At)) })
	return all, err
}

// FindHold returns the hold of an id or of a unique id prefix.
func (s *Store) FindHold(ref string) (h Hold, err error) {
	err = s.v.View(func(tx *vault.Tx) error { h, err = findRef[Hold](tx, KindHold, ref); return err })
	return h, err
}

// guardHeld refuses to remove what is held, with a *HeldError.
func (c *change) guardHeld(kind RecordKind, k, old []byte) error {
	if c.unheld || len(k) < 16 {
		return nil
	}
	contact := ID(k[:16])
	if kind == KindTask {
		contact = contactIn(old)
	} else if kind != KindPerson && !slices.Contains(filedUnderContacts, kind) {
		return nil
	}
	for _, v := range c.tx.Prefix(string(KindHold), contact[:]) {
		h, err := decodeAs[Hold](v)
		if err != nil {
			return err
		}
		if h.Stands() && (h.Document == ID{} || kind == KindPerson || bytes.Contains(old, []byte(h.Document.String()))) {
			return &HeldError{Hold: h}
		}
	}
	return nil
}

// held refuses to erase whoever is held, or has a document that is: the file
// says what the document is about.
func (e *eraser) held() error {
	for id := range e.going {
		if err := e.guardHeld(KindPerson, id[:], nil); err != nil {
			return err
		}
	}
	return nil
}
