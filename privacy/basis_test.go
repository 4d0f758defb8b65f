package privacy

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

const thisDay = store.Date("2026-11-24")

var clock = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

// register returns the shipped activities in a new vault, by code.
func register(t *testing.T) (*store.Store, map[string]store.Activity) {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, store.Settings{Business: store.Business{Name: "Atelier Houle", Email: "bonjour@houle.example"}})
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return clock }
	if err := Prepare(s); err != nil {
		t.Fatal(err)
	}
	all, err := s.Activities()
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]store.Activity{}
	for _, a := range all {
		by[a.Code] = a
	}
	return s, by
}

// someone is a consumer who can be reached by every channel and was told.
func someone() Facts {
	return Facts{Person: store.Person{ID: store.NewID(clock), Given: "Anne", Family: "Duval", Status: store.Prospect, Nature: store.Consumer,
		Emails: []store.Email{{Address: "anne@duval.example"}}, Phones: []store.Phone{{Number: "+33639981234"}},
		Addresses: []store.Address{{City: "Brest"}}, Informed: "2026-01-02", CreatedAt: clock.AddDate(0, -2, 0)}}
}

func with(change func(*Facts)) Facts {
	f := someone()
	change(&f)
	return f
}

func said(a store.Activity, ch store.Channel, answers ...any) (history []store.Consent) {
	for i := 0; i < len(answers); i += 2 {
		at, err := time.Parse(time.DateOnly, answers[i+1].(string))
		if err != nil {
			panic(err)
		}
		history = append(history, store.Consent{ID: store.NewID(at), Activity: a.ID, Channel: ch, Answer: answers[i].(store.Answer), At: at})
	}
	return history
}

