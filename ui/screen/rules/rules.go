// Package rules is the page of the rules of law that change with time: what each
// says today, since when, and by which text.
package rules

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// Page lists the rules, and below them every value of the one selected.
type Page struct {
	d     *screen.Desk
	rules privacy.Rules
	table *widget.Table
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f := d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.table = widget.NewTable(d, widget.Column{Title: d.W.Rule.Name, Min: 26, Max: 34, Flex: 2}, widget.Column{Title: f["value"], Min: 24, Flex: 5},
		widget.Column{Title: f["from"], Min: day, HideBelow: 72}, widget.Column{Title: f["rule"], Min: 22, HideBelow: 100})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.edit() }
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Rules.Title }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

func (p *Page) load() tea.Cmd {
	s := p.d.Store
	return screen.Do(screen.Job{Owner: p, Key: "rules"},
		func(context.Context, screen.Report) (privacy.Rules, error) { return privacy.RulesOf(s) },
		func(rules privacy.Rules, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.rules = rules
			p.show()
			return nil
		})
}

func (p *Page) show() {
	d := p.d
	var list widget.Rows
	for _, code := range store.RuleCodes {
		v := p.rules.On(code, p.today())
		own, style := "", &d.Theme.Muted
		if !v.Shipped() {
			own, style = " · "+d.W.Rule.Own, &d.Theme.Strong
		}
		list = append(list, widget.Row{ID: string(code), Cells: []widget.Cell{{Text: d.W.Rule.Names[string(code)], Style: &d.Theme.Strong},
			{Text: d.W.Rule.Value(d.Language(), code, v.Value)}, {Text: facts.Day(d, v.From)}, {Text: v.Source + own, Style: style}}})
	}
	p.table.SetSource(list)
}

func (p *Page) today() store.Date { return store.DateOf(p.d.Now()) }

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

// View is the list, then the values of the rule selected.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	top := len(store.RuleCodes) + 1
	if h < top+3 {
		return p.table.View(w, h)
	}
	return p.table.View(w, top) + "\n" + widget.Block(append([]string{""}, p.about(w)...), w, h-top)
}

// about says what the values of the rule selected mean, and all of them.
func (p *Page) about(w int) (lines []string) {
	d, th := p.d, p.d.Theme
	code := store.RuleCode(p.table.Selected())
	for _, line := range widget.Wrap(d.W.Rule.About[string(code)], max(1, w-2)) {
		lines = append(lines, " "+th.Muted.Render(line))
	}
	for _, v := range p.rules.History(code) {
		sign, style := "  ", th.Muted
		if v == p.rules.On(code, p.today()) {
			sign, style = "→ ", th.Text
		}
		said := sign + facts.Day(d, v.From) + "  " + d.W.Rule.Value(d.Language(), code, v.Value) + "  " + v.Source
		switch {
		case !v.Shipped():
			said += " · " + d.W.Rule.Own
			if v.Own.Justification != "" {
				said += d.T.Rules.Because.With("why", widget.Clean(v.Own.Justification))
			}
		case v.Verify:
			said += " · " + d.W.Rule.Verify
		}
		for i, line := range widget.Wrap(said, max(1, w-4)) {
			if i > 0 {
				line = "    " + line
			}
			lines = append(lines, " "+style.Render(line))
		}
	}
	return lines
}

// Actions give a value, and take back what was given.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Rules
	back := screen.Action{ID: "rules.delete", Keys: []string{"d"}, Words: w.Delete, Dangerous: true, Run: p.remove}.Writes(store.KindRule)
	if p.own() == 0 {
		back.Disabled = w.NothingOwn
	}
	return append([]screen.Action{{ID: "rules.edit", Keys: []string{"enter", "e"}, Words: w.Edit, Needs: store.Writing(store.KindRule), Run: p.edit}, back}, p.table.Actions("list")...)
}

// own counts what the business gave to the rule selected.
func (p *Page) own() (n int) {
	for _, v := range p.rules.History(store.RuleCode(p.table.Selected())) {
		if !v.Shipped() {
			n++
		}
	}
	return n
}

func (p *Page) edit() tea.Cmd {
	if code := store.RuleCode(p.table.Selected()); code != "" {
		return screen.Push(newForm(p.d, p.rules, code))
	}
	return nil
}

// remove asks, then lets what is shipped hold again.
func (p *Page) remove() tea.Cmd {
	d, s, code := p.d, p.d.Store, store.RuleCode(p.table.Selected())
	name := d.W.Rule.Names[string(code)]
	var lines []string
	for _, v := range p.rules.History(code) {
		if !v.Shipped() {
			lines = append(lines, facts.Day(d, v.From)+"  "+d.W.Rule.Value(d.Language(), code, v.Value))
		}
	}
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.W.Rule.DeleteAsk.With("name", name), Lines: lines,
		Act: d.T.Rules.Delete.Name, Dangerous: true, Run: func() tea.Cmd {
			return screen.Save(p, func() (int, error) { return s.DeleteRules(code, "") }, func(_ int, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, d.W.Rule.Deleted.With("name", name)+" "+due.Undoes(d))
			})
		}}))
}
