package sample_test

import (
	"testing"
	"time"

	"calepin/privacy"
	"calepin/privacy/sample"
	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
)

// TestDemonstrationAnswers: of every kind of answer there is one, most people
// were told, and what is left to do is little, but not nothing.
func TestDemonstrationAnswers(t *testing.T) {
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s, err := store.Init(v, demo.Settings())
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return now }
	told, err := sample.Answers(s, 1, now)
	if err != nil {
		t.Fatal(err)
	}
	o := demo.Options{Contacts: demo.DefaultContacts, Interactions: demo.DefaultInteractions, Seed: 1, Now: now, Told: told}
	if err := demo.Generate(t.Context(), s, o); err != nil {
		t.Fatal(err)
	}
	all, err := s.Consents(store.ID{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[store.Answer]int{}
	for _, e := range all {
		count[e.Answer]++
		if e.At.After(now) {
			t.Errorf("%s is to come", e.At)
		}
	}
	for _, answer := range []store.Answer{store.Yes, store.No, store.Later, store.Unknown, store.Withdrawn, store.Objected} {
		if count[answer] == 0 {
			t.Errorf("no %q among %v", answer, count)
		}
	}
	owed, err := privacy.AllOwed(s)
	if err != nil || len(owed) == 0 || len(owed) > o.Contacts/8 {
		t.Errorf("%d are owed information, %v", len(owed), err)
	}
	ending, err := privacy.EndingOn(s, store.DateOf(now))
	if err != nil || len(ending) == 0 || len(ending) > 5 {
		t.Errorf("%d consents are soon over, %v", len(ending), err)
	}
}
