package store

import "time"

// proofs checks the register of activities, what people were asked and told,
// and what they answered.
func (l *loader) proofs() (all []record, err error) {
	for n := range l.Consents {
		l.Consents[n].Batch = l.batchOr(l.Consents[n].Batch)
	}
	c := checking{now: l.now}
	checked(&c, l.Activities, func(a *Activity, _ time.Time) error { return a.clean() })
	checked(&c, l.Fields, func(f *Field, _ time.Time) error { return f.clean() })
	checked(&c, l.Rules, func(r *Rule, _ time.Time) error { return r.clean() })
	checked(&c, l.Wordings, func(w *Wording, _ time.Time) error { return w.clean() })
	checked(&c, l.Notices, func(n *Notice, _ time.Time) error { return n.clean() })
	checked(&c, l.Consents, (*Consent).clean)
	checked(&c, l.Given, (*NoticeGiven).clean)
	checked(&c, l.Requests, (*Request).clean)
	checked(&c, l.Tellings, (*Telling).clean)
	checked(&c, l.Letters, func(t *LetterText, _ time.Time) error { return t.clean() })
	checked(&c, l.Restrictions, (*Restriction).clean)
	checked(&c, l.Processors, (*Processor).Check)
	checked(&c, l.Breaches, (*Breach).Check)
	checked(&c, l.Reviews, (*Review).Check)
	return c.all, c.err
}

// checking gathers records that were checked, and the first that is wrong.
type checking struct {
	now time.Time
	all []record
	err error
}

// checked adds the records of a kind, cleaned in place.
func checked[T any, R interface {
	*T
	record
}](c *checking, list []T, clean func(R, time.Time) error) {
	for n := range list {
		r := R(&list[n])
		if err := clean(r, c.now); err != nil && c.err == nil {
			kind, _ := r.place()
			c.err = &LoadError{kind, n, err}
		}
		c.all = append(c.all, r)
	}
}

// restricted tells who of the set is restricted by it.
func (l *loader) restricted() map[ID]bool {
	apart := map[ID]bool{}
	for _, r := range l.Restrictions {
		if r.Stands() {
			apart[r.Contact] = true
		}
	}
	return apart
}

// informed returns the first day on which the set says that each was told.
func (l *loader) informed() map[ID]Date {
	first := map[ID]Date{}
	for _, g := range l.Given {
		if day, told := first[g.Contact]; !told || DateOf(g.At) < day {
			first[g.Contact] = DateOf(g.At)
		}
	}
	return first
}
