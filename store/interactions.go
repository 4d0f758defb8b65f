package store

import (
	"slices"

	"calepin/store/vault"
)

// AddInteraction stores a new interaction. Its id bears the time of At, so that
// a contact's history lies in order. One that comes from the person moves the
// contact's last contact; a follow-up date, the contact's follow-up. Thread may
// name any message of the thread.
func (s *Store) AddInteraction(i *Interaction) error {
	return s.update(Added, func(c *change) error {
		p, err := c.contact(i.Contact)
		if err != nil {
			return err
		}
		if i.At.IsZero() {
			i.At = c.now
		}
		if i.ID == (ID{}) {
			i.ID = newID(i.At)
		} else if err := c.unused(i); err != nil {
			return err
		}
		c.stamp(&i.CreatedAt, &i.UpdatedAt, i.Batch)
		if err := i.clean(); err != nil {
			return err
		}
		if err := c.thread(i); err != nil {
			return err
		}
		if err := c.serves(i); err != nil {
			return err
		}
		if err := c.put(i); err != nil {
			return err
		}
		if p.heard(i) {
			return c.put(&p)
		}
		return nil
	})
}

// contact returns the person that a record is tied to.
func (c *change) contact(id ID) (Person, error) {
	p, err := getPerson(c.tx, id)
	if err != nil {
		return p, &FieldError{"contact", NoSuch}
	}
	return p, nil
}

// serves refuses a purpose that is none.
func (c *change) serves(i *Interaction) error {
	if i.Activity != (ID{}) && c.tx.Get(string(KindActivity), i.Activity[:]) == nil {
		return &FieldError{"activity", NoSuch}
	}
	return nil
}

// unused refuses a record whose place is taken.
func (c *change) unused(r record) error {
	kind, k := r.place()
	if c.tx.Get(string(kind), k) != nil {
		return &ExistsError{Kind: kind, ID: ID(k[len(k)-16:])}
	}
	return nil
}

// heard moves what p keeps of its interactions forward by one more, and tells
// whether that changed anything.
func (p *Person) heard(i *Interaction) (changed bool) {
	if i.FromPerson() && i.At.After(p.LastContact) {
		p.LastContact, changed = i.At, true
	}
	if i.FollowUp != "" && (p.FollowUp == "" || i.FollowUp < p.FollowUp) {
		p.FollowUp, changed = i.FollowUp, true
	}
	return changed
}

// recount works out anew what a person keeps of their interactions. It is no
// change of the person's own: UpdatedAt stays.
func (c *change) recount(id ID) error {
	p, err := getPerson(c.tx, id)
	if err != nil {
		return err
	}
	last, follow := p.LastContact, p.FollowUp
	p.LastContact, p.FollowUp = noTime, ""
	for _, v := range c.tx.Prefix(string(KindInteraction), id[:]) {
		i, err := decodeAs[Interaction](v)
		if err != nil {
			return err
		}
		p.heard(&i)
	}
	since := p.Since
	if err := c.restatus(&p); err != nil {
		return err
	}
	if p.LastContact.Equal(last) && p.FollowUp == follow && p.Since == since {
		return nil
	}
	return c.put(&p)
}

// EditInteraction changes an interaction through edit and returns it as it
// became. Its id and its contact stay. A request that has messages stays one.
func (s *Store) EditInteraction(id ID, edit func(*Interaction) error) (Interaction, error) {
	return s.EditInteractionOf(ID{}, id, edit)
}

// EditInteractionOf does what EditInteraction does, without having to look for
// the contact, unless that is zero.
func (s *Store) EditInteractionOf(contact, id ID, edit func(*Interaction) error) (i Interaction, err error) {
	err = s.update(Edited, func(c *change) error {
		was, err := interactionOf(c.tx, contact, id)
		if err != nil {
			return err
		}
		i = was
		if err := edit(&i); err != nil {
			return err
		}
		i.ID, i.Contact, i.Batch, i.CreatedAt, i.UpdatedAt = was.ID, was.Contact, was.Batch, was.CreatedAt, was.UpdatedAt
		if err := i.clean(); err != nil {
			return err
		}
		if same(&was, &i) {
			return nil
		}
		if err := c.rethread(&was, &i); err != nil {
			return err
		}
		if err := c.serves(&i); err != nil {
			return err
		}
		i.UpdatedAt = c.touch(was.UpdatedAt, was.Batch)
		if err := c.put(&i); err != nil {
			return err
		}
		return c.recount(i.Contact)
	})
	return i, err
}

// DeleteInteraction removes an interaction. Attachments tied to it stay with
// the contact, and so do the messages of a request, on their own.
func (s *Store) DeleteInteraction(id ID) error { return s.DeleteInteractionOf(ID{}, id) }

