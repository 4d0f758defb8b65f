package store

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// masked stands where something was blacked out.
const masked = "[…]"

// masker finds an identity in texts, as people write it: names whatever their
// case, accents and spacing; e-mails; telephone numbers in their national and
// international writings.
type masker struct {
	sure   []string // folded names, words joined by one space
	unsure []string // the same, of names that may be someone else's
	emails []string // folded
	phones []string // digits
	family string   // folded
	longer []string // folded: in these a name is somebody else's

	sieve *sieve   // for maybe; nil where only folding tells
	words [][]byte // likewise: of each name and e-mail the longest piece that JSON writes as it is
	buf   []byte
}

func newMasker(id Identity, shared []string) *masker {
	m := &masker{family: strings.Join(foldWords(id.Family), " "), longer: id.Longer}
	for _, n := range id.Names {
		list := &m.sure
		if slices.Contains(shared, n) {
			list = &m.unsure
		}
		*list = append(*list, strings.Join(foldWords(n), " "))
	}
	for _, n := range id.Singles {
		m.unsure = append(m.unsure, strings.Join(foldWords(n), " "))
	}
	for _, e := range id.Emails {
		m.emails = append(m.emails, Fold(e))
	}
	for _, n := range id.Phones {
		m.phones = append(m.phones, onlyDigits(strings.Split(n, extension)[0]))
		if national := nationalDigits(n); national != "" {
			code, _, _ := strings.Cut(n, national[1:])
			m.phones = append(m.phones, national, onlyDigits(code)+national) // +33 (0)6
		}
	}
	texts := slices.DeleteFunc(slices.Concat(m.sure, m.unsure, m.emails, []string{m.family}), func(s string) bool { return s == "" })
	for _, s := range texts {
		// Where nothing is left, the empty word is found everywhere.
		m.words = append(m.words, []byte(longestRun(s, func(c byte) bool {
			return c >= utf8.RuneSelf || strings.IndexByte(steady, c) >= 0
		})))
	}
	m.sieve = newSieve(texts, m.phones)
	return m
}

// parts tells whether a byte may stand between the digits of a telephone
// number; those of the non-breaking spaces do.
func parts(c byte) bool { return strings.IndexByte(" .-/()+\u00a0\u202f", c) >= 0 }

// span is a piece of a text, in bytes.
type span struct{ from, to int }

// folded is a text folded rune by rune, with the way back: at[i] is where in
// the text the byte i of the folding comes from. Whatever parts words is one
// space.
type folded struct {
	text string
	at   []int
}

func foldForMasking(s string) folded {
	// A decomposed accent would be folded away on its own: start composed.
	var f folded
	b := make([]byte, 0, len(s))
	space := true
	for i, r := range s {
		before := len(b)
		if unicode.IsSpace(r) || r == '-' || r == '_' || r == '‐' || r == '‑' || unicode.IsControl(r) {
			if !space {
				b = append(b, ' ')
			}
			space = true
		} else {
			b = foldRune(b, r)
			space = space && len(b) == before
		}
		for range len(b) - before {
			f.at = append(f.at, i)
		}
	}
	f.text, f.at = string(b), append(f.at, len(s))
	return f
}

// find returns where pattern stands in f with no letter or digit at either end,
// as spans of the text.
func (f folded) find(pattern string) (spans []span) {
	if pattern == "" {
		return nil
	}
	for start := 0; ; {
		i := strings.Index(f.text[start:], pattern)
		if i < 0 {
			return spans
		}
		from := start + i
		to := from + len(pattern)
		before, _ := utf8.DecodeLastRuneInString(f.text[:from])
		after, _ := utf8.DecodeRuneInString(f.text[to:])
		if !wordRune(before) && !wordRune(after) {
			spans = append(spans, span{f.at[from], f.end(to)})
		}
		start = from + 1
	}
}

// find finds a name of the identity, but where it is a part of a longer one
// that somebody else bears.
func (m *masker) find(f folded, name string) []span {
	spans := f.find(name)
	if len(spans) == 0 || len(m.longer) == 0 {
		return spans
	}
	return slices.DeleteFunc(spans, func(sp span) bool {
		return slices.ContainsFunc(m.longer, func(longer string) bool { return f.within(longer, sp) })
	})
}

// within tells whether a span lies in a longer name. A letter may stand before
// that: keys of indexes have one.
func (f folded) within(longer string, sp span) bool {
	for start := 0; ; {
		i := strings.Index(f.text[start:], longer)
		if i < 0 {
			return false
		}
		from, to := start+i, start+i+len(longer)
		if after, _ := utf8.DecodeRuneInString(f.text[to:]); f.at[from] <= sp.from && sp.to <= f.end(to) && !wordRune(after) {
			return true
		}
		start = from + 1
	}
}

