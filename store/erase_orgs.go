package store

import "slices"

// organisations settles those that were known through the persons: without
// people, one that bears a person's name goes, and the person's own e-mails and
// numbers go from the others, with their name where it is a part of theirs.
func (e *eraser) organisations() error {
	known := map[ID][]int{}
	for i, p := range e.people {
		for _, id := range p.who.orgs {
			known[id] = append(known[id], i)
		}
	}
	type tie struct {
		org     Organisation
		through []int
	}
	var ties []tie
	for k, v := range e.tx.Prefix(string(KindOrganisation), nil) {
		through := append(slices.Clone(known[ID(k)]), e.gathering.concerned(v)...)
		if len(through) == 0 {
			continue
		}
		o, err := decodeAs[Organisation](v)
		if err != nil {
			return err
		}
		slices.Sort(through)
		ties = append(ties, tie{o, slices.Compact(through)})
	}
	for _, t := range ties {
		for _, i := range t.through {
			if gone, err := e.organisation(&t.org, e.people[i]); err != nil {
				return err
			} else if gone {
				break
			}
		}
	}
	return nil
}

// organisation settles one that was known through a person, or speaks of them.
func (e *eraser) organisation(o *Organisation, p *leaver) (gone bool, err error) {
	named := len(p.m.certain(o.Name)) > 0
	possible := !named && len(p.m.possible(p.m.mask(o.Name))) > 0
	if !named && !possible && !slices.Contains(p.who.orgs, o.ID) || orgHasOthers(e.tx, e.ix, o, nil) {
		return false, nil
	}
	if m := (Mention{Kind: KindOrganisation, ID: o.ID}); possible && !slices.Contains(p.report.Possible, m) {
		p.report.Possible = append(p.report.Possible, m)
	}
	if named && p.m.mask(o.Name) == masked {
		p.report.Removed++
		return true, e.change.remove(o)
	}
	was := *o
	o.Name = p.m.mask(o.Name)
	o.Emails = slices.DeleteFunc(slices.Clone(o.Emails), func(x Email) bool { return p.m.mask(x.Address) != x.Address })
	o.Phones = slices.DeleteFunc(slices.Clone(o.Phones), func(x Phone) bool { return p.m.mask(x.Number) != x.Number })
	o.URLs = slices.DeleteFunc(slices.Clone(o.URLs), func(x Link) bool { return p.m.mask(x.URL) != x.URL })
	if same(&was, o) {
		return false, nil
	}
	p.report.Masked++
	return false, e.put(o)
}
