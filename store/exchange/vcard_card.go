package exchange

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"
)

// cardReader reads a file card by card, whatever its version, its encodings
// and its line ends.
type cardReader struct {
	lines  lineReader
	source *source
	file   string
	parsed *Parsed

	old   bool // the card says VERSION:2.1
	depth int  // of cards inside the card
	acc   []byte
}

func newCardReader(src *source, file string, parsed *Parsed) *cardReader {
	return &cardReader{lines: lineReader{r: src.Reader}, source: src, file: file, parsed: parsed}
}

// next returns the properties of the next card that has an END, and the line
// of its BEGIN; io.EOF after the last. The others are reported.
func (c *cardReader) next() ([]property, int, error) {
	var card []property
	begin, size, agent := 0, 0, false
	for {
		p, ok, err := c.property()
		if err == io.EOF && begin > 0 {
			c.problem(begin, "", Unfinished, Record)
			return nil, 0, io.EOF
		}
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			continue
		}
		isCard := strings.EqualFold(strings.TrimSpace(p.value), "VCARD")
		switch {
		case p.name == "BEGIN" && isCard && begin > 0 && agent:
			if c.depth++; c.depth == 1 { // the card of an AGENT: somebody else's
				c.parsed.unkept("AGENT")
			}
		case p.name == "BEGIN" && isCard:
			if begin > 0 {
				c.problem(begin, "", Unfinished, Record)
			}
			card, begin, size, c.old, c.depth = nil, p.line, 0, false, 0
		case begin == 0:
			c.problem(p.line, "", StrayLine, Value)
		case p.name == "END" && isCard && c.depth > 0:
			c.depth--
		case p.name == "END" && isCard:
			if size > maxCard {
				c.parsed.report(Problem{File: c.file, Line: begin, Code: CardTooLarge, Lost: Record, Limit: maxCard})
				begin, card = 0, nil
				continue
			}
			return card, begin, nil
		case c.depth > 0:
		default:
			if p.name == "VERSION" {
				c.old = strings.HasPrefix(strings.TrimSpace(p.value), "2")
			}
			if size += len(p.value) + 100; size <= maxCard {
				card = append(card, p)
			} else {
				card = nil
			}
		}
		agent = p.name == "AGENT" || agent && c.depth > 0
	}
}

// property reads one property. ok is false for a blank line and for what was
// reported.
func (c *cardReader) property() (p property, ok bool, err error) {
	first, cut, err := c.lines.next()
	if err != nil {
		return p, false, err
	}
	line := c.lines.line
	if len(bytes.TrimSpace(first)) == 0 {
		return p, false, nil
	}
	c.acc = append(c.acc[:0], bytes.TrimLeft(first, " \t")...)
	more, err := c.unfold()
	if err != nil {
		return p, false, err
	}
	cut = cut || more
	p, raw, ok := parseLine(c.acc)
	p.line = line
	if !ok {
		c.problem(line, "", StrayLine, Value)
		return p, false, nil
	}
	p.old = c.old
	encoding := strings.ToUpper(p.param("ENCODING"))
	if encoding == "BASE64" || encoding == "B" {
		if err := c.skipBase64(); err != nil {
			return p, false, err
		}
	}
	if p.binary() {
		return p, true, nil
	}
	if cut {
		c.parsed.report(Problem{File: c.file, Line: line, Field: p.name, Code: LineTooLong, Lost: Value, Limit: maxLine})
		return p, false, nil
	}
	p.value = c.decode(&p, raw, encoding)
	return p, true, nil
}

// unfold appends to the line in c.acc those that continue it: after a soft
// break of quoted-printable, or by a leading space.
func (c *cardReader) unfold() (cut bool, err error) {
	for {
		soft := bytes.HasSuffix(c.acc, []byte("=")) && quotedPrintable(c.acc)
		if !soft && !c.lines.folded() {
			return cut, nil
		}
		next, long, err := c.lines.next()
		if err == io.EOF {
			return cut, nil
		}
		if err != nil {
			return cut, err
		}
		if soft {
			c.acc = c.acc[:len(c.acc)-1]
		} else if !c.old {
			next = next[1:] // vCard 2.1 folds at a space that belongs to the text
		}
		if cut = cut || long || len(c.acc)+len(next) > maxLine; !cut {
			c.acc = append(c.acc, next...)
		}
	}
}

// quotedPrintable tells whether a line's value is so encoded, or a label in its
// head that the line does not reach the end of.
func quotedPrintable(line []byte) bool {
	end := headEnd(line)
	if end < 0 {
		head := bytes.ToUpper(line)
		return bytes.Contains(head, []byte(";"+custom)) && bytes.Contains(head, []byte("QUOTED-PRINTABLE"))
	}
	return bytes.Contains(bytes.ToUpper(line[:end]), []byte("QUOTED-PRINTABLE"))
}

// skipBase64 passes over lines of base64 that some programs do not indent.
func (c *cardReader) skipBase64() error {
	for {
		line, _, err := c.lines.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			return nil
		}
		if bytes.IndexByte(line, ':') >= 0 {
			c.lines.unread()
			return nil
		}
	}
}

// decode undoes the transfer encoding and the charset of a value.
func (c *cardReader) decode(p *property, raw []byte, encoding string) string {
	switch encoding {
	case "QUOTED-PRINTABLE", "Q":
		decoded, ok := unquote(raw)
		if !ok {
			c.problem(p.line, p.name, InvalidCode, Nothing)
		}
		raw = decoded
	case "BASE64", "B":
		decoded, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(raw), nil)))
		if err != nil {
			c.problem(p.line, p.name, InvalidCode, Nothing)
		} else {
			raw = decoded
		}
	}
	if name := p.param("CHARSET"); name != "" && !ascii(raw) {
		e, known := charset(name)
		switch {
		case !known:
			c.problem(p.line, p.name, UnknownCharset, Nothing)
		case e != nil:
			if text, err := e.NewDecoder().Bytes(raw); err == nil {
				return string(text)
			}
		}
	}
	// What is UTF-8 is taken for it, declared or not, whatever the rest of the
	// file is in: other encodings hardly ever look like it, and files are put
	// together from several.
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, ok := c.source.decode(raw)
	if !ok {
		c.problem(p.line, p.name, MixedText, Nothing)
	}
	return text
}

// unquote decodes quoted-printable (RFC 2045 §6.7). Soft breaks are undone
// already. ok is false where an escape is broken; it is kept as it is.
func unquote(s []byte) (out []byte, ok bool) {
	out, ok = make([]byte, 0, len(s)), true
	for i := 0; i < len(s); i++ {
		if s[i] != '=' {
			out = append(out, s[i])
			continue
		}
		if i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		if i+1 == len(s) { // a soft break at the end of the file
			break
		}
		out, ok = append(out, '='), false
	}
	return out, ok
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

func (c *cardReader) problem(line int, field string, code Code, lost Lost) {
	c.parsed.report(Problem{File: c.file, Line: line, Field: field, Code: code, Lost: lost})
}
