// Package breaches is the register of breaches of data: the hours left, what is
// sent and to whom, what was decided and why (GDPR arts 33, 34).
package breaches

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Page lists the breaches, the most urgent first, then those that are closed.
type Page struct {
	d     *screen.Desk
	list  []store.Breach
	table *widget.Table
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	w := d.W.Breach
	p.table = widget.NewTable(d, widget.Column{Title: w.Left, Min: 22}, widget.Column{Title: d.W.Records.Fields["title"], Min: 20, Flex: 5},
		widget.Column{Title: w.State, Min: 22, Flex: 1}, widget.Column{Title: w.AwareSince, Min: 18, HideBelow: 100})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{d.T.Breaches.None, d.T.Breaches.NoneHint.With("key", d.KeyOf(p.add()))}
	return p
}

// OpenList answers screen.BreachesPage.
func OpenList(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Breaches.Title }

// Init reads the few there are.
func (p *Page) Init() tea.Cmd {
	d := p.d
	open, err := privacy.OpenBreaches(d.Store, d.Now())
	all, allErr := d.Store.Breaches()
	if err == nil {
		err = allErr
	}
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	p.list = open
	for _, b := range slices.Backward(all) {
		if b.Closed() {
			p.list = append(p.list, b)
		}
	}
	list := make(widget.Rows, len(p.list))
	for i, b := range p.list {
		list[i] = widget.Row{ID: b.ID.String(), Cells: []widget.Cell{Left(d, &b), {Text: b.Title, Style: &d.Theme.Strong},
			{Text: d.W.Breach.States[string(privacy.StateOfBreach(&b))]}, {Text: d.Language().Time(b.Aware.In(d.Now().Location())), Style: &d.Theme.Muted}}}
	}
	p.table.SetSource(list)
	return nil
}

// Left says how many of the 72 hours are left, with a sign where that is few or
// none: never by a colour alone.
func Left(d *screen.Desk, b *store.Breach) widget.Cell {
	k := privacy.BreachClockOf(b, d.Now())
	said := d.W.BreachLeft(k)
	switch {
	case !k.Running:
		return widget.Cell{Text: "  " + said, Style: &d.Theme.Muted}
	case k.Late:
		return widget.Cell{Text: "! " + said, Style: &d.Theme.Bad}
	}
	return widget.Cell{Text: "• " + said, Style: &d.Theme.Warning}
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed, screen.Restyled, screen.Shown:
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

func (p *Page) open() tea.Cmd {
	if b, ok := widget.Chosen(p.table, p.list, func(b store.Breach) string { return b.ID.String() }); ok {
		return screen.Push(newSheet(p.d, b.ID))
	}
	return nil
}

func (p *Page) add() screen.Action {
	return screen.Action{ID: "breaches.add", Keys: []string{"a"}, Words: p.d.T.Breaches.Add, Run: func() tea.Cmd { return screen.Push(newForm(p.d, store.Breach{})) }}.Writes(store.KindBreach)
}

// Actions open one, note one, and write the register.
func (p *Page) Actions() []screen.Action {
	none := ""
	if len(p.list) == 0 {
		none = p.d.T.Today.NothingSelected
	}
	return append([]screen.Action{{ID: "breaches.open", Keys: []string{"enter"}, Words: p.d.T.Breaches.Open, Disabled: none, Run: p.open}, p.add(),
		{ID: "breaches.print", Keys: []string{"x"}, Words: p.d.T.Breaches.Print, Run: p.print}}, p.table.Actions("list")...)
}

// print writes the register (GDPR art. 33(5)), as the name of the file says.
func (p *Page) print() tea.Cmd {
	d := p.d
	return widget.ToFile(d, d.T.Register.PrintTitle, d.T.Breaches.FileName, func(path string, w io.Writer) error {
		all, err := d.Store.Breaches()
		if err != nil {
			return err
		}
		b := d.Store.Settings().Business
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv":
			return paper.BreachRows(w, d.W, all, d.Now())
		case ".json":
			return paper.BreachesJSON(w, b, all, d.Now())
		}
		return paper.Write(w, paper.Breaches(d.W, b, all, d.Now()), paper.FormatOf(path, paper.PDF))
	}, func(path string) tea.Cmd {
		return screen.Toast(screen.Success, d.T.Register.Written.With("path", path))
	})
}
