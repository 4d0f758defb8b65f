package store

// proofs checks the register of activities, what people were asked and told,
// and what they answered.
func (l *loader) proofs() (all []record, err error) {
	add := func(r record, n int, wrong error) {
		if wrong != nil && err == nil {
			kind, _ := r.place()
			err = &LoadError{kind, n, wrong}
		}
		all = append(all, r)
	}
	for n := range l.Activities {
		r := &l.Activities[n]
		add(r, n, r.clean())
	}
	for n := range l.Fields {
		r := &l.Fields[n]
		add(r, n, r.clean())
	}
	for n := range l.Rules {
		r := &l.Rules[n]
		add(r, n, r.clean())
	}
	for n := range l.Wordings {
		r := &l.Wordings[n]
		add(r, n, r.clean())
	}
	for n := range l.Notices {
		r := &l.Notices[n]
		add(r, n, r.clean())
	}
	for n := range l.Consents {
		r := &l.Consents[n]
		r.Batch = l.batchOr(r.Batch)
		add(r, n, r.clean(l.now))
	}
	for n := range l.Given {
		r := &l.Given[n]
		add(r, n, r.clean(l.now))
	}
	for n := range l.Requests {
		r := &l.Requests[n]
		add(r, n, r.clean(l.now))
	}
	for n := range l.Tellings {
		r := &l.Tellings[n]
		add(r, n, r.clean(l.now))
	}
	for n := range l.Letters {
		r := &l.Letters[n]
		add(r, n, r.clean())
	}
	for n := range l.Restrictions {
		r := &l.Restrictions[n]
		add(r, n, r.clean(l.now))
	}
	for n := range l.Processors {
		r := &l.Processors[n]
		add(r, n, r.Check(l.now))
	}
	for n := range l.Breaches {
		r := &l.Breaches[n]
		add(r, n, r.Check(l.now))
	}
	for n := range l.Reviews {
		r := &l.Reviews[n]
		add(r, n, r.Check(l.now))
	}
	return all, err
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
