package privacy

import (
	"calepin/privacy/watch"
	"calepin/store"
)

// Member is somebody whom an activity could address, and the answer.
type Member struct {
	Person store.Person
	Answer
}

// Audience returns everybody on file with the answer to "may I address them for
// that activity by that channel?": who may be, and each exclusion with its
// reason, in the order in which they were added.
func Audience(s *store.Store, a store.Activity, ch store.Channel, today store.Date) (all []Member, err error) {
	language := s.Settings().Language
	err = s.Dump(func(d *store.Dump) error {
		rules, err := rulesIn(d)
		if err != nil {
			return err
		}
		all, err = store.Sift(d, func(o *store.Outline) (m Member, keep bool, err error) {
			f, err := outlined(d, rules, o)
			if err != nil {
				return m, false, err
			}
			f.Supported = a.Covers == store.Supported && d.AskedSupport(o.ID)
			m = Member{f.Person, MayContact(a, ch, f, language, today)}
			if m.Allowed && canvasses(a, ch, f) { // calls are read only where they tell
				f.Calls, err = callsIn(d, o.ID)
				m.Answer = MayContact(a, ch, f, language, today)
			}
			return m, true, err
		})
		return err
	})
	return all, err
}

// Held is a person and why they are on file.
type Held struct {
	Person   store.Person
	Purposes []Purpose
	// Special are the special categories of data held without explicit consent.
	Special []watch.Kind
}

// PurposesOf returns the purposes for which one person is on file.
func PurposesOf(s *store.Store, contact store.ID, today store.Date) ([]Purpose, error) {
	h, err := HeldOf(s, contact, today)
	return h.Purposes, err
}
