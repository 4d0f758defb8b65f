package privacy

import "calepin/store"

// Reason is why a person may, or may not, be addressed. ui words it.
type Reason string

// The reasons for a yes.
const (
	ByConsent      Reason = "consent"     // given, and it holds
	ByContract     Reason = "contract"    // a relationship that runs, or is being prepared
	ByObligation   Reason = "obligation"  // the law asks for it
	ByInterest     Reason = "interest"    // balanced, told of, not objected to
	ByAnalogous    Reason = "analogous"   // an existing client, for the like
	GenericOnly    Reason = "generic"     // a firm's address, and nobody's
	ByRunning      Reason = "running"     // a call about the subject of a contract that runs
	ByNoOpposition Reason = "not_opposed" // a call, under the rules before consent was asked for
)

// The reasons for a no.
const (
	NoEnded      Reason = "ended"         // the activity is not carried out any more
	NoChannel    Reason = "channel"       // the register does not say that it uses that channel
	NoAddress    Reason = "address"       // there is none to use
	NoGroup      Reason = "group"         // the activity does not concern the person
	NoObjected   Reason = "objected"      // GDPR art. 21
	NoWithdrawn  Reason = "withdrawn"     // GDPR art. 7(3)
	NoRefused    Reason = "refused"       // answered no
	NoLater      Reason = "later"         // asked, and put off
	NoProof      Reason = "unproven"      // a yes without its proof
	NoExpired    Reason = "expired"       // the year is over
	NoAsked      Reason = "not_asked"     // consent is needed and nobody asked
	NoConsumer   Reason = "consumer"      // a consumer who is no client, without consent
	NoCallable   Reason = "consumer_call" // a consumer, without consent to be called
	NoEnergy     Reason = "energy"        // no call about energy renovation
	NoCallsLeft  Reason = "calls_made"    // called as often as one may
	NoRest       Reason = "resting"       // refused not long ago
	NoBalance    Reason = "unbalanced"    // the legitimate interest was not weighed
	NoInformed   Reason = "not_informed"  // nobody told them that they may object
	NoRelation   Reason = "relation"      // no contract, and none being prepared
	NoRestricted Reason = "restricted"    // GDPR art. 18
	NoSuppressed Reason = "suppressed"    // GDPR art. 21(3), of an address
)

// The texts that decide, as they are cited.
const (
	ConsentRule     = "GDPR art. 6(1)(a)"
	WithdrawalRule  = "GDPR art. 7(3)"
	ProofRule       = "GDPR art. 7(1)"
	ContractRule    = "GDPR art. 6(1)(b)"
	ObligationRule  = "GDPR art. 6(1)(c)"
	InterestRule    = "GDPR art. 6(1)(f)"
	RestrictionRule = "GDPR art. 18(2)"
	ObjectionRule   = "GDPR art. 21(1)"
	MarketingRule   = "GDPR art. 21(2)–(3)"
	ToldRule        = "GDPR art. 21(4)"
	PurposeRule     = "GDPR art. 5(1)(b)"
	RegisterRule    = "GDPR art. 30(1)"
	ElectronicRule  = "CPCE L34-5"
	TelephoneRule   = "C. conso L223-1"
)

// Article returns the point of GDPR art. 6(1) that a basis is.
func Article(b store.Basis) string {
	switch b {
	case store.ConsentBasis:
		return ConsentRule
	case store.ContractBasis:
		return ContractRule
	case store.ObligationBasis:
		return ObligationRule
	case store.VitalBasis:
		return "GDPR art. 6(1)(d)"
	case store.PublicBasis:
		return "GDPR art. 6(1)(e)"
	}
	return InterestRule
}

// Answer is what the rules say to "may I address them, for this, that way?".
type Answer struct {
	Allowed bool
	Reason  Reason
	Rule    string        // the text that decided
	Until   store.Date    // the last day of a yes that ends
	Ending  bool          // within a month
	Consent store.Consent // the event that decided, if one did
}

func yes(r Reason, rule string) Answer { return Answer{Allowed: true, Reason: r, Rule: rule} }
func no(r Reason, rule string) Answer  { return Answer{Reason: r, Rule: rule} }

// MayContact tells whether a person may be addressed for an activity by a
// channel on the day today, why, and by which text. What the register does not
// say is refused first, then what the person refused, then what the basis lacks.
func MayContact(a store.Activity, ch store.Channel, f Facts, language string, today store.Date) Answer {
	switch {
	case a.Ended != "" && a.Ended < today:
		return no(NoEnded, RegisterRule)
	case f.Person.Restricted:
		return no(NoRestricted, RestrictionRule)
	case !declares(a, ch):
		return no(NoChannel, RegisterRule)
	case !f.reachable(ch):
		return no(NoAddress, "")
	}
	if e, stands := Objection(a, ch, f); stands {
		rule := ObjectionRule
		if a.Marketing {
			rule = MarketingRule
		}
		return Answer{Reason: NoObjected, Rule: rule, Consent: e}
	}
	if SuppressedFor(a, ch, f) {
		return no(NoSuppressed, MarketingRule)
	}
	if ch == store.ForSpecialData { // whatever the basis of the activity
		return bySpecialConsent(a, f, today)
	}
	if canvasses(a, ch, f) {
		if r := f.Rules.On(store.CallEnergy, today); a.Energy && r.Value == "no" {
			return no(NoEnergy, r.Source)
		}
		return bounded(byBasis(a, ch, f, language, today), a, f, today)
	}
	return byBasis(a, ch, f, language, today)
}

