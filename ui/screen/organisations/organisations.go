// Package organisations is the list of firms, associations and administrations.
package organisations

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page is the list, and what is known of the one under the cursor where there
// is room for two panes.
type Page struct {
	d      *screen.Desk
	table  *widget.Table
	search *widget.Search
	rows   rows
	whole  bool // rows are all there are
	card   card
	w      int
}

// first is how many are read before the whole list is.
const first = 100

// New makes the list of all organisations.
func New(d *screen.Desk) *Page {
	f := d.W.Records.Fields
	p := &Page{d: d, search: widget.NewSearch(d)}
	p.table = widget.NewTable(d,
		widget.Column{Title: f["name"], Min: 24, Max: 48, Flex: 4},
		widget.Column{Title: f["city"], Min: 12, Max: 28, Flex: 2, NoMatch: true},
		widget.Column{Title: f["siren"], Min: 11, HideBelow: 62},
		widget.Column{Title: d.T.Organisations.People, Min: 8, Right: true, NoMatch: true})
	p.table.NoMarks = true
	p.table.OnOpen = p.open
	p.table.OnSelect = func(string) tea.Cmd { p.readCard(); return nil }
	return p
}

// Title names the place.
func (p *Page) Title() string { return p.d.T.Organisations.Title }

// Init shows the first ones at once, then all.
func (p *Page) Init() tea.Cmd {
	page, err := p.d.Store.Organisations(store.OrganisationQuery{Limit: first})
	if err != nil {
		return p.failed(err)
	}
	p.show(page.Rows, page.Next == "")
	if p.whole {
		return nil
	}
	return p.load(false)
}

// load reads the list again off the loop.
func (p *Page) load(top bool) tea.Cmd {
	q := store.OrganisationQuery{Search: p.search.Query()}
	return screen.Do(screen.Job{Owner: p, Key: "organisations"},
		func(context.Context, screen.Report) (store.OrganisationPage, error) {
			return p.d.Store.Organisations(q)
		},
		func(page store.OrganisationPage, err error) tea.Cmd {
			if err != nil {
				return p.failed(err)
			}
			p.table.SetSearch(q.Search)
			p.show(page.Rows, true)
			if top {
				p.table.Top()
				p.readCard()
			}
			return nil
		})
}

func (p *Page) failed(err error) tea.Cmd { return screen.Toast(screen.Failure, p.d.W.Sentence(err)) }

func (p *Page) show(list []store.OrganisationRow, whole bool) {
	p.rows, p.whole = rows{p.d, list}, whole
	w := p.d.T.Organisations
	p.table.Empty = []string{w.Empty, w.EmptyFor, "", w.EmptyAdd.With("key", p.d.KeyOf(p.addAction()))}
	if p.search.Query() != "" {
		p.table.Empty = []string{w.NoMatch, p.d.T.Contacts.NoMatchHint.With("clear", p.d.KeyOf(p.clearAction()))}
	}
	p.table.SetSource(p.rows)
	p.readCard()
}

// rows are the source of the table.
type rows struct {
	d    *screen.Desk
	list []store.OrganisationRow
}

func (r rows) Len() int { return len(r.list) }

func (r rows) Row(i int) widget.Row {
	o := &r.list[i]
	th := r.d.Theme
	return widget.Row{ID: o.ID.String(), Cells: []widget.Cell{
		{Text: o.Name, Style: &th.Strong}, {Text: o.City}, {Text: facts.Siren(o.SIREN), Style: &th.Muted}, {Text: r.d.Language().Number(int64(o.People))},
	}}
}

// Index finds one again.
func (r rows) Index(id string) int {
	who, err := uuid.Parse(id)
	if err != nil {
		return -1
	}
	return slices.IndexFunc(r.list, func(o store.OrganisationRow) bool { return o.ID == who })
}

// Typing tells whether the search has the keys.
func (p *Page) Typing() bool { return p.search.Typing() }

// Cursor is in the search.
func (p *Page) Cursor() *tea.Cursor {
	c := p.search.Cursor()
	if c != nil {
		c.X++
	}
	return c
}

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
		p.show(p.rows.list, p.whole)
	case tea.KeyPressMsg, tea.PasteMsg:
		if !p.search.Typing() {
			return nil
		}
		if p.search.Update(m) {
			return p.load(true)
		}
		return p.table.Update(m)
	case tea.MouseClickMsg:
		if wl, _, two := panes(p.w); two && m.X >= wl {
			return nil
		}
		if m.Y == 0 {
			p.search.Open()
			return nil
		}
		p.search.Close()
		return p.table.Update(widget.Shift(m, 0, -1))
	case tea.MouseWheelMsg:
		return p.table.Update(widget.Shift(m, 0, -1))
	}
	return nil
}

func (p *Page) selected() (store.ID, bool) {
	id, err := uuid.Parse(p.table.Selected())
	return id, err == nil
}

func (p *Page) open(string) tea.Cmd { return p.lead(screen.OrganisationPage) }

func (p *Page) lead(target screen.Target) tea.Cmd {
	if id, ok := p.selected(); ok {
		return p.d.Open(target, id)
	}
	return nil
}

// Actions are those of the search while it is typed, else those of the list.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Organisations
	if p.search.Typing() {
		clear := p.clearAction()
		clear.Hidden = false
		return []screen.Action{act("organisations.search_done", p.d.T.Contacts.SearchDone,
			func() tea.Cmd { p.search.Close(); return nil }, "enter", "tab"), clear}
	}
	_, some := p.selected()
	one := func(id string, words text.Action, target screen.Target, key string) screen.Action {
		a := act(id, words, func() tea.Cmd { return p.lead(target) }, key)
		if !some {
			a.Disabled = w.NoneChosen
		}
		return a
	}
	list := []screen.Action{
		one("organisations.open", w.Open, screen.OrganisationPage, "enter"),
		act("organisations.search", w.Search, func() tea.Cmd { p.search.Open(); return nil }, "/"),
		p.addAction(),
		one("organisations.edit", w.Edit, screen.OrganisationEdit, "e").Writes(store.KindOrganisation),
		one("organisations.delete", w.Delete, screen.OrganisationDelete, "d").Writes(store.KindOrganisation),
	}
	if p.search.Query() != "" {
		list = append(list, p.clearAction())
	}
	for _, a := range []screen.Action{
		act("list.next", p.d.T.Contacts.Next, func() tea.Cmd { return p.table.Move(1) }, "n"),
		act("list.previous", p.d.T.Contacts.Previous, func() tea.Cmd { return p.table.Move(-1) }, "N"),
	} {
		a.Hidden = true
		list = append(list, a)
	}
	return append(list, p.table.Actions("list")...)
}

func act(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
	return screen.Action{ID: id, Keys: keys, Words: words, Run: run}
}

func (p *Page) addAction() screen.Action {
	return act("organisations.add", p.d.T.Organisations.Add, func() tea.Cmd { return p.d.Open(screen.OrganisationAdd) }, "a").Writes(store.KindOrganisation)
}

func (p *Page) clearAction() screen.Action {
	a := act("organisations.clear", p.d.T.Organisations.Clear, func() tea.Cmd {
		p.search.Close()
		if p.search.Query() == "" {
			return nil
		}
		p.search.Set("")
		return p.load(false)
	}, "esc")
	a.Hidden = true
	return a
}