// end returns where in the text the last byte before i of the folding ends.
func (f folded) end(i int) int {
	from := f.at[i-1]
	for i < len(f.at)-1 && f.at[i] == from {
		i++
	}
	return f.at[i]
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// findDialled returns where the digits of a number stand in s, separated as
// people separate them, and not within a longer run of digits.
func findDialled(s, digits string) (spans []span) {
	var run []byte
	var at []int
	for i := range len(s) + 1 {
		switch {
		case i < len(s) && s[i] >= '0' && s[i] <= '9':
			run, at = append(run, s[i]), append(at, i)
		case i < len(s) && parts(s[i]):
		default:
			spans = append(spans, findRun(s, run, at, digits)...)
			run, at = run[:0], at[:0]
		}
	}
	return spans
}

func findRun(s string, run []byte, at []int, digits string) (spans []span) {
	for start := 0; ; {
		i := strings.Index(string(run[start:]), digits)
		if i < 0 {
			return spans
		}
		from, to := start+i, start+i+len(digits)
		start = from + 1
		if to < len(run) && at[to] == at[to-1]+1 {
			continue
		}
		if from >= 2 && string(run[from-2:from]) == "00" { // 0033 for +33
			from -= 2
		}
		if from > 0 && at[from-1] == at[from]-1 {
			continue
		}
		sp := span{at[from], at[to-1] + 1}
		for sp.from > 0 && (s[sp.from-1] == '+' || s[sp.from-1] == '(') {
			sp.from--
		}
		spans = append(spans, sp)
	}
}

// certain returns the spans that can be of nobody else.
func (m *masker) certain(s string) []span {
	f := foldForMasking(s)
	var spans []span
	for _, n := range m.sure {
		spans = append(spans, m.find(f, n)...)
	}
	for _, e := range m.emails { // an address may hold what parts words elsewhere
		lower := foldKeeping(s)
		spans = append(spans, lower.find(e)...)
	}
	for _, digits := range m.phones {
		spans = append(spans, findDialled(s, digits)...)
	}
	return spans
}

// foldKeeping is foldForMasking with every character in its place.
func foldKeeping(s string) (f folded) {
	b := make([]byte, 0, len(s))
	for i, r := range s {
		before := len(b)
		b = foldRune(b, r)
		for range len(b) - before {
			f.at = append(f.at, i)
		}
	}
	f.text, f.at = string(b), append(f.at, len(s))
	return f
}

// doubtful tells whether s may speak of the person or of a namesake.
func (m *masker) doubtful(s string) bool {
	return len(m.unsure) > 0 && len(m.unclear(m.mask(s))) > 0
}

// possible returns where s holds the family name alone, as a name is written,
// once what is certain is blacked out.
func (m *masker) possible(s string) []span {
	if m.family == "" {
		return nil
	}
	return slices.DeleteFunc(foldForMasking(s).find(m.family), func(sp span) bool {
		r, _ := utf8.DecodeRuneInString(s[sp.from:])
		return !unicode.IsUpper(r)
	})
}

// passageReach is how much of a text is shown around a name, in characters.
const passageReach = 40

// passage is the line around a span, as far as one reads to tell whom it is
// about.
func passage(s string, sp span) string {
	head := s[strings.LastIndexByte(s[:sp.from], '\n')+1 : sp.from]
	tail, _, _ := strings.Cut(s[sp.to:], "\n")
	before, after := []rune(head), []rune(tail)
	if over := len(before) - passageReach; over > 0 {
		head = "…" + string(before[over:])
	}
	if len(after) > passageReach {
		tail = string(after[:passageReach]) + "…"
	}
	return head + s[sp.from:sp.to] + tail
}

// mask returns s with every certain mention blacked out.
func (m *masker) mask(s string) string {
	if s == "" {
		return s
	}
	return blackOut(s, m.certain(s))
}

// maskDoubtful is mask for a text of which somebody said that it speaks of the
// person: what may be of a namesake elsewhere is blacked out too.
func (m *masker) maskDoubtful(s string) string {
	return blackOut(s, append(m.certain(s), m.unclear(s)...))
}

// unclear returns the spans that may be of a namesake.
func (m *masker) unclear(s string) (spans []span) {
	f := foldForMasking(s)
	for _, n := range m.unsure {
		spans = append(spans, m.find(f, n)...)
	}
	return spans
}

func blackOut(s string, spans []span) string {
	if len(spans) == 0 {
		return s
	}
	SortRecords(spans, func(a, b span) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	var b strings.Builder
	end := 0
	for _, sp := range spans {
		if sp.from >= end {
			b.WriteString(s[end:sp.from])
			b.WriteString(masked)
		}
		end = max(end, sp.to)
	}
	b.WriteString(s[end:])
	return b.String()
}
