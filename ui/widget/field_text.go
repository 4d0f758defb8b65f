package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// textInput is a line of text.
type textInput struct{ line oneLine }

func (t *textInput) key(f *Field, m tea.KeyPressMsg) bool {
	t.limit(f)
	return t.line.key(m)
}

func (t *textInput) paste(f *Field, s string) {
	t.limit(f)
	t.line.insert(s)
}

func (t *textInput) limit(f *Field) {
	if f.Limit > 0 {
		t.line.limit = f.Limit
	}
}

func (t *textInput) step(int) bool    { return false }
func (t *textInput) enter(bool)       {}
func (t *textInput) leave()           { t.line.cut = false }
func (t *textInput) state() string    { return t.line.text() }
func (t *textInput) restore(s string) { t.line.set(s) }
func (t *textInput) version() int     { return t.line.changed }

func (t *textInput) draw(f *Field, w int, focused bool) drawn {
	return drawLine(&t.line, f, w, focused)
}

// drawLine draws a line of text, or the hint while it is empty.
func drawLine(line *oneLine, f *Field, w int, focused bool) drawn {
	s, x := line.draw(w)
	if !focused {
		s = Cut(line.shown(), w) // its beginning says most
	}
	if line.size == 0 {
		s = penOf(f.d.Theme.Hint).paint(Cut(f.Hint, w))
	} else {
		s = penOf(f.d.Theme.Field).paint(s)
	}
	d := drawn{lines: []string{s}, x: x, cursor: focused}
	if line.cut {
		d.lines = append(d.lines, cutNotice(f, line.limit))
	}
	return d
}

func cutNotice(f *Field, limit int) string {
	return penOf(f.d.Theme.Warning).paint("▲ " + f.d.T.Widgets.CutAt.With("n", f.d.Language().Number(int64(limit))))
}

// areaInput is a text of several lines.
type areaInput struct {
	area area
	rows int
}

func (a *areaInput) key(f *Field, m tea.KeyPressMsg) bool {
	a.limit(f)
	switch m.String() {
	case "up":
		return a.area.vertical(-1)
	case "down":
		return a.area.vertical(1)
	case "pgup":
		a.area.vertical(-a.rows)
		return true
	case "pgdown":
		a.area.vertical(a.rows)
		return true
	}
	return a.area.key(m)
}

func (a *areaInput) paste(f *Field, s string) {
	a.limit(f)
	a.area.insert(s)
}

func (a *areaInput) limit(f *Field) {
	if f.Limit > 0 {
		a.area.limit = f.Limit
	}
}

func (a *areaInput) step(int) bool    { return false }
func (a *areaInput) enter(bool)       {}
func (a *areaInput) leave()           { a.area.cut = false }
func (a *areaInput) state() string    { return a.area.text() }
func (a *areaInput) restore(s string) { a.area.set(s) }
func (a *areaInput) version() int     { return a.area.changed }

func (a *areaInput) draw(f *Field, w int, focused bool) drawn {
	lines, x, y := a.area.draw(w, a.rows)
	p := penOf(f.d.Theme.Field)
	for i := range lines {
		lines[i] = p.paint(lines[i])
	}
	if a.area.size == 0 && f.Hint != "" {
		lines = nil
		for _, s := range Wrap(f.Hint, w) {
			lines = append(lines, penOf(f.d.Theme.Hint).paint(s))
		}
		lines = lines[:min(len(lines), a.rows)]
	}
	for len(lines) < a.rows {
		lines = append(lines, "")
	}
	if a.area.cut {
		lines = append(lines, cutNotice(f, a.area.limit))
	}
	return drawn{lines: lines, x: x, y: y, cursor: focused}
}

// checkInput is yes or no.
type checkInput struct {
	on      bool
	changes int
}

func (c *checkInput) key(_ *Field, m tea.KeyPressMsg) bool {
	switch m.String() {
	case "space", "x", "left", "right":
		c.on = !c.on
	case "y", "o":
		c.on = true
	case "n":
		c.on = false
	default:
		return false
	}
	c.changes++
	return true
}

func (c *checkInput) paste(*Field, string) {}
func (c *checkInput) step(int) bool        { return false }
func (c *checkInput) enter(bool)           {}
func (c *checkInput) leave()               {}
func (c *checkInput) version() int         { return c.changes }

func (c *checkInput) state() string {
	if c.on {
		return "true"
	}
	return ""
}

func (c *checkInput) restore(s string) { c.on = strings.TrimSpace(s) == "true" }

func (c *checkInput) draw(f *Field, w int, focused bool) drawn {
	box := "[ ]"
	if c.on {
		box = "[×]"
	}
	p := f.d.Theme.Text
	if focused {
		p = f.d.Theme.Selected
	}
	return drawn{lines: []string{penOf(p).paint(box) + "  " + penOf(f.d.Theme.Hint).paint(Cut(f.Hint, w-5))}}
}
