package privacy

import (
	"errors"
	"slices"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// old is a prospect whose time is over.
func old(t *testing.T, s *store.Store, given string, now time.Time) store.ID {
	t.Helper()
	p := store.Person{Given: given, Family: "Exemple", Status: store.Prospect, Source: "salon"}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	must(t, s.AddInteraction(&store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, At: now.AddDate(-4, 0, 0)}))
	return p.ID
}

func dueOn(t *testing.T, s *store.Store, day store.Date) (ids []store.ID) {
	t.Helper()
	l, err := NewLookout(s)
	must(t, err)
	due, err := l.Due(day)
	must(t, err)
	for _, d := range due {
		ids = append(ids, d.ID)
	}
	return ids
}

// TestArts12And17And18WhatIsGuardedIsNotPurged: while a request waits, a hold or
// a restriction stands, nothing of the contact's is due, and a purge planned
// before is refused, whole; once it is over, the contact is due again.
func TestArts12And17And18WhatIsGuardedIsNotPurged(t *testing.T) {
	for by, guard := range map[store.RecordKind]func(*testing.T, *store.Store, store.ID, store.Date) (end func()){
		store.KindRequest: func(t *testing.T, s *store.Store, id store.ID, today store.Date) func() {
			r := store.Request{Contact: id, Right: store.Access, Received: today, Channel: store.RouteEmail}
			must(t, s.AddRequest(&r))
			return func() {
				_, err := s.AddRequestEvents(r.ID, func(store.Request) ([]store.RequestEvent, error) {
					return []store.RequestEvent{{Kind: store.Answered, On: today}}, nil
				})
				must(t, err)
			}
		},
		store.KindHold: func(t *testing.T, s *store.Store, id store.ID, today store.Date) func() {
			h := store.Hold{Contact: id, Reason: "litige", Review: today.AddDays(90)}
			must(t, s.Hold(&h))
			return func() { _, err := s.Release(id, h.ID); must(t, err) }
		},
		store.KindRestriction: func(t *testing.T, s *store.Store, id store.ID, today store.Date) func() {
			r := store.Restriction{Contact: id, Ground: store.Contested}
			must(t, s.Restrict(&r))
			return func() {
				_, err := s.Lift(id, r.ID, store.Lifting{Told: today, Means: store.EMail})
				must(t, err)
			}
		},
	} {
		s, v := newVault(t)
		now := time.Now()
		today := store.DateOf(now)
		ada, bo := old(t, s, "Ada", now), old(t, s, "Bo", now)
		l, err := NewLookout(s)
		must(t, err)
		due, err := l.Due(today)
		must(t, err)
		plan, err := PlanPurge(s, v, due, now)
		must(t, err)
		end := guard(t, s, ada, today)
		if got := dueOn(t, s, today); !slices.Equal(got, []store.ID{bo}) {
			t.Errorf("%s: due: %v", by, got)
		}
		if kept, err := l.KeptOf(ada); err != nil || kept[0].Guard != by {
			t.Errorf("%s: %+v, %v", by, kept, err)
		}
		var guarded *store.GuardedError
		if _, err := Purge(s, v, plan, now, PurgeOptions{}); !errors.As(err, &guarded) || guarded.By != by || guarded.Contact != ada {
			t.Errorf("%s: %v", by, err)
		}
		if _, err := s.Person(bo); err != nil {
			t.Errorf("%s: half of a refused purge was done: %v", by, err)
		}
		end()
		if got := dueOn(t, s, today); !slices.Contains(got, ada) {
			t.Errorf("%s: not due once it is over: %v", by, got)
		}
		if wrong, err := s.CheckIndexes(); wrong != 0 || err != nil {
			t.Errorf("%s: %d keys of the indexes are wrong, %v", by, wrong, err)
		}
	}
}

// TestCCiv2224ProofsOutliveTheFile: when a file goes, purged or erased, the
// proofs that the person agreed and was told are archived without the person;
// they leave by themselves five years later, a consent to be called three years
// after it (C. conso R223), an answered request five years after its end.
func TestCCiv2224ProofsOutliveTheFile(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *store.Store, *vault.Vault, store.ID, time.Time){
		"purged": func(t *testing.T, s *store.Store, v *vault.Vault, id store.ID, now time.Time) { purgeDue(t, s, v, now) },
		"erased": func(t *testing.T, s *store.Store, v *vault.Vault, id store.ID, now time.Time) {
			plan, err := PlanErasure(s, v, id, now)
			must(t, err)
			done, err := Erase(s, v, plan, "sur demande")
			must(t, err)
			if len(done.Residue) > 0 {
				t.Errorf("left behind: %+v", done.Residue)
			}
		},
	} {
		s, v := newVault(t)
		now := time.Date(2030, 6, 15, 9, 0, 0, 0, time.UTC)
		s.Clock = func() time.Time { return now }
		today := store.DateOf(now)
		ada := old(t, s, "Ada", now)
		must(t, Prepare(s))
		all, err := s.Activities()
		must(t, err)
		activity := all[0].ID
		must(t, s.RecordConsent(&store.Consent{Contact: ada, Activity: activity, Channel: store.ByEmail, Answer: store.No, At: now.AddDate(-4, 0, 0),
			Note: "Ada Exemple, au téléphone", Collector: "Ada Exemple"}))
		r := store.Request{Contact: ada, Right: store.Access, Received: today, Channel: store.RouteEmail, Asked: "Ada Exemple veut savoir",
			Events: []store.RequestEvent{{Kind: store.Answered, On: today}}}
		must(t, s.AddRequest(&r))
		end(t, s, v, ada, now)
		archived, err := s.ArchivedDocuments()
		must(t, err)
		if len(archived) != 1 || archived[0].Kind() != store.KindConsent || archived[0].Until != "2035-06-15" || archived[0].Rule != "C. civ. 2224" {
			t.Fatalf("%s: %+v", name, archived)
		}
		if e := archived[0].Consent; e.Contact != (store.ID{}) || e.Note != "" || e.Collector == "Ada Exemple" || e.Answer != store.No || archived[0].Erasure == (store.ID{}) {
			t.Errorf("%s: the proof says more, or less, than it needs: %+v", name, e)
		}
		if got := dueOn(t, s, "2035-06-15"); len(got) != 0 {
			t.Errorf("%s: gone before its end: %v", name, got)
		}
		if got := dueOn(t, s, "2035-06-16"); len(got) != 2 {
			t.Errorf("%s: the proof and the request are due: %v", name, got)
		}
		now = time.Date(2035, 6, 16, 9, 0, 0, 0, time.UTC)
		purgeDue(t, s, v, now)
		archived, err = s.ArchivedDocuments()
		must(t, err)
		requests, err := s.Requests(store.ID{})
		must(t, err)
		if len(archived)+len(requests) > 0 {
			t.Errorf("%s: kept past their end: %+v, %+v", name, archived, requests)
		}
	}
	p := DefaultPolicies("")
	yes := store.Consent{Answer: store.Yes, Channel: store.ByPhone, At: time.Date(2029, 1, 2, 0, 0, 0, 0, time.UTC)}
	if k := p.proofKeeping(yes, "2030-06-15"); k.Until != "2032-01-02" || k.Rule != "C. conso R223" {
		t.Errorf("%+v", k)
	}
}
