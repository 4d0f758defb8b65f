package suppressed

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt21OnTheScreen: an address of somebody who is not on file goes on the
// list, is found there however it is written, and leaves nothing but a hash.
func TestArt21OnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		s, w := g.Desk.Store, g.Desk.W.Suppression
		g.Run(Open(g.Desk))
		stage.Sizes(t, g.Top())
		if !strings.Contains(g.Screen(), w.Empty) {
			t.Errorf("an empty list does not teach:\n%s", g.Screen())
		}
		for _, wrong := range []string{"nobody@", "12", "Zoé"} {
			g.Keys("a")
			g.Type(wrong)
			g.Keys("ctrl+s")
			if all, _ := s.Suppressions(); len(all) != 0 || g.Top().(*page).Form.Field("reach").Error() == "" {
				t.Fatalf("%q is taken:\n%s", wrong, g.Screen())
			}
			stage.Sizes(t, g.Top())
			g.Top().(*page).Form.Clean()
			g.Keys("esc")
		}
		for _, right := range []string{"Zoe@Fictive.example", "06 39 98 00 01"} {
			g.Keys("a")
			g.Type(right)
			g.Keys("enter")
		}
		all, err := s.Suppressions()
		if err != nil || len(all) != 2 || all[0].Source != store.FromObjection {
			t.Fatalf("%+v, %v\n%s", all, err, g.Screen())
		}
		if seen := g.Screen(); strings.Contains(seen, "ictive") || !strings.Contains(seen, all[0].Short()) {
			t.Errorf("the list:\n%s", seen)
		}
		for asked, on := range map[string]bool{"zoe@fictive.example": true, "+33 6 39 98 00 01": true, "paul@fictive.example": false} {
			g.Keys("c")
			g.Type(asked)
			g.Keys("enter")
			if said := g.LastSaid(); (said != w.NotOn) != on {
				t.Errorf("%s: %q", asked, said)
			}
		}
	}
}
