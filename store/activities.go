package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"calepin/store/vault"
)

// ActivityInUseError says that an activity cannot go: consents speak of it, or
// people are tied to it. Ending it keeps it in the register.
type ActivityInUseError struct {
	Activity ID
	Consents int
	People   int
	Calls    int // logged for it
}

func (e *ActivityInUseError) Error() string {
	return fmt.Sprintf("activity %s: %d consents, %d people, %d calls", e.Activity, e.Consents, e.People, e.Calls)
}

// AddActivity stores a new processing activity. A code that another bears is
// refused with a *FieldError.
func (s *Store) AddActivity(a *Activity) error {
	return s.update(Added, func(c *change) error { return c.addActivity(a) })
}

func (c *change) addActivity(a *Activity) error {
	if err := c.settle(&a.ID, KindActivity); err != nil {
		return err
	}
	c.stamp(&a.CreatedAt, &a.UpdatedAt, ID{})
	if err := c.checkActivity(a); err != nil {
		return err
	}
	return c.put(a)
}

func (c *change) checkActivity(a *Activity) error {
	if err := a.clean(); err != nil {
		return err
	}
	all, err := listTied[Activity](c.tx, KindActivity, ID{})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o Activity) bool { return o.Code == a.Code && o.ID != a.ID }) {
		return &FieldError{"code", Taken}
	}
	return nil
}

// AddDefaultActivities stores those of the activities given whose code no
// activity bears, nor ever began as, and notes the version of the defaults in
// the settings, all in one transaction that undo does not know.
func (s *Store) AddDefaultActivities(defaults []Activity, version int) error {
	err := s.write(func(c *change) error {
		all, err := listTied[Activity](c.tx, KindActivity, ID{})
		if err != nil {
			return err
		}
		for i := range defaults {
			a := &defaults[i]
			if slices.ContainsFunc(all, func(o Activity) bool { return o.Code == a.Code || o.Default == a.Code }) {
				continue
			}
			a.Default = a.Code
			if err := c.addActivity(a); err != nil {
				return err
			}
		}
		set, err := readSettings(c.tx)
		if err != nil {
			return err
		}
		set.Defaults = version
		return putSettings(c.tx, set)
	})
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings.Defaults = version
	return nil
}

// EditActivity changes an activity through edit and returns it as it became.
func (s *Store) EditActivity(id ID, edit func(*Activity) error) (a Activity, err error) {
	err = s.update(Edited, func(c *change) error {
		was, err := get[Activity](c.tx, KindActivity, key(id), id)
		if err != nil {
			return err
		}
		if a, err = get[Activity](c.tx, KindActivity, key(id), id); err != nil { // its own map
			return err
		}
		if err := edit(&a); err != nil {
			return err
		}
		a.ID, a.Default, a.CreatedAt, a.UpdatedAt = was.ID, was.Default, was.CreatedAt, was.UpdatedAt
		if err := c.checkActivity(&a); err != nil {
			return err
		}
		if same(&was, &a) {
			return nil
		}
		a.UpdatedAt = c.touch(was.UpdatedAt, ID{})
		return c.put(&a)
	})
	return a, err
}

// DeleteActivity removes an activity that nothing speaks of; else it returns an
// *ActivityInUseError and leaves it.
func (s *Store) DeleteActivity(id ID) error {
	return s.update(Deleted, func(c *change) error {
		a, err := get[Activity](c.tx, KindActivity, key(id), id)
		if err != nil {
			return err
		}
		used := ActivityInUseError{Activity: id,
			Consents: naming(c.tx, KindConsent, id), People: naming(c.tx, KindPerson, id) + naming(c.tx, KindField, id),
			Calls: naming(c.tx, KindInteraction, id)}
		if used.Consents+used.People+used.Calls > 0 {
			return &used
		}
		return c.remove(&a)
	})
}

// naming counts the records of a kind that hold an id.
func naming(tx *vault.Tx, kind RecordKind, id ID) (n int) {
	text := []byte(id.String())
	for _, v := range tx.Prefix(string(kind), nil) {
		if bytes.Contains(v, text) {
			n++
		}
	}
	return n
}

// Activities returns the register: those carried out first, then those ended,
// each by code.
func (s *Store) Activities() (all []Activity, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Activity](tx, KindActivity, ID{}); return err })
	SortRecords(all, func(a, b Activity) int {
		if (a.Ended == "") != (b.Ended == "") {
			if a.Ended == "" {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Code, b.Code)
	})
	return all, err
}

// Activity returns an activity by id.
func (s *Store) Activity(id ID) (a Activity, err error) {
	err = s.v.View(func(tx *vault.Tx) error { a, err = get[Activity](tx, KindActivity, key(id), id); return err })
	return a, err
}

// FindActivity returns the activity of a code, of a name, of an id or of a
// unique id prefix.
func (s *Store) FindActivity(ref string) (Activity, error) {
	all, err := s.Activities()
	if err != nil {
		return Activity{}, err
	}
	for _, a := range all {
		if a.Code == strings.ToLower(cleanLine(ref)) || a.named(ref) {
			return a, nil
		}
	}
	var a Activity
	err = s.v.View(func(tx *vault.Tx) error { a, err = findRef[Activity](tx, KindActivity, ref); return err })
	return a, err
}

// named tells whether a is called that in one of its languages.
func (a Activity) named(name string) bool {
	for _, t := range a.Texts {
		if name != "" && Fold(t.Name) == Fold(name) {
			return true
		}
	}
	return false
}
