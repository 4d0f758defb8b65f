package exchange

import (
	"cmp"
	"context"
	"slices"
	"time"

	"calepin/store"
)

// PlanOptions say how to plan.
type PlanOptions struct {
	Policy Policy // empty is Skip
	// Decide, where set, is asked about every contact that has a match, and
	// its answer stands before Policy. row.Action is what Policy would do.
	Decide func(row Row, c *Contact) (Policy, error)
	// Progress, where set, is told now and then how far the plan is.
	Progress func(done, total int)
}

// Planned is what an import would do. Rows are in the order of the files.
type Planned struct {
	Rows                          []Row
	Created, Merged, Skipped, Bad int
	// Others counts the records other than people that would be added:
	// organisations, and what is tied to people in a calepin export.
	Others map[store.RecordKind]int
	// Left counts those of a calepin export that would not, because they are
	// on file or belong to someone skipped.
	Left map[store.RecordKind]int
	// Problems are those of Parsed and those that planning found.
	Problems []Problem
	More     int

	set     store.Set
	files   []string
	format  Format
	applied bool
}

// Plan compares what was read with the vault and within itself. It writes
// nothing. It takes parsed over: its contacts are changed.
func Plan(ctx context.Context, s *store.Store, parsed *Parsed, o PlanOptions) (*Planned, error) {
	p := &planner{ctx: ctx, parsed: parsed, options: o, settings: s.Settings(), now: clock(s),
		targets: map[store.ID]*target{}}
	p.out = &Planned{files: parsed.Files, format: parsed.Format, Others: map[store.RecordKind]int{}, Left: map[store.RecordKind]int{}}
	p.out.Rows = make([]Row, 0, len(parsed.Contacts))
	p.newID = store.NewIDs(p.now)
	if err := p.firms.load(s, parsed, p.newID); err != nil {
		return nil, err
	}
	p.went, p.known, p.person, p.combine = map[store.ID]*target{}, map[store.ID]bool{}, s.Person, s.Combine
	p.dial = newDialling(p.settings.Country)
	p.share()
	if err := p.ledger(s); err != nil {
		return nil, err
	}
	if err := p.lookUp(s); err != nil {
		return nil, err
	}
	if err := p.register(s); err != nil {
		return nil, err
	}
	if err := p.contacts(); err != nil {
		return nil, err
	}
	if err := p.content(s); err != nil {
		return nil, err
	}
	p.finish()
	return p.out, nil
}

type planner struct {
	ctx      context.Context
	parsed   *Parsed
	options  PlanOptions
	settings store.Settings
	now      time.Time
	newID    func() store.ID
	out      *Planned
	firms    firms
	dial     dialling

	erased  map[store.ID]bool
	person  func(store.ID) (store.Person, error)
	combine func(keep, other store.Person) store.Person
	stored  map[*Contact][]store.Match // who on file each contact may be, strongest first

	order   []*target             // people who get something
	targets map[store.ID]*target  // those of them whose ids were known before
	keys    map[uint64]uint32     // their places in order, by what duplicates share
	repeats repeats               // what is not worth a place in keys
	went    map[store.ID]*target  // where the contacts of a calepin export went, by their ids in it
	known   map[store.ID]bool     // the ids of all those contacts
	same    map[store.ID]store.ID // the vault's ids of the file's activities, fields, wordings and notices
	hosts   map[store.ID]store.ID // the same of its processors

	shared [][]sharedKey // of each contact, in their order
	hasher hasher
}

// target is a person that the import makes or adds to.
type target struct {
	person *store.Person
	stored bool   // was on file before
	change bool   // does not stay as it was
	native bool   // made of a calepin export
	listed bool   // is in order
	place  uint32 // there
	file   string
	line   int // of the contact that made it
}

// ledger learns who was erased: an older export must not bring them back
// (GDPR art. 17).
func (p *planner) ledger(s *store.Store) error {
	all, err := s.Erasures()
	p.erased = make(map[store.ID]bool, len(all))
	for _, e := range all {
		p.erased[e.Contact] = true
	}
	return err
}

