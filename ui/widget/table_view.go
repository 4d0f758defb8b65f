package widget

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"calepin/ui/theme"
)

// View draws h lines of w cells, of the rows kept.
func (t *Table) View(w, h int) string {
	if h <= 0 || w <= 0 {
		return Block(nil, 0, h)
	}
	head := 0
	if !t.NoHead && h > 1 {
		head = 1
	}
	t.width, t.height = w, max(1, h-head)
	if t.length == 0 {
		return Teach(t.d.Theme, w, h, t.Empty...)
	}
	t.follow()
	l := t.layout(w)
	lines := make([]string, 0, h)
	if head == 1 {
		lines = append(lines, t.head(l))
	}
	pens := t.pens()
	t.renew(l)
	bar := scrollbar(t.top, t.height, t.length)
	for y := range h - head {
		i := t.top + y
		if i >= t.length {
			break
		}
		line := t.line(i, l, pens)
		if bar != nil {
			line += bar.cell(y, pens)
		}
		lines = append(lines, line)
	}
	return Block(lines, w, h)
}

// follow moves what is shown so that the selection is in it. A heading just
// above the first row is shown with it.
func (t *Table) follow() {
	t.top = min(t.top, t.sel)
	if t.top == t.sel && t.top > 0 && t.height > 1 && t.kept.has(t.top-1) && t.row(t.top-1).Heading {
		t.top--
	}
	t.top = max(t.top, t.sel-t.height+1)
	t.top = max(0, min(t.top, t.length-t.height))
}

// layout is where the columns stand for a width.
type layout struct {
	w, gutter, rows int // rows: cells of a row without the bar at the right
	columns, widths []int
	more            bool // columns are out of sight at the right
}

func (t *Table) layout(w int) layout {
	l := layout{w: w, gutter: 3, rows: w}
	if t.NoMarks {
		l.gutter = 2
	}
	if t.length > t.height {
		l.rows--
	}
	for i, c := range t.columns {
		if w >= c.HideBelow {
			l.columns = append(l.columns, i)
		}
	}
	room := l.rows - l.gutter
	if t.least(l.columns) > room {
		l.columns = t.scrolled(l.columns)
	} else {
		t.side = 0
	}
	l.widths = t.widths(l.columns, room)
	used := 0
	for i, width := range l.widths {
		if used+width > room && i > 0 {
			l.more = true
			if room-used < 3 {
				l.columns, l.widths = l.columns[:i], l.widths[:i]
			} else {
				l.columns, l.widths = l.columns[:i+1], append(l.widths[:i:i], room-used)
			}
			break
		}
		used += width + 2
	}
	return l
}

// least is what columns need at their narrowest.
func (t *Table) least(columns []int) int {
	sum := 2 * (len(columns) - 1)
	for _, i := range columns {
		sum += t.columns[i].Min
	}
	return sum
}

// scrolled leaves out the columns after the first that were scrolled away; the
// first says which row it is.
func (t *Table) scrolled(columns []int) []int {
	if len(columns) < 2 {
		return columns
	}
	t.side = min(t.side, len(columns)-2)
	return append(columns[:1:1], columns[1+t.side:]...)
}

// widths gives each column its least width, and what is left by weight.
func (t *Table) widths(columns []int, room int) []int {
	widths := make([]int, len(columns))
	left, open := room-t.least(columns), map[int]int{}
	for n, i := range columns {
		widths[n] = t.columns[i].Min
		if t.columns[i].Flex > 0 {
			open[n] = t.columns[i].Flex
		}
	}
	for left > 0 && len(open) > 0 {
		weight, share := 0, left
		for _, f := range open {
			weight += f
		}
		for n := range columns {
			f := open[n]
			if f == 0 {
				continue
			}
			more := min(left, max(1, share*f/weight))
			if limit := t.columns[columns[n]].Max; limit > 0 && widths[n]+more >= limit {
				more = max(0, limit-widths[n])
				delete(open, n)
			}
			widths[n] += more
			left -= more
		}
	}
	return widths
}

// head is the line of titles, with what sorts and how many are marked.
func (t *Table) head(l layout) string {
	heading, accent := penOf(t.d.Theme.Heading), penOf(t.d.Theme.Accent)
	var b strings.Builder
	b.WriteString(accent.paint(Fit(arrows(t.side > 0, l.more), l.gutter)))
	for n, i := range l.columns {
		c := t.columns[i]
		sign := ""
		if c.Sort != "" && c.Sort == t.sort {
			sign = " ▲"
			if t.descending {
				sign = " ▼"
			}
		}
		title := Cut(c.Title, l.widths[n]-Width(sign))
		fill := Spaces(l.widths[n] - Width(title) - Width(sign))
		if c.Right {
			b.WriteString(fill)
		}
		b.WriteString(heading.paint(title) + accent.paint(sign))
		if !c.Right {
			b.WriteString(fill)
		}
		if n < len(l.columns)-1 {
			b.WriteString("  ")
		}
	}
	line := b.String()
	var tail string
	if len(t.marked) > 0 && !t.NoCount {
		tail = " " + penOf(t.d.Theme.Marked).paint("● "+t.d.T.Widgets.Marked.Of(len(t.marked)))
	}
	if tail == "" {
		return Cut(line, l.w)
	}
	return Cut(Fit(ansi.Truncate(line, max(0, l.w-Width(tail)), ""), l.w-Width(tail))+tail, l.w)
}

