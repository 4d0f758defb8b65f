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
