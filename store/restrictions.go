package store

import (
	"bytes"
	"cmp"
	"slices"

	"calepin/store/vault"
)

// Restrict puts a restriction on a person (GDPR art. 18(1)) and takes them out
// of every list. It cannot be undone, only lifted.
func (s *Store) Restrict(r *Restriction) error {
	return s.writeFreely(func(c *change) error {
		p, err := c.contact(r.Contact)
		if err != nil {
			return err
		}
		if err := c.settle(&r.ID, KindRestriction); err != nil {
			return err
		}
		if r.At.IsZero() {
			r.At = c.now
		}
		r.Uses, r.Lifting = nil, nil
		if err := r.clean(c.now); err != nil {
			return err
		}
		// As long as it does not stand, all that was handed over counts.
		if err := cmp.Or(c.tellOf(p.ID, OfRestriction), c.put(r)); err != nil {
			return err
		}
		p.Restricted = true
		return c.put(&p)
	})
}

// Lift ends a restriction. Without the day on which the person was told, and
// how, it is refused with ErrNotTold (GDPR art. 18(3)). The person is back in
// the lists once no other restriction stands.
func (s *Store) Lift(contact, restriction ID, l Lifting) (r Restriction, err error) {
	err = s.writeFreely(func(c *change) error {
		if r, err = get[Restriction](c.tx, KindRestriction, key(contact, restriction), restriction); err != nil {
			return err
		}
		if !r.Stands() {
			return &NotFoundError{Kind: KindRestriction, Ref: restriction.String()}
		}
		l.At = c.now
		if err := l.clean(r.At, c.now); err != nil {
			return err
		}
		r.Lifting = &l
		if err := c.put(&r); err != nil {
			return err
		}
		p, err := c.contact(contact)
		if err != nil {
			return err
		}
		left, err := standing(c.tx, contact)
		p.Restricted = len(left) > 0
		if err == nil && !p.Restricted {
			err = c.tellOf(contact, OfLifting)
		}
		return cmp.Or(err, c.put(&p))
	})
	return r, err
}

// Restrictions returns the restrictions of a contact, or all where it is zero,
// oldest first, those that are lifted too.
func (s *Store) Restrictions(contact ID) (all []Restriction, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Restriction](tx, KindRestriction, contact); return err })
	SortRecords(all, func(a, b Restriction) int { return cmp.Or(a.At.Compare(b.At), bytes.Compare(a.ID[:], b.ID[:])) })
	return all, err
}

// standing returns the restrictions of a contact that are in force.
func standing(tx *vault.Tx, contact ID) ([]Restriction, error) {
	all, err := listTied[Restriction](tx, KindRestriction, contact)
	return slices.DeleteFunc(all, func(r Restriction) bool { return !r.Stands() }), err
}

// quarantine is everybody whose data are restricted, nil for nobody: what lists
// leave out. It reads the restrictions, of which there are few.
func quarantine(tx *vault.Tx) (apart map[ID]bool) {
	for k, v := range tx.Prefix(string(KindRestriction), nil) {
		if bytes.Contains(v, []byte(`"lifting":`)) {
			continue
		}
		if apart == nil {
			apart = map[ID]bool{}
		}
		apart[ID(k[:16])] = true
	}
	return apart
}

// isApart tells whether a record is restricted, by its key and value.
func isApart(apart map[ID]bool, kind RecordKind, k, v []byte) bool {
	switch {
	case apart == nil:
		return false
	case kind == KindPerson, slices.Contains(filedUnderContacts, kind) && kind != KindRestriction && kind != KindHold:
		return apart[ID(k[:16])]
	case kind == KindTask:
		return apart[contactIn(v)]
	}
	return false
}

// contactIn reads of a stored record whose it is.
func contactIn(v []byte) (id ID) {
	text, _ := textIn(v, `"contact"`)
	if id.UnmarshalText(text) != nil {
		return ID{}
	}
	return id
}

// Despite allows the next change of a contact's restricted data, as an exception
// of GDPR art. 18(2) that is kept with the restriction. A zero contact stands
// for whoever the change is about.
func (s *Store) Despite(contact ID, why Exception) error {
	if !slices.Contains(Exceptions, why) {
		return &FieldError{"exception", NoSuch}
	}
	s.permit(&permission{contact: contact, why: why})
	return nil
}

// MayUse refuses with a *RestrictedError to use the data of a contact who is
// restricted, unless an exception was asked for (GDPR art. 18(2)). What changes
// records need not ask.
func (s *Store) MayUse(contact ID) error {
	return s.v.View(func(tx *vault.Tx) error {
		if stand, err := standing(tx, contact); err != nil || len(stand) == 0 || s.permitted().fits(contact) {
			return err
		}
		return &RestrictedError{Contact: contact}
	})
}

func (s *Store) permit(p *permission) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.despite = p
}

// permitted returns a copy of the permission that was asked for, nil for none: a
// change that fails uses nothing up.
func (s *Store) permitted() *permission {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.despite == nil {
		return nil
	}
	p := *s.despite
	return &p
}
