package facts

import (
	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Pane is lines of facts that scroll.
type Pane struct {
	Lines []string
	top   int
}

// View is the part that fits, a cell from the edge.
func (p *Pane) View(w, h int) string {
	p.top = max(0, min(p.top, len(p.Lines)-h))
	lines := make([]string, 0, h)
	for _, line := range p.Lines[p.top:] {
		lines = append(lines, " "+line)
	}
	return widget.Block(lines, w, h)
}

// Moves are the keys that scroll it.
func (p *Pane) Moves(d *screen.Desk) []screen.Action {
	list := d.T.Widgets
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		return screen.Action{ID: "list." + id, Keys: keys, Words: words, Hidden: true, Run: func() tea.Cmd { p.top = max(0, p.top+n); return nil }}
	}
	return []screen.Action{move("down", list.Down, 1, "down", "j"), move("up", list.Up, -1, "up", "k"),
		move("page_down", list.PageDown, 10, "pgdown", "ctrl+d"), move("page_up", list.PageUp, -10, "pgup", "ctrl+u")}
}
