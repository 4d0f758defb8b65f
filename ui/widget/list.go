package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// list is the items of a picker: few, all held.
type list struct {
	items   []Item
	at, top int
	height  int
	terms   []string
}

func (l *list) set(items []Item) {
	l.items, l.at, l.top = items, 0, 0
	l.move(0)
}

func (l *list) selected() (Item, bool) {
	if l.at < 0 || l.at >= len(l.items) || l.items[l.at].Heading {
		return Item{}, false
	}
	return l.items[l.at], true
}

// move goes n items on, over headings.
func (l *list) move(n int) {
	l.at = max(0, min(l.at+n, len(l.items)-1))
	step := 1
	if n < 0 {
		step = -1
	}
	for _, s := range [...]int{step, -step} {
		for at := l.at; at >= 0 && at < len(l.items); at += s {
			if !l.items[at].Heading {
				l.at = at
				return
			}
		}
	}
}

func (l *list) key(m tea.KeyPressMsg) bool {
	switch m.String() {
	case "up":
		l.move(-1)
	case "down":
		l.move(1)
	case "pgup":
		l.move(-max(1, l.height-1))
	case "pgdown":
		l.move(max(1, l.height-1))
	default:
		return false
	}
	return true
}

func (l *list) actions(d *screen.Desk, pick func() tea.Cmd) []screen.Action {
	w := &d.T.Widgets
	move := func(n int) func() tea.Cmd { return func() tea.Cmd { l.move(n); return nil } }
	return []screen.Action{
		{ID: "picker.pick", Keys: []string{"enter"}, Words: w.Pick, Run: pick},
		{ID: "picker.down", Keys: []string{"down", "ctrl+n"}, Words: w.Down, Hidden: true, Run: move(1)},
		{ID: "picker.up", Keys: []string{"up"}, Words: w.Up, Hidden: true, Run: move(-1)},
	}
}

// mouse moves the cursor, and tells whether an item was clicked.
func (l *list) mouse(msg tea.Msg) bool {
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelDown {
			l.move(1)
		} else if m.Button == tea.MouseWheelUp {
			l.move(-1)
		}
	case tea.MouseClickMsg:
		if i := l.top + m.Y; m.Button == tea.MouseLeft && m.Y >= 0 && i < len(l.items) && !l.items[i].Heading {
			l.at = i
			return true
		}
	}
	return false
}

// draw draws the items in sight, or what is said in place of none.
func (l *list) draw(d *screen.Desk, w, h int, none string) []string {
	th := d.Theme
	l.height = max(0, h)
	if len(l.items) == 0 {
		var out []string
		for _, s := range Wrap(Clean(none), max(1, w-2)) {
			out = append(out, "  "+penOf(th.Muted).paint(s))
		}
		return out
	}
	l.top = max(0, min(l.top, l.at))
	if l.top == l.at && l.top > 0 && l.items[l.top-1].Heading {
		l.top--
	}
	l.top = max(l.top, l.at-h+1)
	bar := scrollbar(l.top, h, len(l.items))
	p := pens{border: penOf(th.Border), focus: penOf(th.Focus)}
	room := w
	if bar != nil {
		room--
	}
	var out []string
	for i := l.top; i < len(l.items) && len(out) < h; i++ {
		line := l.line(d, l.items[i], i == l.at, room)
		if bar != nil {
			line = Fit(line, room) + bar.cell(len(out), p)
		}
		out = append(out, line)
	}
	return out
}

func (l *list) line(d *screen.Desk, item Item, selected bool, w int) string {
	th := d.Theme
	title := Clean(item.Title)
	if item.Heading {
		return penOf(th.Heading).paint(Cut(title, w))
	}
	base, match, detail, sign := penOf(th.Text), penOf(th.Match), penOf(th.Muted), "  "
	if selected {
		base, match, detail, sign = penOf(th.Selected), penOf(th.Selected.Underline(true)), penOf(th.Selected), "› "
	}
	if item.ID == createID {
		title = "+ " + title
	}
	title = Cut(title, w-2)
	room := w - 2 - Width(title)
	note := Clean(item.Detail)
	if note != "" && room > 6 {
		note = Cut(note, room-3)
	} else {
		note = ""
	}
	fill := Spaces(room - Width(note) - 1)
	if room <= 0 {
		fill = ""
	}
	return base.paint(sign) + highlight(title, l.terms, base, match) + base.paint(fill) +
		highlight(note, l.terms, detail, match) + base.paint(Spaces(min(1, room)))
}

func dashes(w int) string { return strings.Repeat("─", max(0, w)) }
