package exchange

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// twice tells whether a text was encoded as UTF-8 twice, as "Ã‰cole" was, and
// what it likely is. Only what French and its neighbours write counts: two or
// three signs in a row that nobody writes so, which make one letter, quotation
// mark or dash.
func twice(s string) (likely string, found bool) {
	if strings.IndexByte(s, 0xc3) < 0 { // Ã, Â, â and Å begin with it
		return s, false
	}
	var out strings.Builder
	for s != "" {
		if r, n := onceMore(s); n > 0 {
			out.WriteRune(r)
			s, found = s[n:], true
			continue
		}
		_, n := utf8.DecodeRuneInString(s)
		out.WriteString(s[:n])
		s = s[n:]
	}
	return out.String(), found
}

// onceMore reads the sign that the first signs of s are the bytes of, in
// Windows-1252, and how long they are; 0 where they are none.
func onceMore(s string) (sign rune, length int) {
	var code []byte
	for at, r := range s {
		b, ok := windowsByte(r)
		switch {
		case !ok:
			return 0, 0
		case at == 0 && b != 0xc2 && b != 0xc3 && b != 0xc5 && b != 0xe2:
			return 0, 0
		}
		code = append(code, b)
		if utf8.FullRune(code) {
			if sign, _ = utf8.DecodeRune(code); !written(sign) {
				return 0, 0
			}
			return sign, at + utf8.RuneLen(r)
		}
	}
	return 0, 0
}

// windowsByte returns the byte that stands for a sign in Windows-1252; programs
// read those that stand for none as control characters.
func windowsByte(r rune) (byte, bool) {
	if r >= 0x80 && r < 0xa0 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// written tells whether a sign is one that people write.
func written(r rune) bool {
	return r != utf8.RuneError && (r >= 0xa0 && r < 0x100 || r < 0x180 && unicode.IsLetter(r) || r >= 0x2010 && r <= 0x203a || r == '€')
}
