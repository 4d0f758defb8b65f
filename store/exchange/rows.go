package exchange

import (
	"bytes"
	"io"
)

// maxReread is how much of a file whose quotes are broken is read again.
// Beyond it, rows over several lines are given up where that happened.
const maxReread = 64 << 20

// rowText cuts the text of a CSV into rows. It holds one row, and can go back
// to a row's second line: a quote that is never closed would otherwise take
// all that follows into one cell.
type rowText struct {
	r     io.Reader
	comma byte
	width int // cells of the header, 0 until it is known

	buf    []byte
	at     int   // in buf: where what is not handed out yet begins
	offset int64 // of buf[0] in the file
	eof    bool
	line   int // number of the line at buf[at:]

	alone  int64 // up to this offset, no row has a second line
	reread int
}

// unclosed is the row of a quote that is not closed, or so late that other
// rows are in it.
type unclosed struct{ line, cell int }

// next returns the next row that is not blank, and the line it begins on; it is
// good until the call after. bad is the row to report in its stead: the next
// call goes on with the line after its first.
func (t *rowText) next() (row []byte, line int, bad *unclosed, err error) {
	for {
		n, err := t.lineAt(0)
		if err != nil {
			return nil, t.line, nil, err
		}
		if len(trimEnd(t.buf[t.at:t.at+n])) > 0 {
			return t.row(n)
		}
		t.take(n)
	}
}

// row returns the row whose first line has n bytes.
func (t *rowText) row(n int) (row []byte, line int, bad *unclosed, err error) {
	line = t.line
	q := quoting{comma: t.comma}
	q.line(t.buf[t.at : t.at+n])
	if !q.open {
		return t.take(n), line, nil, nil
	}
	bad = &unclosed{line: line, cell: q.cell}
	giveUp := func() ([]byte, int, *unclosed, error) {
		t.take(n)
		return nil, line, bad, nil
	}
	if t.offset+int64(t.at) < t.alone {
		return giveUp()
	}
	end, s := n, swallowed{}
	for q.open {
		m, err := t.lineAt(end)
		if err == io.EOF || err == errTooLong {
			// No cell that begins from here to end is closed before it
			// either: inside a cell, all lines are read alike.
			t.alone = t.offset + int64(t.at+end)
			return giveUp()
		}
		if err != nil {
			return nil, line, nil, err
		}
		next := t.buf[t.at+end : t.at+end+m]
		q.line(next)
		s.take(next, t.comma, t.width, !q.open)
		end += m
	}
	if s.rows(t.width, q) {
		if t.reread += end; t.reread > maxReread {
			t.alone = t.offset + int64(t.at+end)
		}
		return giveUp()
	}
	return t.take(end), line, nil, nil
}

// take hands n bytes out.
func (t *rowText) take(n int) []byte {
	out := t.buf[t.at : t.at+n]
	t.at += n
	t.line += bytes.Count(out, []byte{'\n'})
	return out
}

var errTooLong = &Problem{Code: RowTooLong, Lost: AllOfIt, Limit: maxRow}

// lineAt returns the length, with its end, of the line that begins from bytes
// after what is handed out. errTooLong tells that the row is.
func (t *rowText) lineAt(from int) (int, error) {
	seen := 0
	for {
		rest := t.buf[t.at+from:]
		if i := bytes.IndexByte(rest[seen:], '\n'); i >= 0 {
			return seen + i + 1, nil
		}
		seen = len(rest)
		if t.eof {
			if seen == 0 {
				return 0, io.EOF
			}
			return seen, nil
		}
		if from+seen > maxRow {
			return 0, errTooLong
		}
		if err := t.fill(); err != nil {
			return 0, err
		}
	}
}

// fill reads on.
func (t *rowText) fill() error {
	if t.at > 0 {
		n := copy(t.buf, t.buf[t.at:])
		t.buf, t.offset, t.at = t.buf[:n], t.offset+int64(t.at), 0
	}
	n := len(t.buf)
	if cap(t.buf)-n < sampleSize {
		t.buf = append(make([]byte, 0, 2*n+2*sampleSize), t.buf...)
	}
	m, err := t.r.Read(t.buf[n:min(cap(t.buf), n+sampleSize)])
	t.buf = t.buf[:n+m]
	if err == io.EOF {
		t.eof, err = true, nil
	}
	return err
}

// peek returns what begins the file, as much as there is of n bytes.
func (t *rowText) peek(n int) ([]byte, error) {
	for len(t.buf)-t.at < n && !t.eof {
		if err := t.fill(); err != nil {
			return nil, err
		}
	}
	return t.buf[t.at:min(len(t.buf), t.at+n)], nil
}

// quoting follows the quotes of a row as encoding/csv does with LazyQuotes.
type quoting struct {
	comma byte
	open  bool // inside a quoted cell
	cell  int  // index of the cell
	bare  bool // a quote inside a quoted cell that is not doubled
}

// line goes through one line of the row.
func (q *quoting) line(b []byte) {
	b = trimEnd(b)
	for {
		if !q.open && (len(b) == 0 || b[0] != '"') {
			i := bytes.IndexByte(b, q.comma)
			if i < 0 {
				return
			}
			b = b[i+1:]
			q.cell++
			continue
		}
		if !q.open {
			q.open, b = true, b[1:]
		}
		i := bytes.IndexByte(b, '"')
		if i < 0 {
			return
		}
		switch b = b[i+1:]; {
		case len(b) == 0:
			q.open = false
			return
		case b[0] == '"':
			b = b[1:]
		case b[0] == q.comma:
			q.open, b = false, b[1:]
			q.cell++
		default:
			q.bare = true
		}
	}
}

// swallowed counts the lines of a cell that could be rows: those with as many
// cells as the header.
type swallowed struct {
	lines, like int
	last        bool // so is the line that the cell ends on
}

func (s *swallowed) take(line []byte, comma byte, width int, last bool) {
	q := quoting{comma: comma}
	q.line(line)
	like := width > 1 && q.cell+1 == width
	if last {
		s.last = like
		return
	}
	s.lines++
	if like {
		s.like++
	}
}

// rows tells whether other rows are in the cell: two lines or more, most of
// them, read like rows. One is enough, and the last line counts, where the
// quotes or the number of cells are wrong besides. Prose has a comma a line
// often enough: with two or three columns the quotes must be wrong.
func (s *swallowed) rows(width int, q quoting) bool {
	wrong := q.bare || q.cell+1 != width
	if !wrong {
		return width > 3 && s.like > 1 && 2*s.like > s.lines
	}
	if s.last {
		s.like++
		s.lines++
	}
	return s.like > 0 && 2*s.like > s.lines
}

// trimEnd takes the end of a line off.
func trimEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte{'\n'}), []byte{'\r'})
}
