package privacy

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"calepin/store"
)

// AllUnfounded returns everybody held without a purpose that stands, or for one
// whose basis fails, or with data of special categories that they did not consent
// to, each with their purposes (GDPR art. 5(1)(b), 6(1), 9).
func AllUnfounded(s *store.Store, today store.Date) ([]Held, error) {
	return allUnfounded(s, today, func(*store.Dump, *store.Outline) ([]string, error) { return nil, nil })
}

// AllUnfoundedDeep returns the same, having looked for special categories in every
// exchange too. tell is told how many people were looked at, of how many, from any
// goroutine.
func AllUnfoundedDeep(ctx context.Context, s *store.Store, today store.Date, tell func(done, total int)) ([]Held, error) {
	total, err := s.CountPersons()
	if err != nil {
		return nil, err
	}
	var done atomic.Int64
	return allUnfounded(s, today, func(d *store.Dump, o *store.Outline) (texts []string, err error) {
		tell(int(done.Add(1)), total)
		err = d.Interactions(o.ID, func(i store.Interaction) error {
			texts = append(texts, FreeTexts(&i)...)
			return nil
		})
		return texts, errors.Join(ctx.Err(), err)
	})
}

// others are the texts to look through besides those of the person's own record.
type others func(*store.Dump, *store.Outline) ([]string, error)

func allUnfounded(s *store.Store, today store.Date, more others) (all []Held, err error) {
	activities, err := s.Activities()
	if err != nil {
		return nil, err
	}
	policies, err := PoliciesOf(s)
	if err != nil {
		return nil, err
	}
	m := mender{activities: activities, policies: policies, language: s.Settings().Language, today: today, others: more}
	err = s.Dump(func(d *store.Dump) error {
		if m.rules, err = rulesIn(d); err != nil {
			return err
		}
		all, err = store.Sift(d, func(o *store.Outline) (Held, bool, error) { return m.judge(d, o) })
		return err
	})
	return all, err
}

// mender finds who is to be mended.
type mender struct {
	activities []store.Activity
	policies   Policies
	rules      Rules
	language   string
	today      store.Date
	others     others
}

// judge tells whether a person is to be mended, and then what they are held for.
// Most are plainly founded, of whom only the notes are read; of the others the
// purposes are judged, and told in full of those alone who are to be mended.
func (m *mender) judge(d *store.Dump, o *store.Outline) (h Held, mend bool, err error) {
	texts, err := m.others(d, o)
	if err != nil {
		return h, false, err
	}
	notes, err := o.Notes()
	if err != nil {
		return h, false, err
	}
	special := specialIn(nil, append(FreeTexts(&notes), texts...))
	if len(special) == 0 && m.plainly(o) {
		return h, false, nil
	}
	f, err := outlined(d, m.rules, o)
	if err != nil {
		return h, false, err
	}
	f.Supported = d.AskedSupport(o.ID)
	if explicit(m.activities, f, m.today) {
		special = nil
	}
	if len(special) == 0 && !Unfounded(judged(m.activities, f, m.language, m.today)) {
		return h, false, nil
	}
	return Held{f.Person, Purposes(m.activities, f, m.policies, m.language, m.today), special}, true, nil
}

// plainly tells, by looking alone, that somebody is on file for a purpose that
// stands and for none that fails: who never answered and was tied to nothing is
// concerned by their group alone, and its basis holds for everybody or for nobody.
// False where it takes more to tell.
func (m *mender) plainly(o *store.Outline) (founded bool) {
	if o.Answered || o.Tied || !o.Named && o.Nature == "" {
		return false
	}
	f := Facts{Person: store.Person{Status: o.Status, Nature: o.Nature, Given: "?"}}
	if o.InTouch {
		f.Person.LastContact = time.Unix(0, 0) // some day
	}
	for _, kind := range o.Documents {
		f.Documents = append(f.Documents, store.Document{Kind: kind})
	}
	for _, a := range m.activities {
		if a.Basis == store.ConsentBasis || a.Ended != "" && a.Ended < m.today {
			continue // concerns only who answered, or nobody any more
		}
		stands := a.Basis != store.LegitimateInterest || a.Text(m.language).Balanced()
		if !stands && (a.Covers == store.Supported || Concerns(a, f)) {
			return false
		}
		founded = founded || stands && Concerns(a, f)
	}
	return founded
}
