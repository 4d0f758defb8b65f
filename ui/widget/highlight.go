package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"calepin/store"
)

// Highlight paints s with base, and with match the letters that the terms of a
// search found, compared as the store compares them: without accents or case,
// "oe" finding œ, digits finding a number whatever stands between them. Whole
// characters are painted, their accents included.
func Highlight(s string, terms []string, base, match lipgloss.Style) string {
	return highlight(s, Terms(terms...), penOf(base), penOf(match))
}

// Terms returns the words of a search folded, each once.
func Terms(queries ...string) []string {
	var terms []string
	for _, q := range queries {
		words := strings.FieldsFunc(store.Fold(q), func(r rune) bool {
			return r == '-' || r < ' ' || unicode.IsSpace(r)
		})
		terms = append(terms, words...)
	}
	return terms
}

func highlight(s string, folded []string, base, match pen) string {
	if len(folded) == 0 || s == "" {
		return base.paint(s)
	}
	found := matched(s, folded)
	if found == nil {
		return base.paint(s)
	}
	var b strings.Builder
	from, on := 0, false
	flush := func(to int) {
		if p := base; to > from {
			if on {
				p = match
			}
			b.WriteString(p.paint(s[from:to]))
		}
		from = to
	}
	for i := 0; i < len(s); {
		g, _ := grapheme(s[i:])
		hit := false
		for j := range len(g) {
			hit = hit || found[i+j]
		}
		if hit != on {
			flush(i)
			on = hit
		}
		i += len(g)
	}
	flush(len(s))
	return b.String()
}

// matched returns which bytes of s a term found, nil for none.
func matched(s string, folded []string) []bool {
	text, from := foldedMap(s)
	var found []bool
	mark := func(a, z int) { // both of text, whose bytes come from from[i]
		if found == nil {
			found = make([]bool, len(s))
		}
		for i := a; i < z; i++ {
			found[from[i]] = true
		}
	}
	var digits []byte
	var digitAt []int
	for _, term := range folded {
		for at := 0; ; {
			i := strings.Index(text[at:], term)
			if i < 0 {
				break
			}
			mark(at+i, at+i+len(term))
			at += i + len(term)
		}
		if len(term) < 2 || strings.Trim(term, "0123456789") != "" {
			continue
		}
		if digits == nil {
			digits, digitAt = digitsOf(text)
		}
		if i := strings.Index(string(digits), term); i >= 0 {
			for j := i; j < i+len(term); j++ {
				mark(digitAt[j], digitAt[j]+1)
			}
		}
	}
	return found
}

// foldedMap folds s rune by rune, and tells for each byte of the result where
// in s its rune begins.
func foldedMap(s string) (string, []int) {
	text, from := make([]byte, 0, len(s)+4), make([]int, 0, len(s)+4)
	for i := 0; i < len(s); {
		n := 1
		if c := s[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			text = append(text, c)
		} else {
			_, n = utf8.DecodeRuneInString(s[i:])
			text = append(text, store.Fold(s[i:i+n])...)
		}
		for len(from) < len(text) {
			from = append(from, i)
		}
		i += n
	}
	return string(text), from
}

func digitsOf(s string) (digits []byte, at []int) {
	digits = []byte{}
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits, at = append(digits, s[i]), append(at, i)
		}
	}
	return digits, at
}