// TestMayContact holds who may be addressed, rule by rule.
func TestMayContact(t *testing.T) {
	_, by := register(t)
	news, calls, like, firms, clients := by["prospecting-consumers"], by["telephone-consumers"], by["analogous-offers"],
		by["prospecting-professionals"], by["clients"]
	answered := func(a store.Activity, ch store.Channel, answers ...any) Facts {
		return with(func(f *Facts) { f.Consents = said(a, ch, answers...) })
	}
	for name, c := range map[string]struct {
		a      store.Activity
		ch     store.Channel
		f      Facts
		reason Reason
		rule   string
		ok     bool
	}{
		"CPCE L34-5: a consumer who was not asked":              {news, store.ByEmail, someone(), NoConsumer, ElectronicRule, false},
		"CPCE L34-5: silence on nature protects as a consumer":  {news, store.ByEmail, with(func(f *Facts) { f.Person.Nature = "" }), NoConsumer, ElectronicRule, false},
		"GDPR 6(1)(a): a yes":                                   {news, store.ByEmail, answered(news, store.ByEmail, store.Yes, "2024-03-01"), ByConsent, ConsentRule, true},
		"GDPR 6(1)(a): a yes to e-mail is none to text":         {news, store.BySMS, answered(news, store.ByEmail, store.Yes, "2024-03-01"), NoConsumer, ElectronicRule, false},
		"GDPR 4(11): a no":                                      {news, store.ByEmail, answered(news, store.ByEmail, store.No, "2024-03-01"), NoRefused, ConsentRule, false},
		"GDPR 4(11): not now":                                   {news, store.ByEmail, answered(news, store.ByEmail, store.Later, "2024-03-01"), NoLater, ConsentRule, false},
		"GDPR 7(1): unknown is not yes":                         {news, store.ByEmail, answered(news, store.ByEmail, store.Unknown, "2024-03-01"), NoProof, ProofRule, false},
		"GDPR 7(3): withdrawn":                                  {news, store.ByEmail, answered(news, store.ByEmail, store.Yes, "2024-03-01", store.Withdrawn, "2024-03-01"), NoWithdrawn, WithdrawalRule, false},
		"GDPR 7(3): given again":                                {news, store.ByEmail, answered(news, store.ByEmail, store.Withdrawn, "2024-03-01", store.Yes, "2024-04-01"), ByConsent, ConsentRule, true},
		"C. conso L223-1: a consumer who was not asked":         {calls, store.ByPhone, someone(), NoCallable, TelephoneRule, false},
		"C. conso L223-1: within the year":                      {calls, store.ByPhone, answered(calls, store.ByPhone, store.Yes, "2025-11-24"), ByConsent, ConsentRule, true},
		"C. conso L223-1: the year is over":                     {calls, store.ByPhone, answered(calls, store.ByPhone, store.Yes, "2025-11-23"), NoExpired, TelephoneRule, false},
		"GDPR 30: a channel that the register does not declare": {news, store.ByPost, someone(), NoChannel, RegisterRule, false},
		"no address":                                         {news, store.ByEmail, with(func(f *Facts) { f.Person.Emails = nil }), NoAddress, "", false},
		"no mobile":                                          {news, store.BySMS, with(func(f *Facts) { f.Person.Phones = []store.Phone{{Number: "+33199001234"}} }), NoAddress, "", false},
		"CPCE L34-5: a client, for the like":                 {like, store.ByEmail, with(func(f *Facts) { f.Person.Status = store.Client }), ByAnalogous, ElectronicRule, true},
		"CPCE L34-5: no client":                              {like, store.ByEmail, someone(), NoConsumer, ElectronicRule, false},
		"CPCE L34-5: a buyer is a client":                    {like, store.ByEmail, with(func(f *Facts) { f.Documents = []store.Document{{Kind: store.Invoice}} }), ByAnalogous, ElectronicRule, true},
		"GDPR 21(4): nobody told the client":                 {like, store.ByEmail, with(func(f *Facts) { f.Person.Status, f.Person.Informed = store.Client, "" }), NoInformed, ToldRule, false},
		"GDPR 6(1)(f): a professional":                       {firms, store.ByEmail, with(func(f *Facts) { f.Person.Nature = store.Professional }), ByInterest, InterestRule, true},
		"GDPR 6(1)(f): a professional by telephone":          {firms, store.ByPhone, with(func(f *Facts) { f.Person.Nature = store.Professional }), ByInterest, InterestRule, true},
		"C. conso L223-1: interest does not call a consumer": {firms, store.ByPhone, someone(), NoCallable, TelephoneRule, false},
		"CPCE L34-5: a generic address": {firms, store.ByEmail, with(func(f *Facts) {
			f.Person.Given, f.Person.Family, f.Person.Nature = "", "", ""
			f.Person.Emails = []store.Email{{Address: "Contact+devis@firme.example"}}
		}), GenericOnly, ElectronicRule, true},
		"GDPR 21(2): an objection to all marketing": {firms, store.ByEmail, with(func(f *Facts) {
			f.Person.Nature = store.Professional
			f.Consents = said(store.Activity{}, "", store.Objected, "2026-02-01")
		}), NoObjected, MarketingRule, false},
		"GDPR 21(2): which a contract outlives": {clients, store.ByEmail, with(func(f *Facts) {
			f.Person.Status = store.Client
			f.Consents = said(store.Activity{}, "", store.Objected, "2026-02-01")
		}), ByContract, ContractRule, true},
		"GDPR 6(1)(b): steps before a contract": {clients, store.ByEmail, with(func(f *Facts) { f.Person.LastContact = clock }), ByContract, ContractRule, true},
		"GDPR 6(1)(b): no relation":             {clients, store.ByEmail, someone(), NoRelation, ContractRule, false},
		"an activity that ended": {func() store.Activity { a := clients; a.Ended = "2026-11-23"; return a }(), store.ByEmail,
			with(func(f *Facts) { f.Person.Status = store.Client }), NoEnded, RegisterRule, false},
		"GDPR 6(1)(f): nothing weighed": {func() store.Activity {
			a := firms
			t := a.Texts["fr"]
			t.Impact = ""
			a.Texts = map[string]store.ActivityText{"fr": t}
			return a
		}(), store.ByEmail, with(func(f *Facts) { f.Person.Nature = store.Professional }), NoBalance, InterestRule, false},
	} {
		got := MayContact(c.a, c.ch, c.f, "fr", thisDay)
		if got.Allowed != c.ok || got.Reason != c.reason || got.Rule != c.rule {
			t.Errorf("%s: %v %s %q, want %v %s %q", name, got.Allowed, got.Reason, got.Rule, c.ok, c.reason, c.rule)
		}
	}
}

