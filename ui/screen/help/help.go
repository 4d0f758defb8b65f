// Package help is the list of what can be done, made from the actions that do
// it.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/screen"
)

// Box shows the keys and commands of the page below it, then those that are
// the same everywhere.
type Box struct {
	desk *screen.Desk
	page []screen.Action
	root []screen.Action
	top  int // the first line shown
	w, h int
}

// New makes the help of what can be done now.
func New(d *screen.Desk) *Box {
	b := &Box{desk: d}
	for _, a := range d.Actions() {
		if strings.HasPrefix(a.ID, "app.") {
			b.root = append(b.root, a)
		} else {
			b.page = append(b.page, a)
		}
	}
	return b
}

// Title names it.
func (b *Box) Title() string { return b.desk.T.App.HelpTitle }

// Init does nothing.
func (b *Box) Init() tea.Cmd { return nil }

// Size takes most of the window.
func (b *Box) Size(w, h int) (int, int) { return min(w, 84), h }

// Actions scroll.
func (b *Box) Actions() []screen.Action { return nil }

// Update scrolls; any other key leaves it.
func (b *Box) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		b.w, b.h = msg.Width, msg.Height
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			b.scroll(-3)
		} else {
			b.scroll(3)
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up", "k":
			b.scroll(-1)
		case "down", "j":
			b.scroll(1)
		case "pgup", "ctrl+u":
			b.scroll(-b.h)
		case "pgdown", "ctrl+d", "space":
			b.scroll(b.h)
		case "home", "g":
			b.top = 0
		case "end", "G":
			b.scroll(1 << 20)
		case "?", "q", "enter", "f1":
			return screen.Back(b)
		}
	}
	return nil
}

func (b *Box) scroll(by int) {
	b.top = max(0, min(b.top+by, len(b.content(b.w))-b.h))
}

// content is all lines, at a width.
func (b *Box) content(w int) (lines []string) {
	th := b.desk.Theme
	part := func(title string, actions []screen.Action) {
		if len(actions) == 0 {
			return
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, th.Heading.Render(ansi.Truncate(title, w, "…")))
		for _, a := range actions {
			lines = append(lines, b.lines(a, w)...)
		}
	}
	part(b.desk.T.App.HelpHere, b.page)
	part(b.desk.T.App.HelpEverywhere, b.root)
	return lines
}

// View lists the actions.
func (b *Box) View(w, h int) string {
	lines := b.content(w)
	top := max(0, min(b.top, len(lines)-h))
	lines = lines[top:min(len(lines), top+h)]
	for len(lines) < h {
		lines = append(lines, "")
	}
	return strings.Join(lines, "\n")
}

// lines are an action: its keys, its name, what it does or why it cannot.
func (b *Box) lines(a screen.Action, w int) []string {
	const keyW, nameW = 14, 18
	th := b.desk.Theme
	var names []string
	for _, k := range b.desk.Keys(a) {
		names = append(names, b.desk.T.KeyName(k))
	}
	about := a.Words.Help
	style := th.Text
	if a.Disabled != "" {
		about, style = b.desk.T.App.NoFor.With("why", a.Disabled), th.Muted
	}
	left := th.Accent.Render(cell(strings.Join(names, " "), keyW)) + " " + style.Render(cell(a.Words.Name, nameW)) + " "
	var out []string
	for _, line := range strings.Split(ansi.Wrap(about, max(1, w-keyW-nameW-2), ""), "\n") {
		out = append(out, left+th.Muted.Render(line))
		left = strings.Repeat(" ", keyW+nameW+2)
	}
	return out
}

func cell(s string, w int) string {
	s = ansi.Truncate(s, w, "…")
	return s + strings.Repeat(" ", w-ansi.StringWidth(s))
}
