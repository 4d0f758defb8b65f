package paper

import (
	"strconv"
	"strings"
)

// face is the place of a run's font among the widths.
func (s Span) face() int {
	if s.Strong {
		return 1
	}
	return 0
}

// width is how wide a run of drawable signs is.
func (p *press) width(s Span, size float64) (sum float64) {
	for _, r := range s.Text {
		sum += p.widths[s.face()][r]
	}
	return sum * size / 1000
}

// page is the number of the page among all.
func (p *press) page() string { return strconv.Itoa(p.pdf.PageNo()) + "/{n}" }

// draw sets one line on a baseline.
func (p *press) draw(line []Span, size, x, baseline float64) {
	for _, s := range line {
		style := ""
		if s.Strong {
			style = "B"
		}
		p.pdf.SetFont(family, style, size)
		p.pdf.Text(x, baseline, s.Text)
		x += p.width(s, size)
	}
}

// wrap breaks a line of text into lines of a width: at spaces that may break,
// else, of a word too long for a line, where it must.
func (p *press) wrap(l Line, size, width float64) [][]Span {
	w := &wrapping{press: p, size: size, room: width}
	for _, s := range l {
		for i, part := range strings.Split(drawable(s.Text), "\n") {
			if i > 0 {
				w.word()
				w.feed()
			}
			w.run(Span{part, s.Strong})
		}
	}
	w.word()
	w.feed()
	for len(w.lines) > 1 && len(w.lines[len(w.lines)-1]) == 0 {
		w.lines = w.lines[:len(w.lines)-1]
	}
	return w.lines
}

type wrapping struct {
	*press
	size, room float64
	lines      [][]Span
	line       []Span // being filled
	used       float64
	held       []Span // the word being read: its runs
	heldWidth  float64
	space      Span // before it
}

// run takes a run in, word after word.
func (w *wrapping) run(s Span) {
	for i, word := range strings.Split(s.Text, " ") {
		if i > 0 {
			w.word()
			w.space = Span{" ", s.Strong}
		}
		if word != "" {
			part := Span{word, s.Strong}
			w.held = append(w.held, part)
			w.heldWidth += w.width(part, w.size)
		}
	}
}

// word puts the word that was read on the line, or on the next.
func (w *wrapping) word() {
	if len(w.held) == 0 {
		return
	}
	gap := w.width(w.space, w.size)
	if len(w.line) == 0 {
		gap = 0
	}
	if w.used+gap+w.heldWidth > w.room && len(w.line) > 0 {
		w.feed()
		gap = 0
	}
	if gap > 0 {
		w.put(w.space, gap)
	}
	for _, s := range w.held {
		if width := w.width(s, w.size); w.used+width <= w.room {
			w.put(s, width)
			continue
		}
		w.cut(s)
	}
	w.held, w.heldWidth, w.space = nil, 0, Span{}
}

// cut breaks a word that no line can hold.
func (w *wrapping) cut(s Span) {
	for _, r := range s.Text {
		one := Span{string(r), s.Strong}
		width := w.width(one, w.size)
		if w.used+width > w.room && len(w.line) > 0 {
			w.feed()
		}
		w.put(one, width)
	}
}

// put adds to the line, to its last run where that is of the same font.
func (w *wrapping) put(s Span, width float64) {
	if last := len(w.line) - 1; last >= 0 && w.line[last].Strong == s.Strong {
		w.line[last].Text += s.Text
	} else {
		w.line = append(w.line, s)
	}
	w.used += width
}

func (w *wrapping) feed() {
	w.lines = append(w.lines, w.line)
	w.line, w.used = nil, 0
}
