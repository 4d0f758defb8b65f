// Package requests is the desk of rights: what people ask about their data,
// until when they are to be answered, and the steps that lead there (GDPR arts
// 12, 15–22).
package requests

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the requests, the most urgent first.
type Page struct {
	d     *screen.Desk
	all   bool // the closed ones too
	list  []row
	table *widget.Table
}

// row is a request and where it stands.
type row struct {
	store.Request
	clock privacy.RequestClock
	who   string
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	w := d.W.Request
	p.table = widget.NewTable(d, widget.Column{Title: w.Due, Min: 26, Max: 36, Flex: 2}, widget.Column{Title: w.Right, Min: 14, Flex: 1},
		widget.Column{Title: w.Who, Min: 18, Flex: 2}, widget.Column{Title: w.State, Min: 16, Flex: 1})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{w.Nothing, d.T.Requests.EmptyHint.With("add", d.KeyOf(p.add()), "counter", d.KeyOf(p.counter()))}
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Requests.Title }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	requests, err := p.d.Store.Requests(store.ID{})
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.list = nil
	for _, r := range requests {
		if p.all || r.State() != store.StateClosed {
			p.list = append(p.list, look(p.d, r))
		}
	}
	store.SortRecords(p.list, func(a, b row) int { return cmp.Compare(a.clock.Due, b.clock.Due) })
	p.table.SetSource(list{p.d, p.list})
	return nil
}

// look works out where a request stands, and who asks.
func look(d *screen.Desk, r store.Request) row {
	return row{r, privacy.ClockOf(r, privacy.CalendarOf(d.Store.Settings().Business), facts.Today(d)), whoAsks(d, r)}
}

// whoAsks is what the person who asks is called.
func whoAsks(d *screen.Desk, r store.Request) string {
	if name := due.NameOf(d.Store, r.Contact); name != "" {
		return widget.Clean(name)
	}
	if r.Name != "" {
		return d.W.Request.NotOnFile.With("name", widget.Clean(r.Name))
	}
	return d.W.Request.Gone
}

// when says by when a request is to be answered, with a sign where that is
// near or past: never by a colour alone.
func (r row) when(d *screen.Desk) (string, *widget.Cell) {
	said, style := "  ", &d.Theme.Muted
	switch {
	case !r.Pending():
	case r.clock.Late:
		said, style = "! ", &d.Theme.Bad
	case r.clock.Left <= 7:
		said, style = "• ", &d.Theme.Warning
	}
	said += facts.Day(d, r.clock.Due) + ", " + d.W.TimeLeft(r.clock, r.Pending())
	return said, &widget.Cell{Text: said, Style: style}
}

// list is the source of the table.
type list struct {
	d   *screen.Desk
	all []row
}

func (l list) Len() int { return len(l.all) }

func (l list) Row(i int) widget.Row {
	r, w := l.all[i], l.d.W.Request
	_, when := r.when(l.d)
	return widget.Row{ID: r.ID.String(), Cells: []widget.Cell{*when, {Text: w.Rights[string(r.Right)]},
		{Text: r.who, Style: &l.d.Theme.Strong}, {Text: w.States[string(r.State())]}}}
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd { return p.table.Reread(msg, p.load) }

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

// selected is the request under the cursor.
func (p *Page) selected() (row, bool) {
	id, err := uuid.Parse(p.table.Selected())
	i := slices.IndexFunc(p.list, func(r row) bool { return err == nil && r.ID == id })
	if i < 0 {
		return row{}, false
	}
	return p.list[i], true
}

// About is who asks.
func (p *Page) About() (store.ID, bool) {
	r, ok := p.selected()
	return r.Contact, ok && r.Contact != store.ID{}
}

func (p *Page) open() tea.Cmd {
	if r, ok := p.selected(); ok {
		return screen.Push(newSheet(p.d, r.ID))
	}
	return nil
}

func (p *Page) add() screen.Action {
	return screen.Action{ID: "requests.add", Keys: []string{"a"}, Words: p.d.T.Requests.Add,
		Run: func() tea.Cmd { return Add(p.d) }}.Writes(store.KindRequest)
}

func (p *Page) counter() screen.Action {
	return screen.Action{ID: "requests.counter", Keys: []string{"c"}, Words: p.d.T.Requests.Counter,
		Run: func() tea.Cmd { return Counter(p.d) }}.Writes(store.KindRequest)
}

// lead leads to a page that is about nobody.
func (p *Page) lead(to screen.Target) func() tea.Cmd {
	return func() tea.Cmd { return p.d.Open(to) }
}

// Actions open one, note a new one, and show the closed ones.
func (p *Page) Actions() []screen.Action {
	w, none := p.d.T.Requests, ""
	if _, ok := p.selected(); !ok {
		none = p.d.T.Today.NothingSelected
	}
	act := func(id string, words text.Action, not string, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "requests." + id, Keys: []string{key}, Words: words, Disabled: not, Run: run}
	}
	return append([]screen.Action{act("open", w.Open, none, p.open, "enter"), p.add(), p.counter(),
		act("closed", w.Closed, "", func() tea.Cmd { p.all = !p.all; return p.load() }, "f"),
		act("recipients", p.d.T.Recipients.Page, "", p.lead(screen.RecipientsPage), "v"),
		act("restricted", p.d.T.Restricted.Page, "", p.lead(screen.RestrictedPage), "z"),
		act("holds", p.d.T.Holds.Page, "", p.lead(screen.HoldsPage), "h"),
		act("suppression", p.d.T.Suppressed.Page, "", p.lead(screen.SuppressionPage), "s"),
		act("blank", w.Blank, "", p.blank, "b"), act("calendar", w.Calendar, "", p.calendar, "i"),
		act("letters", p.d.T.Letters.Page, "", p.lead(screen.LettersPage), "m")}, p.table.Actions("list")...)
}
