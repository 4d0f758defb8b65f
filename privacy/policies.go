package privacy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"calepin/assets"
	"calepin/store"
)

// The kinds of data that have a time limit, by the code of their policy. The
// limits themselves are in assets/policies/retention.json.
const (
	ProspectPolicy         = "prospect"          // CNIL délib. 2021-131
	ClientPolicy           = "client"            // the same
	ContractPolicy         = "contract"          // C. civ. 2224
	InvoicePolicy          = "invoice"           // C. com. L123-22: traders and companies
	LiberalInvoicePolicy   = "invoice-liberal"   // LPF L102 B: other freelancers
	ConsumerContractPolicy = "consumer-contract" // C. conso L213-1, D213-1
	PhoneConsentPolicy     = "phone-consent"     // C. conso R223 (v)
	SuppressionPolicy      = "suppression"       // CNIL
	ProofPolicy            = "proof"             // C. civ. 2224
	LogPolicy              = "log"               // CNIL fiche 14
)

// After is what becomes of data whose time is over.
type After string

// What becomes of them: ToArchive is for what the law asks to keep once the
// file that it is in has ended.
const (
	ToPurge   After = "purge"
	ToArchive After = "archive"
	Stays     After = "keep" // the limit is a least, not a most
)

// Policy is how long a kind of data is kept, and why.
type Policy struct {
	Code   string `json:"code"`
	Months int    `json:"months"`
	From   Event  `json:"from"` // what its clock starts from
	Then   After  `json:"then"`
	Source string `json:"source"`
	// Least and Most are what the source allows, 0 for no bound.
	Least int `json:"least,omitempty"`
	Most  int `json:"most,omitempty"`
	// Default is the limit that calepin ships.
	Default int `json:"default"`
	// Set is the version of the business's own, zero where it set none.
	Set store.Policy `json:"set,omitzero"`
}

// Policies are the time limits of a business.
type Policies struct {
	LegalForm string // decides which duty invoices fall under
	list      []Policy
}

// DefaultPolicies returns what calepin ships, for a business of a legal form.
func DefaultPolicies(legalForm string) Policies {
	p := Policies{LegalForm: legalForm}
	if err := json.Unmarshal(assets.Retention, &p.list); err != nil {
		panic(fmt.Sprintf("assets/policies/retention.json: %v", err)) // a test reads them
	}
	for i := range p.list {
		p.list[i].Default = p.list[i].Months
	}
	return p
}

// PoliciesOf returns the time limits that hold in a vault.
func PoliciesOf(s *store.Store) (Policies, error) {
	p := DefaultPolicies(s.Settings().Business.LegalForm)
	set, err := s.Policies()
	if err != nil {
		return p, fmt.Errorf("read the retention policies: %w", err)
	}
	for i := range p.list {
		for _, v := range set {
			if v.Code != p.list[i].Code {
				continue
			}
			if v.Months > 0 {
				p.list[i].Months = v.Months
			}
			p.list[i].Set = v
			break // the newest comes first
		}
	}
	return p, nil
}

// List returns them all, in the order of the files that they end.
func (p Policies) List() []Policy { return p.list }

// Find returns the policy of a code.
func (p Policies) Find(code string) (Policy, bool) {
	for _, x := range p.list {
		if x.Code == code {
			return x, true
		}
	}
	return Policy{}, false
}

// of returns the policy of a code that there is.
func (p Policies) of(code string) Policy {
	x, _ := p.Find(code)
	return x
}

// invoices returns the duty that invoices fall under by the legal form. Unknown
// forms take the longer one: what is gone cannot be brought back for a tax
// inspector.
func (p Policies) invoices() Policy {
	if p.LegalForm == store.Liberal {
		return p.of(LiberalInvoicePolicy)
	}
	return p.of(InvoicePolicy)
}

// PolicyFault is why a time limit is refused.
type PolicyFault string

// The faults.
const (
	TooShort    PolicyFault = "too_short"   // than the law asks
	TooLong     PolicyFault = "too_long"    // than its source allows
	Contradicts PolicyFault = "contradicts" // another policy
	NoSuchCode  PolicyFault = "no_such_code"
)

// PolicyError says that a time limit contradicts the law or another policy.
type PolicyError struct {
	Code   string
	Fault  PolicyFault
	Months int    // the bound
	Rule   string // the text that sets it
	Other  string // the policy contradicted
}

func (e *PolicyError) Error() string {
	return fmt.Sprintf("policy %s: %s (%d months, %s%s)", e.Code, e.Fault, e.Months, e.Rule, e.Other)
}

// atLeast are the policies that may not be shorter than another: who became a
// client is not forgotten before a mere prospect, nor is the stricter proof or
// evidence shorter than the plain one.
var atLeast = []struct{ longer, shorter string }{
	{ClientPolicy, ProspectPolicy},
	{ConsumerContractPolicy, ContractPolicy},
	{ProofPolicy, PhoneConsentPolicy},
}

