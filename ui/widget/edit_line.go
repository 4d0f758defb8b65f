package widget

import "strings"

// oneLine is an edit of one line as it is drawn: scrolled sideways so that the
// cursor shows.
type oneLine struct {
	*edit
	dots bool
	left int // cells scrolled out
}

// draw returns the part that shows in w cells, and the cursor's cell.
func (o *oneLine) draw(w int) (string, int) {
	if w <= 0 {
		return "", 0
	}
	s, x := o.shown(), Width(o.line()[:o.col])
	if o.dots {
		x = strings.Count(o.shownUpTo(o.col), "")
		x--
	}
	if x < o.left {
		o.left = max(0, x-w/3)
	}
	if x >= o.left+w {
		o.left = x - w + 1
	}
	if total := Width(s); o.left > 0 && total < o.left+w-1 {
		o.left = max(0, total-w+1)
	}
	return slice(s, o.left, w), x - o.left
}

func (o *oneLine) shown() string {
	if o.dots {
		return o.shownUpTo(len(o.line()))
	}
	return o.line()
}

// shownUpTo is a dot for each grapheme up to a place.
func (o *oneLine) shownUpTo(col int) string {
	n := 0
	for i := 0; i < col; n++ {
		g, _ := grapheme(o.line()[i:])
		i += len(g)
	}
	return strings.Repeat("•", n)
}

// slice returns the cells of a plain text from left on, w of them at most; a
// wide character cut in two leaves a space.
func slice(s string, left, w int) string {
	var b strings.Builder
	x := 0
	for i := 0; i < len(s); {
		g, gw := grapheme(s[i:])
		switch {
		case x+gw > left+w:
			return b.String()
		case x >= left:
			b.WriteString(g)
		case x+gw > left:
			b.WriteByte(' ')
		}
		i, x = i+len(g), x+gw
	}
	return b.String()
}
