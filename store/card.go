package store

import (
	"bytes"

	"calepin/store/vault"
)

// Tie is an affiliation and the name of the organisation.
type Tie struct {
	Affiliation
	Name string `json:"name"`
}

// Card is what is on file about a person at one moment, less what the timeline
// shows.
type Card struct {
	Person
	Organisations []Tie // in place of Person's
	Interactions  int
	Requests      int // support requests that are not solved
	Documents     int
	Attachments   int
	Tasks         int // still to do
	// Disclosures is what was handed over about the person.
	Disclosures []Disclosure
	Import      *Batch // that made the record; nil for none
}

// Row returns the person's row in a list.
func (c *Card) Row() Row {
	org := ""
	if len(c.Organisations) > 0 {
		org = c.Organisations[0].Name
	}
	return rowOf(&c.Person, org)
}

// Card returns what is on file about a person, read in one transaction. It looks
// at the keys of what is tied to them and through the tasks.
func (s *Store) Card(id ID) (c Card, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		if c.Person, err = getPerson(tx, id); err != nil {
			return err
		}
		look := lookIn(tx)
		for _, a := range c.Person.Organisations {
			c.Organisations = append(c.Organisations, Tie{a, look(a.Organisation)})
		}
		c.count(tx)
		if c.Disclosures, err = disclosuresOf(tx, id); err != nil {
			return err
		}
		if v := tx.Get(string(KindBatch), c.Batch[:]); v != nil {
			b, err := decodeAs[Batch](v)
			c.Import = &b
			return err
		}
		return nil
	})
	return c, err
}

// count counts what is tied to the person.
func (c *Card) count(tx *vault.Tx) {
	open, waiting := []byte(`"support":"`+string(Opened)+`"`), []byte(`"support":"`+string(Waiting)+`"`)
	for _, v := range tx.Prefix(string(KindInteraction), c.ID[:]) {
		c.Interactions++
		if bytes.Contains(v, open) || bytes.Contains(v, waiting) {
			c.Requests++
		}
	}
	for range tx.Prefix(string(KindDocument), c.ID[:]) {
		c.Documents++
	}
	for range tx.Prefix(string(KindAttachment), c.ID[:]) {
		c.Attachments++
	}
	contact := []byte(`"contact":"` + c.ID.String() + `"`)
	for _, v := range tx.Prefix(string(KindTask), nil) {
		if bytes.Contains(v, contact) && !bytes.Contains(v, []byte(`"done_at":`)) {
			c.Tasks++
		}
	}
}
