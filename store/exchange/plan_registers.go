package exchange

import (
	"fmt"
	"slices"

	"calepin/store"
)

// processors plans the register of processors. One of a name that the vault has
// is the vault's own; activities that are not here are left out of the others.
func (p *planner) processors(s *store.Store) error {
	ours, err := s.Processors()
	if err != nil {
		return fmt.Errorf("compare the processors of the file with the vault's: %w", err)
	}
	byName, byID := map[string]store.ID{}, map[store.ID]bool{}
	for _, x := range ours {
		byName[store.Fold(x.Name)], byID[x.ID] = x.ID, true
	}
	p.hosts = map[store.ID]store.ID{}
	for i := range p.parsed.Content.Processors {
		l := &p.parsed.Content.Processors[i]
		r := l.Record
		if !p.parsed.check(l.File, l.Line, "processors", r.ID, r.Check(p.now)) {
			continue
		}
		if id, has := byName[store.Fold(r.Name)]; has || byID[r.ID] {
			if !has {
				id = r.ID
			}
			p.hosts[r.ID] = id
			p.out.Left[store.KindProcessor]++
			continue
		}
		var activities []store.ID
		for _, id := range r.Activities {
			if own, known := p.same[id]; known {
				activities = append(activities, own)
			}
		}
		r.Activities = activities
		if to := p.went[r.Contact]; to != nil {
			r.Contact = to.person.ID
		} else {
			r.Contact, r.Attachment = store.ID{}, store.ID{}
		}
		byName[store.Fold(r.Name)], byID[r.ID], p.hosts[r.ID] = r.ID, true, r.ID
		p.out.set.Processors = append(p.out.set.Processors, r)
		p.out.Others[store.KindProcessor]++
	}
	return nil
}

// breaches plans the register of breaches. Whom they concerned and who is not in
// the vault is somebody whom nobody knows any more.
func (p *planner) breaches(here map[store.ID]bool) {
	for i := range p.parsed.Content.Breaches {
		l := &p.parsed.Content.Breaches[i]
		r := l.Record
		if !p.parsed.check(l.File, l.Line, "breaches", r.ID, r.Check(p.now)) {
			continue
		}
		if here[r.ID] {
			p.out.Left[store.KindBreach]++
			continue
		}
		r.Contacts = slices.Clone(r.Contacts)
		for j, id := range r.Contacts {
			if to := p.went[id]; to != nil {
				r.Contacts[j] = to.person.ID
			} else {
				r.Contacts[j] = store.ID{}
			}
		}
		r.Processor = p.hosts[r.Processor]
		here[r.ID] = true
		p.out.set.Breaches = append(p.out.set.Breaches, r)
		p.out.Others[store.KindBreach]++
	}
}

// reviews plans the looks taken at security: proofs, which come in as they are.
func (p *planner) reviews(here map[store.ID]bool) {
	for i := range p.parsed.Content.Reviews {
		l := &p.parsed.Content.Reviews[i]
		r := l.Record
		if !p.parsed.check(l.File, l.Line, "reviews", r.ID, r.Check(p.now)) {
			continue
		}
		if here[r.ID] {
			p.out.Left[store.KindReview]++
			continue
		}
		here[r.ID] = true
		p.out.set.Reviews = append(p.out.set.Reviews, r)
		p.out.Others[store.KindReview]++
	}
}
