// Package suppressed is the suppression list: hashes of the e-mails and numbers
// of whoever objected to marketing, and whether one is on it (GDPR art. 21(3)).
package suppressed

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page is the list.
type Page struct {
	d     *screen.Desk
	table *widget.Table
}

// Open answers screen.SuppressionPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd {
	p := &Page{d: d}
	w, f := d.W.Suppression, d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.table = widget.NewTable(d, widget.Column{Title: w.Hash, Min: 12}, widget.Column{Title: f["at"], Min: day}, widget.Column{Title: f["source"], Min: 18, Flex: 2},
		widget.Column{Title: f["activity"], Min: 18, Flex: 2}, widget.Column{Title: f["channel"], Min: 9, HideBelow: 90}, widget.Column{Title: w.Until, Min: day, HideBelow: 76})
	p.table.NoMarks = true
	p.table.Empty = []string{w.Empty, d.T.Suppressed.Hint}
	return screen.Push(p)
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Suppressed.Title }

// Init reads the list.
func (p *Page) Init() tea.Cmd {
	all, err := p.d.Store.Suppressions()
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	shown := make(widget.Rows, len(all))
	for i, e := range all {
		purpose := p.d.W.Consent.AllMarketing
		if a, err := p.d.Store.Activity(e.Activity); err == nil {
			purpose = a.Text(string(p.d.Language())).Name
		}
		shown[i] = widget.Row{ID: strconv.Itoa(i), Cells: []widget.Cell{{Text: e.Short(), Style: &p.d.Theme.Strong}, {Text: facts.Date(p.d, e.At)},
			{Text: p.d.W.Suppression.Sources[string(e.Source)]}, {Text: purpose}, {Text: p.d.W.Privacy.Channels[string(e.Channel)]}, {Text: facts.Day(p.d, e.KeptUntil())}}}
	}
	p.table.SetSource(shown)
	return nil
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd { return p.table.Reread(msg, p.Init) }

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

// Actions look an address up, and put one on the list.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Suppressed
	act := func(id string, words text.Action, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "suppression." + id, Keys: []string{key}, Words: words, Run: run}
	}
	return append([]screen.Action{act("check", w.Check, func() tea.Cmd { return ask(p.d, "suppression.check", w.Check, p.check) }, "c"),
		act("add", w.Add, func() tea.Cmd { return ask(p.d, "suppression.add", w.Add, p.add) }, "a").Writes(store.KindSuppression)}, p.table.Actions("list")...)
}

// page is the form of one e-mail or number. It keeps no draft: what is typed is
// to leave nothing but a hash.
type page struct{ *form.Page }

func ask(d *screen.Desk, id string, words text.Action, then func(store.Person) (tea.Cmd, error)) tea.Cmd {
	q := &page{}
	q.Page = form.New(d, form.Options{ID: id, Title: words.Help, Names: map[string]string{"emails": "reach", "phones": "reach"}, Fields: []*widget.Field{widget.NewText("reach", d.T.Suppressed.Reach).Must().WithHint(d.T.Suppressed.ReachHint)},
		Save: func() tea.Cmd {
			return screen.Save(q, func() (tea.Cmd, error) { return then(reached(q.Form.Value("reach"))) }, func(next tea.Cmd, err error) tea.Cmd {
				if err != nil {
					return q.Failed(err)
				}
				return q.Saved(tea.Batch(screen.Back(q), next))
			})
		}})
	q.Own(q)
	q.Form.Enter = q.Save
	return screen.Push(q)
}

// reached is whoever has an e-mail or a number.
func reached(typed string) (p store.Person) {
	if strings.Contains(typed, "@") {
		p.Emails = []store.Email{{Address: typed}}
	} else {
		p.Phones = []store.Phone{{Number: typed}}
	}
	return p
}

func (p *Page) check(who store.Person) (tea.Cmd, error) {
	w := p.d.W.Suppression
	found, err := p.d.Store.Suppressed(who)
	if err != nil || len(found) == 0 {
		return screen.Toast(screen.Note, w.NotOn), err
	}
	return screen.Toast(screen.Warning, text.Capital(w.On.With("day", facts.Date(p.d, found[0].At), "source", w.Sources[string(found[0].Source)]))), nil
}

// add notes an objection of somebody who is not on file (GDPR art. 21(2)–(3)).
func (p *Page) add(who store.Person) (tea.Cmd, error) {
	if err := p.d.Store.SuppressReach(who); err != nil {
		return nil, err
	}
	return screen.Toast(screen.Success, p.d.W.Suppression.Added), nil
}
