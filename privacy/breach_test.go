package privacy

import (
	"errors"
	"testing"
	"time"

	"calepin/store"
)

// TestArt33Hours: 72 hours from awareness, through weekends, public holidays and
// the change to winter time; never more time is told than there is.
func TestArt33Hours(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for aware, due := range map[string]string{
		"2026-04-03T18:30:00+02:00": "2026-04-06T18:30:00+02:00", // Good Friday to Easter Monday
		"2026-12-24T09:00:00+01:00": "2026-12-27T09:00:00+01:00",
		"2026-10-23T12:00:00+02:00": "2026-10-26T11:00:00+01:00", // a day of 25 hours between
		"2028-02-27T23:59:00+01:00": "2028-03-01T23:59:00+01:00", // leap day
	} {
		at, _ := time.Parse(time.RFC3339, aware)
		b := store.Breach{Aware: at}
		k := BreachClockOf(&b, at.Add(90*time.Minute))
		if want, _ := time.Parse(time.RFC3339, due); !k.Due.Equal(want) || !k.Running || k.Late || k.Hours() != 70 {
			t.Errorf("%s: due %s, want %s; %+v", aware, k.Due.In(paris), due, k)
		}
		if k := BreachClockOf(&b, k.Due.Add(time.Minute)); !k.Late || k.Hours() != 1 {
			t.Errorf("%s: a minute late is %+v", aware, k)
		}
		if k := BreachClockOf(&b, k.Due); k.Late || k.Hours() != 0 {
			t.Errorf("%s: in time to the second: %+v", aware, k)
		}
	}
}

