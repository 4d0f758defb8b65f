package widget

import (
	"strings"
	"unicode/utf8"
)

// edit is a text while it is typed: lines, and a cursor that stands between
// graphemes. A key costs what the line under the cursor does.
type edit struct {
	lines    []string
	row, col int // col is a byte offset in the line
	goal     int // the cell that moves up and down aim at, -1 for none
	single   bool
	limit    int // characters, 0 for none
	size     int // characters there are
	cut      bool
	changed  int // counts the changes
	wraps    [][]int
	wrapped  int // the width they are for
}

func newEdit(single bool, limit int) *edit {
	return &edit{lines: []string{""}, goal: -1, single: single, limit: limit}
}

// set replaces the text, the cursor at its end where the text is one line and
// at its beginning otherwise.
func (e *edit) set(s string) {
	e.lines, e.row, e.col, e.size, e.cut, e.wraps = []string{""}, 0, 0, 0, false, nil
	e.insert(s)
	if !e.single {
		e.row, e.col = 0, 0
	}
	e.goal = -1
}

func (e *edit) text() string { return strings.Join(e.lines, "\n") }

func (e *edit) line() string { return e.lines[e.row] }

// insert puts what was typed or pasted in, cleaned, as far as there is room.
func (e *edit) insert(s string) {
	s, e.cut = e.fit(s)
	if s == "" {
		return
	}
	e.size += utf8.RuneCountInString(s)
	before, after := e.line()[:e.col], e.line()[e.col:]
	pieces := strings.Split(s, "\n")
	last := len(pieces) - 1
	e.col = len(pieces[last])
	if last == 0 {
		e.col += len(before)
	}
	pieces[last] += after
	pieces[0] = before + pieces[0]
	e.splice(e.row, e.row+1, pieces...)
	e.row += last
	e.snap()
}

// fit cleans s and cuts it to the room that is left.
func (e *edit) fit(s string) (string, bool) {
	room, cut := e.limit-e.size, false
	if e.limit > 0 && len(s) > room*utf8.UTFMax { // no need to look at a megabyte
		s, cut = s[:max(0, room)*utf8.UTFMax], true
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		if len(s) > 0 && s[len(s)-1] >= utf8.RuneSelf {
			s = s[:len(s)-1]
		}
	}
	if e.single {
		s = Clean(strings.TrimRight(s, "\r\n"))
	} else {
		s = CleanLines(s)
	}
	if e.limit <= 0 {
		return s, cut
	}
	n := 0
	for i := 0; i < len(s); {
		g, _ := grapheme(s[i:])
		if n += utf8.RuneCountInString(g); n > room {
			return s[:i], true
		}
		i += len(g)
	}
	return s, cut
}

// splice replaces lines, and what is known of how they wrap.
func (e *edit) splice(from, to int, lines ...string) {
	e.changed++
	e.goal = -1
	if to-from == 1 && len(lines) == 1 {
		e.lines[from] = lines[0]
		if e.wraps != nil {
			e.wraps[from] = nil
		}
		return
	}
	e.lines = replaced(e.lines, from, to, lines)
	if e.wraps != nil {
		e.wraps = replaced(e.wraps, from, to, make([][]int, len(lines)))
	}
}

func replaced[T any](all []T, from, to int, by []T) []T {
	out := make([]T, 0, len(all)-(to-from)+len(by))
	return append(append(append(out, all[:from]...), by...), all[to:]...)
}

// snap moves the cursor to the nearest boundary of a grapheme: what was typed
// may have joined what stood before it.
func (e *edit) snap() {
	s := e.line()
	for i := 0; i < len(s); {
		g, _ := grapheme(s[i:])
		if i+len(g) > e.col {
			if e.col > i {
				e.col = i + len(g)
			}
			return
		}
		i += len(g)
	}
	e.col = min(e.col, len(s))
}

// remove takes out what stands between two places.
func (e *edit) remove(row, col, toRow, toCol int) {
	if row == toRow && col == toCol {
		return
	}
	head, tail := e.lines[row][:col], e.lines[toRow][toCol:]
	for i := row; i <= toRow; i++ {
		from, to := 0, len(e.lines[i])
		if i == row {
			from = col
		}
		if i == toRow {
			to = toCol
		}
		e.size -= utf8.RuneCountInString(e.lines[i][from:to])
	}
	e.size -= toRow - row
	e.splice(row, toRow+1, head+tail)
	e.row, e.col, e.cut = row, col, false
	e.snap()
}

// before is the place one grapheme, or end of line, before the cursor.
func (e *edit) before() (int, int) {
	if e.col == 0 {
		if e.row == 0 {
			return 0, 0
		}
		return e.row - 1, len(e.lines[e.row-1])
	}
	s, at := e.line(), 0
	for i := 0; i < e.col; {
		at = i
		g, _ := grapheme(s[i:])
		i += len(g)
	}
	return e.row, at
}

// after is the place one grapheme, or end of line, after the cursor.
func (e *edit) after() (int, int) {
	if e.col >= len(e.line()) {
		if e.row == len(e.lines)-1 {
			return e.row, e.col
		}
		return e.row + 1, 0
	}
	g, _ := grapheme(e.line()[e.col:])
	return e.row, e.col + len(g)
}

// wordBefore is the beginning of the word before the cursor.
func (e *edit) wordBefore() (int, int) {
	if e.col == 0 {
		return e.before()
	}
	s := strings.TrimRight(e.line()[:e.col], " ")
	return e.row, strings.LastIndexByte(s, ' ') + 1
}

// wordAfter is the end of the word after the cursor.
func (e *edit) wordAfter() (int, int) {
	s := e.line()[e.col:]
	if s == "" {
		return e.after()
	}
	blank := len(s) - len(strings.TrimLeft(s, " "))
	if i := strings.IndexByte(s[blank:], ' '); i >= 0 {
		return e.row, e.col + blank + i
	}
	return e.row, len(e.line())
}

// wipe forgets the text, as well as a language with immutable strings can:
// nothing here points at it any more.
func (e *edit) wipe() {
	e.lines, e.row, e.col, e.size, e.wraps, e.cut = []string{""}, 0, 0, 0, nil, false
	e.changed++
}