// arrows tell on which sides columns are out of sight.
func arrows(left, right bool) string {
	switch {
	case left && right:
		return "‹›"
	case left:
		return "‹"
	case right:
		return " ›"
	}
	return ""
}

// pens are the styles of the rows.
type pens struct{ text, match, selected, selMatch, mark, heading, border, focus pen }

func (t *Table) pens() pens {
	th := t.d.Theme
	sel := th.Faded
	if t.focused {
		sel = th.Selected
	}
	return pens{
		text: penOf(th.Text), match: penOf(th.Match), selected: penOf(sel), selMatch: penOf(sel.Underline(true)),
		mark: penOf(th.Marked), heading: penOf(th.Title), border: penOf(th.Border), focus: penOf(th.Focus),
	}
}

// renew forgets drawn lines that were drawn for something else.
func (t *Table) renew(l layout) {
	key := fmt.Sprint(l.rows, l.columns, l.widths, themeKey(t.d.Theme))
	if t.kept.key != key || t.kept.lines == nil {
		t.kept.key = key
		t.kept.lines = make([]string, len(t.kept.rows))
	}
}

func themeKey(th *theme.Theme) string { return fmt.Sprint(th.Dark, th.Profile) }

// line draws a row. Those that are neither selected nor marked are kept drawn.
func (t *Table) line(i int, l layout, p pens) string {
	if !t.kept.has(i) {
		return Spaces(l.rows)
	}
	at := i - t.kept.first
	r := t.kept.rows[at]
	selected, marked := i == t.sel && !r.Heading, t.marked[r.ID]
	if selected || marked {
		return t.draw(r, l, p, selected, marked)
	}
	if t.kept.lines[at] == "" {
		t.kept.lines[at] = t.draw(r, l, p, false, false)
	}
	return t.kept.lines[at]
}

func (t *Table) draw(r Row, l layout, p pens, selected, marked bool) string {
	if r.Heading {
		title := ""
		if len(r.Cells) > 0 {
			title = Clean(r.Cells[0].Text)
		}
		title = Cut(title, l.rows-1)
		rule := strings.Repeat("─", max(0, l.rows-2-Width(title)))
		return Fit(" "+p.heading.paint(title)+" "+p.border.paint(rule), l.rows)
	}
	base, match := p.text, p.match
	if selected {
		base, match = p.selected, p.selMatch
	}
	var b strings.Builder
	b.WriteString(t.gutter(base, p, selected, marked))
	used := l.gutter
	for n, i := range l.columns {
		if n > 0 {
			b.WriteString(base.paint("  "))
			used += 2
		}
		var c Cell
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		pen := base
		if c.Style != nil && !selected {
			pen = penOf(*c.Style)
		}
		said := Cut(Clean(c.Text), l.widths[n])
		fill := Spaces(l.widths[n] - Width(said))
		if t.columns[i].Right {
			b.WriteString(base.paint(fill))
		}
		terms := t.terms
		if t.columns[i].NoMatch {
			terms = nil
		}
		b.WriteString(highlight(said, terms, pen, match))
		if !t.columns[i].Right {
			b.WriteString(base.paint(fill))
		}
		used += l.widths[n]
	}
	if used < l.rows {
		b.WriteString(base.paint(Spaces(l.rows - used)))
	}
	return Cut(b.String(), l.rows)
}

// gutter is the signs before a row: colour is never the only one.
func (t *Table) gutter(base pen, p pens, selected, marked bool) string {
	sign, mark := " ", " "
	if selected {
		sign = "›"
	}
	if marked {
		mark = "●"
	}
	switch {
	case t.NoMarks:
		return base.paint(sign + " ")
	case marked && !selected:
		return base.paint(sign) + p.mark.paint(mark) + base.paint(" ")
	}
	return base.paint(sign + mark + " ")
}

// clickHead sorts by the column under a place, the other way round the second
// time.
func (t *Table) clickHead(x int) tea.Cmd {
	// The width is that of the last drawing: the row's cells, and the bar.
	l := t.layout(t.width)
	at := l.gutter
	for n, i := range l.columns {
		if key := t.columns[i].Sort; x >= at && x < at+l.widths[n]+2 && key != "" {
			return t.sortBy(key, key == t.sort && !t.descending)
		}
		at += l.widths[n] + 2
	}
	return nil
}
