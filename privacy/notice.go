package privacy

import (
	"slices"
	"strings"

	"calepin/assets"
	"calepin/store"
)

// NoticeOrder says which notice is wanted.
type NoticeOrder struct {
	Article  int // 13: the data come from the person; 14: from elsewhere
	Form     store.NoticeForm
	Language string
	// Activities are those that it tells of. One that has ended is left out.
	Activities []store.Activity
	// Source is where the data come from, and whether the public may look there
	// (GDPR art. 14(2)(f)).
	Source string
	// FullAt is where the full notice is; the short one leads there.
	FullAt string
	Today  store.Date
	Rules  Rules
}

// GapCode is what a notice lacks. ui words it.
type GapCode string

// The gaps. Those of the controller are to be filled in its identity, those of
// an activity in the register.
const (
	GapName       GapCode = "name"       // art. 13(1)(a)
	GapReach      GapCode = "reach"      // no way to reach the controller
	GapAddress    GapCode = "address"    // reached otherwise: a warning
	GapEmail      GapCode = "email"      // the same
	GapActivities GapCode = "activities" // there is nothing to tell of
	GapSource     GapCode = "source"     // art. 14(2)(f)
	GapLanguage   GapCode = "language"   // an activity is not worded in it
	GapPurpose    GapCode = "purpose"    // art. 13(1)(c)
	GapInterest   GapCode = "interest"   // art. 13(1)(d)
	GapRecipients GapCode = "recipients" // art. 13(1)(e)
	GapTransfers  GapCode = "transfers"  // art. 13(1)(f)
	GapRetention  GapCode = "retention"  // art. 13(2)(a)
	GapData       GapCode = "data"       // art. 14(1)(d)
)

// Gap is something that a notice should say and that nobody wrote down.
type Gap struct {
	Code     GapCode
	Activity store.Activity // where it is of one
}

// Needed tells whether there is no notice without it.
func (g Gap) Needed() bool { return g.Code != GapAddress && g.Code != GapEmail }

// NoticeText returns a notice as Markdown, made of who the controller is and of
// the register, and what it lacks. Where a needed part is lacking there is no
// text: a notice with blanks informs nobody (GDPR art. 12(1)).
//
// It says what GDPR art. 13(1)–(2) or 14(1)–(2) ask for; the right to object
// stands apart from the rest (art. 21(4)); whoever gives a telephone number is
// told of the rules of prospecting by telephone (C. conso L223-2) (v).
func NoticeText(b store.Business, o NoticeOrder) (markdown string, gaps []Gap) {
	o.Activities = slices.DeleteFunc(InOrder(o.Activities), func(a store.Activity) bool { return a.Ended != "" && a.Ended < o.Today })
	gaps = append(controllerGaps(b), o.gaps()...)
	if slices.ContainsFunc(gaps, Gap.Needed) {
		return "", gaps
	}
	template, err := assets.Notices.ReadFile("policies/notice." + string(o.Form) + "." + o.Language + ".md")
	if err != nil {
		panic(err) // a form or a language that there is not
	}
	text := fill(string(template), noticeScope(b, o))
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return strings.TrimSpace(text), gaps
}

func controllerGaps(b store.Business) (gaps []Gap) {
	if b.Name == "" {
		gaps = append(gaps, Gap{Code: GapName})
	}
	if b.Address+b.Email+b.Phone == "" {
		return append(gaps, Gap{Code: GapReach})
	}
	if b.Address == "" {
		gaps = append(gaps, Gap{Code: GapAddress})
	}
	if b.Email == "" {
		gaps = append(gaps, Gap{Code: GapEmail})
	}
	return gaps
}

func (o NoticeOrder) gaps() (gaps []Gap) {
	if len(o.Activities) == 0 {
		gaps = append(gaps, Gap{Code: GapActivities})
	}
	if o.Article == 14 && strings.TrimSpace(o.Source) == "" {
		gaps = append(gaps, Gap{Code: GapSource})
	}
	for _, a := range o.Activities {
		t, worded := a.Texts[o.Language]
		if !worded || t.Name == "" {
			gaps = append(gaps, Gap{GapLanguage, a})
			continue
		}
		for _, part := range []struct {
			code  GapCode
			lacks bool
		}{
			{GapPurpose, t.Purpose == ""},
			{GapInterest, a.Basis == store.LegitimateInterest && t.Interest == ""},
			{GapRecipients, o.Form == store.Full && t.Recipients == ""},
			{GapTransfers, o.Form == store.Full && t.Transfers == ""},
			{GapRetention, o.Form == store.Full && t.Retention == ""},
			{GapData, o.Form == store.Full && t.Data == ""},
		} {
			if part.lacks {
				gaps = append(gaps, Gap{part.code, a})
			}
		}
	}
	return gaps
}

