package purposes

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

// somebody is a client who said yes to e-mails, then no more.
func somebody(t *testing.T, l text.Language) (*trial.Driver, *Page) {
	t.Helper()
	d := trial.New(t, l)
	s := d.Desk.Store
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	who := store.Person{Given: "Zoé", Family: "Fictive", Status: store.Client, Nature: store.Consumer, Source: "salon",
		Emails: []store.Email{{Address: "zoe@fictif.example"}}}
	must(s.AddPerson(&who, store.AddOptions{}))
	a, err := s.FindActivity("prospecting-consumers")
	must(err)
	w := store.Wording{Activity: a.ID, Channel: store.ByEmail, Language: "fr", Text: "Voulez-vous ?"}
	must(s.SetWording(&w))
	for i, answer := range []store.Answer{store.Yes, store.Withdrawn} {
		must(s.RecordConsent(&store.Consent{Contact: who.ID, Activity: a.ID, Channel: store.ByEmail, Answer: answer, Means: store.Paper,
			Collector: "Paul", Wording: w.ID, At: trial.Now.Add(time.Duration(i-3) * time.Hour)}))
	}
	p, err := New(d.Desk, who.ID)
	must(err)
	return d.Show(p), p
}

// TestWhyOnFile: purposes with their basis and the rule that decides, and the
// whole history with its proofs.
func TestWhyOnFile(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"Zoé Fictive", "every purpose stands", "Follow-up of clients", "contract", "withdrawal", "yes", "– consent"},
		text.French:  {"Zoé Fictive", "chaque finalité tient", "Suivi des clients", "contrat", "retrait", "oui", "– consentement"},
	} {
		d, p := somebody(t, l)
		d.W, d.H = 120, 37
		d.Show(p).Sees(want...)
		d.Sizes()
		d.Keys("tab", "enter")
		d.Sizes()
		if len(d.Boxes) != 1 {
			t.Fatal("no proof is shown")
		}
		d.Sees("Paul", "Voulez-vous")
	}
}

// TestActions: asking, withdrawing and objecting are one key away.
func TestActions(t *testing.T) {
	d, p := somebody(t, text.English)
	for key, target := range map[string]screen.Target{"c": screen.ConsentCapture, "w": screen.ConsentWithdraw, "x": screen.ConsentObject, "n": screen.NoticeGive} {
		d.Keys(key)
		if got := d.Opened[len(d.Opened)-1]; got.Target != target || got.IDs[0] != p.id {
			t.Errorf("%s leads to %v", key, got)
		}
	}
	d.Sees("May I e-mail them?")
	if !strings.Contains(d.Text(), "art.") {
		t.Error("no source is cited")
	}
}

// TestNobodyKnowsWhy: who has no purpose is told so at a glance.
func TestNobodyKnowsWhy(t *testing.T) {
	d := trial.New(t, text.English)
	who := store.Person{Given: "Éva", Nature: store.Consumer, Source: "salon"}
	if err := d.Desk.Store.AddPerson(&who, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	p, err := New(d.Desk, who.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.Show(p).Sees("✗ no purpose that stands", "Nothing says why")
	d.Sizes()
}

// TestArt51bTiedByHand: a purpose that nothing else shows is added by hand, taken
// away as easily, and both can be undone; one that comes of what the person is
// stays.
func TestArt51bTiedByHand(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		d, p := somebody(t, l)
		w, s := d.Desk.T.Purposes, d.Desk.Store
		tied := func() int {
			who, err := s.Person(p.id)
			if err != nil {
				t.Fatal(err)
			}
			d.Do(p.Update(screen.Changed{}))
			return len(who.Purposes)
		}
		d.Keys("-").Said(w.NotTied)
		before := len(p.purposes)
		d.Keys("+")
		d.Keys("enter").Said(strings.Split(w.Tied.With("purpose", "|"), "|")[0])
		if tied() != 1 || len(p.purposes) != before+1 {
			t.Fatalf("%d tied, %d shown", tied(), len(p.purposes))
		}
		if _, err := s.Undo(); err != nil || tied() != 0 {
			t.Errorf("not undone: %v", err)
		}
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
	}
}
