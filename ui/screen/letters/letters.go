// Package letters is the page of the texts of letters about requests: the
// business's own or those that calepin ships, by step and language.
package letters

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the letters, and below them the text of the one selected.
type Page struct {
	d     *screen.Desk
	table *widget.Table
	list  []store.LetterText
}

// Open answers screen.LettersPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd {
	p := &Page{d: d}
	f := d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.table = widget.NewTable(d, widget.Column{Title: d.T.Letters.Step, Min: 22, Flex: 2}, widget.Column{Title: f["language"], Min: 12, Flex: 1},
		widget.Column{Title: f["version"], Min: 10}, widget.Column{Title: f["since"], Min: day})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.edit() }
	return screen.Push(p)
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Letters.Title }

// Init reads.
func (p *Page) Init() tea.Cmd {
	p.list = nil
	var shown widget.Rows
	for _, step := range store.Letters {
		for _, l := range [...]text.Language{text.French, text.English} {
			letter, err := privacy.LetterTemplate(p.d.Store, step, string(l))
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.list = append(p.list, letter)
			shown = append(shown, p.row(letter))
		}
	}
	p.table.SetSource(shown)
	return nil
}

func (p *Page) row(l store.LetterText) widget.Row {
	version, since, style := p.d.T.Wordings.Shipped, "", &p.d.Theme.Muted
	if l.Version > 0 {
		version, since, style = p.d.Language().Number(int64(l.Version)), facts.Date(p.d, l.CreatedAt), &p.d.Theme.Text
	}
	return widget.Row{ID: key(l), Cells: []widget.Cell{{Text: text.Capital(p.d.W.Request.Steps[string(l.For)]), Style: &p.d.Theme.Strong},
		{Text: in(p.d, l.Language)}, {Text: version, Style: style}, {Text: since, Style: style}}}
}

// in names the language of a letter.
func in(d *screen.Desk, language string) string {
	if text.Language(language) == text.French {
		return d.T.Handover.French
	}
	return d.T.Handover.English
}

// key names a row: a shipped letter has no id.
func key(l store.LetterText) string { return string(l.For) + l.Language }

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd { return p.table.Reread(msg, p.Init) }

// selected is the letter under the cursor.
func (p *Page) selected() (store.LetterText, bool) {
	return widget.Chosen(p.table, p.list, key)
}

// View is the list, then the text of the letter selected.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	top, th := len(p.list)+1, p.d.Theme
	if h < top+4 {
		return p.table.View(w, h)
	}
	l, _ := p.selected()
	lines := []string{th.Border.Render(strings.Repeat("─", max(0, w)))}
	for _, line := range widget.Wrap(widget.CleanLines(l.Text), max(1, min(w-2, 90))) {
		lines = append(lines, " "+th.Muted.Render(line))
	}
	return p.table.View(w, top) + "\n" + widget.Block(lines, w, h-top)
}

// Actions write a letter anew, and go back to the shipped one.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Letters
	back := screen.Action{ID: "letters.shipped", Keys: []string{"d"}, Words: w.Back, Run: p.back}.Writes(store.KindLetter)
	if l, is := p.selected(); !is || l.Version == 0 {
		back.Disabled = w.Already
	}
	return append([]screen.Action{{ID: "letters.edit", Keys: []string{"enter", "e"}, Words: w.Edit, Needs: store.Writing(store.KindLetter), Run: p.edit}, back}, p.table.Actions("list")...)
}

func (p *Page) edit() tea.Cmd {
	if l, is := p.selected(); is {
		return screen.Push(newForm(p.d, l))
	}
	return nil
}

// back asks, then lets what is shipped hold again.
func (p *Page) back() tea.Cmd {
	l, is := p.selected()
	if !is {
		return nil
	}
	d, w := p.d, p.d.T.Letters
	return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: w.BackAsk, Lines: []string{name(d, l), "", w.BackWhat}, Act: w.Back.Name, Run: func() tea.Cmd {
		return screen.Save(p, func() (store.LetterText, error) { return privacy.ShipLetter(d.Store, l.For, l.Language) }, func(_ store.LetterText, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			said := d.W.Request.TemplateBack.With("step", d.W.Request.Steps[string(l.For)], "language", l.Language)
			return screen.Toast(screen.Success, said+" "+due.Undoes(d))
		})
	}}))
}

func name(d *screen.Desk, l store.LetterText) string {
	return text.Capital(d.W.Request.Steps[string(l.For)]) + ", " + in(d, l.Language)
}
