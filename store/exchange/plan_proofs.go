package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"calepin/store"
)

// register plans the activities, the fields, the rules, the wordings and the notices of a
// calepin export. The vault may have the same under other ids: what the file
// says of those, it says of the vault's from then on.
func (p *planner) register(s *store.Store) error {
	c := &p.parsed.Content
	if len(c.Activities)+len(c.Fields)+len(c.Rules)+len(c.Wordings)+len(c.Notices) == 0 {
		return nil
	}
	p.same = map[store.ID]store.ID{}
	if err := errors.Join(p.activities(s), p.fields(s), p.rules(s), p.wordings(s), p.notices(s)); err != nil {
		return fmt.Errorf("compare the register of the file with the vault's: %w", err)
	}
	for _, contact := range p.parsed.Contacts {
		p.tiedToRegister(contact)
	}
	return nil
}

// here notes that a record of the file is the vault's of another id, or of the
// same.
func (p *planner) here(kind store.RecordKind, id, ours store.ID) {
	p.same[id] = ours
	p.out.Left[kind]++
}

// comes notes that a record of the file goes in as it is.
func (p *planner) comes(kind store.RecordKind, id store.ID) {
	p.same[id] = id
	p.out.Others[kind]++
}

func (p *planner) activities(s *store.Store) error {
	ours, err := s.Activities()
	if err != nil {
		return err
	}
	byCode := map[string]store.ID{}
	byID := map[store.ID]bool{}
	for _, a := range ours {
		byCode[a.Code], byID[a.ID] = a.ID, true
	}
	for i := range p.parsed.Content.Activities {
		l := &p.parsed.Content.Activities[i]
		a := &l.Record
		if !p.parsed.check(l.File, l.Line, "activities", a.ID, a.Check()) {
			continue
		}
		if id, has := byCode[a.Code]; has {
			p.here(store.KindActivity, a.ID, id)
		} else if !byID[a.ID] {
			byCode[a.Code], byID[a.ID] = a.ID, true
			p.comes(store.KindActivity, a.ID)
			p.out.set.Activities = append(p.out.set.Activities, *a)
		} else {
			p.here(store.KindActivity, a.ID, a.ID)
		}
	}
	return nil
}

// ofActivity puts the vault's activity in the place of the file's.
func (p *planner) ofActivity(file, line int, section string, id *store.ID) bool {
	ours, known := p.same[*id]
	if !known {
		p.dangling(file, line, section+".activity")
		return false
	}
	*id = ours
	return true
}

func (p *planner) fields(s *store.Store) error {
	ours, err := s.Fields()
	if err != nil {
		return err
	}
	byName := map[string]store.ID{}
	for _, f := range ours {
		byName[store.Fold(f.Name)] = f.ID
	}
	for i := range p.parsed.Content.Fields {
		l := &p.parsed.Content.Fields[i]
		f := &l.Record
		if !p.parsed.check(l.File, l.Line, "fields", f.ID, f.Check()) {
			continue
		}
		if id, has := byName[store.Fold(f.Name)]; has {
			p.here(store.KindField, f.ID, id)
			continue
		}
		if p.ofActivity(l.File, l.Line, "fields", &f.Activity) {
			byName[store.Fold(f.Name)] = f.ID
			p.comes(store.KindField, f.ID)
			p.out.set.Fields = append(p.out.set.Fields, *f)
		}
	}
	return nil
}

// rules plans the values that the business of the file gave to rules of law. Where
// the vault has one from the same day, that one stands.
func (p *planner) rules(s *store.Store) error {
	ours, err := s.Rules()
	if err != nil {
		return err
	}
	for i := range p.parsed.Content.Rules {
		l := &p.parsed.Content.Rules[i]
		r := &l.Record
		if !p.parsed.check(l.File, l.Line, "rules", r.ID, r.Check()) {
			continue
		}
		if j := slices.IndexFunc(ours, func(o store.Rule) bool { return o.ID == r.ID || o.Code == r.Code && o.From == r.From }); j >= 0 {
			p.here(store.KindRule, r.ID, ours[j].ID)
			continue
		}
		ours = append(ours, *r)
		p.comes(store.KindRule, r.ID)
		p.out.set.Rules = append(p.out.set.Rules, *r)
	}
	return nil
}

// wordings keeps the words that answers of the file were given to. Where the
// vault asks in words of its own, those of the file are past.
func (p *planner) wordings(s *store.Store) error {
	ours, err := s.Wordings()
	if err != nil {
		return err
	}
	for i := range p.parsed.Content.Wordings {
		l := &p.parsed.Content.Wordings[i]
		w := &l.Record
		if !p.parsed.check(l.File, l.Line, "wordings", w.ID, w.Check()) || !p.ofActivity(l.File, l.Line, "wordings", &w.Activity) {
			continue
		}
		if was, has := sameWording(ours, w); has {
			p.here(store.KindWording, w.ID, was)
			continue
		}
		ours = append(ours, *w)
		p.comes(store.KindWording, w.ID)
		p.out.set.Wordings = append(p.out.set.Wordings, *w)
	}
	return nil
}

// sameWording returns the version that says what w does; else it makes w a
// version beside those there are.
func sameWording(ours []store.Wording, w *store.Wording) (id store.ID, has bool) {
	last, taken := 0, false
	for _, o := range ours {
		if o.ID == w.ID {
			return o.ID, true
		}
		if o.Activity != w.Activity || o.Channel != w.Channel || o.Language != w.Language {
			continue
		}
		if o.Text == w.Text {
			return o.ID, true
		}
		last, taken = max(last, o.Version), taken || o.Version == w.Version
	}
	if taken {
		w.Version, w.Past = last+1, true
	}
	return id, false
}

