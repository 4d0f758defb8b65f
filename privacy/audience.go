package privacy

import (
	"context"
	"errors"

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
	err = eachFacts(s, func(d *store.Dump, f Facts) (err error) {
		answer := MayContact(a, ch, f, language, today)
		if answer.Allowed && canvasses(a, ch, f) { // calls are read only where they tell
			if f.Calls, err = callsIn(d, f.Person.ID); err != nil {
				return err
			}
			answer = MayContact(a, ch, f, language, today)
		}
		all = append(all, Member{f.Person, answer})
		return nil
	})
	return all, err
}

// AllUnfounded returns everybody held without a purpose that stands, or for one
// whose basis fails, or with data of special categories that they did not consent
// to, each with their purposes (GDPR art. 5(1)(b), 6(1), 9).
func AllUnfounded(s *store.Store, today store.Date) ([]Held, error) {
	return allUnfounded(s, today, func(*store.Dump, Facts, *Held) error { return nil })
}

// AllUnfoundedDeep returns the same, having looked for special categories in every
// exchange too. tell is told how many people were looked at, of how many.
func AllUnfoundedDeep(ctx context.Context, s *store.Store, today store.Date, tell func(done, total int)) ([]Held, error) {
	activities, err := s.Activities()
	if err != nil {
		return nil, err
	}
	total, err := s.CountPersons()
	if err != nil {
		return nil, err
	}
	done := 0
	return allUnfounded(s, today, func(d *store.Dump, f Facts, h *Held) error {
		done++
		tell(done, total)
		if explicit(activities, f, today) {
			return ctx.Err()
		}
		return errors.Join(ctx.Err(), d.Interactions(f.Person.ID, func(i store.Interaction) error {
			h.Special = specialIn(h.Special, FreeTexts(&i))
			return nil
		}))
	})
}

func allUnfounded(s *store.Store, today store.Date, further func(*store.Dump, Facts, *Held) error) (all []Held, err error) {
	activities, err := s.Activities()
	if err != nil {
		return nil, err
	}
	policies, err := PoliciesOf(s)
	if err != nil {
		return nil, err
	}
	language := s.Settings().Language
	err = eachFacts(s, func(d *store.Dump, f Facts) error {
		h := held(activities, f, policies, language, today)
		if err := further(d, f, &h); err != nil {
			return err
		}
		if Unfounded(h.Purposes) || len(h.Special) > 0 {
			all = append(all, h)
		}
		return nil
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
