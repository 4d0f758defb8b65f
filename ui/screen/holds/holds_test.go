package holds

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/screen/today"
	"calepin/ui/text"
)

// TestArt17_3_eOnTheScreen: a contact or a document is held, for a reason and
// until a day that is asked for; the hold is listed, ended, and kept in sight on
// request; what is half typed outlives a lock.
func TestArt17_3_eOnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		s := g.Desk.Store
		who := store.Person{Given: "Zoé", Family: "Fictive", Source: "salon"}
		stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
		doc := store.Document{Contact: who.ID, Kind: store.Invoice, Number: "F-7", Date: "2026-03-02", Amount: 100, Currency: "EUR"}
		stage.Must(t, s.AddDocument(&doc))
		g.Run(Open(g.Desk, who.ID))
		stage.Sizes(t, g.Top())
		if !strings.Contains(g.Screen(), g.Desk.W.Hold.None) {
			t.Errorf("an empty list does not teach:\n%s", g.Screen())
		}
		g.Keys("a ctrl+s")
		if all, _ := s.Holds(who.ID); len(all) != 0 {
			t.Fatal("held without a reason")
		}
		f := g.Top().(*page)
		stage.Sizes(t, f)
		f.Form.Field("reason").SetValue("impayé")
		f.Form.Field("review").SetValue("15/1/2027")
		f.Form.Field("document").SetValue(doc.ID.String())
		draft, worth := f.Draft()
		back, err := Resume(g.Desk, draft)
		stage.Must(t, err)
		if !worth || back.(*page).Form.Value("reason") != "impayé" || back.(*page).Form.Value("document") != doc.ID.String() {
			t.Errorf("the draft: %s", draft.Values)
		}
		g.Keys("ctrl+s")
		all, err := s.Holds(who.ID)
		if err != nil || len(all) != 1 || all[0].Document != doc.ID || all[0].Review != "2027-01-15" {
			t.Fatalf("%+v, %v\n%s", all, err, g.Screen())
		}
		g.W = 120
		if seen := g.Screen(); !strings.Contains(seen, "impayé") || !strings.Contains(seen, "F-7") {
			t.Errorf("not listed:\n%s", seen)
		}
		g.Desk.Now = func() time.Time { return stage.Now.AddDate(0, 2, 0) }
		g.Push(today.New(g.Desk))
		if seen := g.Screen(); !strings.Contains(seen, g.Desk.T.Holds.Today) || !strings.Contains(seen, "impayé") {
			t.Errorf("its day of review is not told of:\n%s", seen)
		}
		g.Keys("esc")
		g.Keys("e enter") // Cancel has the focus
		if all, _ = s.Holds(who.ID); !all[0].Stands() {
			t.Fatal("enter ended it")
		}
		g.Keys("e tab enter")
		if all, _ = s.Holds(who.ID); all[0].Stands() {
			t.Fatalf("not ended: said %q", g.LastSaid())
		}
		if strings.Contains(g.Screen(), "impayé") {
			t.Errorf("still listed:\n%s", g.Screen())
		}
		g.Keys("f e")
		if !strings.Contains(g.Screen(), "impayé") || g.LastSaid() != g.Desk.T.Holds.Ended {
			t.Errorf("said %q\n%s", g.LastSaid(), g.Screen())
		}
	}
}