// TestTelephoneConsentListed: C. conso L223-1: who must be asked again is told a
// month before, the first to end first, and nobody else is.
func TestTelephoneConsentListed(t *testing.T) {
	s, by := register(t)
	calls := by["telephone-consumers"]
	w, err := WordingFor(s, calls, store.ByPhone, "fr", thisDay)
	if err != nil {
		t.Fatal(err)
	}
	for name, answers := range map[string][]any{
		"second":  {store.Yes, "2025-12-20"},
		"first":   {store.Yes, "2025-12-10"},
		"later":   {store.Yes, "2026-03-01"},
		"over":    {store.Yes, "2025-01-10"},
		"renewed": {store.Yes, "2025-12-10", store.Yes, "2026-10-01"},
		"gone":    {store.Yes, "2025-12-10", store.Withdrawn, "2026-10-01"},
		"refused": {store.No, "2025-12-10"},
	} {
		p := store.Person{Given: name, Nature: store.Consumer, Source: "salon"}
		if err := s.AddPerson(&p, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
		events := said(calls, store.ByPhone, answers...)
		for i := range events {
			e := &events[i]
			e.ID, e.Contact, e.Means, e.Collector, e.Wording = store.ID{}, p.ID, store.Paper, "Paul", w.ID
		}
		if err := s.RecordConsents(events); err != nil {
			t.Fatal(err)
		}
	}
	all, err := EndingOn(s, thisDay)
	if err != nil || len(all) != 2 || all[0].Until != "2026-12-10" || all[1].Until != "2026-12-20" || all[0].Activity.ID != calls.ID {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestTelephoneConsentWarns: C. conso L223-1, a month before the year is over.
func TestTelephoneConsentWarns(t *testing.T) {
	_, by := register(t)
	calls := by["telephone-consumers"]
	f := with(func(f *Facts) { f.Consents = said(calls, store.ByPhone, store.Yes, "2025-12-10") })
	if s := StateOf(calls, store.ByPhone, f, thisDay); !s.Ending || s.Until != "2026-12-10" {
		t.Errorf("%+v", s)
	}
	if a := MayContact(calls, store.ByPhone, f, "en", thisDay); !a.Allowed || !a.Ending || a.Until != "2026-12-10" {
		t.Errorf("%+v", a)
	}
	if s := StateOf(calls, store.ByPhone, f, "2026-11-01"); s.Ending || s.Expired {
		t.Errorf("%+v", s)
	}
	f.Person.Nature = store.Professional
	if s := StateOf(calls, store.ByPhone, f, "2030-01-01"); !s.Consented() || s.Until != "" {
		t.Errorf("a professional's: %+v", s)
	}
}

// TestArticle5Purposes: who is on file for what, and who for nothing.
func TestArticle5Purposes(t *testing.T) {
	s, by := register(t)
	activities, err := s.Activities()
	if err != nil {
		t.Fatal(err)
	}
	codes := func(f Facts) string {
		var out []string
		for _, p := range Purposes(activities, f, DefaultPolicies(store.Company), "fr", thisDay) {
			mark := "+"
			if !p.Valid {
				mark = "-"
			}
			out = append(out, mark+p.Activity.Code)
		}
		return strings.Join(out, " ")
	}
	news := by["prospecting-consumers"]
	for name, c := range map[string]struct {
		f         Facts
		want      string
		unfounded bool
	}{
		"a consumer nobody knows why": {someone(), "", true},
		"who consented":               {with(func(f *Facts) { f.Consents = said(news, store.ByEmail, store.Yes, "2026-01-01") }), "+prospecting-consumers", false},
		"who withdrew": {with(func(f *Facts) {
			f.Consents = said(news, store.ByEmail, store.Yes, "2026-01-01", store.Withdrawn, "2026-02-01")
		}), "-prospecting-consumers", true},
		"a client with an invoice": {with(func(f *Facts) {
			f.Person.Status, f.Documents = store.Client, []store.Document{{Kind: store.Invoice, Date: "2026-05-05"}}
		}), "+analogous-offers +clients +invoicing", false},
		"tied by hand to what needs consent": {with(func(f *Facts) { f.Person.Purposes = []store.ID{news.ID} }), "-prospecting-consumers", true},
		"a professional who objected": {with(func(f *Facts) {
			f.Person.Nature, f.Consents = store.Professional, said(store.Activity{}, "", store.Objected, "2026-02-01")
		}), "-prospecting-professionals", true},
	} {
		if got := codes(c.f); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := Unfounded(Purposes(activities, c.f, DefaultPolicies(""), "fr", thisDay)); got != c.unfounded {
			t.Errorf("%s: unfounded %v", name, got)
		}
	}
}

// TestArticle14Clock: one month from collection, sooner by use; art. 13 at once.
func TestArticle14Clock(t *testing.T) {
	p := store.Person{ID: store.NewID(clock), Origin: store.FromElsewhere, CreatedAt: time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)}
	for name, c := range map[string]struct {
		change  func(*store.Person)
		first   time.Time
		article int
		due     store.Date
		owed    bool
	}{
		"a month":       {func(*store.Person) {}, time.Time{}, 14, "2026-04-07", true},
		"unknown":       {func(p *store.Person) { p.Origin = "" }, time.Time{}, 14, "2026-04-07", true},
		"first message": {func(*store.Person) {}, time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC), 14, "2026-03-20", true},
		"later use":     {func(*store.Person) {}, time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC), 14, "2026-04-07", true},
		"art. 13":       {func(p *store.Person) { p.Origin = store.FromPerson }, time.Time{}, 13, "2026-03-05", true},
		"told":          {func(p *store.Person) { p.Informed = "2026-03-06" }, time.Time{}, 0, "", false},
	} {
		q := p
		c.change(&q)
		if got, owed := InformationOwed(q, c.first, Calendar{}); owed != c.owed || got.Article != c.article || got.Due != c.due {
			t.Errorf("%s: %+v %v", name, got, owed)
		}
	}
}