// lookUp finds, in one read transaction, who on file each contact may be. The
// transaction is over before anybody is asked anything.
func (p *planner) lookUp(s *store.Store) error {
	n, err := s.CountPersons()
	if err != nil || n == 0 {
		return err
	}
	p.stored = map[*Contact][]store.Match{}
	return s.WithDuplicates(func(find func(store.Person) ([]store.Match, error)) error {
		for i, c := range p.parsed.Contacts {
			if err := p.step(i); err != nil {
				return err
			}
			q := p.firms.named(c.Person)
			q.ID = store.ID{} // one of that id is a match by id
			found, err := find(q)
			if err != nil {
				return err
			}
			if len(found) > 0 {
				p.stored[c] = slices.Clone(found[:min(len(found), maxMatches)])
			}
		}
		return nil
	})
}

// step stops at the end of the context and tells the progress of looking up,
// which is what takes its time.
func (p *planner) step(i int) error {
	if i%1000 != 0 {
		return nil
	}
	if p.options.Progress != nil {
		p.options.Progress(i, len(p.parsed.Contacts))
	}
	return p.ctx.Err()
}

func (p *planner) contacts() error {
	for i, c := range p.parsed.Contacts {
		if i%1000 == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		if err := p.contact(c, p.shared[i]); err != nil {
			return err
		}
		p.parsed.Contacts[i] = nil // its target keeps what there is to keep
	}
	if p.options.Progress != nil {
		p.options.Progress(len(p.parsed.Contacts), len(p.parsed.Contacts))
	}
	return nil
}

// contact settles what becomes of one contact.
func (p *planner) contact(c *Contact, shared []sharedKey) error {
	if !p.valid(c) {
		return nil
	}
	if c.native {
		p.known[c.Person.ID] = true
	}
	if !c.native {
		p.date(c)
	}
	row := Row{File: p.parsed.Files[c.File], Line: c.Line, Name: c.Person.DisplayName(p.firms.main(c.Person)), Action: Creates}
	to, why, match, err := p.match(c, shared)
	if err != nil {
		return err
	}
	if to == nil {
		p.create(c, row, shared)
		return nil
	}
	row.Why, row.Match = why, match
	if !to.stored {
		row.MatchFile, row.MatchLine = to.file, to.line
	}
	policy, err := p.decide(&row, c, to)
	if err != nil {
		return err
	}
	switch policy {
	case Create:
		p.create(c, row, shared)
	case Merge:
		p.merge(c, row, to)
	default:
		row.Action = Skips
		row.Conflicts = nil
		p.out.Skipped++
		p.out.Rows = append(p.out.Rows, row)
	}
	return nil
}

// date takes out a day of collection to come, and dates a client whom another
// program's file calls one: the past that made them a client stays there.
func (p *planner) date(c *Contact) {
	q := c.Person
	if q.CreatedAt.After(p.now.Add(24 * time.Hour)) { // it is tomorrow already further east
		q.CreatedAt = time.Time{}
		p.parsed.report(Problem{File: p.parsed.Files[c.File], Line: c.Line, Field: "created", Code: Future, Lost: Value})
	}
	if q.Status == store.Client {
		q.Since = &store.StatusReason{Why: store.ByImport, On: store.DateOf(p.now)}
	}
}

// decide returns what to do with a contact that has a match. Who plainly is
// another person is not merged, nor skipped for a number that colleagues or a
// household share. Decide may say otherwise.
func (p *planner) decide(row *Row, c *Contact, to *target) (Policy, error) {
	policy := cmp.Or(p.options.Policy, Skip)
	other := to.person != nil && otherPerson(to.person, c.Person, row.Why)
	if p.alwaysSkips() && !(other && row.Why == SamePhone) {
		row.Action = Skips
		return policy, nil
	}
	if other && (policy == Merge || row.Why == SamePhone) {
		policy = Create
	}
	if policy == Create && row.Why == SameID {
		policy = Skip // an id has one record
	}
	row.Action = Action(policy)
	row.Conflicts = conflicts(to.person, c.Person)
	if p.options.Decide == nil {
		return policy, nil
	}
	said, err := p.options.Decide(*row, c)
	if said == Create && row.Why == SameID {
		said = Skip
	}
	return said, err
}

