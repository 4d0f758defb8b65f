package recipients

import (
	"bytes"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt19OnTheScreen: who is to be told is listed first, several are noted at
// once, and none before the act.
func TestArt19OnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		s := g.Desk.Store
		list := New(g.Desk)
		g.Push(list)
		stage.Sizes(t, list)
		if !strings.Contains(g.Screen(), g.Desk.T.Recipients.Nobody) {
			t.Errorf("an empty list does not teach:\n%s", g.Screen())
		}
		who := store.Person{Given: "Zoé", Family: "Fictive", Source: "salon"}
		stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
		for _, name := range []string{"Cabinet Fictif", "Imprimerie Test"} {
			stage.Must(t, s.RecordDisclosure(&store.Disclosure{Recipient: name, Format: "csv", Contacts: []store.ID{who.ID}}))
		}
		stage.Must(t, s.Restrict(&store.Restriction{Contact: who.ID, Ground: store.Contested}))
		g.Run(list.Update(screen.Changed{}))
		stage.Sizes(t, list)
		for _, said := range []string{"Cabinet Fictif", "Imprimerie Test", "Zoé Fictive", g.Desk.W.Recipients.Unsettled} {
			if !strings.Contains(g.Screen(), said) {
				t.Errorf("%q is not shown:\n%s", said, g.Screen())
			}
		}
		toTell := func() (n int) {
			all, err := s.Tellings(store.ID{})
			stage.Must(t, err)
			for _, x := range all {
				if x.ToTell() {
					n++
				}
			}
			return n
		}
		tell := func(day string, left int) {
			t.Helper()
			list.table.ClearMarks()
			g.Run(list.table.MarkAll())
			g.Run(list.tell())
			stage.Sizes(t, g.Top())
			g.Type(day)
			g.Top().(*page).Form.Focus("means")
			g.Keys("right ctrl+s")
			if n := toTell(); n != left {
				t.Errorf("%s: %s: %d to tell, want %d\n%s", l, day, n, left, g.Screen())
			}
		}
		ids := []store.ID{}
		for ref := range list.all {
			ids = append(ids, list.all[ref].ID)
		}
		half := newForm(g.Desk, ids)
		half.Form.Field("note").SetValue("par téléphone")
		draft, _ := half.Draft()
		back, err := Resume(g.Desk, draft)
		stage.Must(t, err)
		if about, _ := back.(*page).Draft(); back.(*page).Form.Value("note") != "par téléphone" || !bytes.Equal(about.Values, draft.Values) {
			t.Errorf("the draft: %s, then %s", draft.Values, about.Values)
		}
		tell("01/01/2020", 2)
		tell(string(store.DateOf(g.Desk.Now())), 0)
	}
}
