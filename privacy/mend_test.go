package privacy

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"calepin/privacy/watch"
	"calepin/store"
	"calepin/store/demo"
)

// TestArt6PlainlyFounded: the list of people to mend holds whom judging everybody
// in full would, whatever the register says.
func TestArt6PlainlyFounded(t *testing.T) {
	s, by := register(t)
	must(t, demo.Generate(context.Background(), s, demo.Options{Contacts: 600, Interactions: 3000, Seed: 3, Now: clock}))
	must(t, s.AddPerson(&store.Person{Given: "Éva", Nature: store.Consumer, Source: "salon"}, store.AddOptions{}))
	must(t, s.AddPerson(&store.Person{Emails: []store.Email{{Address: "contact@houle.example"}}, Nickname: "Houle", Source: "salon"}, store.AddOptions{}))
	change := func(code string, fn func(*store.Activity)) {
		t.Helper()
		_, err := s.EditActivity(by[code].ID, func(a *store.Activity) error { fn(a); return nil })
		must(t, err)
	}
	unweighed := func(a *store.Activity) {
		for l, text := range a.Texts {
			text.Impact = ""
			a.Texts[l] = text
		}
	}
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"as shipped", func() {}},
		{"support for its interest, not weighed", func() {
			change("support", func(a *store.Activity) { a.Basis = store.LegitimateInterest; unweighed(a) })
		}},
		{"firms' interest not weighed", func() { change("prospecting-professionals", unweighed) }},
		{"clients' follow-up ended", func() { change("clients", func(a *store.Activity) { a.Ended = "2026-01-01" }) }},
	} {
		step.change()
		activities, err := s.Activities()
		must(t, err)
		policies, err := PoliciesOf(s)
		must(t, err)
		var want []Held
		must(t, s.AllPersons(func(p store.Person) error {
			f, err := FactsOf(s, p.ID)
			h := held(activities, f, policies, s.Settings().Language, thisDay)
			if Unfounded(h.Purposes) || len(h.Special) > 0 {
				want = append(want, h)
			}
			return err
		}))
		got, err := AllUnfounded(s, thisDay)
		must(t, err)
		if len(want) == 0 || len(got) != len(want) {
			t.Errorf("%s: %d, want %d", step.name, len(got), len(want))
			continue
		}
		for i := range got {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%s: %+v\nwant %+v", step.name, got[i], want[i])
			}
		}
	}
}

// TestArt9ThroughEveryExchange: the deep search finds special categories in what
// was exchanged, not where the person consented to their being kept; it says how
// far it is, and ends when asked to.
func TestArt9ThroughEveryExchange(t *testing.T) {
	s, _ := register(t)
	menus := store.Activity{Code: "menus", Basis: store.ContractBasis, Channels: []store.Channel{store.ForSpecialData},
		Texts: map[string]store.ActivityText{"fr": {Name: "Menus", Purpose: "Préparer des repas adaptés", Data: "allergies"}}}
	must(t, s.AddActivity(&menus))
	w, err := WordingFor(s, menus, store.ForSpecialData, "fr", thisDay)
	must(t, err)
	var ids []store.ID
	for _, name := range []string{"Ada", "Bo", "Cy"} {
		p := store.Person{Given: name, Status: store.Client, Source: "salon"}
		must(t, s.AddPerson(&p, store.AddOptions{}))
		must(t, s.AddInteraction(&store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.In, At: clock, Subject: "Rendez-vous",
			Body: map[string]string{"Ada": "Diabétique, préfère le matin", "Bo": "Diabétique, préfère le soir"}[name]}))
		ids = append(ids, p.ID)
	}
	must(t, s.RecordConsent(&store.Consent{Contact: ids[1], Activity: menus.ID, Channel: store.ForSpecialData, Answer: store.Yes,
		Means: store.Paper, Collector: "Paul", Wording: w.ID}))
	if all, err := AllUnfounded(s, thisDay); err != nil || len(all) != 0 {
		t.Fatalf("without reading the exchanges: %+v, %v", all, err)
	}
	most, of := 0, 0
	all, err := AllUnfoundedDeep(context.Background(), s, thisDay, func(done, total int) { most, of = max(most, done), total })
	if err != nil || len(all) != 1 || all[0].Person.ID != ids[0] || !reflect.DeepEqual(all[0].Special, []watch.Kind{watch.Health}) || len(all[0].Purposes) == 0 {
		t.Errorf("%+v, %v", all, err)
	}
	if most != 3 || of != 3 {
		t.Errorf("told %d of %d", most, of)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if all, err := AllUnfoundedDeep(ctx, s, thisDay, func(int, int) {}); !errors.Is(err, context.Canceled) || all != nil {
		t.Errorf("cancelled: %+v, %v", all, err)
	}
}

