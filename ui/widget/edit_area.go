package widget

// area is an edit of several lines as it is drawn: wrapped, and scrolled so
// that the cursor shows. What a key costs depends on the lines that show, not
// on the text.
type area struct {
	*edit
	topRow, topSeg int
	w, h           int // when last drawn
}

// wrap returns where the pieces of a line begin. A cell is left for the cursor
// behind the last one.
func (a *area) wrap(row int) []int {
	w := max(1, a.w-1)
	if a.wraps == nil || a.wrapped != w {
		a.wraps, a.wrapped = make([][]int, len(a.lines)), w
	}
	if a.wraps[row] == nil {
		a.wraps[row] = wrapAt(a.lines[row], w)
	}
	return a.wraps[row]
}

func (a *area) piece(row, seg int) string {
	starts := a.wrap(row)
	to := len(a.lines[row])
	if seg+1 < len(starts) {
		to = starts[seg+1]
	}
	return a.lines[row][starts[seg]:to]
}

// at returns the piece the cursor stands in, and its cell there.
func (a *area) at() (seg, x int) {
	starts := a.wrap(a.row)
	for seg = len(starts) - 1; seg > 0 && starts[seg] > a.col; seg-- {
	}
	return seg, min(Width(a.line()[starts[seg]:a.col]), max(0, a.w-1))
}

// step moves a place by pieces, as far as there are, and tells how many.
func (a *area) step(row, seg, n int) (int, int, int) {
	done := 0
	for ; done < n; done++ {
		if seg++; seg < len(a.wrap(row)) {
			continue
		}
		if row == len(a.lines)-1 {
			seg--
			return row, seg, done
		}
		row, seg = row+1, 0
	}
	for ; done > n; done-- {
		if seg--; seg >= 0 {
			continue
		}
		if row == 0 {
			return 0, 0, done
		}
		row--
		seg = len(a.wrap(row)) - 1
	}
	return row, seg, done
}

// vertical moves the cursor by lines on the screen, and tells whether it moved.
func (a *area) vertical(n int) bool {
	seg, x := a.at()
	if a.goal < 0 {
		a.goal = x
	}
	row, to, moved := a.step(a.row, seg, n)
	if moved == 0 {
		return false
	}
	starts := a.wrap(row)
	piece := a.piece(row, to)
	col, cells := 0, 0
	for col < len(piece) {
		g, gw := grapheme(piece[col:])
		if cells+gw > a.goal || (to+1 < len(starts) && col+len(g) >= len(piece)) {
			break
		}
		col, cells = col+len(g), cells+gw
	}
	a.row, a.col, a.cut = row, starts[to]+col, false
	return true
}

// draw returns the lines that show, and the cursor's place among them.
func (a *area) draw(w, h int) (lines []string, x, y int) {
	if w <= 0 || h <= 0 {
		return nil, 0, 0
	}
	a.w, a.h = w, h
	seg, x := a.at()
	a.topRow = min(a.topRow, len(a.lines)-1)
	a.topSeg = min(a.topSeg, len(a.wrap(a.topRow))-1)
	if a.row < a.topRow || (a.row == a.topRow && seg < a.topSeg) {
		a.topRow, a.topSeg = a.row, seg
	}
	if row, first, _ := a.step(a.row, seg, 1-h); row > a.topRow || (row == a.topRow && first > a.topSeg) {
		a.topRow, a.topSeg = row, first
	}
	row, piece := a.topRow, a.topSeg
	for {
		if row == a.row && piece == seg {
			y = len(lines)
		}
		lines = append(lines, Cut(a.piece(row, piece), w))
		if len(lines) == h {
			break
		}
		var moved int
		if row, piece, moved = a.step(row, piece, 1); moved == 0 {
			break
		}
	}
	return lines, x, y
}

// point puts the cursor where the mouse was clicked.
func (a *area) point(x, y int) {
	if a.w <= 0 || y < 0 || y >= a.h {
		return
	}
	row, seg, _ := a.step(a.topRow, a.topSeg, y)
	starts, piece := a.wrap(row), a.piece(row, seg)
	col, cells := 0, 0
	for col < len(piece) {
		g, gw := grapheme(piece[col:])
		if cells+gw > x {
			break
		}
		col, cells = col+len(g), cells+gw
	}
	a.row, a.col, a.goal = row, starts[seg]+col, -1
}
