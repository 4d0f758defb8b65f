// Package exchanges is everybody's interactions, the newest first, and the
// support requests that wait, the oldest first.
package exchanges

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

// Page is the list, and the text of what is chosen where there is room for two
// panes.
type Page struct {
	d      *screen.Desk
	table  *widget.Table
	search *widget.Search
	query  store.ExchangeQuery // the words searched for apart

	requests bool // the list is that of support requests
	solved   bool // and those that are solved are in it

	rows   rows
	ready  bool // the list was read once
	reader *talk.Reader
	chosen store.Thread // of what is under the cursor
	w, h   int

	searchAt int // where the search was drawn
}

// rows are those of the table, by place and by id.
type rows interface {
	widget.Source
	at(i int) (store.Exchange, bool)
	total() int
}

// New makes the list of all interactions.
func New(d *screen.Desk) *Page {
	p := &Page{d: d, search: widget.NewSearch(d), reader: talk.NewReader(d)}
	p.table = widget.NewTable(d, p.columns()...)
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.to(screen.ExchangePage) }
	p.table.OnSelect = func(string) tea.Cmd { p.read(); return nil }
	return p
}

// Title names the place.
func (p *Page) Title() string { return p.d.T.Exchanges.Title }

// Init reads the list.
func (p *Page) Init() tea.Cmd { return p.load(false) }

// load reads the list again, off the loop where it walks over everything. What
// was asked for since replaces it.
func (p *Page) load(top bool) tea.Cmd {
	if p.requests && !p.solved && p.search.Query() == "" {
		list, _, err := p.d.Store.SupportRequests(store.SupportQuery{Oldest: true})
		if err != nil {
			return screen.Toast(screen.Failure, p.d.W.Sentence(err))
		}
		p.show(&waiting{d: p.d, list: list}, top)
		return nil
	}
	q := p.query
	q.Text = p.search.Query()
	if p.requests {
		q = store.ExchangeQuery{Text: q.Text, Support: []store.SupportState{store.Opened, store.Waiting}}
		if p.solved {
			q.Support = append(q.Support, store.Solved)
		}
	}
	requests := p.requests
	return screen.Do(screen.Job{Owner: p, Key: "exchanges"},
		func(ctx context.Context, _ screen.Report) (*store.Exchanges, error) {
			return p.d.Store.Exchanges(ctx, q)
		},
		func(all *store.Exchanges, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			if requests != p.requests {
				return nil // the other list is shown by now
			}
			p.table.SetSearch(q.Text)
			p.show(&everything{d: p.d, all: all, requests: requests}, top)
			return nil
		})
}

// show puts other rows into the table.
func (p *Page) show(r rows, top bool) {
	p.rows, p.ready = r, true
	p.table.Empty = p.teach()
	p.table.SetSource(r)
	if top {
		p.table.Top()
	}
	p.read()
}

// chosenRow is the row under the cursor.
func (p *Page) chosenRow() (store.Exchange, bool) {
	if p.rows == nil || p.table.Selected() == "" {
		return store.Exchange{}, false
	}
	x, ok := p.rows.at(p.table.Index())
	return x, ok && x.ID.String() == p.table.Selected()
}

// read reads what is under the cursor, for the pane beside the list.
func (p *Page) read() {
	x, ok := p.chosenRow()
	if !ok {
		p.chosen = store.Thread{}
		p.reader.Show(nil)
		return
	}
	if _, _, two := panes(p.w); !two {
		return
	}
	p.chosen = store.Thread{Request: x.Interaction, Contact: x.Person}
	messages := []store.Interaction{x.Interaction}
	if x.Support != "" {
		if th, err := p.d.Store.Thread(x.Contact, x.ID); err == nil {
			p.chosen = th
			messages = append(messages, th.Messages...)
		}
	}
	p.reader.Show(messages)
	p.reader.Focus(x.ID)
	p.reader.Scroll(-1 << 30)
	p.resize()
}

// Typing tells whether the search has the keys.
func (p *Page) Typing() bool { return p.search.Typing() }

// Cursor is in the search.
func (p *Page) Cursor() *tea.Cursor {
	c := p.search.Cursor()
	if c != nil {
		if c.X += p.searchAt; c.X >= p.w {
			return nil
		}
	}
	return c
}

// About is the person of what is under the cursor.
func (p *Page) About() (store.ID, bool) {
	x, ok := p.chosenRow()
	return x.Contact, ok
}

// Update takes what is typed into the search, the mouse, and what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.w, p.h = m.Width, m.Height
		p.read()
		return p.table.Update(m)
	case screen.Changed:
		return p.load(false)
	case screen.Shown:
		p.read()
	case screen.Restyled:
		p.table.Refresh()
	case tea.KeyPressMsg, tea.PasteMsg:
		if !p.search.Typing() {
			return nil
		}
		if p.search.Update(m) {
			return p.load(true)
		}
		return p.table.Update(m)
	case tea.MouseClickMsg:
		return p.click(m)
	case tea.MouseWheelMsg:
		if wl, _, two := panes(p.w); two && m.X >= wl {
			p.reader.Scroll(map[tea.MouseButton]int{tea.MouseWheelUp: -3, tea.MouseWheelDown: 3}[m.Button])
			return nil
		}
		return p.table.Update(widget.Shift(m, 0, headRows))
	}
	return nil
}

func (p *Page) click(m tea.MouseClickMsg) tea.Cmd {
	if wl, _, two := panes(p.w); two && m.X >= wl {
		return nil
	}
	if m.Y == 0 {
		p.search.Open()
		return nil
	}
	p.search.Close()
	return p.table.Update(widget.Shift(m, 0, headRows))
}

// to leads elsewhere with what is under the cursor.
func (p *Page) to(target screen.Target) tea.Cmd {
	x, ok := p.chosenRow()
	if !ok {
		return nil
	}
	if target == screen.PersonPage {
		return p.d.Open(target, x.Contact)
	}
	return p.d.Open(target, x.Contact, x.ID)
}
