package privacy

import (
	"errors"
	"testing"

	"calepin/store"
)

// TestPoliciesAgreeWithTheLaw holds the shipped time limits to LAW "Retention".
func TestPoliciesAgreeWithTheLaw(t *testing.T) {
	want := map[string]int{ProspectPolicy: 36, ClientPolicy: 36, ContractPolicy: 60, InvoicePolicy: 120, LiberalInvoicePolicy: 72,
		ConsumerContractPolicy: 120, PhoneConsentPolicy: 36, SuppressionPolicy: 36, ProofPolicy: 60, LogPolicy: 12}
	p := DefaultPolicies("")
	if len(p.List()) != len(want) {
		t.Errorf("%d policies, not %d", len(p.List()), len(want))
	}
	for _, x := range p.List() {
		if x.Months != want[x.Code] || x.Source == "" || x.Then == "" || x.From == "" {
			t.Errorf("%+v, not %d months", x, want[x.Code])
		}
		if err := p.check(x.Code, x.Months); err != nil {
			t.Errorf("the shipped %s is refused: %v", x.Code, err)
		}
	}
}

// TestPolicyThatContradicts: a limit below a legal duty, above what its source
// allows, or against another limit, is refused with the reason.
func TestPolicyThatContradicts(t *testing.T) {
	p := DefaultPolicies(store.Company)
	for _, c := range []struct {
		code   string
		months int
		fault  PolicyFault
		rule   string
		other  string
	}{
		{InvoicePolicy, 119, TooShort, "C. com. L123-22", ""},
		{LiberalInvoicePolicy, 60, TooShort, "LPF L102 B", ""},
		{PhoneConsentPolicy, 24, TooShort, "C. conso R223", ""},
		{SuppressionPolicy, 35, TooShort, "CNIL", ""},
		{LogPolicy, 13, TooLong, "CNIL fiche 14", ""},
		{ProspectPolicy, 0, TooShort, "CNIL délib. 2021-131", ""},
		{ClientPolicy, 24, Contradicts, "", ProspectPolicy},
		{ProspectPolicy, 48, Contradicts, "", ClientPolicy},
		{ProofPolicy, 24, Contradicts, "", PhoneConsentPolicy},
		{"nothing", 24, NoSuchCode, "", ""},
	} {
		var e *PolicyError
		if err := p.check(c.code, c.months); !errors.As(err, &e) || e.Fault != c.fault || e.Rule != c.rule || e.Other != c.other {
			t.Errorf("%s for %d months: %v", c.code, c.months, err)
		}
	}
	if err := p.check(ProspectPolicy, 24); err != nil {
		t.Errorf("a shorter limit is refused: %v", err)
	}
}

// TestArt132aToldLimits: what people are told of time limits follows the
// policies, and stays as the business wrote it where it did.
func TestArt132aToldLimits(t *testing.T) {
	p := DefaultPolicies("")
	for i := range p.list {
		if p.list[i].Code == ProspectPolicy {
			p.list[i].Months = 18
		}
	}
	for _, a := range DefaultActivities() {
		a.Default = a.Code
		if Departs(a) {
			t.Errorf("%s departs from itself", a.Code)
		}
		for _, language := range []string{"fr", "en"} {
			if got := DefaultPolicies("").TimeLimit(a, language); got != a.Texts[language].Retention {
				t.Errorf("%s: %q, not %q", a.Code, got, a.Texts[language].Retention)
			}
		}
		if a.Code != "prospecting-professionals" {
			continue
		}
		if got := p.TimeLimit(a, "fr"); got != "18 mois après la collecte ou le dernier contact de la personne" {
			t.Errorf("%q", got)
		}
		text := a.Texts["fr"]
		text.Retention = "Deux ans"
		a.Texts["fr"] = text
		if got := p.TimeLimit(a, "fr"); got != "Deux ans" {
			t.Errorf("the business's own words became %q", got)
		}
	}
}
