package session

import (
	"math"
	"strings"
	"unicode"
)

// Strength is how hard a passphrase is to guess for who has the sealed key and
// much time. Each guess costs about a second there.
type Strength int

// The strengths.
const (
	Guessable Strength = iota
	Fair
	Strong
)

// What a word or a digit adds at most, in bits: a word of a large list, be it
// long, and a figure.
const (
	wordBits   = 13
	letterBits = 4.7
	digitBits  = 3.3
	signBits   = 1 // between words; guessers know where people put signs
)

// Measure estimates the strength of a passphrase, roughly and on the careful
// side: words count whole, and a word said twice counts once.
func Measure(passphrase string) Strength {
	bits, seen := 0.0, map[string]bool{}
	for _, run := range runs(passphrase) {
		run = strings.ToLower(run)
		switch first := []rune(run)[0]; {
		case seen[run]:
			bits++
		case unicode.IsLetter(first):
			bits += math.Min(letterBits*distinct(run), wordBits)
		case unicode.IsDigit(first):
			bits += digitBits * distinct(run)
		default:
			bits += signBits
		}
		seen[run] = true
	}
	switch {
	case bits < 40:
		return Guessable
	case bits < 55:
		return Fair
	}
	return Strong
}

// runs cuts a text where letters, digits and signs meet, and before a capital
// amid small letters.
func runs(s string) (all []string) {
	from, last := 0, rune(-1)
	for i, r := range s {
		if i > 0 && (kind(r) != kind(last) || unicode.IsUpper(r) && unicode.IsLower(last)) {
			all, from = append(all, s[from:i]), i
		}
		last = r
	}
	if s == "" {
		return nil
	}
	return append(all, s[from:])
}

func kind(r rune) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return 0
	case unicode.IsDigit(r):
		return 1
	}
	return 2
}

// distinct is how many different characters a text has.
func distinct(s string) float64 {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return float64(len(set))
}
