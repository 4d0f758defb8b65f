package privacy

import (
	"time"

	"calepin/store"
)

// Owed is the information that is owed to a person (GDPR arts 13, 14).
type Owed struct {
	Contact store.ID
	// Article is 13 where the person gave the data, 14 where not or not known.
	Article int
	Due     store.Date
	// ByUse tells that a first message to them, or handing their data over,
	// came before the month was over (art. 14(3)(b), (c)).
	ByUse bool
}

// InformationOwed returns what is owed to a person who was told nothing; false
// where they were. first is the first time that they were written to or that
// their data were handed over, zero for never. Art. 13(1) asks for it when the
// data are obtained; art. 14(3) within one month, and no later than first.
func InformationOwed(p store.Person, first time.Time, c Calendar) (Owed, bool) {
	if p.Informed != "" {
		return Owed{}, false
	}
	collected := store.DateOf(p.CreatedAt)
	if p.Origin == store.FromPerson {
		return Owed{Contact: p.ID, Article: 13, Due: collected}, true
	}
	owed := Owed{Contact: p.ID, Article: 14, Due: c.MonthsFrom(collected, 1).Due}
	if day := store.DateOf(first); !first.IsZero() && day < owed.Due {
		owed.Due, owed.ByUse = max(day, collected), true
	}
	return owed, true
}

// AllOwed returns the information owed to everybody, the most urgent first.
func AllOwed(s *store.Store) ([]Owed, error) { return allOwed(s, "") }

// OwedOn returns the same as it stands on the day today, for a glance: of who is
// late by the month alone, an earlier use is not looked for.
func OwedOn(s *store.Store, today store.Date) ([]Owed, error) { return allOwed(s, today) }

func allOwed(s *store.Store, today store.Date) (all []Owed, err error) {
	calendar := CalendarOf(s.Settings().Business)
	err = s.Dump(func(d *store.Dump) error {
		handed, err := firstHanded(d)
		if err != nil {
			return err
		}
		return d.Uninformed(func(p store.Person) error {
			first := handed(p)
			if p.Origin != store.FromPerson && calendar.MonthsFrom(store.DateOf(p.CreatedAt), 1).Due >= today {
				if err := d.Sent(p.ID, func(i store.Interaction) error {
					if first.IsZero() || i.At.Before(first) {
						first = i.At
					}
					return nil
				}); err != nil {
					return err
				}
			}
			if owed, is := InformationOwed(p, first, calendar); is {
				all = append(all, owed)
			}
			return nil
		})
	})
	store.SortRecords(all, func(a, b Owed) int {
		switch {
		case a.Due < b.Due:
			return -1
		case a.Due > b.Due:
			return 1
		}
		return 0
	})
	return all, err
}

// firstHanded returns, for a person, when their data were handed over first.
func firstHanded(d *store.Dump) (func(store.Person) time.Time, error) {
	named := map[store.ID]time.Time{}
	var everyone []time.Time
	err := d.Disclosures(func(x store.Disclosure) error {
		if x.Recipient == "" { // the business itself
			return nil
		}
		if len(x.Contacts) == 0 {
			everyone = append(everyone, x.At)
		}
		for _, id := range x.Contacts {
			if t, has := named[id]; !has || x.At.Before(t) {
				named[id] = x.At
			}
		}
		return nil
	})
	return func(p store.Person) time.Time {
		first := named[p.ID]
		for _, t := range everyone {
			if !t.Before(p.CreatedAt) && (first.IsZero() || t.Before(first)) {
				first = t
			}
		}
		return first
	}, err
}