// TestArt33And34Steps: what may be noted about a breach, and what is refused, with
// its rule.
func TestArt33And34Steps(t *testing.T) {
	aware := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	now := aware.Add(100 * time.Hour)
	late, soon := aware.Add(80*time.Hour), aware.Add(10*time.Hour)
	whole := store.Breach{Aware: aware, Data: "e-mails", People: "clients", Consequences: "hameçonnage", Measures: "mots de passe changés"}
	notified := store.BreachEvent{Kind: store.Notified, At: soon}
	silent := store.BreachEvent{Kind: store.NotNotified, At: soon, Ground: store.GroundSealed, Text: "fichier scellé, clé sûre"}
	with := func(b store.Breach, events ...store.BreachEvent) store.Breach { b.Events = events; return b }
	risk := func(r store.BreachRisk) store.Breach { b := whole; b.Risk = r; return b }
	for name, x := range map[string]struct {
		b    store.Breach
		e    store.BreachEvent
		code RefusalCode // empty where it may be
	}{
		"notified":               {whole, notified, ""},
		"notified late":          {whole, store.BreachEvent{Kind: store.Notified, At: late}, DelayUnsaid},
		"late with its reasons":  {whole, store.BreachEvent{Kind: store.Notified, At: late, Delay: "découverte un vendredi"}, ""},
		"the rest, after 72 h":   {with(whole, notified), store.BreachEvent{Kind: store.Notified, At: late}, ""},
		"half of it":             {store.Breach{Aware: aware}, notified, NotWhole},
		"half, and said so":      {store.Breach{Aware: aware}, store.BreachEvent{Kind: store.Notified, At: soon, Partial: true}, ""},
		"before it was known":    {whole, store.BreachEvent{Kind: store.Notified, At: aware.Add(-time.Hour)}, BeforeAware},
		"tomorrow":               {whole, store.BreachEvent{Kind: store.Notified, At: now.Add(time.Hour)}, EventInFuture},
		"none due":               {whole, silent, ""},
		"none due, unsaid why":   {whole, store.BreachEvent{Kind: store.NotNotified, At: soon}, SilenceUnsaid},
		"none due at a risk":     {risk(store.Risky), silent, RiskIsLikely},
		"none due to a customer": {risk(store.Risky), store.BreachEvent{Kind: store.NotNotified, At: soon, Ground: store.GroundProcessor, Text: "client prévenu"}, ""},
		"none due once notified": {with(whole, notified), silent, NotifiedAlready},
		"told":                   {whole, store.BreachEvent{Kind: store.ToldPeople, At: soon, Means: store.EMail}, ""},
		"told somehow":           {whole, store.BreachEvent{Kind: store.ToldPeople, At: soon}, ToldNoMeans},
		"not told, high risk":    {risk(store.HighRisk), store.BreachEvent{Kind: store.NotTold, At: soon, Ground: store.GroundNotHigh, Text: "-"}, RiskIsHigh},
		"not told, mended":       {risk(store.HighRisk), store.BreachEvent{Kind: store.NotTold, At: soon, Ground: store.GroundMeasures, Text: "clés changées"}, ""},
		"closed undecided":       {whole, store.BreachEvent{Kind: store.BreachClosed, At: soon}, NotifyUndecided},
		"closed half sent":       {with(whole, store.BreachEvent{Kind: store.Notified, At: soon, Partial: true}), store.BreachEvent{Kind: store.BreachClosed, At: soon}, RestUnsent},
		"closed, nobody told":    {with(whole, notified), store.BreachEvent{Kind: store.BreachClosed, At: soon}, TellUndecided},
		"closed, none due":       {with(whole, silent), store.BreachEvent{Kind: store.BreachClosed, At: soon}, ""},
		"closed twice":           {with(whole, silent, store.BreachEvent{Kind: store.BreachClosed, At: soon}), notified, BreachIsClosed},
	} {
		err := MayNote(&x.b, x.e, now)
		var refused *RequestError
		if is := errors.As(err, &refused); is != (x.code != "") || is && (refused.Code != x.code || refused.Rule == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestArt33Tomorrow: a breach of tomorrow is refused, and nothing stored; one
// known before it happened too.
func TestArt33Tomorrow(t *testing.T) {
	s, _ := newVault(t)
	now := time.Now()
	for code, b := range map[RefusalCode]store.Breach{
		BreachInFuture: {Aware: now.Add(time.Minute)},
		AwareBefore:    {Aware: now.Add(-2 * time.Hour), Happened: now.Add(-time.Hour)},
	} {
		b.Title, b.Facts, b.Kinds = "Vol", "Un ordinateur volé", store.BreachKinds
		var refused *RequestError
		if err := SetBreach(s, &b, now); !errors.As(err, &refused) || refused.Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	if all, err := s.Breaches(); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

// TestArt335ClosedBreachesEnd: a closed breach is a proof for five years, then it
// is due; one that is open never is.
func TestArt335ClosedBreachesEnd(t *testing.T) {
	s, v := newVault(t)
	now := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	s.Clock = func() time.Time { return now }
	b := store.Breach{Title: "Vol", Facts: "Un ordinateur volé", Kinds: store.BreachKinds, Aware: now.Add(-time.Hour)}
	must(t, SetBreach(s, &b, now))
	if due := dueOn(t, s, "2040-01-01"); len(due) != 0 {
		t.Errorf("open, and due: %v", due)
	}
	for _, e := range []store.BreachEvent{{Kind: store.NotNotified, Ground: store.GroundSealed, Text: "scellé"}, {Kind: store.BreachClosed}} {
		e.At = now
		_, err := NoteBreach(s, b.ID, now, e)
		must(t, err)
	}
	if due := dueOn(t, s, "2031-11-27"); len(due) != 0 {
		t.Errorf("due a day early: %v", due)
	}
	if due := dueOn(t, s, "2031-11-28"); len(due) != 1 || due[0] != b.ID {
		t.Errorf("%v", due)
	}
	now = time.Date(2032, 1, 1, 10, 0, 0, 0, time.UTC)
	purgeDue(t, s, v, now)
	if all, err := s.Breaches(); err != nil || len(all) != 0 {
		t.Errorf("purged, and there: %+v %v", all, err)
	}
	if wrong, err := s.CheckIndexes(); wrong != 0 || err != nil {
		t.Errorf("%d keys of the indexes are wrong, %v", wrong, err)
	}
}
