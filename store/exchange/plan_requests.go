package exchange

import (
	"fmt"

	"calepin/store"
)

// requests plans the register of requests. One of a contact that stays out
// stays out; one of somebody who is in neither, erased maybe, comes in as it is:
// it is a proof.
func (p *planner) requests(here map[store.ID]bool) {
	for i := range p.parsed.Content.Requests {
		l := &p.parsed.Content.Requests[i]
		r := &l.Record
		if !p.parsed.check(l.File, l.Line, "requests", r.ID, r.Check(p.now)) {
			continue
		}
		to := p.went[r.Contact]
		if here[r.ID] || to == nil && p.known[r.Contact] {
			p.out.Left[store.KindRequest]++
			continue
		}
		if to != nil {
			r.Contact = to.person.ID
		}
		here[r.ID] = true
		p.out.set.Requests = append(p.out.set.Requests, *r)
		p.out.Others[store.KindRequest]++
	}
}

// tellings plans who was told, or is to be, of what was done with the data of
// the people of the file; of somebody erased they are proofs.
func (p *planner) tellings(here map[store.ID]bool) {
	for i := range p.parsed.Content.Tellings {
		l := &p.parsed.Content.Tellings[i]
		r := &l.Record
		if !p.parsed.check(l.File, l.Line, "tellings", r.ID, r.Check(p.now)) {
			continue
		}
		to := p.went[r.Contact]
		if here[r.ID] || to == nil && r.Contact != (store.ID{}) {
			p.out.Left[store.KindTelling]++
			continue
		}
		if to != nil {
			r.Contact = to.person.ID
		}
		here[r.ID] = true
		p.out.set.Tellings = append(p.out.set.Tellings, *r)
		p.out.Others[store.KindTelling]++
	}
}

// letters plans the business's own letters. Where the vault has versions of its
// own, those of the file stay out.
func (p *planner) letters(s *store.Store) error {
	ours, err := s.Letters()
	if err != nil {
		return fmt.Errorf("compare the letters of the file with the vault's: %w", err)
	}
	own := map[string]bool{}
	for _, l := range ours {
		own[string(l.For)+l.Language] = true
	}
	for i := range p.parsed.Content.Letters {
		l := &p.parsed.Content.Letters[i]
		r := l.Record
		switch {
		case !p.parsed.check(l.File, l.Line, "letters", r.ID, r.Check()):
		case own[string(r.For)+r.Language]:
			p.out.Left[store.KindLetter]++
		default:
			p.out.set.Letters = append(p.out.set.Letters, r)
			p.out.Others[store.KindLetter]++
		}
	}
	return nil
}
