package privacy

import (
	"slices"
	"strings"
	"testing"

	"calepin/privacy/watch"
	"calepin/store"
)

// TestArt9ExplicitConsent: data of special categories in a note are told until
// the person consented to just that; a withdrawal tells them again, and so does
// nothing else of what they agreed to.
func TestArt9ExplicitConsent(t *testing.T) {
	s, by := register(t)
	menus := store.Activity{Code: "menus", Basis: store.ContractBasis, Channels: []store.Channel{store.ForSpecialData},
		Texts: map[string]store.ActivityText{"fr": {Name: "Menus", Purpose: "Préparer des repas adaptés", Data: "allergies\nrégimes"}}}
	if err := s.AddActivity(&menus); err != nil {
		t.Fatal(err)
	}
	p := store.Person{Given: "Ada", Status: store.Client, Source: "salon", Note: "Diabétique, préfère le matin"}
	if err := s.AddPerson(&p, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	lacks := func() []watch.Kind {
		t.Helper()
		h, err := HeldOf(s, p.ID, thisDay)
		if err != nil {
			t.Fatal(err)
		}
		all, err := AllUnfounded(s, thisDay)
		if err != nil || (len(all) == 1) != (len(h.Special) == 1) {
			t.Fatalf("listed: %+v, %v", all, err)
		}
		return h.Special
	}
	answer := func(a store.Activity, ch store.Channel, x store.Answer) {
		t.Helper()
		w, err := WordingFor(s, a, ch, "fr", thisDay)
		if err != nil {
			t.Fatal(err)
		}
		if ch == store.ForSpecialData && (!strings.Contains(w.Text, "allergies, régimes") || !strings.Contains(w.Text, "explicitement")) {
			t.Errorf("asked: %q", w.Text)
		}
		e := store.Consent{Contact: p.ID, Activity: a.ID, Channel: ch, Answer: x, Means: store.Paper, Collector: "Paul", Wording: w.ID}
		if err := s.RecordConsent(&e); err != nil {
			t.Fatal(err)
		}
	}
	want := []watch.Kind{watch.Health}
	if got := lacks(); !slices.Equal(got, want) {
		t.Errorf("nobody asked: %v", got)
	}
	answer(by["clients"], store.ByEmail, store.Yes)
	if got := lacks(); !slices.Equal(got, want) {
		t.Errorf("a yes to e-mails: %v", got)
	}
	answer(menus, store.ForSpecialData, store.Yes)
	if got := lacks(); got != nil {
		t.Errorf("with explicit consent: %v", got)
	}
	f, err := FactsOf(s, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if a := MayContact(menus, store.ForSpecialData, f, "fr", thisDay); !a.Allowed || a.Rule != SpecialRule {
		t.Errorf("%+v", a)
	}
	answer(menus, store.ForSpecialData, store.Withdrawn)
	if got := lacks(); !slices.Equal(got, want) {
		t.Errorf("withdrawn: %v", got)
	}
}
