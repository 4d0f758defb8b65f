package store

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as searches compare it: canonical decomposition, marks
// dropped, lower case, ligatures and ß written out, one apostrophe, one space.
// Folding what is folded changes nothing.
func Fold(s string) string {
	for i := range len(s) {
		if b := s[i]; b >= utf8.RuneSelf || b >= 'A' && b <= 'Z' {
			return string(AppendFold(make([]byte, 0, len(s)+4), s))
		}
	}
	return s
}

// AppendFold appends the folding of s to dst.
func AppendFold(dst []byte, s string) []byte {
	ascii := true
	for i := range len(s) {
		b := s[i]
		if b >= utf8.RuneSelf {
			ascii = false
			break
		}
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		dst = append(dst, b)
	}
	if ascii {
		return dst
	}
	dst = dst[:len(dst)-asciiLen(s)]
	for _, r := range s {
		dst = foldRune(dst, r)
	}
	return dst
}

func asciiLen(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

// latin1 holds the foldings of U+00C0 to U+017F, which are nearly all there is
// in French and in its neighbours. It takes a millisecond to make, which most
// starts have no use for.
var latin1 = sync.OnceValue(func() *[0x180 - 0xc0]string {
	var t [0x180 - 0xc0]string
	for i := range t {
		t[i] = string(foldSlow(nil, rune(0xc0+i)))
	}
	return &t
})

func foldRune(dst []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(dst, byte(r))
	case r >= 0xc0 && r < 0x180:
		return append(dst, latin1()[r-0xc0]...)
	}
	return foldSlow(dst, r)
}

func foldSlow(dst []byte, r rune) []byte {
	for _, d := range norm.NFD.String(string(r)) {
		if unicode.Is(unicode.Mn, d) {
			continue
		}
		switch d = unicode.ToLower(d); d {
		case 'œ':
			dst = append(dst, "oe"...)
		case 'æ':
			dst = append(dst, "ae"...)
		case 'ß':
			dst = append(dst, "ss"...)
		case 'ø':
			dst = append(dst, 'o')
		case 'ł':
			dst = append(dst, 'l')
		case 'đ':
			dst = append(dst, 'd')
		case 'ı':
			dst = append(dst, 'i')
		case '’', '‘', 'ʼ', '′':
			dst = append(dst, '\'')
		case '\u00a0', '\u202f', '\u2007', '\u2009':
			dst = append(dst, ' ')
		case '‐', '‑', '–', '—':
			dst = append(dst, '-')
		default:
			dst = utf8.AppendRune(dst, d)
		}
	}
	return dst
}

// foldWords returns the folded words of s: the pieces between spaces and
// hyphens, so that "Jean-Pierre" is found by "jean pierre" and the other way
// round.
func foldWords(s string) []string {
	return strings.FieldsFunc(Fold(s), betweenWords)
}

func betweenWords(r rune) bool { return r == '-' || unicode.IsSpace(r) || r < ' ' }
