// Package operators is the page of those who may enter: what each may do, where
// their key is and when they last came; from it somebody is let in or shut out.
package operators

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the operators, and below them what the one selected may do.
type Page struct {
	d     *screen.Desk
	seats []privacy.Seat
	table *widget.Table
}

// Open answers screen.OperatorsPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	o := d.W.Operator
	p.table = widget.NewTable(d, widget.Column{Title: o.Name, Min: 27, Max: 34, Flex: 3}, widget.Column{Title: o.Role, Min: 14, Max: 22, Flex: 1},
		widget.Column{Title: o.Key, Min: 28, Max: 30, Flex: 2, HideBelow: 112}, widget.Column{Title: o.LastUse, Min: 14, HideBelow: 64}, widget.Column{Min: 17, Flex: 2, HideBelow: 78})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.role() }
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Operators.Title }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	s, today := p.d.Store, store.DateOf(p.d.Now())
	return screen.Do(screen.Job{Owner: p, Key: "operators"},
		func(context.Context, screen.Report) ([]privacy.Seat, error) { return privacy.Seats(s, today) },
		func(seats []privacy.Seat, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.seats = seats
			p.table.SetSource(&rows{p.d, seats})
			return nil
		})
}

// rows is the source of the table.
type rows struct {
	d     *screen.Desk
	seats []privacy.Seat
}

func (r *rows) Len() int { return len(r.seats) }

func (r *rows) Row(i int) widget.Row {
	s, d := r.seats[i], r.d
	o, name, style := d.W.Operator, &d.Theme.Strong, &d.Theme.Muted
	if s.Gone() {
		name = &d.Theme.Muted
	} else if s.Idle > 0 || !s.Opens {
		style = &d.Theme.Warning
	}
	return widget.Row{ID: s.ID.String(), Cells: []widget.Cell{{Text: called(d, s), Style: name}, {Text: d.W.RoleOf(s.Role)}, {Text: o.Keys[s.Key]},
		{Text: cmp.Or(facts.Day(d, s.LastUse), o.Never)}, {Text: d.W.OperatorState(s), Style: style}}}
}

func called(d *screen.Desk, s privacy.Seat) string {
	name := widget.Clean(d.W.Called(s.ID, []store.Operator{s.Operator}))
	if s.ID == d.Store.Operator().ID {
		name += " (" + d.W.Operator.You + ")"
	}
	return name
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.load()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return p.table.Update(m)
	}
	return nil
}

// View is the list, then what the one selected may do, and what that limit is.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	var lines []string
	if s, ok := p.chosen(); ok {
		for _, line := range widget.Wrap(text.Capital(p.d.W.RoleOf(s.Role))+". "+text.Capital(p.d.W.Operator.About[string(s.Role)])+".", max(1, w-2)) {
			lines = append(lines, " "+p.d.Theme.Text.Render(line))
		}
	}
	for _, line := range widget.Wrap(p.d.T.Operators.Limits, max(1, w-2)) {
		lines = append(lines, " "+p.d.Theme.Muted.Render(line))
	}
	top := min(len(p.seats)+2, h-len(lines))
	if top < 3 {
		return p.table.View(w, h)
	}
	return p.table.View(w, top) + "\n" + widget.Block(lines, w, h-top)
}

func (p *Page) chosen() (privacy.Seat, bool) {
	return widget.Chosen(p.table, p.seats, func(s privacy.Seat) string { return s.ID.String() })
}

// Actions let in, change a role or a name, and shut out.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Operators
	list := []screen.Action{{ID: "operators.add", Keys: []string{"a"}, Words: w.Add, Needs: store.Administer, Run: p.add},
		{ID: "operators.role", Keys: []string{"enter", "e"}, Words: w.Role, Needs: store.Administer, Run: p.role},
		{ID: "operators.rename", Keys: []string{"n"}, Words: w.Rename, Needs: store.Administer, Run: p.rename},
		{ID: "operators.remove", Keys: []string{"d"}, Words: w.Remove, Dangerous: true, Needs: store.Administer, Run: p.remove}}
	why := ""
	switch s, ok := p.chosen(); {
	case !ok || s.Gone():
		why = p.d.T.Today.NothingSelected
	case s.ID == p.d.Store.Operator().ID:
		list[3].Disabled = p.d.W.Operator.Yourself
	}
	if p.d.Session == nil {
		list[0].Disabled, list[3].Disabled = w.InMemory, w.InMemory
	}
	for i := range list[1:] {
		list[i+1].Disabled = cmp.Or(why, list[i+1].Disabled)
	}
	return append(list, p.table.Actions("list")...)
}

// role asks what somebody is to be allowed.
func (p *Page) role() tea.Cmd {
	s, ok := p.chosen()
	if !ok || s.Gone() {
		return nil
	}
	d, records := p.d, p.d.Store
	return screen.Overlay(widget.NewChoose(d, d.T.Operators.WhichRole.With("name", called(d, s)), roles(d), func(role string) tea.Cmd {
		return screen.Save(p, func() (store.Operator, error) {
			return records.EditOperator(s.ID, func(o *store.Operator) { o.Role = store.OperatorRole(role) })
		}, func(o store.Operator, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			return screen.Toast(screen.Success, d.W.Operator.RoleSet.With("name", called(d, s), "role", d.W.RoleOf(o.Role)))
		})
	}))
}

func roles(d *screen.Desk) (all []widget.Option) {
	for _, r := range store.OperatorRoles {
		all = append(all, widget.Option{Value: string(r), Label: d.W.RoleOf(r)})
	}
	return all
}