// noticeScope is what the templates of assets/policies are filled from.
func noticeScope(b store.Business, o NoticeOrder) *scope {
	s := &scope{
		texts: map[string]string{"business": Literal(b.Name), "siren": Literal(b.SIREN), "address": items(b.Address),
			"email": Literal(b.Email), "phone": Literal(store.FormatPhone(b.Phone, "")), "representative": Literal(b.Representative), "dpo": Literal(b.DPO),
			"contact": Literal(strings.ReplaceAll(ContactOf(b), "\n", ", ")), "source": Literal(o.Source), "validity": validity(o.Language, o.Rules.ConsentMonths(o.Today)), "full": Literal(o.FullAt)},
		parts: map[string][]scope{},
	}
	when := func(name string, holds bool) {
		s.parts[name] = nil
		if holds {
			s.parts[name] = []scope{{}}
		}
	}
	any := func(is func(store.Activity) bool) bool { return slices.ContainsFunc(o.Activities, is) }
	rests := func(on ...store.Basis) bool {
		return any(func(a store.Activity) bool { return slices.Contains(on, a.Basis) })
	}
	marketing := any(func(a store.Activity) bool { return a.Marketing })
	var interests []string
	for _, a := range o.Activities {
		if objectable(a) {
			interests = append(interests, Literal(uncapitalised(a.Texts[o.Language].Name)))
		}
	}
	s.texts["interests"] = strings.Join(interests, ", ")
	when("art13", o.Article == 13)
	when("art14", o.Article == 14)
	when("marketing", marketing)
	when("legitimate", len(interests) > 0)
	when("objection", marketing || len(interests) > 0)
	when("portable", rests(store.ConsentBasis, store.ContractBasis))
	when("withdrawable", rests(store.ConsentBasis))
	when("call", o.Rules.yes(store.CallNotice, o.Today) && any(func(a store.Activity) bool { return declares(a, store.ByPhone) || declares(a, store.BySMS) }))
	when("decides", any(func(a store.Activity) bool { return a.Texts[o.Language].Automated != "" }))
	for i, a := range o.Activities {
		s.parts["activity"] = append(s.parts["activity"], activityScope(a, o.Language, i < len(o.Activities)-1))
	}
	return s
}

// objectable tells an activity that falls to grounds of one's own (art. 21(1)),
// where marketing falls without any.
func objectable(a store.Activity) bool {
	return !a.Marketing && (a.Basis == store.LegitimateInterest || a.Basis == store.PublicBasis)
}

func activityScope(a store.Activity, language string, more bool) scope {
	t := a.Texts[language]
	s := scope{
		texts: map[string]string{"name": Literal(t.Name), "label": Literal(uncapitalised(t.Name)), "aim": Literal(uncapitalised(t.Interest)), "purpose": Literal(t.Purpose),
			"interest": items(t.Interest), "data": items(t.Data),
			"recipients": items(t.Recipients), "transfers": items(t.Transfers), "retention": items(t.Retention),
			"mandatory": items(t.Mandatory), "automated": items(t.Automated)},
		parts: map[string][]scope{"more": nil},
	}
	if more {
		s.parts["more"] = []scope{{}}
	}
	for _, b := range []store.Basis{store.ConsentBasis, store.ContractBasis, store.ObligationBasis, store.VitalBasis,
		store.PublicBasis, store.LegitimateInterest} {
		s.parts[string(b)] = nil
		if a.Basis == b {
			s.parts[string(b)] = []scope{{}}
		}
	}
	return s
}

// items writes what holds one item a line for a cell of a table.
func items(s string) string {
	var all []string
	for line := range strings.Lines(s) {
		all = append(all, Literal(line))
	}
	return strings.Join(all, "<br>")
}

// ContactOf is how the controller is reached about data: the shortest way that
// there is.
func ContactOf(b store.Business) string {
	for _, way := range []string{b.Email, b.Phone, b.Address} {
		if way != "" {
			return way
		}
	}
	return b.Name
}