func (p *planner) notices(s *store.Store) error {
	ours, err := s.Notices()
	if err != nil {
		return err
	}
	for i := range p.parsed.Content.Notices {
		l := &p.parsed.Content.Notices[i]
		n := &l.Record
		if !p.parsed.check(l.File, l.Line, "notices", n.ID, n.Check()) {
			continue
		}
		if was, has := sameNotice(ours, n); has {
			p.here(store.KindNotice, n.ID, was)
			continue
		}
		ours = append(ours, *n)
		p.comes(store.KindNotice, n.ID)
		p.out.set.Notices = append(p.out.set.Notices, *n)
	}
	return nil
}

func sameNotice(ours []store.Notice, n *store.Notice) (id store.ID, has bool) {
	last, taken := 0, false
	for _, o := range ours {
		if o.ID == n.ID {
			return o.ID, true
		}
		if o.Article != n.Article || o.Form != n.Form || o.Language != n.Language {
			continue
		}
		if o.Text == n.Text {
			return o.ID, true
		}
		last, taken = max(last, o.Version), taken || o.Version == n.Version
	}
	if taken {
		n.Version = last + 1
	}
	return id, false
}

// tiedToRegister puts the vault's activities and fields in the places of those
// that a contact of the file names.
func (p *planner) tiedToRegister(c *Contact) {
	q := c.Person
	purposes := q.Purposes[:0]
	for i, id := range q.Purposes {
		if ours, known := p.same[id]; known {
			purposes = append(purposes, ours)
			continue
		}
		p.loses(c, fmt.Sprintf("persons.purposes[%d]", i))
	}
	q.Purposes = purposes
	values := q.Fields[:0]
	for i, v := range q.Fields {
		ours, known := p.same[v.Field]
		if v.Field = ours; known {
			values = append(values, v)
			continue
		}
		p.loses(c, fmt.Sprintf("persons.fields[%d].field", i))
	}
	q.Fields = values
}

func (p *planner) loses(c *Contact, field string) {
	p.parsed.report(Problem{File: p.parsed.Files[c.File], Line: c.Line, Field: field, Code: Dangling, Lost: Value})
}

// answers plans what the people of a calepin export answered and were told.
func (p *planner) answers(s *store.Store, here map[store.ID]bool) error {
	c, set := &p.parsed.Content, &p.out.set
	for i := range c.Consents {
		l := &c.Consents[i]
		e := &l.Record
		if e.Activity != (store.ID{}) && !here[e.ID] && !p.ofActivity(l.File, l.Line, "consents", &e.Activity) {
			continue
		}
		if !p.tie(l.File, l.Line, store.KindConsent, e.ID, &e.Contact, here, e.Check(p.now)) {
			continue
		}
		e.Wording, e.Notice = p.same[e.Wording], p.same[e.Notice]
		if e.Evidence != (store.ID{}) && !here[e.Evidence] {
			e.Evidence = store.ID{} // its hash stays: the file can be shown to be the one
			p.parsed.report(Problem{File: p.parsed.Files[l.File], Line: l.Line, Field: "consents.evidence", Code: Dangling, Lost: Value})
		}
		set.Consents = append(set.Consents, *e)
	}
	for i := range c.Given {
		l := &c.Given[i]
		g := &l.Record
		if !p.tie(l.File, l.Line, store.KindGiven, g.ID, &g.Contact, here, g.Check(p.now)) {
			continue
		}
		g.Notice = p.same[g.Notice]
		set.Given = append(set.Given, *g)
		p.told(g)
	}
	return p.refusals(s)
}

// told keeps the first day on which a person was told.
func (p *planner) told(g *store.NoticeGiven) {
	to := p.targets[g.Contact]
	if to == nil || to.person == nil {
		return
	}
	if day := store.DateOf(g.At); to.person.Informed == "" || day < to.person.Informed {
		person := *to.person
		person.Informed = day
		to.person, to.change = &person, true
	}
}

// refusals keeps a refusal over a yes where a person of the file goes with one
// on file: neither may lose what the other refused.
func (p *planner) refusals(s *store.Store) error {
	coming := map[store.ID][]store.Consent{}
	for _, e := range p.out.set.Consents {
		coming[e.Contact] = append(coming[e.Contact], e)
	}
	for contact, theirs := range coming {
		to := p.targets[contact]
		if to == nil || !to.stored {
			continue
		}
		ours, err := s.Consents(contact)
		if err != nil {
			return err
		}
		store.SortConsents(theirs)
		p.out.set.Consents = append(p.out.set.Consents, store.Refusals(ours, theirs, contact, p.now.UTC().Truncate(time.Second))...)
	}
	return nil
}

// collectProofs adds the ids of what people answered and were told.
func collectProofs(ctx context.Context, d *store.Dump, here map[store.ID]bool) error {
	return errors.Join(
		d.Consents(store.ID{}, func(e store.Consent) error { here[e.ID] = true; return ctx.Err() }),
		d.NoticesGiven(store.ID{}, func(g store.NoticeGiven) error { here[g.ID] = true; return ctx.Err() }),
		d.Requests(store.ID{}, func(r store.Request) error { here[r.ID] = true; return ctx.Err() }),
		d.Tellings(store.ID{}, func(r store.Telling) error { here[r.ID] = true; return ctx.Err() }),
	)
}
