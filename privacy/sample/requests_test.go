package sample_test

import (
	"reflect"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/privacy/sample"
	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
)

// demonstration is the invented business, its requests included.
func demonstration(t *testing.T, contacts int, now time.Time) *store.Store {
	t.Helper()
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	s, err := store.Init(v, demo.Settings())
	if err != nil {
		t.Fatal(err)
	}
	s.Clock = func() time.Time { return now }
	told, err := sample.Answers(s, 1, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Generate(t.Context(), s, demo.Options{Contacts: contacts, Interactions: contacts * 4, Seed: 1, Now: now, Told: told}); err != nil {
		t.Fatal(err)
	}
	if err := sample.Requests(s, 1, now); err != nil {
		t.Fatal(err)
	}
	if err := sample.Registers(s, 1, now); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDemonstrationRequests: there is something to answer soon, something late,
// one whose clock stands, one extended, one refused and some that are closed;
// all rights are asked for; whenever it is shown.
func TestDemonstrationRequests(t *testing.T) {
	for _, now := range []time.Time{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), time.Date(2027, 2, 28, 23, 30, 0, 0, time.UTC)} {
		s := demonstration(t, 60, now)
		all, err := s.Requests(store.ID{})
		if err != nil {
			t.Fatal(err)
		}
		today := store.DateOf(now)
		rights, states := map[store.Right]bool{}, map[store.RequestState]bool{}
		soon, late := 0, 0
		for _, r := range all {
			rights[r.Right], states[r.State()] = true, true
			due := privacy.ClockOf(r, privacy.CalendarOf(s.Settings().Business), today)
			switch {
			case !r.Pending():
			case due.Late:
				late++
			case due.Due <= today.AddDays(7):
				soon++
			}
		}
		for _, right := range store.Rights {
			if !rights[right] {
				t.Errorf("%s: nobody asks for %s", today, right)
			}
		}
		for _, state := range []store.RequestState{store.StateOpen, store.StateWaiting, store.StateExtended, store.StateRefused, store.StateClosed} {
			if !states[state] {
				t.Errorf("%s: none is %s", today, state)
			}
		}
		if soon == 0 || late == 0 {
			t.Errorf("%s: %d due soon, %d late", today, soon, late)
		}
		again, err := demonstration(t, 60, now).Requests(store.ID{})
		if err != nil || !reflect.DeepEqual(all, again) {
			t.Errorf("%s: another time it is another business: %v", today, err)
		}
	}
}

// TestDemonstrationOfNobody: a demonstration of no people still shows the desk.
func TestDemonstrationOfNobody(t *testing.T) {
	all, err := demonstration(t, 0, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)).Requests(store.ID{})
	if err != nil || len(all) == 0 {
		t.Errorf("%d requests, %v", len(all), err)
	}
}

// TestDemonstrationTrail: the audit trail of a demonstration finds no fault in
// it, though what it tells is three years long.
func TestDemonstrationTrail(t *testing.T) {
	s := demonstration(t, 60, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	report, err := s.VerifyTrail()
	if err != nil || len(report.Faults) > 0 || report.Entries == 0 {
		t.Errorf("%+v, %v", report, err)
	}
}
