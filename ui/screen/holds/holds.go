// Package holds is where legal claims keep data from being erased: what is held,
// why, and when to ask whether it still is needed (GDPR art. 17(3)(e)).
package holds

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the holds, those to be reviewed first before the others.
type Page struct {
	d     *screen.Desk
	who   store.ID // whose, zero for everybody's
	all   bool     // those that were ended, too
	table *widget.Table
	list  []store.Hold
}

// Open answers screen.HoldsPage: of a person where one is given.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	p := &Page{d: d}
	if len(ids) > 0 {
		p.who = ids[0]
	}
	w, f := d.W.Hold, d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28")) + 2
	p.table = widget.NewTable(d, widget.Column{Title: f["review"], Min: day}, widget.Column{Title: f["contact"], Min: 16, Flex: 2},
		widget.Column{Title: f["reason"], Min: 20, Flex: 4}, widget.Column{Title: f["document"], Min: 12, Flex: 1, HideBelow: 76}, widget.Column{Title: f["state"], Min: 12, HideBelow: 96})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{w.None, d.T.Holds.Hint.With("key", d.KeyOf(p.addAction()))}
	return screen.Push(p)
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Holds.Title }

// Init reads the few there are.
func (p *Page) Init() tea.Cmd {
	list, err := p.d.Store.Holds(p.who)
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.list = slices.DeleteFunc(list, func(h store.Hold) bool { return !p.all && !h.Stands() })
	shown := make(widget.Rows, len(p.list))
	for i := range p.list {
		shown[i] = p.row(&p.list[i])
	}
	p.table.SetSource(shown)
	return nil
}

func (p *Page) row(h *store.Hold) widget.Row {
	d, w := p.d, p.d.W.Hold
	what, state := w.Whole, w.Standing
	if h.Document != (store.ID{}) {
		if doc, err := d.Store.Document(h.Document); err == nil {
			what = facts.Document(d, &doc)
		}
	}
	review, style := facts.Due(d, h.Review)
	if !h.Stands() {
		review, style, state = facts.Day(d, h.Review), d.Theme.Muted, w.Over.With("day", facts.Date(d, h.Released))
	}
	return widget.Row{ID: h.ID.String(), Cells: []widget.Cell{{Text: review, Style: &style}, {Text: due.NameOf(d.Store, h.Contact), Style: &d.Theme.Strong},
		{Text: strings.ReplaceAll(h.Reason, "\n", " ")}, {Text: what}, {Text: state, Style: &d.Theme.Muted}}}
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd { return p.table.Reread(msg, p.Init) }

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

// selected is the hold under the cursor.
func (p *Page) selected() (store.Hold, bool) {
	return widget.Chosen(p.table, p.list, func(h store.Hold) string { return h.ID.String() })
}

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) {
	h, is := p.selected()
	return h.Contact, is
}

func (p *Page) open() tea.Cmd {
	if h, is := p.selected(); is {
		return p.d.Open(screen.PersonPage, h.Contact)
	}
	return nil
}

// add asks who, where the page is about nobody, and then why.
func (p *Page) add() tea.Cmd {
	if p.who != (store.ID{}) {
		return screen.Push(newForm(p.d, p.who))
	}
	return due.PickPerson(p.d, p.d.T.Holds.Add.Help, "", func(id store.ID) tea.Cmd { return screen.Push(newForm(p.d, id)) })
}

// end asks, with what is freed, and ends a hold.
func (p *Page) end() tea.Cmd {
	h, is := p.selected()
	if !is {
		return nil
	}
	d, w, name := p.d, p.d.T.Holds, due.NameOf(p.d.Store, h.Contact)
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.EndTitle, Lines: []string{name, h.Reason, "", w.EndWhat}, Act: w.End.Name, Run: func() tea.Cmd {
		return screen.Save(nil, func() (store.Hold, error) { return d.Store.Release(h.Contact, h.ID) }, func(_ store.Hold, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			return screen.Toast(screen.Success, d.W.Hold.Released.With("name", widget.Clean(name)))
		})
	}}))
}

func (p *Page) addAction() screen.Action {
	return screen.Action{ID: "holds.add", Keys: []string{"a"}, Words: p.d.T.Holds.Add, Run: p.add}.Writes(store.KindHold)
}

// Actions hold, and end a hold.
func (p *Page) Actions() []screen.Action {
	w, none := p.d.T.Holds, ""
	h, is := p.selected()
	if !is {
		none = p.d.T.Today.NothingSelected
	}
	over := none
	if is && !h.Stands() {
		over = w.Ended
	}
	act := func(id string, words text.Action, disabled string, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "holds." + id, Keys: []string{key}, Words: words, Disabled: disabled, Run: run}
	}
	turn := func() tea.Cmd { p.all = !p.all; return p.Init() }
	return append([]screen.Action{act("open", w.Open, none, p.open, "enter"), p.addAction(), act("end", w.End, over, p.end, "e").Writes(store.KindHold),
		act("all", w.All, "", turn, "f")}, p.table.Actions("list")...)
}
