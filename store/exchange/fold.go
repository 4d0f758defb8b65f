package exchange

import (
	"strings"
	"unicode"

	"calepin/store"
)

// fold makes words of different hands comparable: as searches do, and with
// everything but letters, digits and "#" a single space.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(store.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#'
	}), " ")
}
