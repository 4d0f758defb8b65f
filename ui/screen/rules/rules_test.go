package rules

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestL2231OnTheScreen: every rule is shown with its day and its text; a departure
// needs its reason, a value that does not read is refused beside its field; what
// was set is told, taken back, and that undone.
func TestL2231OnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"Days and hours of calls", "Monday to Friday, 10:00–13:00 and 14:00–20:00", "D223-9", "checked with counsel"},
		text.French:  {"Jours et heures d’appel", "du lundi au vendredi", "D223-9", "vérifier par un conseil"},
	} {
		g := stage.New(t, l)
		s := g.Desk.Store
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("j j j")
		for _, said := range want {
			if !strings.Contains(g.Screen(), said) {
				t.Errorf("no %q:\n%s", said, g.Screen())
			}
		}
		g.Keys("j e")
		p := g.Top().(*page)
		p.Form.Field("value").SetValue("beaucoup")
		p.Form.Field("justification").SetValue("charte")
		g.Keys("ctrl+s")
		if all, _ := s.Rules(); len(all) != 0 {
			t.Fatalf("a value that does not read: %+v", all)
		}
		p.Form.Field("value").SetValue("2")
		p.Form.Field("justification").SetValue("")
		g.Keys("ctrl+s")
		if all, _ := s.Rules(); len(all) != 0 {
			t.Fatalf("a departure without its reason: %+v", all)
		}
		stage.Sizes(t, g.Top())
		p.Form.Field("justification").SetValue("charte")
		g.Keys("ctrl+s")
		all, err := s.Rules()
		if err != nil || len(all) != 1 || all[0].Code != store.CallLimit || all[0].Value != "2" || len(g.Pages) != 1 {
			t.Fatalf("%+v, %v:\n%s", all, err, g.Screen())
		}
		if !strings.Contains(g.Screen(), "charte") {
			t.Errorf("the reason is not told:\n%s", g.Screen())
		}
		g.Keys("d right enter")
		if all, _ = s.Rules(); len(all) != 0 {
			t.Fatalf("not taken back:\n%s", g.Screen())
		}
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		if all, _ = s.Rules(); len(all) != 1 {
			t.Error("not undone")
		}
	}
}

// TestDraftOfARule: what a lock interrupts is there again.
func TestDraftOfARule(t *testing.T) {
	g := stage.New(t, text.English)
	g.Push(New(g.Desk))
	g.Keys("j j j j e")
	was := g.Top().(*page)
	was.Form.Field("justification").SetValue("charte")
	draft, ok := was.Draft()
	if !ok || draft.Kind != DraftKind {
		t.Fatalf("%+v", draft)
	}
	again, err := Resume(g.Desk, draft)
	stage.Must(t, err)
	g.Push(again)
	if again.Title() != was.Title() || !strings.Contains(g.Screen(), "charte") {
		t.Errorf("%q\n%s", again.Title(), g.Screen())
	}
}
