package fields

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt51cOnTheScreen: a field is not made without its purpose and its time
// limit; one that nobody filled in for a year is told; deleting says what goes,
// and can be undone.
func TestArt51cOnTheScreen(t *testing.T) {
	for l, want := range map[text.Language]struct{ purpose, unused string }{
		text.English: {"follow-up", "not filled in for a year"}, text.French: {"suivi", "pas rempli depuis un an"},
	} {
		g := stage.New(t, l)
		s := g.Desk.Store
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("a")
		g.Type("Pointure")
		g.Keys("ctrl+s")
		if all, _ := s.Fields(); len(all) != 0 {
			t.Fatalf("made without its purpose: %+v", all)
		}
		p := g.Top().(*page)
		p.Form.Focus("activity")
		g.Type(want.purpose)
		p.Form.Focus("months")
		g.Type("0")
		g.Keys("ctrl+s")
		if all, _ := s.Fields(); len(all) != 0 {
			t.Fatalf("made without a time limit: %+v", all)
		}
		g.Keys("backspace")
		g.Type("24")
		stage.Sizes(t, g.Top())
		g.Keys("ctrl+s")
		all, err := s.Fields()
		if err != nil || len(all) != 1 || all[0].Months != 24 || len(g.Pages) != 1 {
			t.Fatalf("%+v, %v: %s", all, err, g.Screen())
		}
		who := store.Person{Given: "Zoé", Source: "salon", Fields: []store.Value{{Field: all[0].ID, Text: "42"}}}
		stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
		g.Desk.Now = func() time.Time { return stage.Now.AddDate(1, 1, 0) }
		g.Run(g.Top().Init())
		stage.Sizes(t, g.Top())
		if !strings.Contains(g.Screen(), want.unused) {
			t.Errorf("not told that it is not used:\n%s", g.Screen())
		}
		g.Keys("d")
		if !strings.Contains(g.Screen(), "1 contact ") {
			t.Errorf("what goes is not told:\n%s", g.Screen())
		}
		g.Keys("right enter")
		if all, _ := s.Fields(); len(all) != 0 {
			t.Fatalf("not deleted:\n%s", g.Screen())
		}
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		if who, err = s.Person(who.ID); err != nil || len(who.Fields) != 1 {
			t.Errorf("not undone: %+v, %v", who, err)
		}
	}
}

// TestDraftOfAField: what a lock interrupts is there again.
func TestDraftOfAField(t *testing.T) {
	g := stage.New(t, text.English)
	p, err := newForm(g.Desk, store.Field{})
	stage.Must(t, err)
	g.Push(p)
	g.Type("Shoe size")
	draft, ok := p.Draft()
	if !ok || draft.Kind != DraftKind {
		t.Fatalf("%+v", draft)
	}
	again, err := Resume(g.Desk, draft)
	stage.Must(t, err)
	g.Push(again)
	if !strings.Contains(g.Screen(), "Shoe size") {
		t.Error(g.Screen())
	}
}
