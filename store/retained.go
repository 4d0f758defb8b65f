package store

import (
	"time"

	"calepin/store/vault"
)

// Retained is what the business decided about how long a contact is kept.
type Retained struct {
	Contact ID `json:"contact"`
	// Until keeps the contact until then at least, for Reason.
	Until  Date   `json:"until,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Asked is when the person was asked, once, whether to go on (CNIL délib.
	// 2021-131).
	Asked     Date      `json:"asked,omitempty"`
	UpdatedAt time.Time `json:"updated_at"`
}

func (r *Retained) clean() error {
	var c cleaner
	c.date("until", r.Until)
	c.text("reason", &r.Reason, maxNote)
	c.date("asked", r.Asked)
	if r.Until != "" && r.Reason == "" {
		c.fail("reason", Required)
	}
	return c.err
}

// Retain changes what was decided about contacts, all or none; it can be undone.
func (s *Store) Retain(contacts []ID, edit func(*Retained)) error {
	return s.update(Edited, func(c *change) error {
		for _, id := range contacts {
			if _, err := c.contact(id); err != nil {
				return err
			}
			r, err := retainedOf(c.tx, id)
			if err != nil {
				return err
			}
			edit(&r)
			r.Contact, r.UpdatedAt = id, c.touch(r.UpdatedAt, ID{})
			if err := r.clean(); err != nil {
				return err
			}
			if err := c.put(&r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Retained returns what was decided about a contact, empty for nothing.
func (s *Store) Retained(contact ID) (r Retained, err error) {
	err = s.v.View(func(tx *vault.Tx) error { r, err = retainedOf(tx, contact); return err })
	return r, err
}

func retainedOf(tx *vault.Tx, contact ID) (r Retained, err error) {
	v := tx.Get(string(KindRetained), key(contact, contact))
	if v == nil {
		return Retained{Contact: contact}, nil
	}
	return decodeAs[Retained](v)
}

// join makes a decision one about another contact: the later day to keep them
// until stays, and that they were asked.
func (r *Retained) join(tx *vault.Tx, to ID) error {
	own, err := retainedOf(tx, to)
	if err != nil {
		return err
	}
	r.Contact, r.Asked = to, max(r.Asked, own.Asked)
	if own.Until > r.Until {
		r.Until, r.Reason = own.Until, own.Reason
	}
	return nil
}
