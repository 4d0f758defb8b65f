package widget

import (
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// linesInput is a list of values, each with a label. The last one is always
// empty; an empty one between goes when it is left.
type linesInput struct {
	labels  []Option
	lines   []*labelled
	at      int
	changes int
}

type labelled struct {
	label string
	line  oneLine
}

func (l *linesInput) fresh() *labelled {
	n := &labelled{line: oneLine{edit: newEdit(true, lineLimit)}}
	if len(l.labels) > 0 {
		n.label = l.labels[min(len(l.lines), len(l.labels)-1)].Value
		if len(l.lines) > 0 {
			n.label = l.labels[0].Value
		}
	}
	return n
}

func (l *linesInput) set(lines []Line) {
	l.lines, l.at = nil, 0
	for _, v := range lines {
		n := l.fresh()
		n.label = v.Label
		n.line.set(v.Value)
		l.lines = append(l.lines, n)
	}
	l.lines = append(l.lines, l.fresh())
	l.changes++
}

func (l *linesInput) values() []Line {
	var out []Line
	for _, n := range l.lines {
		if v := strings.TrimSpace(n.line.text()); v != "" {
			out = append(out, Line{n.label, v})
		}
	}
	return out
}

func (l *linesInput) state() string {
	values := l.values()
	if len(values) == 0 {
		return ""
	}
	data, _ := json.Marshal(values) // strings only: it cannot fail
	return string(data)
}

func (l *linesInput) restore(s string) {
	var lines []Line
	_ = json.Unmarshal([]byte(s), &lines) // a draft that cannot be read is no lines
	l.set(lines)
}

func (l *linesInput) version() int {
	n := l.changes
	for _, line := range l.lines {
		n += line.line.changed
	}
	return n
}

func (l *linesInput) key(f *Field, m tea.KeyPressMsg) bool {
	switch m.String() {
	case "ctrl+t":
		l.nextLabel()
		return true
	case "ctrl+x":
		l.remove()
		return true
	case "up":
		return l.step(-1)
	case "down", "enter":
		return l.step(1)
	}
	return l.edit(f, func(e *edit) bool { return e.key(m) })
}

// edit changes the line under the cursor, and sees to the empty one at the end.
func (l *linesInput) edit(f *Field, change func(*edit) bool) bool {
	e := l.lines[l.at].line.edit
	if f.Limit > 0 {
		e.limit = f.Limit
	}
	ok := change(e)
	if l.lines[len(l.lines)-1].line.size > 0 {
		l.lines = append(l.lines, l.fresh())
		l.changes++
	}
	return ok
}

func (l *linesInput) paste(f *Field, s string) {
	l.edit(f, func(e *edit) bool { e.insert(s); return true })
}

func (l *linesInput) nextLabel() {
	if len(l.labels) == 0 {
		return
	}
	n := l.lines[l.at]
	i := slices.IndexFunc(l.labels, func(o Option) bool { return o.Value == n.label })
	n.label = l.labels[(i+1)%len(l.labels)].Value
	l.changes++
}

func (l *linesInput) remove() {
	if l.at == len(l.lines)-1 {
		l.lines[l.at].line.set("")
		return
	}
	l.changes += 1 + l.lines[l.at].line.changed
	l.lines = slices.Delete(l.lines, l.at, l.at+1)
}

func (l *linesInput) step(n int) bool {
	to := l.at + n
	if to < 0 || to >= len(l.lines) {
		return false
	}
	target := l.lines[to]
	l.tidy(target)
	l.at = max(0, slices.Index(l.lines, target))
	return true
}

// tidy takes out empty lines but the last, and one that is to be kept.
func (l *linesInput) tidy(keep *labelled) {
	last := l.lines[len(l.lines)-1]
	for i := 0; i < len(l.lines); i++ {
		if n := l.lines[i]; n.line.size == 0 && n != last && n != keep {
			l.changes += 1 + n.line.changed
			l.lines = slices.Delete(l.lines, i, i+1)
			i--
		}
	}
}

func (l *linesInput) enter(back bool) {
	l.at = 0
	if back {
		l.at = len(l.lines) - 1
	}
}

func (l *linesInput) leave() {
	l.tidy(nil)
	l.at = 0
	for _, n := range l.lines {
		n.line.cut = false
	}
}

func (l *linesInput) labelOf(value string) string {
	for _, o := range l.labels {
		if o.Value == value {
			return o.Label
		}
	}
	return Clean(value)
}

func (l *linesInput) draw(f *Field, w int, focused bool) drawn {
	th := f.d.Theme
	wide := 0
	for _, n := range l.lines {
		wide = max(wide, Width(l.labelOf(n.label)))
	}
	for _, o := range l.labels {
		wide = max(wide, Width(o.Label))
	}
	wide = min(wide, 14, w/3)
	gap := 0
	if wide > 0 {
		gap = 2
	}
	var d drawn
	for i, n := range l.lines {
		here := focused && i == l.at
		p := penOf(th.Muted)
		if here {
			p = penOf(th.Accent)
		}
		part := drawLine(&n.line, l.hinted(f, i), max(0, w-wide-gap), here)
		label := l.labelOf(n.label)
		if n.line.size == 0 && !here {
			label = "+"
		}
		if here {
			d.x, d.y, d.cursor = wide+gap+part.x, len(d.lines), true
		}
		for j, s := range part.lines {
			if j > 0 {
				label = ""
			}
			d.lines = append(d.lines, p.paint(Fit(label, wide))+Spaces(gap)+s)
		}
	}
	return d
}

// hinted is the field with a hint for the line: the field's own for the first,
// the keys for an empty one below.
func (l *linesInput) hinted(f *Field, i int) *Field {
	h := *f
	switch {
	case i > 0 && i == l.at && len(l.labels) > 0:
		h.Hint = f.d.T.Widgets.LabelHint
	case i > 0:
		h.Hint = ""
	}
	return &h
}
