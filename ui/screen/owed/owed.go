// Package owed is the page of who is to be told that they are on file, and by
// when (GDPR arts 13, 14).
package owed

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists them, the most urgent first.
type Page struct {
	d     *screen.Desk
	table *widget.Table
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	w := d.T.Owed
	p.table = widget.NewTable(d, widget.Column{Title: d.W.Records.Fields["due"], Min: 18}, widget.Column{Title: d.W.Records.Fields["contact"], Min: 20, Max: 30, Flex: 2},
		widget.Column{Title: w.Article, Min: 13}, widget.Column{Title: d.W.Records.Fields["note"], Min: 20, Flex: 4, HideBelow: 76})
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{d.T.Register.Looking}
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Today.Owed }

// Init walks over everybody, off the loop.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	s := p.d.Store
	return screen.Do(screen.Job{Owner: p, Key: "owed"},
		func(context.Context, screen.Report) ([]privacy.Owed, error) { return privacy.AllOwed(s) },
		func(all []privacy.Owed, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.table.Empty = []string{p.d.W.Notice.NobodyDue}
			l := &list{d: p.d, all: all, at: make(map[string]int, len(all))}
			for i, o := range all {
				l.at[o.Contact.String()] = i
			}
			p.table.SetSource(l)
			return nil
		})
}

// list is the source of the table: who is called how is read where it is seen.
type list struct {
	d   *screen.Desk
	all []privacy.Owed
	at  map[string]int
}

func (l *list) Len() int { return len(l.all) }

func (l *list) Index(id string) int {
	if i, ok := l.at[id]; ok {
		return i
	}
	return -1
}

func (l *list) Row(i int) widget.Row {
	o, d := l.all[i], l.d
	name := ""
	if who, err := d.Store.Person(o.Contact); err == nil {
		_, name = facts.Ties(d, &who)
	}
	when, days := d.T.Today.Due(d.Language(), string(o.Due), string(store.DateOf(d.Now())))
	sign, style := "  ", &d.Theme.Muted
	if days > 0 {
		sign, style = "! ", &d.Theme.Bad
	}
	note := ""
	if o.ByUse {
		note = d.W.Notice.ByUse
	}
	return widget.Row{ID: o.Contact.String(), Cells: []widget.Cell{{Text: sign + when, Style: style}, {Text: name, Style: &d.Theme.Strong},
		{Text: d.W.Privacy.Rule("GDPR art. ") + d.Language().Number(int64(o.Article))}, {Text: note}}}
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

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) {
	id, err := uuid.Parse(p.table.Selected())
	return id, err == nil
}

func (p *Page) open() tea.Cmd {
	if id, ok := p.About(); ok {
		return p.d.Open(screen.PersonPage, id)
	}
	return nil
}

// tell records that those marked, or the one selected, were told.
func (p *Page) tell() tea.Cmd {
	var ids []store.ID
	for _, text := range p.table.MarkedOrSelected() {
		if id, err := uuid.Parse(text); err == nil {
			ids = append(ids, id)
		}
	}
	return p.d.Open(screen.NoticeGive, ids...)
}

// Actions open a person, and record that they were told.
func (p *Page) Actions() []screen.Action {
	none := ""
	if _, ok := p.About(); !ok {
		none = p.d.T.Today.NothingSelected
	}
	act := func(id string, words text.Action, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "owed." + id, Keys: []string{key}, Words: words, Disabled: none, Run: run}
	}
	return append([]screen.Action{act("tell", p.d.T.Owed.Tell, p.tell, "n").Writes(store.KindGiven), act("open", p.d.T.Owed.Open, p.open, "enter")}, p.table.Actions("list")...)
}
