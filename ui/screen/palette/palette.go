// Package palette finds a command by its name.
package palette

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Box is a field and the commands whose name or help hold what is typed.
type Box struct {
	desk  *screen.Desk
	input *widget.Search
	all   []screen.Action
	found []screen.Action
	at    int
	top   int
	h     int
}

// New makes the palette of what can be done now.
func New(d *screen.Desk) *Box {
	b := &Box{desk: d, input: widget.NewSearch(d)}
	b.input.Sign = ":"
	b.input.Open()
	for _, a := range d.Actions() {
		if a.ID != "app.palette" && a.ID != "app.back" && !strings.HasPrefix(a.ID, "list.") {
			b.all = append(b.all, a)
		}
	}
	b.narrow()
	return b
}

// Title names it.
func (b *Box) Title() string { return b.desk.T.App.PaletteTitle }

// Init does nothing.
func (b *Box) Init() tea.Cmd { return nil }

// Typing is always so.
func (b *Box) Typing() bool { return true }

// Cursor is in the field.
func (b *Box) Cursor() *tea.Cursor { return b.input.Cursor() }

// Actions are its movements, which are those of any list.
func (b *Box) Actions() []screen.Action { return nil }

// Size is wide enough for the help of each command.
func (b *Box) Size(w, h int) (int, int) { return min(w, 76), min(h, 18) }

// Update narrows the list, and runs the command chosen.
func (b *Box) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		b.h = rowsOf(msg.Height)
		b.move(0)
		return nil
	case tea.MouseClickMsg:
		if i := b.top + msg.Y - 2; msg.Y >= 2 && i < len(b.found) {
			b.at = i
			return b.choose()
		}
		return nil
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up", "ctrl+p", "ctrl+k", "shift+tab":
			b.move(-1)
			return nil
		case "down", "ctrl+n", "ctrl+j", "tab":
			b.move(1)
			return nil
		case "pgup":
			b.move(-b.h)
			return nil
		case "pgdown":
			b.move(b.h)
			return nil
		case "enter":
			return b.choose()
		}
	}
	if b.input.Update(msg) {
		b.narrow()
	}
	return nil
}

// choose closes the box, then does what was chosen.
func (b *Box) choose() tea.Cmd {
	if b.at >= len(b.found) {
		return nil
	}
	a := b.found[b.at]
	if a.Disabled != "" {
		return screen.Toast(screen.Note, b.desk.T.App.Disabled.With("name", a.Words.Name, "why", a.Disabled))
	}
	return tea.Sequence(screen.Back(b), func() tea.Msg { return screen.RunMsg{Action: a} })
}

// narrow keeps the commands that hold every word typed, those whose name
// begins with it first.
func (b *Box) narrow() {
	typed := store.Fold(b.input.Query())
	var first, rest []screen.Action
	for _, a := range b.all {
		name := store.Fold(a.Words.Name)
		switch {
		case strings.HasPrefix(name, typed):
			first = append(first, a)
		case holds(name+" "+store.Fold(a.Words.Help), strings.Fields(typed)):
			rest = append(rest, a)
		}
	}
	b.found, b.at, b.top = append(first, rest...), 0, 0
}

func holds(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (b *Box) move(by int) {
	b.at = max(0, min(b.at+by, len(b.found)-1))
	b.top = max(min(b.top, b.at), b.at-b.h+1, 0)
}

// foot is the lines that say in full what the selected command does; a low box
// has none.
const foot = 2

func rowsOf(h int) int {
	if h < 10 {
		return max(0, h-2)
	}
	return h - 2 - foot
}

// about is what a command does, or why not now.
func (b *Box) about(a screen.Action) string {
	if a.Disabled != "" {
		return b.desk.T.App.NoFor.With("why", a.Disabled)
	}
	return a.Words.Help
}

// View is the field, and the commands below it.
func (b *Box) View(w, h int) string {
	th := b.desk.Theme
	field := b.input.View(w, "")
	if b.input.Query() == "" {
		field = ansi.Truncate(th.Accent.Render(b.input.Sign)+" "+th.Hint.Render(b.desk.T.App.PaletteHint), w, "…")
	}
	lines := []string{field, ""}
	if len(b.found) == 0 {
		lines = append(lines, th.Muted.Render(ansi.Truncate(b.desk.T.App.NoSuchCommand, w, "…")))
	}
	last := 2 + rowsOf(h)
	for i := b.top; i < len(b.found) && len(lines) < last; i++ {
		lines = append(lines, b.line(b.found[i], i == b.at, w))
	}
	for len(lines) < last {
		lines = append(lines, "")
	}
	if last < h && b.at < len(b.found) {
		for _, line := range widget.Wrap(b.about(b.found[b.at]), max(1, w-2)) {
			lines = append(lines, "  "+th.Muted.Render(line))
		}
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return strings.Join(lines[:h], "\n")
}

func (b *Box) line(a screen.Action, selected bool, w int) string {
	const nameW, keyW = 22, 10
	th := b.desk.Theme
	about := b.about(a)
	sign, name, key := "  ", cell(a.Words.Name, nameW), cell(b.desk.KeyOf(a), keyW)
	about = cell(about, max(0, w-nameW-keyW-4))
	switch {
	case selected:
		return ansi.Truncate(th.Selected.Render("› "+name+" "+key+" "+about), w, "")
	case a.Disabled != "":
		return ansi.Truncate(th.Muted.Render(sign+name+" "+key+" "+about), w, "")
	}
	return ansi.Truncate(sign+name+" "+th.Accent.Render(key)+" "+th.Muted.Render(about), w, "")
}

func cell(s string, w int) string {
	s = ansi.Truncate(s, w, "…")
	return s + strings.Repeat(" ", max(0, w-ansi.StringWidth(s)))
}
