// Package retention is the page of what expires: now, within 30 and within 90
// days, and how much by month; from it what has expired is purged.
package retention

import (
	"context"
	"slices"
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

// horizons are how many days ahead the list looks, and their words.
var horizons = []struct {
	days int
	name string
}{{0, "now"}, {30, "30"}, {90, "90"}, {36500, "later"}}

// Page lists what expires up to a horizon, what expired first coming first.
type Page struct {
	d       *screen.Desk
	table   *widget.Table
	horizon int
	reason  string // the code of the policy that the list is narrowed to
	have    *found
}

// found is what was read for the page.
type found struct {
	due      []privacy.Due
	reasons  map[store.ID]string // of decisions
	at       map[string]int
	codes    map[string]int // how much by why it was kept, whatever the list is narrowed to
	forecast privacy.Forecast
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f := d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28")) + 2
	p.table = widget.NewTable(d, widget.Column{Title: f["until"], Min: day}, widget.Column{Title: f["contact"], Min: 16, Max: 28, Flex: 1},
		widget.Column{Title: f["record"], Min: 10}, widget.Column{Title: f["reason"], Min: 24, Flex: 6, HideBelow: 60},
		widget.Column{Title: f["asked"], Min: day, HideBelow: 124})
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	p.table.Empty = []string{d.T.Register.Looking}
	return p
}

// Open answers screen.RetentionPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Retention.Title }

// Init reads the index, off the loop.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	s, today, ahead, reason := p.d.Store, store.DateOf(p.d.Now()), horizons[p.horizon].days, p.reason
	return screen.Do(screen.Job{Owner: p, Key: "due"},
		func(context.Context, screen.Report) (*found, error) { return read(s, today, ahead, reason) },
		func(have *found, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.have = have
			p.table.Empty = []string{p.d.W.Retention.Nothing}
			p.table.SetSource(&list{d: p.d, found: have, today: today})
			return nil
		})
}

func read(s *store.Store, today store.Date, ahead int, reason string) (*found, error) {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return nil, err
	}
	have := &found{at: map[string]int{}, reasons: map[store.ID]string{}, codes: map[string]int{}}
	if have.forecast, err = l.Forecast(today); err != nil {
		return nil, err
	}
	if have.due, err = l.Until(today, today.AddDays(ahead)); err != nil {
		return nil, err
	}
	for _, d := range have.due {
		have.codes[d.Clock.Code()]++
	}
	have.due = slices.DeleteFunc(have.due, func(d privacy.Due) bool { return reason != "" && d.Clock.Code() != reason })
	for i, x := range have.due {
		have.at[x.ID.String()] = i
		if have.reasons[x.Contact], err = reasonOf(s, x); err != nil {
			return nil, err
		}
	}
	return have, nil
}

// list is the source of the table: who is called how is read where it is seen.
type list struct {
	*found
	d     *screen.Desk
	today store.Date
}

func (l *list) Len() int { return len(l.due) }

func (l *list) Index(id string) int {
	if i, ok := l.at[id]; ok {
		return i
	}
	return -1
}

func (l *list) Row(i int) widget.Row {
	x, d := l.due[i], l.d
	sign, style := "  ", &d.Theme.Muted
	if x.Clock.Until < l.today {
		sign, style = "! ", &d.Theme.Bad
	}
	return widget.Row{ID: x.ID.String(), Cells: []widget.Cell{{Text: sign + d.Language().Day(string(x.Clock.Until)), Style: style},
		{Text: nameOf(d, x.Contact), Style: &d.Theme.Strong}, {Text: d.W.Retention.Record(x.Kind, d.W.Errors.Store.Kinds)},
		{Text: why(d, x, l.reasons[x.Contact])}, {Text: d.Language().Day(string(x.Asked))}}}
}

func nameOf(d *screen.Desk, contact store.ID) string {
	who, err := d.Store.Person(contact)
	if err != nil {
		return ""
	}
	_, name := facts.Ties(d, &who)
	return name
}

// why says what a clock started from, in short.
func why(d *screen.Desk, x privacy.Due, reason string) string {
	w := d.W.Retention
	switch x.Clock.Event {
	case privacy.Decided:
		return reason
	case privacy.ArchiveEnd:
		return w.Event(x.Clock, d.Language())
	}
	return w.Policies[x.Clock.Policy] + ", " + w.Event(x.Clock, d.Language()) + ", " + w.Limit(x.Clock.Months)
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

// View is how much expires when, and the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	head := p.head(w, h)
	if h < len(head)+3 {
		return p.table.View(w, h)
	}
	return strings.Join(head, "\n") + "\n" + p.table.View(w, h-len(head))
}

