package contacts

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// views is the box of saved filters.
type views struct {
	d     *screen.Desk
	page  *Page
	table *widget.Table
	all   []store.View
}

func (p *Page) viewsAction() screen.Action {
	return act("contacts.views", p.d.T.Contacts.Views, p.views, "v")
}

// views shows the saved filters.
func (p *Page) views() tea.Cmd {
	w := p.d.T.Contacts
	v := &views{d: p.d, page: p, table: widget.NewTable(p.d,
		widget.Column{Min: 16, Flex: 1}, widget.Column{Min: 20, Flex: 2})}
	v.table.NoMarks, v.table.NoHead = true, true
	v.table.Empty = []string{w.NoViews, w.NoViewsFor.With("filter", p.d.KeyOf(p.filterAction()))}
	v.table.OnOpen = func(string) tea.Cmd { return v.pick() }
	return screen.Overlay(v)
}

// Title names the box.
func (v *views) Title() string { return v.d.T.Contacts.ViewsTitle }

// Init reads the saved filters: few, and in memory.
func (v *views) Init() tea.Cmd {
	all, err := v.d.Store.Views()
	if err != nil {
		return screen.Toast(screen.Failure, v.d.W.Sentence(err))
	}
	v.all = all
	v.table.SetSource(v)
	return nil
}

// Len and Row make it the source of its table.
func (v *views) Len() int { return len(v.all) }

// Row is a saved filter: its name, and what it shows.
func (v *views) Row(i int) widget.Row {
	one := v.all[i]
	what := facts.Join(one.Query.Search, say(v.d, one.Query))
	return widget.Row{ID: one.Name, Cells: []widget.Cell{{Text: one.Name, Style: &v.d.Theme.Strong}, {Text: what, Style: &v.d.Theme.Muted}}}
}

// Update handles the mouse.
func (v *views) Update(msg tea.Msg) tea.Cmd { return v.table.Update(msg) }

// View is the table.
func (v *views) View(w, h int) string { return v.table.View(w, h) }

// Size is as large as the filters need.
func (v *views) Size(w, h int) (int, int) { return min(w, 64), min(h, max(6, len(v.all))) }

// Actions take a filter, or forget it.
func (v *views) Actions() []screen.Action {
	w := v.d.T.Contacts
	list := []screen.Action{
		act("contacts.view_show", w.ViewShow, v.pick, "enter"),
		act("contacts.view_forget", w.ViewForget, v.forget, "d", "delete"),
	}
	if len(v.all) == 0 {
		list = nil
	}
	return append(list, v.table.Actions("list")...)
}

func (v *views) pick() tea.Cmd {
	i := v.table.Index()
	if i < 0 {
		return nil
	}
	one, p := v.all[i], v.page
	p.query, p.view = one.Query, one.Name
	p.search.Set(one.Query.Search)
	p.query.Search = ""
	if p.query.Sort == "" {
		p.query.Sort = store.SortName
	}
	p.table.SetSort(string(p.query.Sort), p.query.Descending)
	return tea.Batch(screen.Back(v), p.load(true))
}

// forget deletes a saved filter; the people stay.
func (v *views) forget() tea.Cmd {
	i := v.table.Index()
	if i < 0 {
		return nil
	}
	name := v.all[i].Name
	return screen.Do(screen.Job{Owner: v, Write: true},
		func(context.Context, screen.Report) (struct{}, error) { return struct{}{}, v.d.Store.DeleteView(name) },
		func(_ struct{}, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, v.d.W.Sentence(err))
			}
			return tea.Batch(v.Init(), screen.Toast(screen.Success, v.d.T.Contacts.ViewForgotten.With("name", name)))
		})
}
