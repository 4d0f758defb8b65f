package restricted

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt18OnTheScreen: kept apart with a ground, listed, allowed once, and
// lifted only with the day and the means by which the person was told.
func TestArt18OnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		s, w := g.Desk.Store, g.Desk.T.Restricted
		who := store.Person{Given: "Zoé", Family: "Fictive", Source: "salon"}
		stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
		id := who.ID
		standing := func() store.Restriction {
			t.Helper()
			all, err := s.Restrictions(id)
			stage.Must(t, err)
			if len(all) == 0 {
				return store.Restriction{}
			}
			return all[0]
		}
		list := New(g.Desk)
		g.Push(list)
		stage.Sizes(t, list)
		if !strings.Contains(g.Screen(), w.Nobody) {
			t.Errorf("an empty list does not teach:\n%s", g.Screen())
		}
		g.Run(Add(g.Desk, id))
		stage.Sizes(t, g.Top())
		g.Keys("ctrl+s")
		if standing().Ground != "" {
			t.Fatal("restricted without a ground")
		}
		g.Keys("right ctrl+s")
		if standing().Ground != store.Contested {
			t.Fatalf("%s: not restricted:\n%s", l, g.Screen())
		}
		g.Run(list.Update(screen.Changed{}))
		stage.Sizes(t, list)
		for _, said := range []string{"Zoé Fictive", g.Desk.W.Restriction.Grounds["contested"]} {
			if !strings.Contains(g.Screen(), said) {
				t.Errorf("%q is not shown:\n%s", said, g.Screen())
			}
		}
		g.Run(Despite(g.Desk, id))
		g.Keys("enter")
		stage.Must(t, s.MayUse(id))
		g.Run(Lift(g.Desk, id))
		stage.Sizes(t, g.Top())
		g.Keys("ctrl+s")
		if r := standing(); !r.Stands() {
			t.Error("lifted without notice")
		}
		g.Type("23/11/2026")
		g.Top().(*page).Form.Focus("means")
		g.Keys("right ctrl+s")
		if r := standing(); r.Stands() || r.Lifting.Told != "2026-11-23" {
			t.Errorf("%s: not lifted: %+v\n%s", l, r, g.Screen())
		}
	}
}

// TestDraftOfARestriction: what a lock interrupts is there again, with the
// request or the restriction that it is about.
func TestDraftOfARestriction(t *testing.T) {
	g := stage.New(t, text.French)
	s := g.Desk.Store
	who := store.Person{Given: "Zoé", Source: "salon"}
	stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
	add := newAdd(g.Desk, []store.ID{who.ID})
	add.Form.Field("ground").SetValue(string(store.Contested))
	draft, worth := add.Draft()
	back, err := Resume(g.Desk, draft)
	stage.Must(t, err)
	g.Push(back)
	g.Keys("ctrl+s")
	stand, err := s.Restrictions(who.ID)
	if err != nil || !worth || len(stand) != 1 {
		t.Fatalf("%+v, %v\n%s", stand, err, g.Screen())
	}
	lift := newLift(g.Desk, []store.ID{who.ID, stand[0].ID})
	lift.Form.Field("told").SetDay("2026-11-23")
	lift.Form.Field("means").SetValue(string(store.EMail))
	draft, _ = lift.Draft()
	back, err = Resume(g.Desk, draft)
	stage.Must(t, err)
	g.Push(back)
	g.Keys("ctrl+s")
	if stand, _ = s.Restrictions(who.ID); stand[0].Stands() {
		t.Errorf("not lifted:\n%s", g.Screen())
	}
}
