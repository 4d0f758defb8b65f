package exchange

import (
	"bufio"
	"bytes"
	"io"
)

// lineReader cuts a file into lines ended by LF, CRLF, CRCRLF or a lone CR, and
// counts them. Its memory does not grow with the length of a line.
type lineReader struct {
	r    *bufio.Reader
	line int // number of the line last returned
	buf  []byte
	cut  bool
	back bool
}

// next returns the next line without its end; it is valid until the call
// after. cut tells that the line is longer than maxLine and what is returned
// is only its beginning.
func (l *lineReader) next() (line []byte, cut bool, err error) {
	if l.back {
		l.back = false
		l.line++
		return l.buf, l.cut, nil
	}
	l.buf, l.cut = l.buf[:0], false
	for {
		chunk, err := l.chunk()
		if err != nil {
			if err == io.EOF && (len(l.buf) > 0 || l.cut) {
				break
			}
			return nil, false, err
		}
		end := lineEnd(chunk)
		part := chunk
		if end >= 0 {
			part = chunk[:end]
		}
		if room := maxLine - len(l.buf); len(part) > room {
			part, l.cut = part[:room], true
		}
		l.buf = append(l.buf, part...)
		if end < 0 {
			_, _ = l.r.Discard(len(chunk))
			continue
		}
		cr := chunk[end] == '\r'
		_, _ = l.r.Discard(end + 1)
		if cr {
			l.lineFeed()
		}
		break
	}
	l.line++
	return l.buf, l.cut, nil
}

// lineFeed passes over what follows the CR of a line's end: LF, or CR and LF
// where a program has ended lines twice.
func (l *lineReader) lineFeed() {
	next, _ := l.r.Peek(2)
	switch {
	case bytes.HasPrefix(next, []byte("\n")):
		_, _ = l.r.Discard(1)
	case string(next) == "\r\n":
		_, _ = l.r.Discard(2)
	}
}

// lineEnd is where the first line of b ends, -1 where it does not. Most lines
// are short; of a long one, every byte must be cheap.
func lineEnd(b []byte) int {
	const short = 128
	if i := bytes.IndexAny(b[:min(len(b), short)], "\r\n"); i >= 0 || len(b) <= short {
		return i
	}
	lf := bytes.IndexByte(b[short:], '\n')
	if lf < 0 {
		lf = len(b) - short
	}
	if cr := bytes.IndexByte(b[short:short+lf], '\r'); cr >= 0 {
		return short + cr
	}
	if short+lf == len(b) {
		return -1
	}
	return short + lf
}

// chunk returns what is buffered, at least one byte.
func (l *lineReader) chunk() ([]byte, error) {
	if l.r.Buffered() == 0 {
		if _, err := l.r.Peek(1); err != nil {
			return nil, err
		}
	}
	return l.r.Peek(l.r.Buffered())
}

// unread makes next return the same line again.
func (l *lineReader) unread() {
	l.back = true
	l.line--
}

// folded tells whether the next line continues this one (RFC 6350 §3.2).
func (l *lineReader) folded() bool {
	if l.back {
		return len(l.buf) > 0 && (l.buf[0] == ' ' || l.buf[0] == '\t')
	}
	c, err := l.r.Peek(1)
	return err == nil && (c[0] == ' ' || c[0] == '\t')
}
