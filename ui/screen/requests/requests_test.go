package requests

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/screen/today"
	"calepin/ui/text"
)

// TestArt12OnTheScreen: a request of someone who is not on file is noted, its
// reasoning seen, answered and closed; what cannot be done says why.
func TestArt12OnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][3]string{
		text.English: {"Paul (not on file)", "due Wed 23 Dec 2026", "no answer"},
		text.French:  {"Paul (hors fichier)", "mercredi 23 décembre 2026", "pas de réponse"},
	} {
		g := stage.New(t, l)
		g.Push(New(g.Desk))
		stage.Sizes(t, g.Top())
		g.Keys("a")
		g.Type("Paul")
		g.Keys("ctrl+s")
		seen := strings.Join(strings.Fields(strings.ReplaceAll(g.Screen(), "│", " ")), " ")
		for _, w := range want[:2] {
			if !strings.Contains(seen, w) {
				t.Fatalf("no %q in\n%s", w, g.Screen())
			}
		}
		stage.Sizes(t, g.Top())
		g.Keys("c") // not answered yet
		if said := g.Said[len(g.Said)-1].Text; !strings.Contains(said, want[2]) {
			t.Errorf("%q", said)
		}
		g.Keys("m enter") // the receipt
		stage.Sizes(t, g.Top())
		g.Keys("s enter")
		g.Type("copy")
		g.Keys("ctrl+s c ctrl+s")
		all, err := g.Desk.Store.Requests(store.ID{})
		if err != nil || len(all) != 1 || all[0].State() != store.StateClosed || len(all[0].Events) != 3 || all[0].Events[0].Letter != store.Acknowledge {
			t.Errorf("%+v, %v\n%s", all, err, g.Screen())
		}
	}
}

// TestArt12AtTheCounter: identity, answer and closing in one form.
func TestArt12AtTheCounter(t *testing.T) {
	g := stage.New(t, text.English)
	set := g.Desk.Store.Settings()
	set.Business.Name = "Atelier"
	stage.Must(t, g.Desk.Store.SetSettings(set))
	p := store.Person{Given: "Ada", Source: "salon"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{}))
	g.Run(Counter(g.Desk, p.ID))
	stage.Sizes(t, g.Top())
	g.Top().(*opening).Form.Field("what").SetValue("printed copy")
	g.Keys("ctrl+s")
	all, _ := g.Desk.Store.Requests(p.ID)
	if len(all) != 1 || all[0].State() != store.StateClosed || all[0].Channel != store.RouteInPerson {
		t.Errorf("%+v\n%s", all, g.Screen())
	}
	g.Run(Add(g.Desk)) // a name that is on file is asked about once
	g.Type("Ada")
	g.Keys("ctrl+s")
	if all, _ := g.Desk.Store.Requests(store.ID{}); len(all) != 1 {
		t.Error("a name on file was taken for somebody else's")
	}
	g.Keys("ctrl+s")
	if all, _ := g.Desk.Store.Requests(store.ID{}); len(all) != 2 {
		t.Error("a namesake cannot be noted")
	}
}

// TestArt12OnToday: the deadline is on the page of the morning, also of a vault
// that has nobody on file.
func TestArt12OnToday(t *testing.T) {
	g := stage.New(t, text.English)
	r := store.Request{Name: "Paul", Right: store.Access, Received: "2026-10-11", Channel: store.RouteEmail}
	stage.Must(t, g.Desk.Store.AddRequest(&r))
	g.Answer(screen.RequestPage, Open)
	g.Push(today.New(g.Desk))
	if !strings.Contains(g.Screen(), "Requests about data") || !strings.Contains(g.Screen(), "! ") {
		t.Errorf("%s", g.Screen())
	}
	g.Keys("enter")
	if !strings.Contains(g.Screen(), "Armistice Day") {
		t.Errorf("%s", g.Screen())
	}
}