// byBasis applies what each legal basis asks for (GDPR art. 6(1)).
func byBasis(a store.Activity, ch store.Channel, f Facts, language string, today store.Date) Answer {
	switch a.Basis {
	case store.ConsentBasis:
		return byConsent(a, ch, f, today)
	case store.LegitimateInterest:
		return byInterest(a, ch, f, language, today)
	case store.ContractBasis:
		if !Concerns(a, f) {
			return no(NoRelation, ContractRule)
		}
		return yes(ByContract, ContractRule)
	}
	if !Concerns(a, f) {
		return no(NoGroup, PurposeRule)
	}
	return yes(ByObligation, ObligationRule)
}

func declares(a store.Activity, ch store.Channel) bool {
	for _, c := range a.Channels {
		if c == ch {
			return true
		}
	}
	return false
}

// bySpecialConsent applies GDPR art. 9(2)(a): explicit consent, and nothing else.
func bySpecialConsent(a store.Activity, f Facts, today store.Date) Answer {
	answer := byConsent(a, store.ForSpecialData, f, today)
	if answer.Consent.Answer == "" {
		answer = no(NoAsked, "")
	}
	if answer.Allowed || answer.Rule == "" {
		answer.Rule = SpecialRule
	}
	return answer
}

// byConsent applies GDPR art. 6(1)(a) and 7, and for the telephone C. conso
// L223-1.
func byConsent(a store.Activity, ch store.Channel, f Facts, today store.Date) Answer {
	s := StateOf(a, ch, f, today)
	answer := Answer{Consent: s.Last, Until: s.Until, Ending: s.Ending, Rule: ConsentRule}
	switch s.Last.Answer {
	case store.Yes:
		answer.Allowed, answer.Reason = !s.Expired, ByConsent
		if s.Expired {
			answer.Reason, answer.Rule = NoExpired, TelephoneRule
		}
	case store.Withdrawn:
		answer.Reason, answer.Rule = NoWithdrawn, WithdrawalRule
	case store.No:
		answer.Reason = NoRefused
	case store.Later:
		answer.Reason = NoLater
	case store.Unknown:
		answer.Reason, answer.Rule = NoProof, ProofRule
	default:
		return notAsked(a, ch, f, today)
	}
	return answer
}

// notAsked names the text that made consent necessary.
func notAsked(a store.Activity, ch store.Channel, f Facts, today store.Date) Answer {
	if a.Marketing && !f.professional() {
		switch ch {
		case store.ByEmail, store.BySMS:
			if f.client() { // who may be written to, but for another activity
				return no(NoAsked, ElectronicRule)
			}
			return no(NoConsumer, ElectronicRule)
		case store.ByPhone:
			return byCall(a, f, today)
		}
	}
	return no(NoAsked, ConsentRule)
}

// byInterest applies GDPR art. 6(1)(f) and 21, and to marketing CPCE L34-5 and
// C. conso L223-1, which ask for a consumer's consent whatever the interest.
func byInterest(a store.Activity, ch store.Channel, f Facts, language string, today store.Date) Answer {
	if !a.Text(language).Balanced() {
		return no(NoBalance, InterestRule)
	}
	electronic := ch == store.ByEmail || ch == store.BySMS
	switch {
	case !a.Marketing && !Concerns(a, f):
		return no(NoGroup, PurposeRule)
	case !a.Marketing:
		return yes(ByInterest, InterestRule)
	case ch == store.ByEmail && f.generic():
		return yes(GenericOnly, ElectronicRule)
	case canvasses(a, ch, f):
		if answer := byCall(a, f, today); !answer.Allowed || f.Person.Informed != "" {
			return answer
		}
		return no(NoInformed, ToldRule)
	case a.Analogous && !f.client():
		if f.professional() {
			return no(NoGroup, PurposeRule)
		}
		return no(NoConsumer, ElectronicRule)
	case electronic && !f.professional() && !a.Analogous:
		return no(NoConsumer, ElectronicRule)
	case !Concerns(a, f):
		return no(NoGroup, PurposeRule)
	case f.Person.Informed == "":
		return no(NoInformed, ToldRule)
	case a.Analogous:
		return yes(ByAnalogous, ElectronicRule)
	}
	return yes(ByInterest, InterestRule)
}

// Concerns tells whether an activity concerns a person: by their group, or
// because they were tied to it by hand.
func Concerns(a store.Activity, f Facts) bool {
	for _, id := range f.Person.Purposes {
		if id == a.ID {
			return true
		}
	}
	switch a.Covers {
	case store.Clients:
		return f.client() || f.Person.Status == store.Former || f.hasDocument(store.Quote, store.Contract) ||
			!f.Person.LastContact.IsZero() // who wrote or called asked for something: steps before a contract
	case store.Invoiced:
		return f.hasDocument(store.Invoice)
	case store.Professionals:
		return f.professional()
	case store.Consumers:
		return !f.professional()
	case store.Supported:
		return f.Supported
	}
	return false
}
