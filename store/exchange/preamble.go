package exchange

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// maxPreamble is how many lines may stand before the header.
const maxPreamble = 20

// preamble passes over what some programs write before the header (LinkedIn:
// "Notes:" and a paragraph), where a later line is plainly the header and the
// first is not; it is reported.
func (r *rowReader) preamble() error {
	size, lines, filled := 0, 0, 0
	for range maxPreamble {
		n, err := r.text.lineAt(size)
		if err == io.EOF || err == errTooLong {
			return nil
		}
		if err != nil {
			return r.failed(r.text.line+lines, err)
		}
		line := r.text.buf[r.text.at+size : r.text.at+size+n]
		cells, err := newRowParser(bufio.NewReader(bytes.NewReader(line)), r.text.comma).Read()
		if err == nil && r.plainHeader(cells, filled == 0) {
			break
		}
		if err == nil {
			filled++
		}
		size, lines = size+n, lines+1
		if lines == maxPreamble {
			return nil
		}
	}
	if filled > 0 {
		r.parsed.report(Problem{File: r.name(), Line: r.text.line, Code: Preamble, Count: int64(lines)})
	}
	r.text.take(size)
	return nil
}

// plainHeader tells whether a row is a header. Of the first one it is enough
// that one of its cells is known and names a contact; a later one has all the
// headers that the user maps and, where there are none, three that are known
// or no others.
func (r *rowReader) plainHeader(row []string, first bool) bool {
	if len(row) > MaxColumns || slices.ContainsFunc(row, looksLikeData) {
		return false
	}
	mapped := 0
	for key := range r.options.Map {
		if numbered(key) {
			continue
		}
		if !slices.ContainsFunc(row, func(cell string) bool { return fold(cell) == fold(key) }) {
			return false
		}
		mapped++
	}
	if mapped > 0 {
		return true
	}
	known, naming := 0, false
	for _, cell := range row {
		if found, ok := roleOf(cell); ok {
			known++
			naming = naming || names(found)
		}
	}
	return naming && (first || known > 2 || known == len(row) && known > 1)
}
