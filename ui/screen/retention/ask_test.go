package retention

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestAskedOnceBeforeTheEnd: prospects whose end comes are asked once, by letters
// or a list; not whoever opposed marketing, was asked or has expired (CNIL
// délib. 2021-131; GDPR art. 21(2)).
func TestAskedOnceBeforeTheEnd(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		home := t.TempDir()
		t.Setenv("HOME", home)
		t.Setenv("USERPROFILE", home)
		g := stage.New(t, l)
		s := g.Desk.Store
		set := s.Settings()
		set.Business = store.Business{Name: "Atelier", Email: "contact@atelier.example"}
		stage.Must(t, s.SetSettings(set))
		add := func(name string, months int) store.ID {
			p := store.Person{Given: name, Status: store.Prospect, Source: "salon", Emails: []store.Email{{Address: strings.ToLower(name) + "@fictif.example"}}}
			stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
			stage.Must(t, s.AddInteraction(&store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, At: stage.Now.AddDate(0, -months, 0)}))
			return p.ID
		}
		ada, bo, _, far := add("Ada", 35), add("Boz", 35), add("Cy", 40), add("Dee", 12)
		stage.Must(t, s.RecordConsent(&store.Consent{Contact: bo, Answer: store.Objected, Means: store.EMail, Collector: "Paul"}))
		g.Push(New(g.Desk))
		g.Keys("tab tab")
		if shown := g.Screen(); !strings.Contains(shown, "Ada") || !strings.Contains(shown, "Cy") || strings.Contains(shown, "Dee") {
			t.Errorf("within 90 days:\n%s", shown)
		}
		g.Keys("tab")
		if shown := g.Screen(); !strings.Contains(shown, "Dee") || !strings.Contains(shown, g.Desk.T.Retention.Horizons["later"]) {
			t.Errorf("later:\n%s", shown)
		}
		stage.Sizes(t, g.Top())
		g.Keys("tab tab tab g space space space m e enter")
		letters, err := os.ReadFile(filepath.Join(home, g.Desk.T.Retention.AskFile+".txt"))
		if err != nil || !strings.Contains(string(letters), "Ada") || !strings.Contains(string(letters), "Atelier") || strings.Contains(string(letters), "Boz") || strings.Contains(string(letters), "Cy") {
			t.Fatalf("%v: %s\n%s", err, letters, g.Screen())
		}
		for id, asked := range map[store.ID]bool{ada: true, bo: false, far: false} {
			if r, err := s.Retained(id); err != nil || (r.Asked != "") != asked {
				t.Errorf("%+v, %v", r, err)
			}
		}
		if !strings.Contains(g.LastSaid(), g.Desk.W.Retention.LeftOut.Of(2)) {
			t.Errorf("said %q", g.LastSaid())
		}
	}
}
