package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"calepin/store/vault"
)

// AddOptions go with an addition.
type AddOptions struct {
	// Source is given to a person that names none. Somebody has to say where
	// the data come from (GDPR art. 14(2)(f)): an addition without is refused.
	Source string
}

// AddPerson stores a new person and fills in what the store keeps: its id
// (unless it bears one), its times, its affiliations' organisations. Fields
// come out as they were stored.
func (s *Store) AddPerson(p *Person, o AddOptions) error {
	return s.update(Added, func(c *change) error { return c.addPerson(p, o) })
}

func (c *change) addPerson(p *Person, o AddOptions) error {
	if strings.TrimSpace(p.Source) == "" {
		p.Source = o.Source
	}
	p.LastContact, p.FollowUp, p.Informed, p.Restricted, p.Since = noTime, "", "", false, nil
	if err := c.settle(&p.ID, KindPerson); err != nil {
		return err
	}
	c.stamp(&p.CreatedAt, &p.UpdatedAt, p.Batch)
	if err := c.affiliate(p); err != nil {
		return err
	}
	if err := c.checkPerson(p, nil); err != nil {
		return err
	}
	return c.put(p)
}

// checkPerson cleans p and checks what it points at.
func (c *change) checkPerson(p *Person, was []Value) error {
	if err := p.clean(c.set); err != nil {
		return err
	}
	for i, id := range p.Purposes {
		if c.tx.Get(string(KindActivity), id[:]) == nil {
			return &FieldError{at("purposes", i, ""), NoSuch}
		}
	}
	return c.setValues(p, was)
}

// sortedPurposes returns ids sorted, without repeats.
func sortedPurposes(ids []ID) []ID {
	ids = slices.Clone(ids)
	sortIDs(ids)
	return slices.Clip(slices.Compact(ids))
}

// EditPerson changes a person through edit, which gets the record as stored.
// What the store keeps (id, batch, times, last contact) is not edit's to
// change. It returns the record as it became.
func (s *Store) EditPerson(id ID, edit func(*Person) error) (p Person, err error) {
	err = s.update(Edited, func(c *change) error { _, p, err = c.editPerson(id, edit); return err })
	return p, err
}

// editPerson returns the contact as it was and as it is now.
func (c *change) editPerson(id ID, edit func(*Person) error) (was, p Person, err error) {
	if was, err = getPerson(c.tx, id); err != nil {
		return was, p, err
	}
	if p, err = getPerson(c.tx, id); err != nil {
		return was, p, err
	}
	if err := edit(&p); err != nil {
		return was, p, err
	}
	p.ID, p.Batch, p.LastContact, p.FollowUp, p.Informed = was.ID, was.Batch, was.LastContact, was.FollowUp, was.Informed
	p.CreatedAt, p.UpdatedAt, p.Restricted = was.CreatedAt, was.UpdatedAt, was.Restricted
	p.decided(&was, DateOf(c.now))
	if err := c.affiliate(&p); err != nil {
		return was, p, err
	}
	if err := c.checkPerson(&p, was.Fields); err != nil {
		return was, p, err
	}
	if same(&was, &p) {
		return was, p, nil
	}
	p.UpdatedAt = c.touch(was.UpdatedAt, was.Batch)
	return was, p, c.put(&p)
}

// affiliate finds or makes the organisations that affiliations name, and
// checks the others.
func (c *change) affiliate(p *Person) error {
	for i := range p.Organisations {
		a := &p.Organisations[i]
		if a.Organisation == (ID{}) {
			if cleanLine(a.Name) == "" {
				return &FieldError{at("organisations", i, ".organisation"), Required}
			}
			o, _, err := c.organisationNamed(a.Name, p.Batch)
			if err != nil {
				return err
			}
			a.Organisation = o.ID
		} else if c.tx.Get(string(KindOrganisation), a.Organisation[:]) == nil {
			return &FieldError{at("organisations", i, ".organisation"), NoSuch}
		}
		a.Name = ""
	}
	return nil
}

// DeletePerson removes a person with all that is tied to them: interactions,
// documents, attachments, tasks. What they asked for stays in the register of
// requests, under their name. Undo brings all of it back for seven days; to
// leave no trace, see Erase.
func (s *Store) DeletePerson(id ID) error {
	return s.update(Deleted, func(c *change) error {
		p, err := getPerson(c.tx, id)
		if err != nil {
			return err
		}
		if err := c.remove(&p); err != nil {
			return err
		}
		if err := c.nameInRequests(&p); err != nil {
			return err
		}
		if err := c.moveProcessors(id, ID{}); err != nil {
			return err
		}
		return c.removeTied(id)
	})
}

// removeTied removes the records tied to a contact. The content of attachments
// stays for undo, or goes where there is none.
func (c *change) removeTied(contact ID) error {
	tied, err := c.tied(contact)
	if err != nil {
		return err
	}
	for _, r := range tied {
		if err := c.remove(r); err != nil {
			return err
		}
		if a, is := r.(*Attachment); is {
			if err := c.orphanContent(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// filed returns every record filed under a contact: tasks are not.
func (c *change) filed(contact ID) (filed []record, err error) {
	for _, kind := range filedUnderContacts {
		for _, v := range c.tx.Prefix(string(kind), contact[:]) {
			r, err := decode(kind, v)
			if err != nil {
				return nil, err
			}
			filed = append(filed, r)
		}
	}
	return filed, nil
}

// tied returns every record tied to a contact.
func (c *change) tied(contact ID) ([]record, error) {
	tied, err := c.filed(contact)
	if err != nil {
		return nil, err
	}
	text := []byte(contact.String())
	for _, v := range c.tx.Prefix(string(KindTask), nil) {
		if !bytes.Contains(v, text) {
			continue
		}
		t, err := decodeAs[Task](v)
		if err != nil {
			return nil, err
		}
		if t.Contact == contact {
			tied = append(tied, &t)
		}
	}
	return tied, nil
}

// Person returns a person by id, or a *NotFoundError.
func (s *Store) Person(id ID) (p Person, err error) {
	err = s.v.View(func(tx *vault.Tx) error { p, err = getPerson(tx, id); return err })
	return p, err
}

func getPerson(tx *vault.Tx, id ID) (Person, error) {
	return get[Person](tx, KindPerson, key(id), id)
}

// get returns the record of a kind under k.
func get[T any](tx *vault.Tx, kind RecordKind, k []byte, id ID) (r T, err error) {
	v, err := valueAt(tx, kind, k, id)
	if err == nil {
		err = read(v, &r)
	}
	return r, err
}

func valueAt(tx *vault.Tx, kind RecordKind, k []byte, id ID) ([]byte, error) {
	if v := tx.Get(string(kind), k); v != nil {
		return v, nil
	}
	return nil, &NotFoundError{Kind: kind, Ref: id.String()}
}

// same tells whether two records are stored alike.
func same(a, b record) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// sortedTags returns tags cleaned, sorted, without repeats.
func sortedTags(tags []string) []string {
	out := make([]string, 0, len(tags))
	for _, t := range tags {
		if t = strings.TrimLeft(cleanLine(t), "#"); t != "" {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}
