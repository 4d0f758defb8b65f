// Package restricted is where data are kept apart: who is restricted, why, and
// until when (GDPR art. 18).
package restricted

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the restrictions that stand: nobody of it is in another list.
type Page struct {
	d     *screen.Desk
	table *widget.Table
	stand []store.Restriction
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f := d.W.Records.Fields
	p.table = widget.NewTable(d, widget.Column{Title: f["contact"], Min: 18, Flex: 2}, widget.Column{Title: f["since"], Min: 12},
		widget.Column{Title: f["ground"], Min: 24, Flex: 3}, widget.Column{Title: f["reason"], Min: 16, Flex: 2, HideBelow: 90})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.lead(screen.PersonPage)() }
	p.table.Empty = []string{d.T.Restricted.Nobody, d.T.Restricted.NobodyHint}
	return p
}

// Open answers screen.RestrictedPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Restricted.Title }

// Init reads the few there are.
func (p *Page) Init() tea.Cmd {
	stand, err := privacy.Standing(p.d.Store, store.ID{})
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.stand = stand
	list := make(widget.Rows, len(stand))
	for i, r := range stand {
		name := ""
		if who, err := p.d.Store.Person(r.Contact); err == nil {
			_, name = facts.Ties(p.d, &who)
		}
		list[i] = widget.Row{ID: r.ID.String(), Cells: []widget.Cell{{Text: name, Style: &p.d.Theme.Strong}, {Text: facts.Date(p.d, r.At)},
			{Text: p.d.W.Restriction.Grounds[string(r.Ground)]}, {Text: strings.ReplaceAll(r.Reason, "\n", " "), Style: &p.d.Theme.Muted}}}
	}
	p.table.SetSource(list)
	return nil
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.Init()
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

// selected is the restriction under the cursor.
func (p *Page) selected() (store.Restriction, bool) {
	id, err := uuid.Parse(p.table.Selected())
	for _, r := range p.stand {
		if err == nil && r.ID == id {
			return r, true
		}
	}
	return store.Restriction{}, false
}

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) {
	r, is := p.selected()
	return r.Contact, is
}

func (p *Page) lead(to screen.Target) func() tea.Cmd {
	return func() tea.Cmd {
		if r, is := p.selected(); is {
			return p.d.Open(to, r.Contact, r.ID)
		}
		return nil
	}
}

// message copies what tells the person that the restriction ends.
func (p *Page) message() tea.Cmd {
	r, is := p.selected()
	if !is {
		return nil
	}
	m := p.d.W.LiftingMessage(r, p.d.Store.Settings().Business.Name)
	return tea.Batch(screen.Copy(m.Subject+"\n\n"+m.Text), screen.Toast(screen.Note, p.d.T.Restricted.Copied))
}

// Actions lift, tell, and allow one use.
func (p *Page) Actions() []screen.Action {
	w, none := p.d.T.Restricted, ""
	if len(p.stand) == 0 {
		none = p.d.T.Today.NothingSelected
	}
	act := func(id string, words text.Action, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "restricted." + id, Keys: []string{key}, Words: words, Disabled: none, Run: run}
	}
	return append([]screen.Action{act("open", w.Open, p.lead(screen.PersonPage), "enter"), act("lift", w.Lift, p.lead(screen.RestrictionLift), "e").Writes(store.KindRestriction),
		act("message", w.Message, p.message, "y"), act("despite", w.Despite, p.lead(screen.RestrictionDespite), "x").Writes(store.KindRestriction)}, p.table.Actions("list")...)
}
