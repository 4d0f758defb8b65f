// Package organisation is the page of a firm, an association or an
// administration, with its people.
package organisation

import (
	"errors"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page is an organisation and its people.
type Page struct {
	d      *screen.Desk
	id     store.ID
	o      store.Organisation
	people []store.Row
	roles  map[store.ID]string
	gone   bool
	table  *widget.Table
	facts  bool // the details have the keys, not the people
	top    int  // lines of the details scrolled out
	tall   int
	w      int
}

// New makes the page of an organisation.
func New(d *screen.Desk, id store.ID) *Page {
	p := &Page{d: d, id: id}
	f := d.W.Records.Fields
	p.table = widget.NewTable(d,
		widget.Column{Title: f["name"], Min: 20, Max: 34, Flex: 3},
		widget.Column{Title: f["title"], Min: 14, Max: 30, Flex: 2},
		widget.Column{Title: f["status"], Min: 8, Max: 13, Flex: 1},
		widget.Column{Title: f["phone"], Min: 14, Max: 18, HideBelow: 62},
		widget.Column{Title: d.T.Contacts.LastColumn, Min: widget.Width(d.Language().Day("2026-09-28")), HideBelow: 76})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.lead(screen.PersonPage) }
	p.read()
	return p
}

// Title is its name.
func (p *Page) Title() string { return p.o.Name }

// Init has nothing left to do: what it shows is in memory, and little.
func (p *Page) Init() tea.Cmd { return nil }

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) {
	id, err := uuid.Parse(p.table.Selected())
	return id, err == nil && !p.facts && !p.gone
}

// rolesOf is how many people are looked up for what they do there.
const rolesOf = 300

func (p *Page) read() {
	o, err := p.d.Store.Organisation(p.id)
	var missing *store.NotFoundError
	if p.gone = errors.As(err, &missing); err != nil {
		return
	}
	people, err := p.d.Store.People(p.id)
	if err != nil {
		return
	}
	p.o, p.people, p.roles = o, people, map[store.ID]string{}
	for _, row := range people[:min(len(people), rolesOf)] {
		if who, err := p.d.Store.Person(row.ID); err == nil {
			p.roles[row.ID] = roleIn(&who, p.id)
		}
	}
	w := p.d.T.Organisations
	p.table.Empty = []string{w.NoPeople, w.NoPeopleFor.With("key", p.d.KeyOf(p.addAction()))}
	p.table.SetSource(p)
}

// roleIn is what somebody does in an organisation.
func roleIn(who *store.Person, id store.ID) string {
	for _, a := range who.Organisations {
		if a.Organisation == id {
			return facts.Join(a.Title, a.Department)
		}
	}
	return ""
}

// Len and Row make it the source of its table.
func (p *Page) Len() int { return len(p.people) }

// Row is one of its people.
func (p *Page) Row(i int) widget.Row {
	d, r := p.d, &p.people[i]
	status, style := facts.Status(d, r.Status)
	return widget.Row{ID: r.ID.String(), Cells: []widget.Cell{
		{Text: r.Name, Style: &d.Theme.Strong}, {Text: p.roles[r.ID]}, {Text: status, Style: &style},
		{Text: facts.Phone(d, r.Phone)}, {Text: facts.Date(d, r.LastContact)},
	}}
}

// Update reads again what changed, and leaves with the organisation.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.w = m.Width
		return p.table.Update(m)
	case screen.Changed:
		if p.read(); p.gone {
			return screen.Back(p)
		}
	case screen.Shown:
		if p.gone {
			return screen.Back(p)
		}
	case screen.Restyled:
		p.table.Refresh()
	case tea.MouseClickMsg:
		x, y := p.tableAt()
		p.facts = m.X < x
		return p.table.Update(widget.Shift(m, x, y))
	case tea.MouseWheelMsg:
		x, y := p.tableAt()
		return p.table.Update(widget.Shift(m, x, y))
	}
	return nil
}

func (p *Page) lead(target screen.Target) tea.Cmd {
	if id, ok := p.About(); ok {
		return p.d.Open(target, id)
	}
	return nil
}

// Actions are those of the organisation and of its list of people.
func (p *Page) Actions() []screen.Action {
	if p.gone {
		return nil
	}
	w := p.d.T.Organisations
	var list []screen.Action
	if _, some := p.About(); some {
		list = append(list, act("organisation.open", w.OpenPerson, func() tea.Cmd { return p.lead(screen.PersonPage) }, "enter"))
	}
	list = append(list, p.addAction(),
		p.to("organisation.edit", w.Edit, screen.OrganisationEdit, "e").Writes(store.KindOrganisation),
		p.to("organisation.delete", w.Delete, screen.OrganisationDelete, "d").Writes(store.KindOrganisation),
		act("organisation.next", p.d.T.Person.Next, func() tea.Cmd { p.facts = !p.facts; return nil }, "tab", "shift+tab"))
	if !p.facts {
		return append(list, p.table.Actions("list")...)
	}
	return append(list, p.scrolling()...)
}

func act(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
	return screen.Action{ID: id, Keys: keys, Words: words, Run: run}
}

func (p *Page) to(id string, words text.Action, target screen.Target, key string) screen.Action {
	return act(id, words, func() tea.Cmd { return p.d.Open(target, p.id) }, key)
}

func (p *Page) addAction() screen.Action {
	return p.to("organisation.add", p.d.T.Organisations.AddPerson, screen.PersonAdd, "a").Writes(store.KindPerson)
}

func (p *Page) scrolling() []screen.Action {
	w := p.d.T.Widgets
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		a := act("list."+id, words, func() tea.Cmd { p.top = max(0, min(p.top+n, p.tall-1)); return nil }, keys...)
		a.Hidden = true
		return a
	}
	return []screen.Action{
		move("down", w.Down, 1, "j", "down"), move("up", w.Up, -1, "k", "up"),
		move("page_down", w.PageDown, 10, "pgdown", "ctrl+d"), move("page_up", w.PageUp, -10, "pgup", "ctrl+u"),
	}
}
