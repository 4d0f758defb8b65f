package exchange

import (
	"cmp"
	"context"
	"slices"
	"time"

	"calepin/store"
)

// Policy says what becomes of a contact that seems to be on file already.
type Policy string

// The policies. Without one, Skip: nothing is merged unless somebody says so.
const (
	Skip   Policy = "skip"
	Create Policy = "create"
	Merge  Policy = "merge"
)

// Action is what a plan does with a contact.
type Action string

// The actions.
const (
	Creates Action = "create"
	Merges  Action = "merge"
	Skips   Action = "skip"
	Bad     Action = "bad" // could not be read: Row.Problem says why
)

// Why says what two contacts share.
type Why string

// What contacts share, strongest first.
const (
	SameID    Why = "id"
	SameEmail Why = "email"
	SamePhone Why = "phone"
	SameName  Why = "name" // and organisation
)

// Row is what becomes of one contact of the files.
type Row struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Name   string `json:"name"`
	Action Action `json:"action"`
	// Why is what the contact shares with Match, empty where there is none.
	Why Why `json:"why,omitempty"`
	// Match is who it is taken for: someone on file, or a contact of the same
	// import, whose place is then in MatchFile and MatchLine.
	Match     store.Row `json:"match,omitzero"`
	MatchFile string    `json:"match_file,omitempty"`
	MatchLine int       `json:"match_line,omitempty"`
	// Conflicts are the fields in which the two differ and only one value has
	// room: what is on file stays. On a row that Creates under Merge they are
	// why the two were not merged: another name is another person.
	Conflicts []string `json:"conflicts,omitempty"`
	Problem   Code     `json:"problem,omitempty"`
}

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

	set    store.Set
	files  []string
	format Format
}