// head is the counts, a chart by month, and how far the list looks.
func (p *Page) head(w, h int) []string {
	if p.have == nil {
		return nil
	}
	t, f, th := p.d.W.Retention, p.have.forecast, p.d.Theme
	n := func(n int) string { return p.d.Language().Number(int64(n)) }
	var lines []string
	for _, line := range widget.Wrap(t.Summary.With("now", n(f.Now), "in30", n(f.In30), "in90", n(f.In90), "later", n(f.Later)), max(1, w-2)) {
		lines = append(lines, th.Text.Render(widget.Fit(" "+line, w)))
	}
	for _, line := range p.chart(w, h) {
		lines = append(lines, th.Accent.Render(widget.Fit(" "+line, w)))
	}
	says := p.d.T.Retention.Horizons[horizons[p.horizon].name]
	if p.reason != "" {
		says += " · " + t.Policies[p.reason]
	}
	if p.d.Store.Settings().PurgeByItself {
		says += " · " + p.d.T.Retention.AutomaticOn
	}
	return append(lines, th.Muted.Render(widget.Fit(" "+says, w)))
}

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) {
	if x, ok := p.selected(); ok && x.Contact != (store.ID{}) {
		return x.Contact, true
	}
	return store.ID{}, false
}

func (p *Page) selected() (privacy.Due, bool) {
	if p.have == nil {
		return privacy.Due{}, false
	}
	i, ok := p.have.at[p.table.Selected()]
	if !ok {
		return privacy.Due{}, false
	}
	return p.have.due[i], true
}

func (p *Page) open() tea.Cmd {
	if id, ok := p.About(); ok {
		return p.d.Open(screen.PersonPage, id)
	}
	return nil
}

// chosen are the records marked, or the one selected, that have expired.
func (p *Page) chosen() (due []privacy.Due) {
	today := store.DateOf(p.d.Now())
	for _, id := range p.table.MarkedOrSelected() {
		if _, err := uuid.Parse(id); err != nil || p.have == nil {
			continue
		}
		if i, ok := p.have.at[id]; ok && p.have.due[i].Clock.Until < today {
			due = append(due, p.have.due[i])
		}
	}
	return due
}

// people are the contacts whose whole file is marked, or the one selected.
func (p *Page) people() (ids []store.ID) {
	for _, id := range p.table.MarkedOrSelected() {
		if p.have == nil {
			continue
		}
		if i, ok := p.have.at[id]; ok && p.have.due[i].Kind == store.KindPerson {
			ids = append(ids, p.have.due[i].ID)
		}
	}
	return ids
}

// purge asks, with exactly what goes, and purges what is chosen.
func (p *Page) purge(act text.Action, anonymise bool) tea.Cmd {
	return purge{d: p.d, owner: p, due: p.chosen(), act: act, o: privacy.PurgeOptions{Anonymise: anonymise},
		then: func() tea.Cmd { p.table.ClearMarks(); return nil }}.ask()
}

// automatic gives the standing yes, with what it means told before, or takes it
// back.
func (p *Page) automatic() tea.Cmd {
	d := p.d
	set := func(yes bool, said string) tea.Cmd {
		return screen.Save(p, func() (struct{}, error) { return struct{}{}, privacy.PurgeByItself(d.Store, yes) },
			func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, said)
			})
	}
	if d.Store.Settings().PurgeByItself {
		return set(false, d.W.Retention.NotByItself)
	}
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.T.Retention.Automatic.Help, Lines: []string{d.T.Retention.AutomaticAsk},
		Act: d.W.Retention.Always.Name, Dangerous: true, Run: func() tea.Cmd { return set(true, d.W.Retention.ByItself) }}))
}

// Actions open a person, look further, and purge.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Retention
	none, unripe := "", ""
	if _, ok := p.About(); !ok {
		none = p.d.T.Today.NothingSelected
	}
	if len(p.chosen()) == 0 {
		unripe = w.NotYet
	}
	act := func(id string, words text.Action, disabled string, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "retention." + id, Keys: keys, Words: words, Disabled: disabled, Run: run}
	}
	nobody := ""
	if len(p.people()) == 0 {
		nobody = p.d.T.Today.NothingSelected
	}
	purge := act("purge", w.Purge, unripe, func() tea.Cmd { return p.purge(w.Purge, false) }, "d").For(store.Erase)
	purge.Dangerous = true
	anonymise := act("anonymise", w.Anonymise, unripe, func() tea.Cmd { return p.purge(w.Anonymise, true) }, "n").For(store.Erase)
	anonymise.Dangerous = true
	unread := ""
	if p.have == nil {
		unread = p.d.T.Register.Looking
	}
	turn := func() tea.Cmd { p.horizon = (p.horizon + 1) % len(horizons); return p.load() }
	return append([]screen.Action{act("open", w.Open, none, p.open, "enter"), purge, act("keep", w.Keep, nobody, p.keep, "e").Writes(store.KindRetained), anonymise,
		act("ask", w.Ask, p.unaskable(), p.ask, "m"), act("turn", w.Turn, "", turn, "tab"), act("reason", w.Reason, unread, p.byReason, "f"),
		act("archive", w.Archive, "", func() tea.Cmd { return openArchive(p.d) }, "A").For(store.ReadArchive),
		act("automatic", w.Automatic, "", p.automatic, "s").For(store.Govern)}, p.table.Actions("list")...)
}
