package store

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// What tells people who are not on file. A title makes a name of the words
// with capitals behind it.
var (
	addressed = expression(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`)
	numbered  = expression(`\+?\(?\+?[0-9](?:[ \x{a0}\x{202f}./()-]{0,2}[0-9]){8,15}`)
	titled    = expression(`(?:^|[^\p{L}\p{N}])(` + titles + `)[ \x{a0}\x{202f}]+((?:\p{Lu}[\p{L}'’]*[-‐‑ \x{a0}]?)*\p{Lu}[\p{L}'’]+)`)
	title     = expression(`(?:^|[^\p{L}\p{N}])(?:` + titles + `)$`)
)

const titles = `M\.|MM\.|Mme|Mmes|Mlle|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Me|Pr\.?|Monsieur|Madame|Mademoiselle|Docteur|Maître|Professeur`

// expression is a regular expression that is compiled when it is first asked
// for: these four alone would be a tenth of every start.
func expression(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}

func endsInTitle(before string) bool { return title().MatchString(before[max(0, len(before)-16):]) }

// numbersIn returns where telephone numbers may stand in a text.
func numbersIn(text string) (spans []span) {
	for _, at := range numbered().FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if !wordRune(before) && !wordRune(after) {
			spans = append(spans, span{at[0], at[1]})
		}
	}
	return spans
}

// strangers looks for people who may be on file or not.
func (l *lookout) strangers() {
	for i, t := range l.texts {
		add := func(by OtherBy, from, to int) { l.found = append(l.found, Other{Text: i, From: from, To: to, By: by}) }
		for _, at := range addressed().FindAllStringIndex(t, -1) {
			if !strings.HasSuffix(t[at[0]:at[1]], ".") {
				add(OtherEmail, at[0], at[1])
			}
		}
		for _, sp := range numbersIn(t) {
			if valid, _ := CheckPhone(t[sp.from:sp.to], l.country); valid {
				add(OtherPhone, sp.from, sp.to)
			}
		}
		for _, at := range titled().FindAllStringSubmatchIndex(t, -1) {
			add(OtherName, at[4], at[5])
		}
	}
}
