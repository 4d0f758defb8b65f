package retention

import (
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// expired puts people on file whose time is over.
func expired(t *testing.T, s *store.Store, names ...string) (ids []store.ID) {
	t.Helper()
	for i, name := range names {
		p := store.Person{Given: name, Status: store.Prospect, Source: "salon"}
		stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
		stage.Must(t, s.AddInteraction(&store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, At: stage.Now.AddDate(-4, 0, -i)}))
		ids = append(ids, p.ID)
	}
	return ids
}

// TestArt51eAskedAtTheOpening: when a vault is opened in which something has
// expired, the owner is told how much and why, and nothing goes without a yes to
// exactly what goes; later means tomorrow; a standing yes needs no question,
// and says what it did.
func TestArt51eAskedAtTheOpening(t *testing.T) {
	for l, want := range map[text.Language][]string{text.English: {"2 records have expired", "prospect, 3 years: 2", "Nothing goes without your yes"},
		text.French: {"2 données ont expiré", "prospect, 3", "Rien ne s’en va"}} {
		g := stage.New(t, l)
		s := g.Desk.Store
		ids := expired(t, s, "Ada", "Bo")
		left := func() (n int) {
			for _, id := range ids {
				if _, err := s.Person(id); err == nil {
					n++
				}
			}
			return n
		}
		open := func() bool { g.Run(AtOpening(g.Desk)); return len(g.Boxes) > 0 }
		if !open() {
			t.Fatal("nothing is asked")
		}
		stage.Sizes(t, g.Top())
		shown := g.Top().Title() + "\n" + g.Screen()
		for _, w := range want {
			if !strings.Contains(strings.ReplaceAll(shown, "\u00a0", " "), w) {
				t.Errorf("no %q in\n%s", w, shown)
			}
		}
		g.Keys("e enter") // the default of what follows is no
		if left() != 2 {
			t.Fatal("gone by the default")
		}
		open()
		g.Keys("l")
		if left() != 2 || open() {
			t.Errorf("%d left, asked again on the day", left())
		}
		g.Desk.Now = func() time.Time { return stage.Now.AddDate(0, 0, 1) }
		if !open() {
			t.Fatal("not asked again the next day")
		}
		g.Keys("a enter")
		if left() != 2 || s.Settings().PurgeByItself {
			t.Fatal("a standing yes by the default")
		}
		open()
		g.Keys("a " + g.Desk.T.Widgets.YesKey)
		if left() != 0 || !s.Settings().PurgeByItself {
			t.Fatalf("%d left after a standing yes\n%s", left(), g.Screen())
		}
		stage.Sizes(t, g.Top()) // the proof
		g.Keys("enter")
		expired(t, s, "Zoé")
		if open() {
			t.Errorf("asked although there is a standing yes:\n%s", g.Screen())
		}
		if n, _ := s.CountPersons(); n != 0 || !strings.Contains(g.LastSaid(), g.Desk.W.Retention.Expired.Of(1)) {
			t.Errorf("%d left, said %q", n, g.LastSaid())
		}
		stage.Must(t, privacy.PurgeByItself(s, false))
		expired(t, s, "Eve")
		g.Run(AtMidnight(g.Desk))
		if n, _ := s.CountPersons(); n != 1 || len(g.Boxes) > 0 {
			t.Errorf("a new day purges or asks by itself: %d left", n)
		}
	}
}

// TestClockSetBackwardsAtTheOpening: by a clock that is earlier than the last
// change nothing goes, standing yes or not, and it is said why.
func TestClockSetBackwardsAtTheOpening(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		g := stage.New(t, l)
		s := g.Desk.Store
		ids := expired(t, s, "Ada")
		stage.Must(t, privacy.PurgeByItself(s, true))
		back := stage.Now.AddDate(0, -2, 0)
		g.Desk.Now = func() time.Time { return back }
		g.Run(AtOpening(g.Desk))
		if _, err := s.Person(ids[0]); err != nil {
			t.Errorf("purged all the same: %v", err)
		}
		if want := g.Desk.Language().Time(back.Local()); !strings.Contains(g.LastSaid(), want) {
			t.Errorf("said %q, not %q", g.LastSaid(), want)
		}
	}
}
