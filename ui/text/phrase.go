package text

import (
	"fmt"
	"strings"
)

// Phrase is a sentence with named placeholders, "{name} is gone". Words that
// have none are plain strings.
type Phrase string

// With returns the sentence with its placeholders filled in from pairs, a name
// and its value by turns: p.With("name", n, "count", 3). What a value holds is
// never looked at for placeholders again.
func (p Phrase) With(pairs ...any) string {
	oldnew := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		oldnew = append(oldnew, "{"+pairs[i].(string)+"}", fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(oldnew...).Replace(string(p))
}

// Plural is a sentence that depends on a count, after the plural rules of
// Unicode CLDR. Many is for French alone: the exact millions, "1 000 000 de
// contacts".
type Plural struct {
	_     [0]func() // nobody compares words: Go writes no code that would
	One   Phrase
	Many  Phrase
	Other Phrase

	language Language
}

// Of returns the sentence for n, with {n} written as the language writes
// numbers and the other placeholders filled in from pairs.
func (p Plural) Of(n int, pairs ...any) string {
	return p.form(n).With(append([]any{"n", p.language.Number(int64(n))}, pairs...)...)
}

func (p Plural) form(n int) Phrase {
	switch {
	case n == 1, n == 0 && p.language == French:
		return p.One
	case n != 0 && n%1_000_000 == 0 && p.language == French:
		return p.Many
	default:
		return p.Other
	}
}
