package app

import (
	"strings"
	"unicode"
)

// clean leaves out control characters, so that no record moves the cursor.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