// DeleteInteractionOf does what DeleteInteraction does, without having to look
// for the contact, unless that is zero.
func (s *Store) DeleteInteractionOf(contact, id ID) error {
	return s.update(Deleted, func(c *change) error {
		i, err := interactionOf(c.tx, contact, id)
		if err != nil {
			return err
		}
		if err := c.remove(&i); err != nil {
			return err
		}
		if err := c.cutAttachments(i.Contact, id); err != nil {
			return err
		}
		if err := c.cutThread(&i); err != nil {
			return err
		}
		return c.recount(i.Contact)
	})
}

// InteractionOf returns an interaction of a contact, without having to look for
// the contact, unless that is zero.
func (s *Store) InteractionOf(contact, id ID) (i Interaction, err error) {
	err = s.v.View(func(tx *vault.Tx) error { i, err = interactionOf(tx, contact, id); return err })
	return i, err
}

func interactionOf(tx *vault.Tx, contact, id ID) (Interaction, error) {
	if contact == (ID{}) {
		return findTied[Interaction](tx, KindInteraction, id)
	}
	return get[Interaction](tx, KindInteraction, key(contact, id), id)
}

// Interaction returns an interaction by id.
func (s *Store) Interaction(id ID) (i Interaction, err error) {
	err = s.v.View(func(tx *vault.Tx) error { i, err = findTied[Interaction](tx, KindInteraction, id); return err })
	return i, err
}

// FindInteraction returns the interaction of an id or of a unique id prefix. It
// reads all keys, as Interaction does.
func (s *Store) FindInteraction(ref string) (i Interaction, err error) {
	err = s.v.View(func(tx *vault.Tx) error { i, err = findRef[Interaction](tx, KindInteraction, ref); return err })
	return i, err
}

// findTied returns a record of a kind that is filed under its contact, by its
// id alone.
func findTied[T any](tx *vault.Tx, kind RecordKind, id ID) (r T, err error) {
	v, err := tiedValue(tx, kind, id)
	if err == nil {
		err = read(v, &r)
	}
	return r, err
}

func tiedValue(tx *vault.Tx, kind RecordKind, id ID) ([]byte, error) {
	for k, v := range tx.Prefix(string(kind), nil) {
		if ID(k[len(k)-16:]) == id {
			return v, nil
		}
	}
	return nil, &NotFoundError{Kind: kind, Ref: id.String()}
}

// findRef returns the record of an id or of a unique id prefix.
func findRef[T any](tx *vault.Tx, kind RecordKind, ref string) (r T, err error) {
	v, err := valueOf(tx, kind, ref)
	if err == nil {
		err = read(v, &r)
	}
	return r, err
}

func valueOf(tx *vault.Tx, kind RecordKind, ref string) ([]byte, error) {
	id, err := one(tx, kind, ref, idsWithPrefix(tx, kind, ref))
	if err != nil {
		return nil, err
	}
	if !slices.Contains(filedUnderContacts, kind) {
		return valueAt(tx, kind, key(id), id)
	}
	return tiedValue(tx, kind, id)
}

// listTied returns the records of a kind of one contact, or of all but those who
// are restricted where contact is zero.
func listTied[T any](tx *vault.Tx, kind RecordKind, contact ID) (all []T, err error) {
	err = each(tx, kind, contact, func(r T) error {
		all = append(all, r)
		return nil
	})
	return all, err
}

// Interactions returns a contact's interactions, or those of all where contact
// is zero, newest first: at most limit (all for 0), after the one whose id the
// cursor is. next is empty when there are no more. Of what is not on the page
// only the date is read.
func (s *Store) Interactions(contact ID, limit int, after string) (page []Interaction, next string, err error) {
	var p paging
	if limit > 0 {
		p.limit = limit + 1
	}
	err = s.v.View(func(tx *vault.Tx) error {
		if err := p.place(tx, KindInteraction, contact, after, dateOfInteraction); err != nil {
			return err
		}
		found, err := p.newest(tx, KindInteraction, contact, dateOfInteraction)
		if err != nil {
			return err
		}
		if limit > 0 && len(found) > limit {
			found = found[:limit]
			next = found[limit-1].id.String()
		}
		page, err = decodeDated[Interaction](found)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return page, next, nil
}

// dateOfInteraction reads when an interaction was: its id bears when it was
// said to be at first, which an edit may have moved.
func dateOfInteraction(d *dated) (bool, error) {
	at, plain := textIn(d.value, `"at"`)
	if plain && len(at) == len(storedTime) && at[len(at)-1] == 'Z' {
		d.date = at
		return true, nil
	}
	i, err := decodeAs[Interaction](d.value)
	d.date = i.At.UTC().AppendFormat(nil, storedTime)
	return true, err
}

// storedTime is how records hold a time: UTC, to the second.
const storedTime = "2006-01-02T15:04:05Z"
