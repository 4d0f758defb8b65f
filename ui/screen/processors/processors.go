// Package processors is the register of who processes data on the business's
// behalf (GDPR art. 28).
package processors

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// Page lists the processors, and what each lacks.
type Page struct {
	d     *screen.Desk
	list  []store.Processor
	table *widget.Table
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f, w := d.W.Records.Fields, d.W.Processor
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.table = widget.NewTable(d, widget.Column{Title: f["name"], Min: 18, Flex: 2}, widget.Column{Title: f["service"], Min: 18, Flex: 2, HideBelow: 96},
		widget.Column{Title: f["place"], Min: 17, Flex: 1, HideBelow: 76}, widget.Column{Title: f["review"], Min: day + 2}, widget.Column{Title: w.Lacks, Min: 20, Flex: 3})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{d.T.Processors.None, d.T.Processors.NoneHint.With("key", d.KeyOf(p.add()))}
	return p
}

// Open answers screen.ProcessorsPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Processors.Title }

// Init reads the few there are.
func (p *Page) Init() tea.Cmd {
	all, err := p.d.Store.Processors()
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	d, today := p.d, facts.Today(p.d)
	p.list = all
	list := make(widget.Rows, len(all))
	for i, x := range all {
		when, style := facts.Due(d, x.Review)
		name := &d.Theme.Strong
		if x.Ended != "" {
			when, name = facts.Day(d, x.Ended), &d.Theme.Muted
		}
		lacks, bad := lacking(d, &x, today)
		list[i] = widget.Row{ID: x.ID.String(), Cells: []widget.Cell{{Text: x.Name, Style: name}, {Text: oneLine(x.Service)}, {Text: oneLine(x.Place)},
			{Text: when, Style: &style}, {Text: lacks, Style: bad}}}
	}
	p.table.SetSource(list)
	return nil
}

// lacking says what a processor lacks, by a sign too.
func lacking(d *screen.Desk, x *store.Processor, today store.Date) (string, *lipgloss.Style) {
	gaps := privacy.ProcessorGaps(x, today)
	if len(gaps) == 0 {
		return "✓ " + d.W.Processor.Complete, &d.Theme.Good
	}
	return "! " + d.W.GapsOf(gaps), &d.Theme.Warning
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", ", ") }

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd { return p.table.Reread(msg, p.Init) }

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

func (p *Page) chosen() (store.Processor, bool) {
	return widget.Chosen(p.table, p.list, func(x store.Processor) string { return x.ID.String() })
}

func (p *Page) open() tea.Cmd {
	if x, ok := p.chosen(); ok {
		return screen.Push(newSheet(p.d, x.ID))
	}
	return nil
}

func (p *Page) add() screen.Action {
	return screen.Action{ID: "processors.add", Keys: []string{"a"}, Words: p.d.T.Processors.Add, Run: func() tea.Cmd { return screen.Push(newForm(p.d, store.Processor{})) }}.Writes(store.KindProcessor)
}

// Actions open, add, change, look again and delete.
func (p *Page) Actions() []screen.Action {
	x, ok := p.chosen()
	none := ""
	if !ok {
		none = p.d.T.Today.NothingSelected
	}
	open := screen.Action{ID: "processors.open", Keys: []string{"enter"}, Words: p.d.T.Processors.Open, Disabled: none, Run: p.open}
	all := append([]screen.Action{open, p.add()}, actions(p.d, x, none)...)
	return append(all, p.table.Actions("list")...)
}

// actions are what can be done with a processor.
func actions(d *screen.Desk, x store.Processor, not string) []screen.Action {
	w := d.T.Processors
	needs := store.Writing(store.KindProcessor)
	return []screen.Action{
		{ID: "processors.edit", Keys: []string{"e"}, Words: w.Edit, Disabled: not, Needs: needs, Run: func() tea.Cmd { return screen.Push(newForm(d, x)) }},
		{ID: "processors.review", Keys: []string{"v"}, Words: w.Review, Disabled: not, Needs: needs, Run: func() tea.Cmd { return screen.Push(newReview(d, x)) }},
		{ID: "processors.delete", Keys: []string{"d"}, Words: w.Delete, Disabled: not, Dangerous: true, Needs: needs, Run: func() tea.Cmd { return askDelete(d, x) }},
	}
}

func askDelete(d *screen.Desk, x store.Processor) tea.Cmd {
	w, name := d.W.Processor, widget.Clean(x.Name)
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.DeleteAsk.With("name", name), Lines: []string{d.T.Processors.DeleteWhat},
		Act: d.T.Processors.Delete.Name, Dangerous: true, Run: func() tea.Cmd {
			s := d.Store
			return screen.Save(nil, func() (struct{}, error) { return struct{}{}, s.DeleteProcessor(x.ID) }, func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, w.Deleted.With("name", name)+" "+due.Undoes(d))
			})
		}}))
}
