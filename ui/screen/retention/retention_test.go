package retention

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt51ePurgeFromTheScreen: what has expired is listed with its reason, what
// goes is shown before, the default is no, and a yes purges it for good.
func TestArt51ePurgeFromTheScreen(t *testing.T) {
	for l, want := range map[text.Language][]string{text.English: {"Ada", "prospect, last contact", "Now: 1.", "What has expired"},
		text.French: {"Ada", "prospect, dernier contact", "Maintenant", "Ce qui a expiré"}} {
		g := stage.New(t, l)
		s := g.Desk.Store
		ada := store.Person{Given: "Ada", Status: store.Prospect, Source: "salon"}
		stage.Must(t, s.AddPerson(&ada, store.AddOptions{}))
		stage.Must(t, s.AddInteraction(&store.Interaction{Contact: ada.ID, Kind: store.Mail, Direction: store.In, At: stage.Now.AddDate(-4, 0, 0)}))
		bo := store.Person{Given: "Bo", Status: store.Prospect, Source: "salon"}
		stage.Must(t, s.AddPerson(&bo, store.AddOptions{}))
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		for _, w := range want {
			if !strings.Contains(g.Screen(), w) {
				t.Errorf("no %q in\n%s", w, g.Screen())
			}
		}
		if strings.Contains(g.Screen(), "Bo ") {
			t.Errorf("who has not expired is listed:\n%s", g.Screen())
		}
		g.Keys("d enter") // cancel has the focus
		if _, err := s.Person(ada.ID); err != nil {
			t.Errorf("purged by the default: %v", err)
		}
		g.Keys("d " + g.Desk.T.Widgets.YesKey)
		if _, err := s.Person(ada.ID); err == nil {
			t.Errorf("not purged:\n%s", g.Screen())
		}
		if _, err := s.Person(bo.ID); err != nil {
			t.Errorf("somebody else went: %v", err)
		}
		if ledger, err := s.Erasures(); err != nil || len(ledger) != 1 {
			t.Errorf("%+v, %v", ledger, err)
		}
	}
}

// TestArt51eKeptLongerAnonymisedAndArchived: a decision with its reason takes
// somebody off the list, a reason narrows it, a count without personal data is
// left of who is anonymised, and the archive is read for a reason, which is noted.
func TestArt51eKeptLongerAnonymisedAndArchived(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		g := stage.New(t, l)
		s := g.Desk.Store
		var ids []store.ID
		for _, name := range []string{"Ada", "Bo"} {
			p := store.Person{Given: name, Status: store.Prospect, Source: "salon"}
			stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
			stage.Must(t, s.AddInteraction(&store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, At: stage.Now.AddDate(-4, 0, -len(ids))}))
			ids = append(ids, p.ID)
		}
		stage.Must(t, s.AddDocument(&store.Document{Contact: ids[1], Kind: store.Invoice, Number: "F-7", Date: store.DateOf(stage.Now.AddDate(-4, 0, 0)), Amount: 100_00, Currency: "EUR"}))
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("g e") // whoever comes first
		g.Type("2099-01-01")
		g.Keys("tab")
		g.Type("litige")
		g.Keys("ctrl+s")
		kept := 0
		for _, id := range ids {
			if r, err := s.Retained(id); err == nil && r.Until == "2099-01-01" && r.Reason == "litige" {
				kept++
			}
		}
		if kept != 1 {
			t.Fatalf("%d kept longer:\n%s", kept, g.Screen())
		}
		g.Keys("g n " + g.Desk.T.Widgets.YesKey)
		if all, err := s.Tallies(); err != nil || len(all) != 1 {
			t.Errorf("counts: %+v, %v\n%s", all, err, g.Screen())
		}
	}
}