// SetPolicy changes a time limit for good reasons given in writing (CNIL délib.
// 2021-131: a deviation is justified). One that contradicts the law or another
// policy is refused with a *PolicyError.
func SetPolicy(s *store.Store, code string, months int, justification string) (Policies, error) {
	p, err := PoliciesOf(s)
	if err != nil {
		return p, err
	}
	if err := p.check(code, months); err != nil {
		return p, err
	}
	v := store.Policy{Code: code, Months: months, Justification: justification}
	if err := s.SetPolicy(&v); err != nil {
		return p, err
	}
	return PoliciesOf(s)
}

// ResetPolicy goes back to what calepin ships.
func ResetPolicy(s *store.Store, code string) (Policies, error) {
	p, err := PoliciesOf(s)
	if err != nil {
		return p, err
	}
	x, known := p.Find(code)
	if err := p.check(code, x.Default); err != nil {
		return p, err
	}
	if !known || x.Set.Months == 0 {
		return p, nil
	}
	if err := s.SetPolicy(&store.Policy{Code: code}); err != nil {
		return p, err
	}
	return PoliciesOf(s)
}

func (p Policies) check(code string, months int) error {
	x, known := p.Find(code)
	switch {
	case !known:
		return &PolicyError{Code: code, Fault: NoSuchCode}
	case months < max(x.Least, 1):
		return &PolicyError{Code: code, Fault: TooShort, Months: max(x.Least, 1), Rule: x.Source}
	case x.Most > 0 && months > x.Most:
		return &PolicyError{Code: code, Fault: TooLong, Months: x.Most, Rule: x.Source}
	}
	for _, o := range atLeast {
		if other := p.of(o.shorter); code == o.longer && months < other.Months {
			return &PolicyError{Code: code, Fault: Contradicts, Months: other.Months, Other: other.Code}
		}
		if other := p.of(o.longer); code == o.shorter && months > other.Months {
			return &PolicyError{Code: code, Fault: Contradicts, Months: other.Months, Other: other.Code}
		}
	}
	return nil
}

// numbers are how many years are written in a text for people.
var numbers = map[string][]string{
	"fr": {"", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"},
	"en": {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"},
}

// Duration words a time limit for a text in a language: "trois ans".
func Duration(months int, language string) string {
	n, one, many := months, "month", "months"
	if language == "fr" {
		one, many = "mois", "mois"
	}
	if months%12 == 0 {
		n, one, many = months/12, "year", "years"
		if language == "fr" {
			one, many = "an", "ans"
		}
	}
	number := strconv.Itoa(n)
	if n < len(numbers[language]) {
		number = numbers[language][n]
	}
	if n == 1 {
		return number + " " + one
	}
	return number + " " + many
}

// fill writes the time limits into a text: {client} and, where it begins a
// sentence, {Client}.
func (p Policies) fill(text, language string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var pairs []string
	for _, x := range p.list {
		words := Duration(x.Months, language)
		pairs = append(pairs, "{"+x.Code+"}", words, "{"+capitalised(x.Code)+"}", capitalised(words))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// TimeLimit is what people are told of how long data are kept for an activity:
// the shipped words with the limits that hold today, or the business's own
// (GDPR art. 13(2)(a), 30(1)(f)).
func (p Policies) TimeLimit(a store.Activity, language string) string {
	told := a.Text(language).Retention
	for _, d := range shippedActivities() {
		if d.Code != a.Default {
			continue
		}
		if t := d.Texts[language].Retention; told == DefaultPolicies("").fill(t, language) {
			return p.fill(t, language)
		}
	}
	return told
}

// Told returns activities with their time limits as they are today: see
// TimeLimit.
func (p Policies) Told(activities []store.Activity) []store.Activity {
	told := slices.Clone(activities)
	for i, a := range told {
		told[i].Texts = maps.Clone(a.Texts)
		for language, t := range a.Texts {
			t.Retention = p.TimeLimit(a, language)
			told[i].Texts[language] = t
		}
	}
	return told
}

// Register returns the processing activities in their order, as they are told
// to people today: see AsTold.
func Register(s *store.Store) ([]store.Activity, error) {
	all, err := s.Activities()
	if err != nil {
		return nil, err
	}
	return AsTold(s, InOrder(all))
}

// AsTold returns activities as they are told to people today: with the time
// limits that hold (see Policies.Told) and whoever processes data for them.
func AsTold(s *store.Store, activities []store.Activity) ([]store.Activity, error) {
	p, err := PoliciesOf(s)
	if err != nil {
		return nil, err
	}
	processors, err := s.Processors()
	return withProcessors(p.Told(activities), processors), err
}
