package exchange

import "calepin/store"

// proofs writes the register, the words that were asked and told, and what
// people answered. Of one contact alone, it writes of the first three what the
// contact has to do with.
func (j *jsonWriter) proofs(contact store.ID) {
	var named map[store.ID]bool
	if contact != (store.ID{}) && j.err == nil {
		named, j.err = j.registerOf(contact)
	}
	section(j, "activities", only(named, j.dump.Activities, func(a store.Activity) store.ID { return a.ID }))
	section(j, "fields", only(named, j.dump.Fields, func(f store.Field) store.ID { return f.ID }))
	section(j, "rules", only(named, j.dump.Rules, func(r store.Rule) store.ID { return r.ID }))
	section(j, "wordings", only(named, j.dump.Wordings, func(w store.Wording) store.ID { return w.ID }))
	section(j, "notices", only(named, j.dump.Notices, func(n store.Notice) store.ID { return n.ID }))
	section(j, "consents", func(put func(store.Consent) error) error { return j.dump.Consents(contact, put) })
	section(j, "notices_given", func(put func(store.NoticeGiven) error) error { return j.dump.NoticesGiven(contact, put) })
	section(j, "requests", func(put func(store.Request) error) error { return j.dump.Requests(contact, put) })
	section(j, "tellings", func(put func(store.Telling) error) error { return j.dump.Tellings(contact, put) })
	section(j, "breaches", func(put func(store.Breach) error) error { return j.dump.Breaches(contact, put) })
	if contact == (store.ID{}) {
		section(j, "letters", j.dump.Letters)
		section(j, "processors", j.dump.Processors)
		section(j, "reviews", j.dump.Reviews)
	}
}

// only leaves out what is not named; a nil map names everything.
func only[T any](named map[store.ID]bool, each func(func(T) error) error, id func(T) store.ID) func(func(T) error) error {
	return func(put func(T) error) error {
		return each(func(r T) error {
			if named != nil && !named[id(r)] {
				return nil
			}
			return put(r)
		})
	}
}

// registerOf returns the ids of what a contact's record and answers name.
func (j *jsonWriter) registerOf(contact store.ID) (map[store.ID]bool, error) {
	named := map[store.ID]bool{}
	p, err := j.dump.Person(contact)
	if err != nil {
		return nil, err
	}
	for _, id := range p.Purposes {
		named[id] = true
	}
	for _, v := range p.Fields {
		named[v.Field] = true
	}
	err = j.dump.Consents(contact, func(e store.Consent) error {
		named[e.Activity], named[e.Wording], named[e.Notice] = true, true, true
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = j.dump.Interactions(contact, func(i store.Interaction) error { named[i.Activity] = true; return nil })
	if err != nil {
		return nil, err
	}
	err = j.dump.NoticesGiven(contact, func(g store.NoticeGiven) error { named[g.Notice] = true; return nil })
	if err != nil {
		return nil, err
	}
	err = j.dump.Fields(func(f store.Field) error {
		if named[f.ID] {
			named[f.Activity] = true
		}
		return nil
	})
	return named, err
}