// alwaysSkips tells that whoever has a match is skipped, and nobody is asked.
func (p *planner) alwaysSkips() bool {
	return p.options.Decide == nil && (p.options.Policy == Skip || p.options.Policy == "")
}

// create plans a new person.
func (p *planner) create(c *Contact, row Row, shared []sharedKey) {
	q := c.Person
	id := q.ID
	if q.ID == (store.ID{}) {
		q.ID = p.newID()
	}
	p.firms.settle(q)
	to := &target{person: q, change: true, native: c.native, file: row.File, line: row.Line}
	p.add(to, shared)
	if id != (store.ID{}) {
		p.went[id] = to
	}
	row.Action = Creates
	p.out.Created++
	p.out.Rows = append(p.out.Rows, row)
}

// merge plans what a contact adds to someone.
func (p *planner) merge(c *Contact, row Row, to *target) {
	id := c.Person.ID
	p.firms.settle(c.Person)
	p.dial.normalise(c.Person)
	p.dial.normalise(to.person)
	concede(c.Person, to.person)
	merged := p.combine(*to.person, *c.Person)
	row.Action = Merges
	if to.person.Restricted || equal(&merged, to.person) {
		row.Action = Skips // not to be changed (GDPR art. 18), or nothing new
		p.out.Skipped++
	} else {
		p.out.Merged++
		to.person, to.change = &merged, true
	}
	p.add(to, p.hasher.keysOf(to.person))
	if id != (store.ID{}) {
		p.went[id] = to
	}
	p.out.Rows = append(p.out.Rows, row)
}

// maxMatches is how many people on file a contact is compared with: more can
// share a switchboard's number.
const maxMatches = 100

// add makes a target known to the contacts that follow.
func (p *planner) add(to *target, shared []sharedKey) {
	if !to.listed {
		to.listed, to.place = true, uint32(len(p.order))
		p.order = append(p.order, to)
		if to.stored || to.native {
			p.targets[to.person.ID] = to
		}
	}
	for _, key := range shared {
		if p.repeats.alone(key.hash) {
			continue
		}
		if _, held := p.keys[key.hash]; !held {
			p.keys[key.hash] = to.place
		}
	}
}

// finish puts the rows, the counts and the set together.
func (p *planner) finish() {
	out := p.out
	out.set.Created = make([]*store.Person, 0, out.Created)
	for i, to := range p.order {
		switch {
		case !to.change:
		case to.stored:
			out.set.Merged = append(out.set.Merged, *to.person)
		default:
			out.set.Created = append(out.set.Created, to.person)
		}
		p.order[i], to.person = nil, nil
	}
	out.set.Organisations = make([]store.Organisation, 0, len(p.firms.made))
	for _, o := range p.firms.made {
		out.set.Organisations = append(out.set.Organisations, *o)
	}
	if n := len(out.set.Organisations); n > 0 {
		out.Others[store.KindOrganisation] = n
	}
	if p.firms.left > 0 {
		out.Left[store.KindOrganisation] = p.firms.left
	}
	out.Problems, out.More, out.Bad = p.parsed.Problems, p.parsed.More, p.parsed.Bad
	files := map[string]int{}
	for i, f := range p.parsed.Files {
		files[f] = i
	}
	store.SortRecords(out.Problems, func(a, b Problem) int { // planning found some, too
		return cmp.Or(cmp.Compare(files[a.File], files[b.File]), cmp.Compare(a.Line, b.Line))
	})
	for _, q := range out.Problems {
		if q.Lost == Record {
			out.Rows = append(out.Rows, Row{File: q.File, Line: q.Line, Action: Bad, Problem: q.Code})
		}
	}
	if out.Bad > 0 {
		store.SortRecords(out.Rows, func(a, b Row) int {
			return cmp.Or(cmp.Compare(files[a.File], files[b.File]), cmp.Compare(a.Line, b.Line))
		})
	}
}
