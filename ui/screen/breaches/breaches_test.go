package breaches

import (
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen/papers"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt33OnTheScreen: a breach is noted by the guided form, one of tomorrow
// refused; the hours left show, the notification is written, and nothing is closed
// before it is decided.
func TestArt33OnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][3]string{text.English: {"hours left", "(c) Likely", "nothing was decided"}, text.French: {"encore", "(c) Conséquences", "rien n’est décidé"}} {
		g := stage.New(t, l)
		g.W, g.H = 120, 37
		s := g.Desk.Store
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("a")
		stage.Sizes(t, g.Top())
		p := g.Top().(*page)
		p.Form.Field("title").SetValue("Portable volé")
		p.Form.Field("facts").SetValue("Volé dans un train, coffre scellé")
		p.Form.Field("kind.confidentiality").SetChecked(true)
		p.Form.Field("aware_at").SetMoment(g.Desk.Now().Add(24 * time.Hour))
		g.Keys("ctrl+s")
		if all, err := s.Breaches(); err != nil || len(all) != 0 {
			t.Fatalf("a breach of tomorrow is noted: %+v %v", all, err)
		}
		if why := g.Desk.W.Errors.Request.Codes[string(privacy.BreachInFuture)]; !strings.Contains(strings.Join(strings.Fields(g.Screen()), " "), strings.Join(strings.Fields(why), " ")) {
			t.Errorf("the reason is not shown: %q in\n%s", why, g.Screen())
		}
		p.Form.Field("aware_at").SetMoment(g.Desk.Now().Add(-2 * time.Hour))
		p.Form.Field("count").SetValue("beaucoup")
		g.Keys("ctrl+s")
		if p.Form.Field("count").Error() == "" {
			t.Error("many is a number")
		}
		p.Form.Field("count").SetValue("12")
		g.Keys("ctrl+s")
		all, err := s.Breaches()
		if err != nil || len(all) != 1 || all[0].Count != 12 {
			t.Fatalf("%+v %v", all, err)
		}
		page := g.Top().(*sheet)
		stage.Sizes(t, page)
		if !strings.Contains(g.Screen(), want[0]) {
			t.Errorf("no %q:\n%s", want[0], g.Screen())
		}
		if why := page.forbids(store.BreachClosed); !strings.Contains(why, want[2]) {
			t.Errorf("closing: %q", why)
		}
		g.Keys("enter")
		if _, is := g.Top().(*papers.Box); !is {
			t.Fatalf("%T", g.Top())
		}
		stage.Sizes(t, g.Top())
		if g.Keys("pgdown"); l == text.French && !strings.Contains(g.Screen(), want[1]) {
			t.Error(g.Screen())
		}
		g.Keys("esc s")
		f := g.Top().(*step)
		f.Form.Field("ground").SetValue(string(store.GroundSealed))
		g.Keys("ctrl+s")
		if f.Form.Field("text").Error() == "" {
			t.Error("none is due, without a reason")
		}
		f.Form.Field("text").SetValue("Clé restée au bureau")
		g.Keys("ctrl+s c ctrl+s")
		if b, err := s.Breach(all[0].ID); err != nil || privacy.StateOfBreach(&b) != privacy.BreachOver || b.Events[0].Ground != store.GroundSealed {
			t.Errorf("%+v %v", b, err)
		}
	}
}

// TestArt34OnTheScreen: who is concerned is named, told and counted.
func TestArt34OnTheScreen(t *testing.T) {
	g := stage.New(t, text.English)
	g.W, g.H = 120, 37
	s := g.Desk.Store
	for _, name := range []string{"Ada", "Bo"} {
		if err := s.AddPerson(&store.Person{Given: name, Source: "salon"}, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	b := store.Breach{Title: "List sent", Facts: "To another client", Kinds: store.BreachKinds[:1], Aware: g.Desk.Now().Add(-80 * time.Hour), Risk: store.HighRisk}
	if err := s.SetBreach(&b); err != nil {
		t.Fatal(err)
	}
	g.Push(newSheet(g.Desk, b.ID))
	if !strings.Contains(g.Screen(), "8 hours late") {
		t.Error(g.Screen())
	}
	g.Keys("e ctrl+y ctrl+s")
	if b, _ = s.Breach(b.ID); len(b.Contacts) < 2 || b.Count != len(b.Contacts) {
		t.Fatalf("%+v", b)
	}
	g.Keys("n")
	f := g.Top().(*step)
	g.Keys("ctrl+s")
	if f.Form.Field("delay").Error() == "" {
		t.Error("late, and no reason asked for")
	}
	f.Form.Field("delay").SetValue("Found on a Friday night")
	g.Keys("ctrl+s t")
	g.Top().(*step).Form.Field("means").SetValue(string(store.EMail))
	g.Keys("ctrl+s")
	if b, _ = s.Breach(b.ID); len(b.Events) != 2 || b.Events[1].Count != b.Count || !b.Events[0].Partial {
		t.Errorf("%+v", b.Events)
	}
}
