package owed

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/consent"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// TestArt14List: whoever is owed information is listed by when, and several are
// told at once, with the version and the means kept.
func TestArt14List(t *testing.T) {
	for l, want := range map[text.Language][]string{text.English: {"Ada", "Bo", "GDPR art. 14", "GDPR art. 13"}, text.French: {"Ada", "Bo", "RGPD art. 14", "RGPD art. 13"}} {
		g := stage.New(t, l)
		g.Answer(screen.NoticeGive, consent.Tell)
		s := g.Desk.Store
		for name, origin := range map[string]store.Origin{"Ada": store.FromPerson, "Bo": store.FromElsewhere, "Cy": ""} {
			p := store.Person{Given: name, Source: "salon", Origin: origin}
			stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
		}
		stage.Must(t, s.KeepNotice(&store.Notice{Article: 14, Form: store.Short, Language: "fr", Text: "Vos données."}))
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		for _, w := range want {
			if !strings.Contains(g.Screen(), w) {
				t.Errorf("no %q in\n%s", w, g.Screen())
			}
		}
		g.Keys("space space n enter enter")
		told, err := s.NoticesGiven(store.ID{})
		if err != nil || len(told) != 2 || told[0].Notice == (store.ID{}) || told[0].Means == "" {
			t.Errorf("%+v, %v; %s", told, err, g.Screen())
		}
		if strings.Contains(g.Screen(), "Ada") {
			t.Errorf("who was told is still listed:\n%s", g.Screen())
		}
	}
}
