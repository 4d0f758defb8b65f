package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The longest values stored, in bytes, and the longest lists. They are far
// beyond honest use: they keep a hostile file from growing index keys.
const (
	maxName = 400
	maxLine = 2000
	maxNote = 256 << 10
	maxBody = 1 << 20
	maxTag  = 100
	maxList = 200
)

// cleaner puts the fields of a record in their stored form and keeps the first
// thing found wrong.
type cleaner struct {
	err  error
	list string // the list that is being gone through, and the place in it
	i    int
}

func (c *cleaner) enter(list string, i int) { c.list, c.i = list, i }

func (c *cleaner) leave() { c.list = "" }

func (c *cleaner) fail(field string, code Code) {
	if c.err != nil {
		return
	}
	if c.list != "" {
		field = at(c.list, c.i, "."+field)
	}
	c.err = &FieldError{field, code}
}

// line cleans a value of one line: see cleanLine.
func (c *cleaner) line(field string, s *string, limit int) {
	*s = cleanLine(*s)
	if len(*s) > limit {
		c.fail(field, TooLong)
	}
}

// text cleans a value of several lines: see cleanText.
func (c *cleaner) text(field string, s *string, limit int) {
	*s = cleanText(*s)
	if len(*s) > limit {
		c.fail(field, TooLong)
	}
}

func (c *cleaner) oneOf(field, value string, known ...string) {
	if !slices.Contains(known, value) {
		c.fail(field, NoSuch)
	}
}

func (c *cleaner) date(field string, d Date) {
	if d == "" {
		return
	}
	if _, err := ParseDate(string(d)); err != nil {
		c.fail(field, err.(*FieldError).Code)
	}
}

// size refuses a list that is too long.
func (c *cleaner) size(field string, n int) {
	if n > maxList {
		c.fail(field, TooMany)
	}
}

func (c *cleaner) siren(field string, s *string) {
	*s = strings.ReplaceAll(cleanLine(*s), " ", "")
	if *s != "" {
		if code := sirenFault(*s); code != "" {
			c.fail(field, code)
		}
	}
}

func at(field string, i int, sub string) string { return fmt.Sprintf("%s[%d]%s", field, i, sub) }

// cleanLine returns s as NFC text of one line: valid UTF-8, without control
// characters nor overrides of the writing direction, spaces single and none at
// the ends.
func cleanLine(s string) string {
	if plainLine(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case unwanted(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Trim(s, " \u00a0\u202f")
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return norm.NFC.String(s)
}

// plainLine tells that cleanLine would not change s, which is ASCII and letters
// from À to ſ (U+00C0 to U+017F): these are NFC wherever no mark follows.
func plainLine(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch {
		case b >= ' ' && b < 0x7f:
			if b == ' ' && last == ' ' {
				return false
			}
		case b >= 0xc3 && b <= 0xc5 && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
			i++
		default:
			return false
		}
		last = b
	}
	return s == "" || last != ' '
}

// cleanText is cleanLine for text of several lines: line breaks (as \n), tabs
// and inner spaces stay.
func cleanText(s string) string {
	if plainLine(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unwanted(r) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.TrimFunc(s, unicode.IsSpace))
}

// unwanted are the control characters, the byte order mark and the overrides
// of the writing direction, which show a text as something it is not.
func unwanted(r rune) bool {
	return unicode.IsControl(r) || r == '\ufeff' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// baseName returns the last element of a path written with / or \, so that a
// file name taken from a file can never lead elsewhere.
func baseName(s string) string {
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	if s == "." || s == ".." {
		return ""
	}
	return s
}

// plausibleEmail tells whether s could be an address: something before and a
// domain after one @, no space. Only a message sent tells more.
func plausibleEmail(s string) bool {
	name, domain, found := strings.Cut(s, "@")
	if !found || name == "" || len(name) > 64 || len(s) > 254 || strings.ContainsAny(s, " \u00a0<>,;:\"()") ||
		strings.Contains(domain, "@") || utf8.RuneCountInString(domain) < 3 {
		return false
	}
	for l := range strings.SplitSeq(domain, ".") {
		if l == "" || len(l) > 63 || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") || strings.Contains(l, "_") {
			return false
		}
	}
	return strings.Contains(domain, ".")
}
