package privacy

import (
	"slices"

	"calepin/store"
)

// Purpose is one reason to hold a person's data, and whether it stands.
type Purpose struct {
	Activity store.Activity
	// Valid tells that its basis holds; Why and Rule say so, or why not.
	Valid bool
	Why   Reason
	Rule  string
	Since store.Date
	Until store.Date // empty where no day is known
	// Channels are the answers for each channel that the activity declares.
	Channels []ChannelAnswer
}

// ChannelAnswer is the answer for one channel.
type ChannelAnswer struct {
	Channel store.Channel
	Answer
}

// Purposes returns why a person is on file: the activities that concern them
// and those that they answered about, in the order given.
func Purposes(activities []store.Activity, f Facts, policies Policies, language string, today store.Date) []Purpose {
	all, rules := judged(activities, f, language, today), policies.rules()
	for i := range all {
		p := &all[i]
		p.Since = f.since(p.Activity)
		if p.Activity.Basis != store.ConsentBasis || !p.Valid {
			p.Until = f.until(p.Activity, rules)
		}
		p.answer(f, language, today)
	}
	return all
}

// judged is Purposes with no more than what is needed to tell whether each stands.
func judged(activities []store.Activity, f Facts, language string, today store.Date) (all []Purpose) {
	for _, a := range activities {
		concerned := Concerns(a, f)
		if a.Basis == store.ConsentBasis {
			concerned = f.tied(a.ID) || f.answered(a.ID)
		}
		if !concerned || a.Ended != "" && a.Ended < today {
			continue
		}
		p := Purpose{Activity: a}
		p.judge(f, language, today)
		all = append(all, p)
	}
	return all
}

// answer fills in the channels.
func (p *Purpose) answer(f Facts, language string, today store.Date) {
	if p.Channels != nil {
		return
	}
	for _, ch := range p.Activity.Channels {
		p.Channels = append(p.Channels, ChannelAnswer{ch, MayContact(p.Activity, ch, f, language, today)})
	}
}

// Unfounded tells whether data are held without a purpose that stands, or for
// one whose basis fails (GDPR art. 5(1)(b), 6(1)). A purpose that the person
// closed is no fault where another stands: their data are not used for it.
func Unfounded(purposes []Purpose) bool {
	return !Stands(purposes) || slices.ContainsFunc(purposes, func(p Purpose) bool { return !p.Valid && !p.Closed() })
}

// Closed tells a purpose that the person refused, withdrew from or objected to.
func (p Purpose) Closed() bool {
	switch p.Why {
	case NoRefused, NoLater, NoWithdrawn, NoObjected:
		return true
	}
	return false
}

// judge says whether the basis holds. A purpose that addresses nobody, or that
// needs no consent, does not fall with a channel that cannot be used.
func (p *Purpose) judge(f Facts, language string, today store.Date) {
	switch p.Activity.Basis {
	case store.ConsentBasis:
		p.Why, p.Rule = NoAsked, ConsentRule
		p.answer(f, language, today)
		for _, ch := range p.Channels {
			if ch.Allowed {
				p.Valid, p.Why, p.Rule, p.Until = true, ch.Reason, ch.Rule, ch.Until
				return
			}
			if given := StateOf(p.Activity, ch.Channel, f, today); given.Consented() && (ch.Reason == NoAddress || ch.Reason == NoCallsLeft) {
				p.Valid, p.Why, p.Rule, p.Until = true, ByConsent, ConsentRule, given.Until
				return
			}
			if weight(ch.Reason) > weight(p.Why) {
				p.Why, p.Rule = ch.Reason, ch.Rule
			}
		}
	case store.LegitimateInterest:
		p.Valid, p.Why, p.Rule = true, ByInterest, InterestRule
		if !p.Activity.Text(language).Balanced() {
			p.Valid, p.Why = false, NoBalance
		} else if _, stands := Objection(p.Activity, "", f); stands {
			p.Valid, p.Why, p.Rule = false, NoObjected, ObjectionRule
		}
	case store.ContractBasis:
		p.Valid, p.Why, p.Rule = true, ByContract, ContractRule
	default:
		p.Valid, p.Why, p.Rule = true, ByObligation, ObligationRule
	}
}

// weight orders why a consent does not hold: what was answered tells more than
// that nobody asked for another channel, and a yes that does not hold, which is
// to be mended, more than a no, which is to be respected.
func weight(r Reason) int {
	switch r {
	case NoAddress:
		return 0
	case NoAsked:
		return 1
	case NoConsumer, NoCallable:
		return 2
	case NoRefused, NoLater, NoWithdrawn, NoObjected:
		return 3
	}
	return 4
}

// Stands tells whether any of the purposes stands.
func Stands(purposes []Purpose) bool {
	return slices.ContainsFunc(purposes, func(p Purpose) bool { return p.Valid })
}

func (f Facts) tied(activity store.ID) bool {
	for _, id := range f.Person.Purposes {
		if id == activity {
			return true
		}
	}
	return false
}

func (f Facts) answered(activity store.ID) bool {
	for _, e := range f.Consents {
		if e.Activity == activity {
			return true
		}
	}
	return false
}

// since is when the purpose began for the person: their first answer, their
// first invoice, or when they came on file.
func (f Facts) since(a store.Activity) store.Date {
	first := store.Date("")
	earlier := func(d store.Date) {
		if first == "" || d < first {
			first = d
		}
	}
	for _, e := range f.Consents {
		if e.Activity == a.ID && e.Answer == store.Yes {
			earlier(store.DateOf(e.At))
		}
	}
	if a.Covers == store.Invoiced {
		for _, d := range f.Documents {
			if d.Kind == store.Invoice {
				earlier(d.Date)
			}
		}
	}
	if first == "" {
		first = store.DateOf(f.Person.CreatedAt)
	}
	return first
}

// until is the day that the purpose ends on, as far as it can be told today.
func (f Facts) until(a store.Activity, rules *rules) store.Date {
	if a.Covers == store.Invoiced {
		last := store.Date("")
		for _, d := range f.Documents {
			if d.Kind == store.Invoice {
				last = max(last, rules.keeping(d, f.Person.Clocks(nil)).Until)
			}
		}
		return last
	}
	if a.Basis == store.ObligationBasis {
		return ""
	}
	clocks := f.Person.Clocks(f.Documents)
	return rules.relationship(&clocks).until.Date()
}
