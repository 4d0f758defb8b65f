package widget

// bar is the thumb of a scroll bar: the lines from from to before to.
type bar struct{ from, to int }

// scrollbar returns the bar of a list of which height rows of length are shown
// from top on, nil where all are.
func scrollbar(top, height, length int) *bar {
	if length <= height || height <= 0 {
		return nil
	}
	size := max(1, height*height/length)
	from := (height - size) * top / (length - height)
	return &bar{from, from + size}
}

func (b *bar) cell(y int, p pens) string {
	if y >= b.from && y < b.to {
		return p.focus.paint("┃")
	}
	return p.border.paint("│")
}
