package numbering

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

const (
	plusSigns   = "+\uff0b"
	punctuation = "-x\u2010-\u2015\u2212\u30fc\uff0d-\uff0f \u00a0\u00ad\u200b\u2060\u3000()\uff08\uff09\uff3b\uff3d.\\[\\]/~\u2053\u223c\uff5e"

	// The ways of writing an extension, each with its digits as a group: RFC 3966,
	// a word for it, a sign for it, American (" - 503#"), pauses before it.
	extensions = `;ext=(\p{Nd}{1,20})` +
		"|[ \u00a0\\t,]*(?:e?xt(?:ensi(?:o\u0301?|\u00f3))?n?|\uff45?\uff58\uff54\uff4e?|\u0434\u043e\u0431|anexo)" + afterLabel + `(\p{Nd}{1,20})#?` +
		"|[ \u00a0\\t,]*(?:[x\uff58#\uff03~\uff5e]|int|\uff49\uff4e\uff54)" + afterLabel + `(\p{Nd}{1,9})#?` +
		`|[- ]+(\p{Nd}{1,6})#` +
		"|[ \u00a0\\t]*(?:,{2}|;)" + afterLabel + `(\p{Nd}{1,15})#?` +
		"|[ \u00a0\\t]*(?:,)+" + afterLabel + `(\p{Nd}{1,9})#?`
	afterLabel = "[:\\.\uff0e]?[ \u00a0\\t,-]*"

	// Two digits, or at least three among signs and then letters too.
	written = `\p{Nd}{2}|[` + plusSigns + `]*(?:[` + punctuation + `*]*\p{Nd}){3,}[` + punctuation + `*a-zA-Z\p{Nd}]*`
)

var (
	extensionAtEnd = lazily(`(?i)(?:` + extensions + `)$`)
	viableNumber   = lazily(`(?i)^(` + written + `(?:` + extensions + `)?)$`)
	secondNumber   = lazily(`[\\/] *x`)
	// What the context of a number may be (RFC 3966): digits, or a domain.
	contextNumber = lazily(`^\+(\p{Nd}|[\-\.\(\)]?)*\p{Nd}(\p{Nd}|[\-\.\(\)]?)*$`)
	contextDomain = lazily(`^([a-zA-Z\p{Nd}]+((\-)*[a-zA-Z\p{Nd}])*\.)*[a-zA-Z]+((\-)*[a-zA-Z\p{Nd}])*\.?$`)
)

func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// viable tells whether s may be a number at all, with its extension.
func viable(s string) bool { return len(s) >= minDigits && viableNumber().MatchString(s) }

// maxWritten bounds what is looked at, in bytes.
const maxWritten = 250

// dialledPart returns what of a text is to be dialled: from its first digit or
// plus on, up to another number; for a URI of RFC 3966 its number after its context.
func dialledPart(s string) (dialled string, ok bool) {
	if len(s) > maxWritten {
		return "", false
	}
	before, after, found := strings.Cut(s, ";phone-context=")
	context, _, _ := strings.Cut(after, ";")
	if found && !contextNumber().MatchString(context) && !contextDomain().MatchString(context) {
		return "", false
	}
	if found && before != "" {
		if context[0] == '+' {
			dialled = context
		}
		if _, number, uri := strings.Cut(before, "tel:"); uri {
			before = number
		}
		dialled += before
	} else if start := strings.IndexFunc(s, begins); start >= 0 {
		dialled = s[start:]
		if at := secondNumber().FindStringIndex(dialled); at != nil {
			dialled = dialled[:at[0]]
		}
	}
	if at := strings.Index(dialled, ";isub="); at > 0 {
		dialled = dialled[:at]
	}
	return dialled, true
}

// begins tells whether a number can begin with r.
func begins(r rune) bool { return strings.ContainsRune(plusSigns, r) || unicode.IsDigit(r) }

// cutExtension parts a number from its extension, where one follows.
func cutExtension(s string) (number, extension string) {
	at := extensionAtEnd().FindStringSubmatchIndex(s)
	if at == nil || !viable(s[:at[0]]) {
		return s, ""
	}
	for i := 2; i < len(at); i += 2 {
		if at[i] < at[i+1] {
			return s[:at[0]], s[at[i]:at[i+1]]
		}
	}
	return s, ""
}

// digitsOf returns the digits of a number; where it has three letters or more,
// as "0800 FLOWERS", those of their keys too (ITU-T E.161).
func digitsOf(s string) string {
	letters := 0
	for i := range len(s) {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
			letters++
		}
	}
	return strings.Map(func(r rune) rune {
		switch upper := unicode.ToUpper(r); {
		case r >= '0' && r <= '9':
			return r
		case letters < 3 && unicode.IsDigit(r):
			return europeanDigit(r)
		case letters >= 3 && upper >= 'A' && upper <= 'Z':
			return rune("22233344455566677778889999"[upper-'A'])
		}
		return -1
	}, s)
}

// europeanDigit returns 0–9 for a full-width, Arabic or Persian digit.
func europeanDigit(r rune) rune {
	for _, zero := range []rune{'\u0660', '\u06f0', '\uff10'} {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}
