package privacy

import (
	"errors"
	"strings"
	"testing"
	"time"

	"calepin/store"
)

// TestShippedRules: each rule has a value, which store can read, a first day and
// the text that it comes of.
func TestShippedRules(t *testing.T) {
	for _, code := range store.RuleCodes {
		history := Rules{}.History(code)
		if len(history) == 0 {
			t.Errorf("%s: no value", code)
		}
		for _, v := range history {
			r := store.Rule{Code: code, Value: v.Value, From: v.From}
			if err := r.Check(); err != nil || v.Source == "" || r.Value != v.Value {
				t.Errorf("%s: %+v, %v", code, v, err)
			}
		}
	}
}

// TestRuleOfTheDay: the version that began last on a day holds; what the business
// set stands before what is shipped, from its own day.
func TestRuleOfTheDay(t *testing.T) {
	s, _ := register(t)
	set := func(from store.Date, value, why string) error {
		return SetRule(s, &store.Rule{Code: store.CallLimit, Value: value, From: from, Justification: why})
	}
	var wrong *store.FieldError
	if err := set("2026-09-01", "2", ""); !errors.As(err, &wrong) || wrong.Field != "justification" {
		t.Errorf("a departure without its reason: %v", err)
	}
	for _, err := range []error{set("2026-09-01", "2", "charte"), set("2027-01-01", "4", "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	rules, err := RulesOf(s)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[store.Date]string{"2023-02-28": "", "2023-03-01": "4", "2026-08-31": "4", "2026-09-01": "2", "2026-12-31": "2", "2027-01-01": "4"} {
		if got := rules.On(store.CallLimit, day); got.Value != want {
			t.Errorf("%s: %q, want %q", day, got.Value, want)
		}
	}
	if v := rules.On(store.CallLimit, thisDay); v.Shipped() || v.Source != "C. conso D223-9" || v.Own.Justification != "charte" {
		t.Errorf("%+v", v)
	}
}

// out is a call to somebody, on a day, for an activity or without saying.
func out(a store.Activity, day string) store.Interaction {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return store.Interaction{Kind: store.Call, Direction: store.Out, At: at, Activity: a.ID}
}

// TestL2231Calls holds who may be called, by the day.
func TestL2231Calls(t *testing.T) {
	_, by := register(t)
	calls, like := by["telephone-consumers"], by["analogous-offers"]
	like.Channels = append(like.Channels, store.ByPhone)
	solar := calls
	solar.Energy = true
	contract := func(begun, ended store.Date) func(*Facts) {
		return func(f *Facts) {
			f.Documents = []store.Document{{Kind: store.Contract, Date: begun, End: ended}}
		}
	}
	agreed := func(f *Facts) { f.Consents = said(calls, store.ByPhone, store.Yes, "2026-11-01") }
	made := func(days ...string) func(*Facts) {
		return func(f *Facts) {
			agreed(f)
			for _, day := range days {
				f.Calls = append(f.Calls, out(store.Activity{}, day))
			}
		}
	}
	for name, c := range map[string]struct {
		a      store.Activity
		f      Facts
		day    store.Date
		reason Reason
		rule   string
		ok     bool
	}{
		"before 11 August 2026: who did not oppose": {calls, someone(), "2026-08-10", ByNoOpposition, "C. conso L223-1 (2020)", true},
		"before 11 August 2026: who objected":       {calls, with(func(f *Facts) { f.Consents = said(calls, "", store.Objected, "2026-01-02") }), "2026-08-10", NoObjected, MarketingRule, false},
		"from 11 August 2026: prior consent":        {calls, someone(), "2026-08-11", NoCallable, TelephoneRule, false},
		"a running contract, about its subject":     {like, with(contract("2026-01-01", "")), thisDay, ByRunning, TelephoneRule, true},
		"a contract that ends today":                {like, with(contract("2026-01-01", thisDay)), thisDay, ByRunning, TelephoneRule, true},
		"a contract that ended":                     {like, with(contract("2026-01-01", "2026-11-23")), thisDay, NoCallable, TelephoneRule, false},
		"a contract to come":                        {like, with(contract("2026-11-25", "")), thisDay, NoCallable, TelephoneRule, false},
		"a running contract, about something else":  {calls, with(contract("2026-01-01", "")), thisDay, NoCallable, TelephoneRule, false},
		"D223-9: refused 60 days ago": {like, with(func(f *Facts) {
			contract("2026-01-01", "")(f)
			f.Consents = said(like, store.ByPhone, store.No, "2026-09-25")
		}), thisDay, NoRest, "C. conso D223-9", false},
		"D223-9: refused 61 days ago": {like, with(func(f *Facts) {
			contract("2026-01-01", "")(f)
			f.Consents = said(like, store.ByPhone, store.No, "2026-09-24")
		}), thisDay, ByRunning, TelephoneRule, true},
		"D223-9: three calls in thirty days":      {calls, with(made("2026-10-25", "2026-10-26", "2026-11-02", "2026-11-24")), thisDay, ByConsent, ConsentRule, true},
		"D223-9: four calls in thirty days":       {calls, with(made("2026-10-26", "2026-11-02", "2026-11-10", "2026-11-24")), thisDay, NoCallsLeft, "C. conso D223-9", false},
		"no energy renovation, even with consent": {solar, with(agreed), thisDay, NoEnergy, TelephoneRule, false},
		"energy renovation, for a professional":   {solar, with(func(f *Facts) { agreed(f); f.Person.Nature = store.Professional }), thisDay, ByConsent, ConsentRule, true},
		"a professional is called as often as it takes": {by["prospecting-professionals"], with(func(f *Facts) {
			made("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24")(f)
			f.Person.Nature = store.Professional
		}), thisDay, ByInterest, InterestRule, true},
	} {
		got := MayContact(c.a, store.ByPhone, c.f, "fr", c.day)
		if got.Allowed != c.ok || got.Reason != c.reason || got.Rule != c.rule {
			t.Errorf("%s: %v %s %q, want %v %s %q", name, got.Allowed, got.Reason, got.Rule, c.ok, c.reason, c.rule)
		}
	}
}

// TestD2239WhenAndHowOften: days and hours where the business is, not on public
// holidays; calls logged for another purpose do not count, those that do not say
// do.
func TestD2239WhenAndHowOften(t *testing.T) {
	_, by := register(t)
	calls := by["telephone-consumers"]
	paris := time.FixedZone("Paris", 3600)
	for at, open := range map[string]bool{
		"2026-11-24 10:00": true, "2026-11-24 09:59": false, "2026-11-24 13:30": false, "2026-11-24 19:59": true,
		"2026-11-28 11:00": false, "2026-11-11 11:00": false, "2026-12-25 11:00": false,
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", at, paris)
		if err != nil {
			t.Fatal(err)
		}
		if c, bound := CallsOf(calls, store.ByPhone, someone(), now); !bound || c.Open != open || c.HoursRule != "C. conso D223-9" {
			t.Errorf("%s: %+v", at, c)
		}
	}
	f := with(func(f *Facts) {
		f.Calls = []store.Interaction{out(calls, "2026-11-02"), out(by["clients"], "2026-11-03"), out(store.Activity{}, "2026-11-04"), out(calls, "2026-10-01")}
		f.Consents = said(calls, store.ByPhone, store.No, "2026-11-04")
	})
	c, _ := CallsOf(calls, store.ByPhone, f, clock)
	if c.Made != 2 || c.Untold != 1 || c.Limit != 4 || c.Period != 30 || c.Rest != "2027-01-03" {
		t.Errorf("%+v", c)
	}
	f.Person.Nature = store.Professional
	if _, bound := CallsOf(calls, store.ByPhone, f, clock); bound {
		t.Error("a professional is not a consumer")
	}
}

// TestL2231RulesAreTheBusinessOwn: the words of the question, the end of a consent
// and the notice follow the rule that holds.
func TestL2231RulesAreTheBusinessOwn(t *testing.T) {
	s, by := register(t)
	calls := by["telephone-consumers"]
	for _, r := range []store.Rule{{Code: store.CallValidity, Value: "6"}, {Code: store.CallNotice, Value: "no"}} {
		r.From, r.Justification = "2026-01-01", "charte"
		if err := SetRule(s, &r); err != nil {
			t.Fatal(err)
		}
	}
	w, err := WordingFor(s, calls, store.ByPhone, "fr", thisDay)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, w.Text, "vaut 6 mois")
	rules, err := RulesOf(s)
	if err != nil {
		t.Fatal(err)
	}
	f := with(func(f *Facts) {
		f.Rules, f.Consents = rules, said(calls, store.ByPhone, store.Yes, "2026-05-01")
	})
	if got := MayContact(calls, store.ByPhone, f, "fr", thisDay); got.Reason != NoExpired {
		t.Errorf("%+v", got)
	}
	text, _ := NoticeText(controller, NoticeOrder{Article: 13, Form: store.Full, Language: "fr", Activities: DefaultActivities(), Today: thisDay, Rules: rules})
	if text == "" || strings.Contains(text, "L223-2") {
		t.Error("told although the rule says no")
	}
}