// TestArt61aNumberAndCallsAreNoFault: a consent does not read as invalid because
// the number is missing, or because as many calls were made as may be; without
// the consent it does.
func TestArt61aNumberAndCallsAreNoFault(t *testing.T) {
	_, by := register(t)
	calls := by["telephone-consumers"]
	agreed := func(f *Facts) { f.Consents = said(calls, store.ByPhone, store.Yes, "2026-09-01") }
	four := []store.Interaction{out(calls, "2026-11-02"), out(calls, "2026-11-03"), out(calls, "2026-11-04"), out(calls, "2026-11-05")}
	for name, c := range map[string]struct {
		f      Facts
		valid  bool
		why    Reason
		called Reason
	}{
		"a number, and calls left": {with(agreed), true, ByConsent, ByConsent},
		"no number":                {with(func(f *Facts) { agreed(f); f.Person.Phones = nil }), true, ByConsent, NoAddress},
		"four calls made":          {with(func(f *Facts) { agreed(f); f.Calls = four }), true, ByConsent, NoCallsLeft},
		"no number, and over": {with(func(f *Facts) {
			f.Consents, f.Person.Phones = said(calls, store.ByPhone, store.Yes, "2025-09-01"), nil
		}), false, NoAsked, NoAddress},
		"no number, and withdrawn": {with(func(f *Facts) {
			f.Consents, f.Person.Phones = said(calls, store.ByPhone, store.Yes, "2026-09-01", store.Withdrawn, "2026-10-01"), nil
		}), false, NoAsked, NoAddress},
	} {
		all := Purposes([]store.Activity{calls}, c.f, DefaultPolicies(""), "fr", thisDay)
		if len(all) != 1 || all[0].Valid != c.valid || all[0].Why != c.why || all[0].Channels[0].Reason != c.called {
			t.Errorf("%s: %+v", name, all)
		}
		if Unfounded(all) == c.valid {
			t.Errorf("%s: to be mended %v", name, Unfounded(all))
		}
		if c.valid && all[0].Until != "2027-09-01" {
			t.Errorf("%s: until %q", name, all[0].Until)
		}
	}
}

// TestArt73ANoIsRespected: who refused by one channel is not to be mended because
// nobody asked for another, where another purpose stands; a yes that is over is.
func TestArt73ANoIsRespected(t *testing.T) {
	_, by := register(t)
	news, calls := by["prospecting-consumers"], by["telephone-consumers"]
	for name, c := range map[string]struct {
		history []store.Consent
		why     Reason
		mend    bool
	}{
		"refused by e-mail, not asked for SMS": {said(news, store.ByEmail, store.No, "2026-09-01"), NoRefused, false},
		"withdrawn by SMS, not asked for mail": {said(news, store.BySMS, store.Yes, "2026-08-01", store.Withdrawn, "2026-09-01"), NoWithdrawn, false},
		"a yes to calls that is over":          {said(calls, store.ByPhone, store.Yes, "2025-09-01"), NoExpired, true},
		"a yes without its proof":              {append(said(news, store.BySMS, store.No, "2026-09-01"), said(news, store.ByEmail, store.Unknown, "2026-09-01")...), NoProof, true},
	} {
		f := with(func(f *Facts) { f.Person.Status, f.Consents = store.Client, c.history })
		all := Purposes([]store.Activity{by["clients"], news, calls}, f, DefaultPolicies(""), "fr", thisDay)
		if len(all) != 2 || all[1].Why != c.why || Unfounded(all) != c.mend || !Stands(all) {
			t.Errorf("%s: %+v", name, all)
		}
	}
}
