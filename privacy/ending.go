package privacy

import (
	"cmp"

	"calepin/store"
)

// Ending is a consent that holds, and will not for long: it does not renew
// itself, the person must be asked again.
type Ending struct {
	Contact  store.ID
	Activity store.Activity
	Channel  store.Channel
	Until    store.Date // the last day on which it holds
}

// EndingOn returns the consents whose end is near on the day today, the first to
// end first (C. conso L223-1: a year, not renewed by silence). Only whoever
// answered something is looked at.
func EndingOn(s *store.Store, today store.Date) (all []Ending, err error) {
	activities, err := s.Activities()
	if err != nil {
		return nil, err
	}
	err = s.Dump(func(d *store.Dump) error {
		asked, err := agreedByPhone(d)
		if err != nil {
			return err
		}
		rules, err := rulesIn(d)
		if err != nil {
			return err
		}
		for _, id := range asked {
			p, err := d.Person(id)
			if err != nil {
				return err
			}
			f, err := factsIn(d, rules, p)
			if err != nil {
				return err
			}
			all = append(all, endingOf(activities, f, today)...)
		}
		return nil
	})
	store.SortRecords(all, func(a, b Ending) int { return cmp.Compare(a.Until, b.Until) })
	return all, err
}

// agreedByPhone returns who once said yes to being called: no other consent ends
// by itself.
func agreedByPhone(d *store.Dump) (all []store.ID, err error) {
	seen := map[store.ID]bool{}
	err = d.Consents(store.ID{}, func(e store.Consent) error {
		if e.Answer == store.Yes && e.Channel == store.ByPhone && !seen[e.Contact] {
			seen[e.Contact] = true
			all = append(all, e.Contact)
		}
		return nil
	})
	return all, err
}

func endingOf(activities []store.Activity, f Facts, today store.Date) (all []Ending) {
	for _, a := range activities {
		if a.Ended != "" && a.Ended < today {
			continue
		}
		state := StateOf(a, store.ByPhone, f, today)
		if _, objected := Objection(a, store.ByPhone, f); state.Ending && !objected {
			all = append(all, Ending{f.Person.ID, a, store.ByPhone, state.Until})
		}
	}
	return all
}
