// Package contacts is the list of everybody: sorted, searched, filtered, marked.
package contacts

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Page is the list, and a card of the person under the cursor where there is
// room for two panes.
type Page struct {
	d      *screen.Desk
	table  *widget.Table
	search *widget.Search
	query  store.Query // what is shown, the search apart
	view   string      // the saved filter it came from
	people *people
	card   card
	w      int
}

// first is how many people are read before the whole list is: a screen of them.
const first = 100

// New makes the list of everybody by name.
func New(d *screen.Desk) *Page {
	p := &Page{d: d, search: widget.NewSearch(d), query: store.Query{Sort: store.SortName}, people: &people{d: d, total: -1}}
	p.table = widget.NewTable(d, columns(d)...)
	p.table.SetSort(string(store.SortName), false)
	p.table.NoCount = true
	p.table.OnOpen = p.open
	p.table.OnSort = p.sort
	p.table.OnSelect = func(string) tea.Cmd { p.readCard(); return nil }
	return p
}

// Title names the place.
func (p *Page) Title() string { return p.d.T.Contacts.Title }

// Init shows the first people at once, then all of them.
func (p *Page) Init() tea.Cmd {
	q := p.asked()
	q.Limit = first
	page, err := p.d.Store.Persons(q)
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.show(&people{d: p.d, rows: page.Rows, total: -1}, false)
	return p.load(false)
}

// asked is the query with what is searched for: whom it fits by their own name
// come first, unless the list is in another order than by name.
func (p *Page) asked() store.Query {
	q := p.query
	q.Search = p.search.Query()
	if q.Sort == store.SortName && !q.Descending {
		q.Sort = store.SortMatch
	}
	return q
}

// load reads the list again off the loop. What was asked for since replaces it.
func (p *Page) load(top bool) tea.Cmd {
	q, s, marked := p.asked(), p.d.Store, p.table.Marked()
	var gone []string
	return screen.Do(screen.Job{Owner: p, Key: "people"},
		func(ctx context.Context, _ screen.Report) (*store.Roll, error) {
			if !top {
				gone = missing(s, marked)
			}
			return s.Roll(ctx, q)
		},
		func(roll *store.Roll, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.table.Unmark(gone...)
			p.table.SetSearch(q.Search)
			p.show(&people{d: p.d, roll: roll, total: roll.Len()}, top)
			return nil
		})
}

// missing are those of the marked who are not on file any more. A mark that a
// search hides stays.
func missing(s *store.Store, marked []string) (gone []string) {
	for _, m := range marked {
		var none *store.NotFoundError
		if id, ok := parse(m); ok {
			if _, err := s.Person(id); errors.As(err, &none) {
				gone = append(gone, m)
			}
		}
	}
	return gone
}

// show puts other rows into the table, and turns to the first where top is set.
func (p *Page) show(rows *people, top bool) {
	p.people = rows
	p.table.Empty = p.teach()
	var source widget.Source = rows
	if rows.roll != nil {
		source = whole{rows}
	}
	p.table.SetSource(source)
	if top {
		p.table.Top()
	}
	p.readCard()
}

// Typing tells whether the search has the keys.
func (p *Page) Typing() bool { return p.search.Typing() }

// Cursor is in the search.
func (p *Page) Cursor() *tea.Cursor {
	c := p.search.Cursor()
	if c != nil {
		wl, _, _ := panes(p.w)
		c.X += widget.Width(p.before(wl))
	}
	return c
}

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) { return p.selected() }

func (p *Page) selected() (store.ID, bool) { return parse(p.table.Selected()) }

// Update takes what is typed into the search, the mouse, and what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.w = m.Width
		p.readCard()
		return p.table.Update(m)
	case screen.Changed:
		return p.load(false)
	case screen.Restyled:
		p.show(p.people, false)
		return nil
	case tea.KeyPressMsg, tea.PasteMsg:
		if !p.search.Typing() {
			return nil
		}
		if p.search.Update(m) {
			p.view = ""
			return p.load(true)
		}
		return p.table.Update(m)
	case tea.MouseClickMsg:
		if m.Y == 0 {
			p.search.Open()
			return nil
		}
		if wl, _, two := panes(p.w); two && m.X >= wl {
			return nil
		}
		p.search.Close()
		return p.table.Update(widget.Shift(m, 0, -1))
	case tea.MouseWheelMsg:
		return p.table.Update(widget.Shift(m, 0, -1))
	}
	return nil
}

// sort shows the same people in another order. The latest contact comes first
// unless the person turns it round.
func (p *Page) sort(key string, descending bool) tea.Cmd {
	by := store.SortKey(key)
	if by == store.SortLastContact && p.query.Sort != by {
		descending = true
		p.table.SetSort(key, true)
	}
	p.query.Sort, p.query.Descending = by, descending
	return p.load(true)
}
