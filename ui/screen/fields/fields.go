// Package fields is the page of the fields that the business added to its
// contacts: what each serves, how long it is kept, and whether it is used.
package fields

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists them.
type Page struct {
	d     *screen.Desk
	uses  []privacy.FieldUse
	table *widget.Table
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f, w := d.W.Records.Fields, d.T.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.table = widget.NewTable(d, widget.Column{Title: f["name"], Min: 16, Flex: 2}, widget.Column{Title: f["activity"], Min: 20, Flex: 3, HideBelow: 92},
		widget.Column{Title: f["basis"], Min: 17, HideBelow: 110}, widget.Column{Title: w.Months, Min: 6, Right: true},
		widget.Column{Title: w.Holders, Min: 9, Right: true}, widget.Column{Title: w.Last, Min: day, HideBelow: 100}, widget.Column{Title: w.State, Min: 28, Flex: 2})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.edit() }
	p.table.Empty = []string{w.None, w.NoneHint.With("key", d.KeyOf(p.addAction()))}
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Fields.Title }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	s := p.d.Store
	return screen.Do(screen.Job{Owner: p, Key: "fields"},
		func(context.Context, screen.Report) ([]privacy.FieldUse, error) { return privacy.FieldsInUse(s) },
		func(uses []privacy.FieldUse, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.uses = uses
			p.show()
			return nil
		})
}

func (p *Page) show() {
	d := p.d
	var list widget.Rows
	for _, u := range p.uses {
		said, style := p.state(u)
		list = append(list, widget.Row{ID: u.ID.String(), Cells: []widget.Cell{{Text: u.Name, Style: &d.Theme.Strong},
			{Text: u.Activity.Text(string(d.Language())).Name}, {Text: d.W.Privacy.Bases[string(u.Activity.Basis)]},
			{Text: d.Language().Number(int64(u.Months))}, {Text: d.Language().Number(int64(u.Holders))},
			{Text: facts.Day(d, u.Last)}, {Text: said, Style: style}}})
	}
	p.table.SetSource(list)
}

// state is whether a field serves.
func (p *Page) state(u privacy.FieldUse) (string, *lipgloss.Style) {
	w, th, today := p.d.T.Fields, p.d.Theme, store.DateOf(p.d.Now())
	switch {
	case u.Purposeless(today):
		return "✗ " + w.Purposeless, &th.Bad
	case u.Unused(today):
		return "! " + w.Unused, &th.Warning
	case u.Holders == 0:
		return "  " + w.Empty, &th.Muted
	}
	return "✓ " + w.Serves, &th.Good
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.load()
	case screen.Restyled:
		p.show()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return p.table.Update(m)
	}
	return nil
}

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

func (p *Page) addAction() screen.Action {
	return screen.Action{ID: "fields.add", Keys: []string{"a"}, Words: p.d.T.Fields.Add, Run: func() tea.Cmd { return openForm(p.d, store.Field{}) }}.Writes(store.KindField)
}

// Actions add, change and delete.
func (p *Page) Actions() []screen.Action {
	w, none := p.d.T.Fields, ""
	if _, ok := p.chosen(); !ok {
		none = p.d.T.Today.NothingSelected
	}
	act := func(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "fields." + id, Keys: keys, Words: words, Disabled: none, Run: run}
	}
	remove := act("delete", w.Delete, p.remove, "d").Writes(store.KindField)
	remove.Dangerous = true
	return append([]screen.Action{act("edit", w.Edit, p.edit, "enter", "e").Writes(store.KindField), p.addAction(), remove}, p.table.Actions("list")...)
}

func (p *Page) chosen() (u privacy.FieldUse, ok bool) {
	return widget.Chosen(p.table, p.uses, func(u privacy.FieldUse) string { return u.ID.String() })
}

func (p *Page) edit() tea.Cmd {
	if u, ok := p.chosen(); ok {
		return openForm(p.d, u.Field)
	}
	return nil
}

// remove asks, then takes the field and what it holds away.
func (p *Page) remove() tea.Cmd {
	u, ok := p.chosen()
	if !ok {
		return nil
	}
	d, w, s := p.d, p.d.T.Fields, p.d.Store
	name := widget.Clean(u.Name)
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.DeleteAsk.With("name", name), Lines: []string{w.DeleteWhat.Of(u.Holders)},
		Act: w.Delete.Name, Dangerous: true, Run: func() tea.Cmd {
			return screen.Save(p, func() (struct{}, error) { return struct{}{}, s.DeleteField(u.ID) }, func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, w.Deleted.With("name", name)+" "+due.Undoes(d))
			})
		}}))
}
