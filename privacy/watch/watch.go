// Package watch finds in free text what a client file should not hold, or only
// with care: special categories of data (GDPR art. 9), offences (art. 10), the
// French social security number, bank cards and accounts, and insults, which
// the person may read one day (art. 15). It warns; it never blocks.
package watch

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"calepin/store"
)

// Kind is what is found.
type Kind string

// The kinds: those of GDPR art. 9(1), art. 10, the numbers, and what is neither
// relevant nor objective (art. 5(1)(c); CNIL on free-text fields).
const (
	Health    Kind = "health"
	Religion  Kind = "religion"
	Opinion   Kind = "opinion" // political or philosophical
	Union     Kind = "union"   // membership of a trade union
	Origin    Kind = "origin"  // racial or ethnic
	SexLife   Kind = "sex-life"
	Biometric Kind = "biometric" // and genetic
	Offence   Kind = "offence"
	NIR       Kind = "nir" // numéro de sécurité sociale
	Card      Kind = "card"
	IBAN      Kind = "iban"
	Insult    Kind = "insult"
)

// Kinds are all kinds, in the order that they are listed in.
var Kinds = []Kind{Health, Religion, Opinion, Union, Origin, SexLife, Biometric, Offence, NIR, Card, IBAN, Insult}

// Finding is a stretch of the text, in bytes, and what it seems to say.
type Finding struct {
	Start, End int
	Kind       Kind
}

// word is a run of letters and digits.
type word struct {
	start, end int
	folded     string
	capital    bool // begins with a capital and goes on in small letters
	hidden     bool // within an address of mail or of the web
	breaks     bool // a comma, the end of a sentence or of a line stands before it
}

// Scan returns what the text says that calls for care, in order, no two of them
// of one kind at one place. It costs about a millisecond for 4 KB.
func Scan(text string) []Finding {
	words := split(text)
	found := append(numbers(text), expressions(text, words)...)
	store.SortRecords(found, func(a, b Finding) int { return a.Start - b.Start })
	return found
}

// split cuts a text into words.
func split(text string) []word {
	words := make([]word, 0, len(text)/6)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		start, capital, first := i, unicode.IsUpper(r), true
		for i < len(text) {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			if !first && unicode.IsUpper(r) {
				capital = false
			}
			first = false
			i += size
		}
		breaks := len(words) > 0 && strings.ContainsAny(text[words[len(words)-1].end:start], ",;.!?\n()/|")
		words = append(words, word{start: start, end: i, folded: store.Fold(text[start:i]), capital: capital && i-start > 1, breaks: breaks})
	}
	hide(text, words)
	return words
}

// hide marks the words of addresses: "jean.malade@…" says nothing of health.
func hide(text string, words []word) {
	for i := range words {
		w := &words[i]
		from := strings.LastIndexAny(text[:w.start], " \t\n\r<>()\"") + 1
		to := len(text)
		if end := strings.IndexAny(text[w.end:], " \t\n\r<>()\""); end >= 0 {
			to = w.end + end
		}
		chunk := text[from:to]
		w.hidden = strings.ContainsRune(chunk, '@') || strings.Contains(chunk, "://") || strings.HasPrefix(chunk, "www.") ||
			strings.Contains(strings.Trim(chunk, "."), ".") && !strings.ContainsAny(chunk, ",;!?") && domain(chunk)
	}
}

// domain tells "cancer-info.example" from the end of a sentence without a space.
func domain(chunk string) bool {
	host, _, _ := strings.Cut(chunk, "/")
	at := strings.LastIndexByte(host, '.')
	if at < 1 {
		return false
	}
	top := host[at+1:]
	return len(top) >= 2 && len(top) <= 7 && strings.ToLower(top) == top && !strings.ContainsFunc(top, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) })
}

// expressions finds what the lexicon lists, but for what it clears and for
// names of people and of streets.
func expressions(text string, words []word) []Finding {
	lex := lexicons()
	type hit struct {
		from, to int // words
		kind     Kind
	}
	var hits []hit
	cleared := make([]int, len(words)) // how many words, from each, are passed over
	for i := range words {
		if words[i].hidden {
			continue
		}
		for _, e := range lex.near(words[i].folded) {
			n := e.at(words[i:])
			switch {
			case n == 0:
			case e.kind == "":
				cleared[i] = max(cleared[i], n)
			default:
				hits = append(hits, hit{i, i + n, e.kind})
			}
		}
	}
	for i, n := range cleared {
		hits = slices.DeleteFunc(hits, func(h hit) bool { return n > 0 && h.from < i+n && h.to > i && h.to-h.from <= n })
	}
	var found []Finding
	for _, h := range hits {
		within := func(o hit) bool {
			return o.from <= h.from && o.to >= h.to && o.to-o.from > h.to-h.from && o.kind != h.kind
		}
		if slices.ContainsFunc(hits, within) || named(text, words, h.from, h.to) || street(words, h.from) {
			continue
		}
		f := Finding{words[h.from].start, words[h.to-1].end, h.kind}
		if i := slices.IndexFunc(found, func(o Finding) bool { return o.Kind == f.Kind && o.Start < f.End && o.End > f.Start }); i >= 0 {
			found[i].Start, found[i].End = min(found[i].Start, f.Start), max(found[i].End, f.End)
			continue
		}
		found = append(found, f)
	}
	return found
}

// near returns the expressions that a word may begin.
func (l lexicon) near(folded string) []expression { return l[key(folded)] }

// titles stand before a name.
var titles = map[string]bool{"m": true, "mr": true, "mme": true, "mlle": true, "me": true, "dr": true, "mrs": true, "ms": true, "miss": true,
	"monsieur": true, "madame": true, "mademoiselle": true, "maitre": true, "docteur": true, "doctor": true, "pr": true, "sir": true, "lady": true}

// named tells a word that is somebody's name: a capital behind a title, or
// beside another capital.
func named(text string, words []word, from, to int) bool {
	if to-from > 1 || !words[from].capital {
		return false
	}
	if from > 0 && strings.TrimLeft(text[words[from-1].end:words[from].start], ".") == " " {
		before := words[from-1]
		if titles[before.folded] || before.capital {
			return true
		}
	}
	return to < len(words) && words[to].capital && text[words[from].end:words[to].start] == " "
}

// streets begin the name of a place in a town, and links go on with it.
var (
	streets = map[string]bool{"rue": true, "avenue": true, "av": true, "boulevard": true, "bd": true, "place": true, "impasse": true,
		"chemin": true, "quai": true, "allee": true, "allees": true, "square": true, "passage": true, "cours": true, "faubourg": true,
		"esplanade": true, "parvis": true, "montee": true, "villa": true, "residence": true, "lotissement": true, "hameau": true, "route": true, "pont": true}
	links = map[string]bool{"de": true, "du": true, "des": true, "d": true, "la": true, "le": true, "les": true, "l": true, "saint": true, "sainte": true, "st": true, "ste": true}
	roads = map[string]bool{"street": true, "road": true, "lane": true, "avenue": true, "close": true, "drive": true, "terrace": true}
)

// street tells a word of the name of a street.
func street(words []word, at int) bool {
	if at+1 < len(words) && words[at].capital && roads[words[at+1].folded] {
		return true
	}
	linked := false
	for i := at - 1; i >= 0 && i >= at-4; i-- {
		if streets[words[i].folded] {
			return linked || words[at].capital
		}
		if !links[words[i].folded] {
			return false
		}
		linked = true
	}
	return false
}
