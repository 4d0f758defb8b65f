package letters

import (
	"strings"
	"testing"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt12LettersOnTheScreen: each letter is read, written anew with what the
// law asks for in it, taken back to what is shipped, and that undone; what is
// half typed outlives a lock.
func TestArt12LettersOnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		s := g.Desk.Store
		g.W, g.H = 120, 37
		g.Run(Open(g.Desk))
		list := g.Top().(*Page)
		stage.Sizes(t, list)
		if seen := g.Screen(); !strings.Contains(seen, g.Desk.T.Wordings.Shipped) || !strings.Contains(seen, "{received}") {
			t.Errorf("the list:\n%s", seen)
		}
		g.Keys("d") // nothing to go back from
		for list.table.Selected() != key(store.LetterText{For: store.Refuse, Language: "en"}) {
			g.Keys("j")
		}
		g.Keys("enter")
		f := g.Top().(*page)
		stage.Sizes(t, f)
		f.Form.Field("text").SetValue("# No\n\nBecause of {reasons}.")
		g.Keys("ctrl+s")
		if all, _ := s.Letters(); len(all) != 0 || g.Top() != f {
			t.Fatalf("a refusal without its remedies is kept:\n%s", g.Screen())
		}
		if seen := g.Screen(); !strings.Contains(seen, "{remedies}") {
			t.Errorf("what is missing is not said:\n%s", seen)
		}
		draft, worth := f.Draft()
		back, err := Resume(g.Desk, draft)
		stage.Must(t, err)
		if !worth || back.(*page).Form.Value("text") != f.Form.Value("text") || back.Title() != f.Title() {
			t.Errorf("the draft: %s", draft.Values)
		}
		f.Form.Field("text").SetValue("# No\n\nBecause of {reasons}. {remedies}")
		g.Keys("ctrl+s")
		now, err := privacy.LetterTemplate(s, store.Refuse, "en")
		if err != nil || now.Version != 1 || len(g.Pages) != 1 {
			t.Fatalf("%+v, %v\n%s", now, err, g.Screen())
		}
		g.Keys("d enter") // Cancel has the focus
		if now, _ = privacy.LetterTemplate(s, store.Refuse, "en"); now.Version != 1 {
			t.Fatal("enter went back")
		}
		g.Keys("d tab enter")
		if now, _ = privacy.LetterTemplate(s, store.Refuse, "en"); now.Version != 0 || strings.Contains(now.Text, "Because") {
			t.Errorf("not as shipped: %+v, said %q", now, g.LastSaid())
		}
		_, err = s.Undo()
		stage.Must(t, err)
		if now, _ = privacy.LetterTemplate(s, store.Refuse, "en"); now.Version != 1 {
			t.Errorf("not undone: %+v", now)
		}
	}
}
