package privacy

import (
	"errors"

	"calepin/store"
)

// keptAbout is what the business decided, or noted, about how a person's data
// are kept.
type keptAbout struct {
	// Holds keep the data for legal claims. That one stands is told, and since
	// when; why, and when it is looked at again, only where TellHolds was asked.
	Holds    []store.Hold
	Retained store.Retained
	// Tellings are the recipients who were told, or are to be, of what was done
	// with the data (GDPR art. 19).
	Tellings []store.Telling
	// Suppressed are the entries of the suppression list that the person's
	// e-mails and numbers are on.
	Suppressed []store.Suppression
	// Breaches are those that touched the person's data, as they are told of them
	// (GDPR art. 34(2)); Serves are the processors at which the person is who the
	// business speaks to.
	Breaches []store.Breach
	Serves   []store.Processor
}

// registers reads where the person stands in the registers of breaches and of
// processors: what concerns them, and not what the business notes for itself.
func (k *keptAbout) registers(d *store.Dump, id store.ID) error {
	return errors.Join(
		d.Breaches(id, func(b store.Breach) error {
			k.Breaches = append(k.Breaches, store.Breach{ID: b.ID, Kinds: b.Kinds, Happened: b.Happened, Aware: b.Aware,
				Data: b.Data, Consequences: b.Consequences, Measures: b.Measures, Advice: b.Advice})
			return nil
		}),
		d.Processors(func(p store.Processor) error {
			if p.Contact == id {
				k.Serves = append(k.Serves, store.Processor{ID: p.ID, Name: p.Name, Service: p.Service})
			}
			return nil
		}))
}

// readKept reads what holds, decisions, tellings and the suppression list say of
// a person. The reasons of holds are left out: they are how the business means to
// establish or defend its claims, and to hand them to the other side would harm
// its rights (GDPR art. 15(4), 17(3)(e)).
func readKept(s *store.Store, id store.ID) (k keptAbout, err error) {
	var err1, err2, err3, err4 error
	k.Holds, err1 = s.Holds(id)
	k.Retained, err2 = s.Retained(id)
	k.Tellings, err3 = s.Tellings(id)
	p, err4 := s.Person(id)
	if err = errors.Join(err1, err2, err3, err4); err != nil {
		return k, err
	}
	for i := range k.Holds {
		if k.Holds[i].Stands() { // once it is over there is no claim left to harm
			k.Holds[i].Reason, k.Holds[i].Review = "", ""
		}
	}
	k.Suppressed, err = s.Suppressed(p)
	return k, err
}

// TellHolds puts in why the data are held for legal claims: the business may
// always tell.
func (a *Access) TellHolds(s *store.Store) (err error) {
	a.Holds, err = s.Holds(a.Person.ID)
	return err
}
