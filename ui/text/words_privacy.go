package text

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// Privacy are the words of the rules of data protection that commands and
// screens share.
type Privacy struct {
	Bases    map[string]string // by store.Basis
	Channels map[string]string // by store.Channel
	Groups   map[string]string // by store.Group
	Answers  map[string]string // by store.Answer
	Means    map[string]string // by store.Means
	Origins  map[string]string // by store.Origin
	Forms    map[string]string // by store.NoticeForm
	Reasons  map[string]string // by privacy.Reason

	May        map[string]string // "may I …?", by store.Channel
	Yes, No    string
	Decided    Phrase
	DecidedBy  Phrase
	NoExplicit Phrase
	UntilDay   Phrase
	EndsSoon   string // after UntilDay
	GDPR       string // how the language calls it in a citation
}

// Rule is a citation of the law as the language writes it.
func (p Privacy) Rule(rule string) string { return strings.ReplaceAll(rule, "GDPR", p.GDPR) }

// Basis is a legal basis with its article: "consent (GDPR art. 6(1)(a))".
func (p Privacy) Basis(b store.Basis) string {
	return p.Bases[string(b)] + " (" + p.Rule(privacy.Article(b)) + ")"
}

// Answer says whether a person may be addressed, why, and by which text: "No:
// consumer, no consent, not a client (CPCE L34-5)."
func (p Privacy) Answer(a privacy.Answer) string {
	said := p.No
	if a.Allowed {
		said = p.Yes
	}
	if a.Rule == "" {
		return p.Decided.With("answer", said, "reason", p.Reasons[string(a.Reason)])
	}
	return p.DecidedBy.With("answer", said, "reason", p.Reasons[string(a.Reason)], "rule", p.Rule(a.Rule))
}

// AnswerUntil is Answer with the last day on which a yes holds, and that it is
// near.
func (p Privacy) AnswerUntil(a privacy.Answer, l Language) string {
	said := p.Answer(a)
	if !a.Allowed || a.Until == "" {
		return said
	}
	said = strings.TrimSuffix(said, ".") + ", " + p.UntilDay.With("day", l.Day(string(a.Until)))
	if a.Ending {
		said += ", " + p.EndsSoon
	}
	return said + "."
}
