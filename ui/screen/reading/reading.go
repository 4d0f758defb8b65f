// Package reading is a page on which a paper is read before it is written to a
// file or copied: a certificate, a form.
package reading

import (
	"cmp"
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Line is something said above the paper, in its style.
type Line struct {
	Text  string
	Style lipgloss.Style
}

// Options is what makes a page the page of a paper.
type Options struct {
	ID    string // of its actions: "certificate"
	Title string
	Paper paper.Document
	Above []Line
	// File is the name offered for the file.
	File string
	// Clear warns that the file is in clear, for a paper that names people.
	Clear bool
	// More are further actions. It may be nil.
	More func() []screen.Action
}

// Page shows a paper.
type Page struct {
	d     *screen.Desk
	o     Options
	top   int
	w     int
	lines []string
}

// New makes the page of a paper.
func New(d *screen.Desk, o Options) *Page { return &Page{d: d, o: o} }

// Title names it.
func (p *Page) Title() string { return p.o.Title }

// Init does nothing.
func (p *Page) Init() tea.Cmd { return nil }

// Update draws anew where the styles changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if _, is := msg.(screen.Restyled); is {
		p.compose(p.w)
	}
	return nil
}

func (p *Page) compose(w int) {
	room := max(1, min(w-2, 90))
	out := facts.NewSheet(p.d, room, 0)
	for _, line := range p.o.Above {
		out.Text(line.Text, line.Style)
	}
	out.Gap()
	for line := range strings.Lines(paper.TextOf(p.o.Paper)) {
		if strings.Trim(line, "_\n") == "" { // a line to write on, or an empty one
			line = line[:min(len(line), room)]
		}
		out.Text(cmp.Or(strings.TrimSuffix(line, "\n"), " "), p.d.Theme.Text)
	}
	p.w, p.lines = w, out.Lines()
}

// View is the part that fits.
func (p *Page) View(w, h int) string {
	if w != p.w || p.lines == nil {
		p.compose(w)
	}
	return Part(p.d, p.lines, &p.top, w, h)
}

// Part draws the lines that fit from top on, which it keeps within them, with a
// space before each; the last says how many are left.
func Part(d *screen.Desk, lines []string, top *int, w, h int) string {
	*top = max(0, min(*top, len(lines)-h))
	end := min(len(lines), *top+max(h, 0))
	out := make([]string, 0, end-*top)
	for _, line := range lines[*top:end] {
		out = append(out, " "+line)
	}
	if left := len(lines) - end; left > 0 && h > 2 {
		out[h-1] = widget.Cut(" "+d.Theme.Muted.Render("↓ "+d.T.Person.More.Of(left+1)), w)
	}
	return widget.Block(out, w, h)
}

// Actions write it to a file and copy it.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Papers
	all := []screen.Action{{ID: p.o.ID + ".file", Keys: []string{"f", "enter"}, Words: w.File, Run: p.file},
		{ID: p.o.ID + ".copy", Keys: []string{"y"}, Words: w.Copy, Run: func() tea.Cmd { return screen.Copy(paper.TextOf(p.o.Paper)) }}}
	if p.o.More != nil {
		all = append(all, p.o.More()...)
	}
	return append(all, Scroll(p.d, &p.top)...)
}

func (p *Page) file() tea.Cmd {
	return widget.ToFile(p.d, p.d.T.Papers.FileTitle, p.o.File, func(path string, w io.Writer) error {
		return paper.Write(w, p.o.Paper, paper.FormatOf(path, paper.PlainText))
	}, func(path string) tea.Cmd {
		if p.o.Clear {
			return screen.Toast(screen.Warning, p.d.T.Attachment.InClear.With("path", path))
		}
		return screen.Toast(screen.Success, p.d.W.Records.Written.With("path", path))
	})
}

// Scroll are the actions that move a page of lines, of which top is the first in
// sight.
func Scroll(d *screen.Desk, top *int) []screen.Action {
	w := d.T.Widgets
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		return screen.Action{ID: "list." + id, Keys: keys, Words: words, Hidden: true, Run: func() tea.Cmd { *top = max(0, *top+n); return nil }}
	}
	return []screen.Action{move("down", w.Down, 1, "down", "j"), move("up", w.Up, -1, "up", "k"),
		move("page_down", w.PageDown, 10, "pgdown", "ctrl+d"), move("page_up", w.PageUp, -10, "pgup", "ctrl+u"),
		move("first", w.First, -1_000_000, "g", "home"), move("last", w.Last, 1_000_000, "G", "end")}
}
