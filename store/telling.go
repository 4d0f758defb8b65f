package store

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"calepin/store/vault"
)

// ToldOf is what a recipient of somebody's data is told of (GDPR art. 19).
type ToldOf string

// The acts.
const (
	OfRectification ToldOf = "rectification" // art. 16
	OfErasure       ToldOf = "erasure"       // art. 17
	OfRestriction   ToldOf = "restriction"   // art. 18
	OfLifting       ToldOf = "lifting"       // so that the recipient may use the data again
)

// Excuse is why a recipient need not be told (GDPR art. 19).
type Excuse string

// The excuses.
const (
	Impossible       Excuse = "impossible"
	Disproportionate Excuse = "disproportionate"
)

// Excuses are both.
var Excuses = []Excuse{Impossible, Disproportionate}

// Telling is one recipient who is to be told, or was, of what was done with the
// data of one person that were handed to them (GDPR art. 19).
type Telling struct {
	ID ID `json:"id"`
	// Contact is whose data they are, zero once they are erased; then Erasure is
	// the ledger's entry, and nothing here leads to the person but its ids.
	Contact   ID        `json:"contact,omitzero"`
	Erasure   ID        `json:"erasure,omitzero"`
	Recipient string    `json:"recipient"`
	Of        ToldOf    `json:"of"`
	At        time.Time `json:"at"` // when it was done
	// Handed are the exports that the recipient had, by which they find the data.
	Handed []Handed `json:"handed"`
	// Told is the day on which they were told, or on which it was settled that
	// they need not be.
	Told   Date   `json:"told,omitempty"`
	Means  Means  `json:"means,omitempty"`
	Excuse Excuse `json:"excuse,omitempty"`
	Note   string `json:"note,omitempty"` // with an excuse, its reason
}

// Handed is one disclosure, as a recipient knows it.
type Handed struct {
	On     Date   `json:"on"`
	Format string `json:"format"`
}

// ToTell tells whether the recipient is still to be told.
func (t *Telling) ToTell() bool { return t.Told == "" }

// Check tells why the vault would refuse it.
func (t Telling) Check(now time.Time) error { return t.clean(now) }

func (t *Telling) clean(now time.Time) error {
	var c cleaner
	c.line("recipient", &t.Recipient, maxName)
	c.oneOf("of", string(t.Of), string(OfRectification), string(OfErasure), string(OfRestriction), string(OfLifting))
	c.past("told", t.Told, now)
	c.oneOf("means", string(t.Means), "", string(InPerson), string(Telephone), string(Paper), string(EMail), string(Web))
	c.oneOf("excuse", string(t.Excuse), "", string(Impossible), string(Disproportionate))
	c.text("note", &t.Note, maxNote)
	c.size("handed", len(t.Handed))
	if t.Recipient == "" {
		c.fail("recipient", Required)
	}
	if !t.ToTell() && (t.Means == "") == (t.Excuse == "") {
		c.fail("means", Required)
	}
	return c.err
}

// oweTellings notes whom to tell of an act on a person's data: every recipient
// by name of what was handed over, once (GDPR art. 19). like says the rest.
func (c *change) oweTellings(like Telling, disclosures []Disclosure) error {
	var owed []*Telling
	for _, d := range disclosures {
		if d.Recipient == "" || d.Recipient == masked {
			continue // the business itself, or the person
		}
		i := slices.IndexFunc(owed, func(t *Telling) bool { return t.Recipient == d.Recipient })
		if i < 0 {
			t := like
			t.ID, t.Recipient, t.Handed = newID(c.now), d.Recipient, nil
			owed, i = append(owed, &t), len(owed)
		}
		if h := (Handed{DateOf(d.At), d.Format}); !slices.Contains(owed[i].Handed, h) {
			owed[i].Handed = append(owed[i].Handed, h)
		}
	}
	for _, t := range owed {
		if err := c.put(t); err != nil {
			return err
		}
	}
	return nil
}

// tellOf notes whom to tell of an act on the data of a contact on file.
func (c *change) tellOf(contact ID, of ToldOf) error {
	handed, err := disclosuresOf(c.tx, contact)
	if err != nil {
		return err
	}
	return c.oweTellings(Telling{Contact: contact, Of: of, At: c.now}, handed)
}

// tellErased notes whom to tell of the erasures. What was still to be told of
// the persons is told by that; what was told stays as a proof, and leads to the
// ledger alone.
func (e *eraser) tellErased() error {
	all, err := listTied[Telling](e.tx, KindTelling, ID{})
	if err != nil {
		return err
	}
	for _, t := range all {
		p := e.going[t.Contact]
		switch {
		case p == nil:
			continue
		case t.ToTell():
			err = e.change.remove(&t)
		default:
			t.Contact, t.Erasure, t.Note, t.Recipient = ID{}, p.order.Erasure, "", p.m.mask(t.Recipient)
			err = e.put(&t)
		}
		if err != nil {
			return err
		}
	}
	for _, p := range e.people {
		handed := slices.Clone(p.report.Disclosures)
		for i := range handed {
			handed[i].Recipient = p.m.mask(handed[i].Recipient)
		}
		if err := e.oweTellings(Telling{Erasure: p.order.Erasure, Of: OfErasure, At: e.now}, handed); err != nil {
			return err
		}
	}
	return nil
}

// renameInTellings keeps whom a merge brings together with those to be told.
func (c *change) renameInTellings(from, to ID) error {
	all, err := listTied[Telling](c.tx, KindTelling, ID{})
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Contact != from {
			continue
		}
		t.Contact = to
		if err := c.put(&t); err != nil {
			return err
		}
	}
	return nil
}

// Tell notes on tellings what settle makes of each: all of them, or none where
// it refuses one.
func (s *Store) Tell(ids []ID, settle func(*Telling) error) (told []Telling, err error) {
	err = s.update(Edited, func(c *change) error {
		told = nil
		for _, id := range ids {
			t, err := get[Telling](c.tx, KindTelling, key(id), id)
			if err != nil {
				return err
			}
			if err := settle(&t); err != nil {
				return err
			}
			if err := t.clean(c.now); err != nil {
				return err
			}
			if err := c.put(&t); err != nil {
				return err
			}
			told = append(told, t)
		}
		return nil
	})
	return told, err
}

// FindTelling returns the telling of an id or of a unique id prefix.
func (s *Store) FindTelling(ref string) (t Telling, err error) {
	err = s.v.View(func(tx *vault.Tx) error { t, err = findRef[Telling](tx, KindTelling, ref); return err })
	return t, err
}

// Tellings returns the tellings about a contact, or all where it is zero: those
// to be told first, the oldest before the others.
func (s *Store) Tellings(contact ID) (all []Telling, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Telling](tx, KindTelling, ID{}); return err })
	all = slices.DeleteFunc(all, func(t Telling) bool { return contact != (ID{}) && t.Contact != contact })
	SortRecords(all, func(a, b Telling) int {
		return cmp.Or(cmp.Compare(min(len(a.Told), 1), min(len(b.Told), 1)), a.At.Compare(b.At), cmp.Compare(a.Recipient, b.Recipient), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return all, err
}

func (t *Telling) place() (RecordKind, []byte) { return KindTelling, key(t.ID) }

// entries of a telling: none; there are few.
func (t *Telling) entries(*indexer, func(string, []byte, []byte)) {}
