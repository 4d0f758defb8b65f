package store

import (
	"bytes"
	"cmp"
	"slices"

	"calepin/store/vault"
)

// AddRequest stores a new request, with what was done about it on the spot. A
// contact that does not exist is refused. Whether the rules allow it is for
// privacy.OpenRequest.
func (s *Store) AddRequest(r *Request) error {
	return s.update(Added, func(c *change) error {
		if r.Contact != (ID{}) {
			if _, err := c.contact(r.Contact); err != nil {
				return err
			}
			r.Name, r.Reach = "", "" // the contact's own
		}
		if err := c.settle(&r.ID, KindRequest); err != nil {
			return err
		}
		c.stamp(&r.CreatedAt, &r.UpdatedAt, ID{})
		if err := r.clean(c.now); err != nil {
			return err
		}
		return c.put(r)
	})
}

// AddRequestEvents adds to what was done about a request what next, which sees
// it as it is, returns; it returns the request as it became. What was noted
// before stays.
func (s *Store) AddRequestEvents(id ID, next func(Request) ([]RequestEvent, error)) (r Request, err error) {
	err = s.update(Edited, func(c *change) error { r, err = c.addRequestEvents(id, next); return err })
	return r, err
}

// RectifyFor changes the data of the contact who made a request and adds to it
// what next returns, which sees the request and what was changed: in one
// transaction, so that neither is there without the other.
func (s *Store) RectifyFor(id ID, edit func(*Person) error, next func(Request, []FieldChange) ([]RequestEvent, error)) (r Request, err error) {
	err = s.update(Edited, func(c *change) error {
		if r, err = get[Request](c.tx, KindRequest, key(id), id); err != nil {
			return err
		}
		was, now, err := c.editPerson(r.Contact, edit)
		if err != nil {
			return err
		}
		changes, err := c.corrections(&was, &now)
		if err != nil {
			return err
		}
		if len(changes) > 0 {
			if err := c.tellOf(now.ID, OfRectification); err != nil {
				return err
			}
		}
		r, err = c.addRequestEvents(id, func(r Request) ([]RequestEvent, error) { return next(r, changes) })
		return err
	})
	return r, err
}

func (c *change) addRequestEvents(id ID, next func(Request) ([]RequestEvent, error)) (Request, error) {
	r, err := get[Request](c.tx, KindRequest, key(id), id)
	if err != nil {
		return r, err
	}
	events, err := next(r)
	if err != nil {
		return r, err
	}
	r.Events = append(slices.Clip(r.Events), events...)
	if err := r.clean(c.now); err != nil {
		return r, err
	}
	r.UpdatedAt = c.touch(r.UpdatedAt, ID{})
	return r, c.put(&r)
}

// Request returns a request by id.
func (s *Store) Request(id ID) (r Request, err error) {
	err = s.v.View(func(tx *vault.Tx) error { r, err = get[Request](tx, KindRequest, key(id), id); return err })
	return r, err
}

// FindRequest returns the request of an id or of a unique id prefix.
func (s *Store) FindRequest(ref string) (r Request, err error) {
	err = s.v.View(func(tx *vault.Tx) error { r, err = findRef[Request](tx, KindRequest, ref); return err })
	return r, err
}

// Requests returns the requests of a contact, or all where it is zero, in the
// order in which they were received.
func (s *Store) Requests(contact ID) (all []Request, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = requestsOf(tx, contact); return err })
	return all, err
}

func requestsOf(tx *vault.Tx, contact ID) (all []Request, err error) {
	err = each(tx, KindRequest, ID{}, func(r Request) error {
		if contact == (ID{}) || r.Contact == contact {
			all = append(all, r)
		}
		return nil
	})
	SortRecords(all, func(a, b Request) int {
		return cmp.Or(cmp.Compare(a.Received, b.Received), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return all, err
}

// renameInRequests keeps the register true after a merge.
func (c *change) renameInRequests(from, to ID) error {
	return c.changeRequests(from, func(r *Request) { r.Contact = to })
}

// nameInRequests writes who asked into the requests of someone who is being
// deleted: the register says it no more by their record. Undo puts back both.
func (c *change) nameInRequests(p *Person) error {
	return c.changeRequests(p.ID, func(r *Request) { r.Name = p.DisplayName(c.ix.mainOrg(p)) })
}

func (c *change) changeRequests(contact ID, change func(*Request)) error {
	all, err := requestsOf(c.tx, contact)
	if err != nil {
		return err
	}
	for _, r := range all {
		change(&r)
		if err := c.put(&r); err != nil {
			return err
		}
	}
	return nil
}
