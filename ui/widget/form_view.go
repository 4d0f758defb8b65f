package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// canvas is a form while it is drawn, before it is cut to what shows.
type canvas struct {
	lines []string
	drop  []string
	dropX int
	dropY int
	x, y  int
	typed bool // there is a cursor, at x and y
}

// View draws the form, scrolled to the field that has the keys.
func (f *Form) View(w, h int) string {
	f.cursor = nil
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	warnings := f.warnings(w, h)
	h -= len(warnings)
	c := f.compose(w)
	tall := len(c.lines)
	if tall > h && w > 4 {
		c = f.compose(w - 1)
		tall = len(c.lines)
	}
	c.hang(w)
	f.scroll(h, tall, c)
	lines := make([]string, h)
	bar := scrollbar(f.top, h, tall)
	p := pens{border: penOf(f.d.Theme.Border), focus: penOf(f.d.Theme.Border)}
	for y := range lines {
		if f.top+y < len(c.lines) {
			lines[y] = c.lines[f.top+y]
		}
		if bar != nil && w > 4 {
			lines[y] = Fit(lines[y], w-1) + bar.cell(y, p)
		}
	}
	if c.typed && c.y >= f.top && c.y < f.top+h && c.x < w {
		f.cursor = tea.NewCursor(c.x, c.y-f.top)
	}
	return f.below(Block(lines, w, h), warnings, w)
}

// Cursor is the place of the text cursor in what View drew last, nil for none.
func (f *Form) Cursor() *tea.Cursor {
	if f.blurred {
		return nil
	}
	return f.cursor
}

// scroll shows the field that has the keys, whole where it can.
func (f *Form) scroll(h, tall int, c *canvas) {
	if field := f.Focused(); field != nil {
		from, to := field.y0, field.y1
		if f.first(field) {
			from = 0
		}
		if len(c.drop) > 0 {
			to = max(to, min(c.dropY+len(c.drop), tall))
		}
		f.top = max(f.top, to-h)
		f.top = min(f.top, from)
		if c.typed {
			f.top = max(min(f.top, c.y), c.y-h+1)
		}
	}
	f.top = max(0, min(f.top, tall-h))
}

// first tells whether only headings stand above a field.
func (f *Form) first(field *Field) bool {
	for _, g := range f.fields {
		if g == field {
			return true
		}
		if g.in != nil && g.shown() {
			return false
		}
	}
	return false
}

// labelWidth is the room of the labels at the left, 0 where they stand above.
func (f *Form) labelWidth(w int) int {
	if w < 60 {
		return 0
	}
	wide := 0
	for _, field := range f.fields {
		if field.in != nil && field.shown() {
			wide = max(wide, Width(label(field)))
		}
	}
	return min(wide, 26, w/3)
}

func label(field *Field) string {
	if field.Required {
		return field.Label + " *"
	}
	return field.Label
}

func (f *Form) compose(w int) *canvas {
	c := &canvas{}
	lw := f.labelWidth(w)
	for i, field := range f.fields {
		if !field.shown() {
			continue
		}
		if field.in == nil {
			f.heading(c, field, w)
			continue
		}
		field.y0 = len(c.lines)
		f.field(c, field, w, lw, i == f.at && !f.blurred)
		field.y1 = len(c.lines)
	}
	return c
}

func (f *Form) heading(c *canvas, field *Field, w int) {
	if len(c.lines) > 0 {
		c.lines = append(c.lines, "")
	}
	title := Cut(field.Label, w-2)
	rule := strings.Repeat("─", max(0, w-4-Width(title)))
	c.lines = append(c.lines, "  "+penOf(f.d.Theme.Title).paint(title)+" "+penOf(f.d.Theme.Border).paint(rule))
}

func (f *Form) field(c *canvas, field *Field, w, lw int, focused bool) {
	th := f.d.Theme
	name, bar := penOf(th.Muted), penOf(th.Border).paint("│ ")
	if focused {
		name, bar = penOf(th.Focus.Bold(true)), penOf(th.Focus).paint("┃ ")
	}
	before := 4 // what stands left of the value
	if lw > 0 {
		before = 2 + lw + 2 + 2
	} else {
		c.lines = append(c.lines, name.paint(Cut(sign(focused)+label(field), w)))
	}
	d := field.in.draw(field, max(0, w-before), focused)
	if field.err != "" {
		for i, s := range Wrap(Clean(field.err), max(1, w-before-2)) {
			d.lines = append(d.lines, penOf(th.Bad).paint([]string{"✗ ", "  "}[min(i, 1)]+s))
		}
	}
	if d.cursor {
		c.x, c.y, c.typed = before+d.x, len(c.lines)+d.y, true
	}
	if len(d.drop) > 0 {
		c.drop, c.dropX, c.dropY = d.drop, before-2, len(c.lines)+1
	}
	for i, s := range d.lines {
		head := Spaces(before - 2)
		if lw > 0 {
			l := ""
			if i == 0 {
				l = sign(focused) + Cut(label(field), lw)
			}
			head = name.paint(l) + Spaces(before-2-Width(l))
		}
		c.lines = append(c.lines, head+bar+s)
	}
}

// hang lays the list of suggestions over the lines below its field.
func (c *canvas) hang(w int) {
	for i, s := range c.drop {
		y := c.dropY + i
		for y >= len(c.lines) {
			c.lines = append(c.lines, "")
		}
		c.lines[y] = Fit(ansi.Truncate(c.lines[y], c.dropX, ""), c.dropX) + Cut(s, max(0, w-c.dropX-1))
	}
}
