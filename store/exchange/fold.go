package exchange

import (
	"unicode"
	"unicode/utf8"

	"calepin/store"
)

// fold makes words of different hands comparable: as searches do, and with
// everything but letters, digits and "#" a single space.
func fold(s string) string { return string(appendWords(nil, s)) }

// appendWords appends the folding of s to dst.
func appendWords(dst []byte, s string) []byte {
	from := len(dst)
	folded := store.AppendFold(dst, s)
	dst = folded[:from] // its own bytes are overwritten with what is left of them
	gap := false
	for rest := folded[from:]; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' {
			gap = len(dst) > from
		} else {
			if gap {
				dst, gap = append(dst, ' '), false
			}
			dst = append(dst, rest[:n]...)
		}
		rest = rest[n:]
	}
	return dst
}