// Plan compares what was read with the vault and within itself. It writes
// nothing. It takes parsed over: its contacts are changed.
func Plan(ctx context.Context, s *store.Store, parsed *Parsed, o PlanOptions) (*Planned, error) {
	p := &planner{ctx: ctx, parsed: parsed, options: o, settings: s.Settings(), targets: map[store.ID]*target{}, keys: map[string]*target{}}
	p.out = &Planned{files: parsed.Files, format: parsed.Format, Others: map[store.RecordKind]int{}, Left: map[store.RecordKind]int{}}
	p.out.Rows = make([]Row, 0, len(parsed.Contacts))
	if err := p.firms.load(s, parsed, clock(s)); err != nil {
		return nil, err
	}
	if err := p.onFile(s); err != nil {
		return nil, err
	}
	normalise(parsed.Contacts, p.settings.Country)
	err := s.WithDuplicates(func(find func(store.Person) ([]store.Match, error)) error {
		if len(p.people) > 0 {
			p.find = find
		}
		return p.contacts()
	})
	if err != nil {
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
	out      *Planned
	firms    firms
	people   map[store.ID]bool // on file
	person   func(store.ID) (store.Person, error)
	find     func(store.Person) ([]store.Match, error) // nil where nobody is on file
	targets  map[store.ID]*target                      // people who get something, by id
	order    []*target
	keys     map[string]*target   // the same by what duplicates share
	went     map[store.ID]*target // where the contacts of a calepin export went, by their ids in it
	known    map[store.ID]bool    // the ids of all those contacts
	now      time.Time
}

// target is a person that the import makes or adds to.
type target struct {
	person store.Person
	stored bool // was on file before
	change bool // does not stay as it was
	native bool // made of a calepin export
	file   string
	line   int // of the contact that made it
}

// onFile collects who is on file.
func (p *planner) onFile(s *store.Store) error {
	p.people, p.went, p.known, p.person, p.now = map[store.ID]bool{}, map[store.ID]*target{}, map[store.ID]bool{}, s.Person, clock(s)
	n, err := s.CountPersons()
	if err != nil || n == 0 {
		return err
	}
	p.people = make(map[store.ID]bool, n)
	return s.AllPersons(func(q store.Person) error {
		p.people[q.ID] = true
		return p.ctx.Err()
	})
}

func (p *planner) contacts() error {
	for i, c := range p.parsed.Contacts {
		if i%1000 == 0 {
			if err := p.ctx.Err(); err != nil {
				return err
			}
			if p.options.Progress != nil {
				p.options.Progress(i, len(p.parsed.Contacts))
			}
		}
		if err := p.contact(c); err != nil {
			return err
		}
		p.parsed.Contacts[i] = nil // what is kept of it is in its target
	}
	if p.options.Progress != nil {
		p.options.Progress(len(p.parsed.Contacts), len(p.parsed.Contacts))
	}
	return nil
}

// contact settles what becomes of one contact.
func (p *planner) contact(c *Contact) error {
	if !p.valid(c) {
		return nil
	}
	p.known[c.Person.ID] = true
	row := Row{File: p.parsed.Files[c.File], Line: c.Line, Name: c.Person.DisplayName(p.firms.main(&c.Person)), Action: Creates}
	to, why, match, err := p.match(&c.Person, c.native)
	if err != nil {
		return err
	}
	if to == nil {
		p.create(c, row)
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
		p.create(c, row)
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

// decide returns what to do with a contact that has a match. Under a policy of
// merging, who plainly is another person is not merged: a number that
// colleagues share must not make one of two. Decide may say otherwise.
func (p *planner) decide(row *Row, c *Contact, to *target) (Policy, error) {
	policy := cmp.Or(p.options.Policy, Skip)
	if policy == Merge && otherPerson(&to.person, &c.Person, row.Why) {
		policy = Create
	}
	if policy == Create && row.Why == SameID {
		policy = Skip // an id has one record
	}
	row.Action = Action(policy)
	row.Conflicts = conflicts(&to.person, &c.Person)
	if p.options.Decide == nil {
		return policy, nil
	}
	said, err := p.options.Decide(*row, c)
	if said == Create && row.Why == SameID {
		said = Skip
	}
	return said, err
}

// create plans a new person.
func (p *planner) create(c *Contact, row Row) {
	q := &c.Person
	id := q.ID
	if q.ID == (store.ID{}) {
		q.ID = store.NewID(p.now)
	}
	p.firms.settle(q)
	to := &target{person: *q, change: true, native: c.native, file: row.File, line: row.Line}
	p.add(to)
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
	p.firms.settle(&c.Person)
	concede(&c.Person, &to.person)
	merged := store.Combine(to.person, c.Person)
	row.Action = Merges
	if equal(&merged, &to.person) {
		row.Action = Skips // nothing new
		p.out.Skipped++
	} else {
		p.out.Merged++
		to.person, to.change = merged, true
	}
	p.add(to)
	if id != (store.ID{}) {
		p.went[id] = to
	}
	p.out.Rows = append(p.out.Rows, row)
}

// add makes a target known to the contacts that follow.
func (p *planner) add(to *target) {
	if p.targets[to.person.ID] == nil {
		p.targets[to.person.ID] = to
		p.order = append(p.order, to)
	}
	for key := range p.keysOf(&to.person) {
		if p.keys[key] == nil {
			p.keys[key] = to
		}
	}
}

// finish puts the rows, the counts and the set together.
func (p *planner) finish() {
	out := p.out
	for _, to := range p.order {
		switch {
		case !to.change:
		case to.stored:
			out.set.Merged = append(out.set.Merged, to.person)
		default:
			out.set.Persons = append(out.set.Persons, to.person)
		}
	}
	out.set.Organisations = append(out.set.Organisations, p.firms.made...)
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
	for _, q := range out.Problems {
		if q.Lost == Record {
			out.Rows = append(out.Rows, Row{File: q.File, Line: q.Line, Action: Bad, Problem: q.Code})
		}
	}
	if out.Bad > 0 {
		slices.SortStableFunc(out.Rows, func(a, b Row) int {
			return cmp.Or(cmp.Compare(files[a.File], files[b.File]), cmp.Compare(a.Line, b.Line))
		})
	}
}
