package store

import "slices"

// forgetDisclosures takes the persons' ids out of what was handed over.
func (e *eraser) forgetDisclosures() error {
	all, err := listTied[Disclosure](e.tx, KindDisclosure, ID{})
	if err != nil {
		return err
	}
	for _, d := range all {
		if !slices.ContainsFunc(d.Contacts, e.own) {
			continue
		}
		for i, c := range d.Contacts {
			if e.own(c) {
				d.Contacts[i] = ID{} // an empty list would say "everyone"
			}
		}
		if err := e.put(&d); err != nil {
			return err
		}
	}
	return nil
}

// forgetRequests leaves, of what the persons asked for, the proof that it was
// answered and when: GDPR art. 5(2), 17(3)(e). Who asked, and in which words,
// goes; the ledger's entry is what they lead to.
func (e *eraser) forgetRequests() error {
	all, err := listTied[Request](e.tx, KindRequest, ID{})
	if err != nil {
		return err
	}
	for _, r := range all {
		p := e.going[r.Contact]
		if p == nil {
			continue
		}
		p.detail(&p.report.CutLoose, &r)
		r.Contact, r.Erasure, r.Name, r.Reach, r.Asked = ID{}, p.order.Erasure, "", "", ""
		for i := range r.Events {
			for j := range r.Events[i].Changes {
				ch := &r.Events[i].Changes[j]
				ch.Before, ch.After = "", ""
			}
		}
		if err := e.put(&r); err != nil {
			return err
		}
	}
	return nil
}

// forgetRegisters takes the persons' ids out of the registers of processors and
// of breaches; how many a breach concerned stays (GDPR art. 33(5)).
func (e *eraser) forgetRegisters() error {
	for id := range e.going {
		if err := e.moveProcessors(id, ID{}); err != nil {
			return err
		}
	}
	return e.moveBreaches(e.own, ID{})
}
