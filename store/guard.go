package store

import (
	"bytes"
	"fmt"
	"slices"
)

// RestrictedError says that a person's data are restricted: stored, and neither
// used nor changed (GDPR art. 18(2)).
type RestrictedError struct{ Contact ID }

func (e *RestrictedError) Error() string { return fmt.Sprintf("contact %s is restricted", e.Contact) }

// permission is an exception that was asked for: see Store.Despite.
type permission struct {
	contact ID
	why     Exception
	used    map[ID][]RecordKind // what it served for, by contact
}

func (p *permission) fits(contact ID) bool {
	return p != nil && (p.contact == contact || p.contact == ID{} && len(p.used) == 0 || p.used[contact] != nil)
}

// guard is where every write of a record is held to holds (GDPR art. 17(3)(e))
// and restrictions (art. 18(2)): a change of a restricted person's records, and the handing over of
// them, is refused with a *RestrictedError, unless an exception was asked for.
// r is nil for a removal. The operator's role is asked first: see Store.May.
func (c *change) guard(kind RecordKind, k, old []byte, r record) error {
	if err := c.by.may(actOf(kind, r)); err != nil {
		return err
	}
	if r == nil {
		if err := c.guardHeld(kind, k, old); err != nil {
			return err
		}
	}
	if c.free {
		return nil
	}
	if !c.looked {
		c.apart, c.looked = quarantine(c.tx), true
	}
	if c.apart == nil {
		return nil
	}
	for _, contact := range concerned(kind, k, old, r) {
		if !c.apart[contact] || favours(r) {
			continue
		}
		if !c.despite.fits(contact) {
			return &RestrictedError{Contact: contact}
		}
		if c.despite.used == nil {
			c.despite.used = map[ID][]RecordKind{}
		}
		if kinds := c.despite.used[contact]; !slices.Contains(kinds, kind) {
			c.despite.used[contact] = append(kinds, kind)
		}
	}
	return nil
}

// concerned returns whose data a write is about.
func concerned(kind RecordKind, k, old []byte, r record) []ID {
	switch {
	case kind == KindPerson, slices.Contains(filedUnderContacts, kind) && kind != KindRestriction && kind != KindHold:
		return []ID{ID(k[:16])}
	case kind == KindTask:
		ids := []ID{contactIn(old)}
		if t, is := r.(*Task); is {
			ids = append(ids, t.Contact)
		}
		return ids
	case kind == KindDisclosure && old == nil:
		return r.(*Disclosure).Contacts
	}
	return nil
}

// favours tells what a restriction never stands in the way of: that a person
// says no.
func favours(r record) bool {
	e, is := r.(*Consent)
	return is && slices.Contains([]Answer{No, Withdrawn, Objected}, e.Answer)
}

// keepUses writes down, with the restrictions, what an exception served for.
func (c *change) keepUses() error {
	if c.despite == nil {
		return nil
	}
	for contact, kinds := range c.despite.used {
		stand, err := standing(c.tx, contact)
		if err != nil {
			return err
		}
		for _, r := range stand {
			r.Uses = append(r.Uses, RestrictedUse{At: c.now, Exception: c.despite.why, Kinds: kinds})
			if err := c.put(&r); err != nil {
				return err
			}
		}
	}
	return nil
}

// guardLoaded holds what a set brings for people on file to the restrictions.
func (l *loader) guardLoaded() error {
	for _, r := range l.primary {
		kind, k := r.place()
		if err := l.guard(kind, k, nil, r); err != nil {
			return err
		}
	}
	for id := range l.merged {
		if err := l.guard(KindPerson, bytes.Clone(id[:]), nil, l.people[id]); err != nil {
			return err
		}
	}
	return nil
}
