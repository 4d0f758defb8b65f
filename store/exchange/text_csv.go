package exchange

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/transform"
)

// utf8Reader hands a source out as UTF-8 with LF line ends. The encoding is
// settled at the first byte beyond ASCII, however far into the file.
type utf8Reader struct {
	source *source
	legacy io.Reader
	oldMac bool // the file's lines end in CR alone
}

func newUTF8Reader(s *source) *utf8Reader {
	head, _ := s.Peek(sampleSize)
	return &utf8Reader{source: s, oldMac: bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0}
}

func (u *utf8Reader) Read(b []byte) (int, error) {
	n, err := u.read(b)
	if u.oldMac {
		for i, c := range b[:n] {
			if c == '\r' {
				b[i] = '\n'
			}
		}
	}
	return n, err
}

func (u *utf8Reader) read(b []byte) (int, error) {
	s := u.source
	if u.legacy == nil && s.legacy != nil {
		u.legacy = transform.NewReader(s.Reader, s.legacy.NewDecoder())
	}
	if u.legacy != nil {
		return u.legacy.Read(b)
	}
	if s.isUTF8 {
		return s.Reader.Read(b)
	}
	if s.Buffered() == 0 {
		if _, err := s.Peek(1); err != nil {
			return 0, err
		}
	}
	chunk, _ := s.Peek(min(s.Buffered(), len(b)))
	for i, c := range chunk {
		if c < 0x80 {
			continue
		}
		if i == 0 {
			sample, _ := s.Peek(sampleSize)
			s.guess(sample)
			if s.legacy == nil {
				s.isUTF8 = true // too little to tell
			}
			return u.read(b)
		}
		chunk = chunk[:i]
		break
	}
	n := copy(b, chunk)
	_, _ = s.Discard(n)
	return n, nil
}

// budget stops a row from filling the memory.
type budget struct {
	r    io.Reader
	left int
	over *Problem
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, b.over
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// delimiter finds what sets the cells apart: the sign that most evenly cuts
// the first rows.
func delimiter(r *bufio.Reader) rune {
	sample, _ := r.Peek(16 << 10)
	best, most := ',', 0
	for _, d := range []byte{',', ';', '\t', '|'} {
		first, same := -1, 0
		for _, n := range countRows(sample, d) {
			if first < 0 {
				first = n
			}
			if n == first {
				same++
			}
		}
		if score := first * (same + 1); score > most {
			best, most = rune(d), score
		}
	}
	return best
}

// countRows counts the delimiters outside quotes in each of the first rows.
func countRows(sample []byte, d byte) []int {
	var rows []int
	quoted, n := false, 0
	for _, c := range sample {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == d:
			n++
		case c == '\n':
			if rows, n = append(rows, n), 0; len(rows) == 20 {
				return rows
			}
		}
	}
	if len(rows) == 0 {
		rows = append(rows, n)
	}
	return rows
}

// separatorLine passes over the "sep=;" that Excel understands.
func separatorLine(r *bufio.Reader) (d rune, found bool) {
	head, _ := r.Peek(8)
	if len(head) < 6 || !bytes.EqualFold(head[:4], []byte("sep=")) {
		return 0, false
	}
	end := 5
	if head[end] == '\r' {
		end++
	}
	if end >= len(head) || head[end] != '\n' {
		return 0, false
	}
	_, _ = r.Discard(end + 1)
	return rune(head[4]), true
}
