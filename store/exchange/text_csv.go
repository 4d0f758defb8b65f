package exchange

import (
	"bytes"
	"io"
	"unicode/utf8"

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
// the first rows, whatever prose stands before the header.
func delimiter(sample []byte) byte {
	best, most := byte(','), 0
	for _, d := range []byte{',', ';', '\t', '|'} {
		rows := countRows(sample, d)
		same := map[int]int{}
		for _, n := range rows {
			same[n]++
		}
		for n, times := range same {
			if score := n * (times + 1); score > most && (times > 1 || n == rows[0]) {
				best, most = d, score
			}
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

// separatorLine recognises the "sep=;" that Excel understands; n is its length,
// 0 where there is none.
func separatorLine(head []byte) (d byte, n int) {
	if len(head) < 6 || !bytes.EqualFold(head[:4], []byte("sep=")) || head[4] >= utf8.RuneSelf {
		return 0, 0
	}
	end := 5
	if head[end] == '\r' {
		end++
	}
	if end >= len(head) || head[end] != '\n' {
		return 0, 0
	}
	return head[4], end + 1
}
