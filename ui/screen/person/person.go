// Package person is the page of one person: how to reach them, what was said,
// and all that is kept about them.
package person

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/privacy/watch"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// section is a part of the page that the keys can go to.
type section int

const (
	details section = iota
	timeline
	documents
	tasks
	files
	requests
	sections
)

// Page is the page of one person.
type Page struct {
	d  *screen.Desk
	id store.ID

	person store.Person
	name   string
	ties   []string
	gone   bool
	rest   content

	at       section
	last     section // the list that shows beside the details
	top      int     // lines of the details scrolled out
	tall     int     // lines of the details when last drawn
	w, h     int
	history  *widget.Timeline
	search   *widget.Search
	query    store.TimelineQuery
	tables   [sections]*widget.Table
	searched string
}

// New makes the page of a person.
func New(d *screen.Desk, id store.ID) *Page {
	p := &Page{d: d, id: id, at: timeline, last: timeline, search: widget.NewSearch(d), history: widget.NewTimeline(d)}
	p.history.OnOpen = func(string) tea.Cmd { return p.open() }
	p.makeTables()
	p.readPerson()
	return p
}

// Title is the person's name.
func (p *Page) Title() string { return p.name }

// About is the person.
func (p *Page) About() (store.ID, bool) { return p.id, !p.gone }

// Init reads what is tied to the person.
func (p *Page) Init() tea.Cmd { return p.load() }

// Typing tells whether the search of the timeline has the keys.
func (p *Page) Typing() bool { return p.search.Typing() }

// Cursor is in the search.
func (p *Page) Cursor() *tea.Cursor {
	c := p.search.Cursor()
	if c != nil {
		x, y := p.bodyAt()
		c.X, c.Y = c.X+x+widget.Width(p.beforeSearch(p.w-x)), c.Y+y
	}
	return c
}

// Update reads again what changed, and leaves with the person.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.w, p.h = m.Width, m.Height
		return p.resize(m)
	case screen.Changed:
		p.readPerson()
		if p.gone {
			return screen.Back(p)
		}
		return p.load()
	case screen.Shown:
		if p.gone {
			return screen.Back(p)
		}
	case screen.Restyled:
		p.showRest()
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.typed(m)
	case tea.MouseMsg:
		return p.mouse(m)
	}
	return nil
}

// readPerson reads the record itself, which costs microseconds.
func (p *Page) readPerson() {
	person, err := p.d.Store.Person(p.id)
	var missing *store.NotFoundError
	if errors.As(err, &missing) {
		p.gone = true
		return
	}
	if err != nil {
		return
	}
	p.person, p.gone = person, false
	p.ties, p.name = facts.Ties(p.d, &p.person)
}

// content is what is tied to the person.
type content struct {
	read      bool
	history   *store.Timeline
	operators []store.Operator
	documents []store.Document
	tasks     []store.Task
	files     []store.Attachment
	requests  []store.SupportRequest
	handed    []store.Disclosure
	batch     *store.Batch
	purposes  []privacy.Purpose
	special   []watch.Kind
	fields    []store.Field

	restrictions []store.Restriction // that stand
	holds        []store.Hold
	kept         privacy.RecordClocks // until when, and why, the file is kept
	decided      string               // why it is kept longer, where it is
	suppressed   []store.Suppression
}

// load reads what is tied to the person, off the loop: it looks through all
// tasks.
func (p *Page) load() tea.Cmd {
	id, q, batch, today := p.id, p.asked(), p.person.Batch, store.DateOf(p.d.Now())
	return screen.Do(screen.Job{Owner: p, Key: "content"},
		func(context.Context, screen.Report) (content, error) {
			p.d.Store.NoteRead(id)
			return read(p.d.Store, id, q, batch, today)
		},
		func(c content, err error) tea.Cmd {
			if err != nil {
				var missing *store.NotFoundError
				if errors.As(err, &missing) {
					return nil // the change that took the person away tells
				}
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.rest, p.searched = c, q.Text
			p.showRest()
			return nil
		})
}

// keptOf is why the file is kept, with the reason of a decision.
func keptOf(s *store.Store, id store.ID) (kept privacy.RecordClocks, reason string, err error) {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return kept, "", err
	}
	all, err := l.KeptOf(id)
	if err != nil {
		return kept, "", err
	}
	r, err := s.Retained(id)
	return all[0], r.Reason, err
}

func read(s *store.Store, id store.ID, q store.TimelineQuery, batch store.ID, today store.Date) (c content, err error) {
	c.read = true
	if c.history, err = s.Timeline(id, q); err != nil {
		return c, err
	}
	if c.operators, err = s.Operators(); err != nil {
		return c, err
	}
	if c.documents, err = s.Documents(id); err != nil {
		return c, err
	}
	if c.files, err = s.Attachments(id); err != nil {
		return c, err
	}
	if c.tasks, err = s.Tasks(store.TaskFilter{Contact: id}); err != nil {
		return c, err
	}
	all := []store.SupportState{store.Opened, store.Waiting, store.Solved}
	if c.requests, _, err = s.SupportRequests(store.SupportQuery{Contact: id, States: all}); err != nil {
		return c, err
	}
	held, err := privacy.HeldOf(s, id, today)
	if err != nil {
		return c, err
	}
	c.purposes, c.special = held.Purposes, held.Special
	if c.fields, err = s.Fields(); err != nil {
		return c, err
	}
	if c.holds, err = s.Holds(id); err != nil {
		return c, err
	}
	if c.kept, c.decided, err = keptOf(s, id); err != nil {
		return c, err
	}
	who, err := s.Person(id)
	if err != nil {
		return c, err
	}
	if c.suppressed, err = s.Suppressed(who); err != nil {
		return c, err
	}
	if c.restrictions, err = privacy.Standing(s, id); err != nil {
		return c, err
	}
	if c.handed, err = s.Disclosures(id); err != nil {
		return c, err
	}
	if batch != (store.ID{}) {
		if b, err := s.Batch(batch); err == nil {
			c.batch = &b
		}
	}
	return c, nil
}

// asked is what of the history is shown.
func (p *Page) asked() store.TimelineQuery {
	q := p.query
	q.Text = p.search.Query()
	return q
}

// showRest puts what was read into the lists.
func (p *Page) showRest() {
	if !p.rest.read {
		return
	}
	p.history.Empty = p.teachHistory()
	p.history.SetSearch(p.searched)
	p.history.SetSource(&entries{d: p.d, t: p.rest.history, who: p.rest.operators})
	for s := documents; s < sections; s++ {
		p.tables[s].SetSource(p.rows(s))
	}
}

// typed gives a key or a paste to the search of the timeline.
func (p *Page) typed(msg tea.Msg) tea.Cmd {
	if !p.search.Typing() {
		return nil
	}
	if p.search.Update(msg) {
		return p.load()
	}
	return p.history.Update(msg)
}