// TestArticle30Defaults: each shipped activity has all that art. 30(1) asks
// for, in both languages, its balancing where it rests on an interest, and a
// question for each channel where it rests on consent.
func TestArticle30Defaults(t *testing.T) {
	_, by := register(t)
	if len(by) != 9 {
		t.Errorf("%d activities", len(by))
	}
	for code, a := range by {
		for _, language := range []string{"fr", "en"} {
			x := a.Texts[language]
			for field, text := range map[string]string{"name": x.Name, "purpose": x.Purpose, "people": x.People, "data": x.Data,
				"recipients": x.Recipients, "transfers": x.Transfers, "retention": x.Retention, "security": x.Security} {
				if text == "" {
					t.Errorf("%s, %s: no %s", code, language, field)
				}
			}
			if x.Balanced() != (a.Basis == store.LegitimateInterest) {
				t.Errorf("%s, %s: balanced %v", code, language, x.Balanced())
			}
			if a.Basis != store.ConsentBasis {
				continue
			}
			for _, ch := range a.Channels {
				q := Question(a, ch, language, store.Business{Name: "Houle", Email: "a@houle.example"}, 12)
				if !strings.Contains(q, "Houle") || !strings.Contains(q, "a@houle.example") || strings.Contains(q, "{") {
					t.Errorf("%s, %s, %s: %q", code, language, ch, q)
				}
			}
		}
	}
}
