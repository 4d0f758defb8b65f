package log

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// set puts the targets of this package and one person on stage.
func set(t testing.TB, l text.Language) (*stage.Stage, store.Person) {
	g := stage.New(t, l)
	g.Answer(screen.Log, Open)
	g.Answer(screen.LogAnswer, OpenAnswer)
	g.Answer(screen.ExchangeEdit, OpenEdit)
	p := store.Person{Given: "Zoé", Family: "Quatremaire"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "test"}))
	return g, p
}

// begin presses l about the person.
func start(g *stage.Stage, about *store.Person) {
	a := Everywhere(g.Desk, func() (store.ID, bool) {
		if about == nil {
			return store.ID{}, false
		}
		return about.ID, true
	})
	g.Run(a.Run())
}

func logged(t testing.TB, g *stage.Stage, p store.Person) []store.Interaction {
	t.Helper()
	all, _, err := g.Desk.Store.Interactions(p.ID, 0, "")
	stage.Must(t, err)
	return all
}

func TestThreeKeysThenSave(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		for _, k := range kinds {
			g, p := set(t, l)
			start(g, &p)
			g.Keys(k.key)
			way := store.In
			if k.kind == store.Note {
				way = ""
			} else if k.kind != store.Purchase {
				way = store.Out
				g.Keys("o")
			}
			g.Type("Devis accepté")
			g.Keys("ctrl+s")
			all := logged(t, g, p)
			if len(all) != 1 || len(g.Pages) != 0 || len(g.Boxes) != 0 {
				t.Fatalf("%s %s: %d logged, %d pages, %d boxes, said %q", l, k.kind, len(all), len(g.Pages), len(g.Boxes), g.LastSaid())
			}
			i := all[0]
			if i.Kind != k.kind || i.Direction != way || i.Subject != "Devis accepté" || !i.At.Equal(stage.Now) {
				t.Errorf("%s: %+v", l, i)
			}
			if said := g.LastSaid(); !strings.Contains(said, "Zoé") {
				t.Errorf("%s: said %q", l, said)
			}
		}
	}
}

func TestPickThePerson(t *testing.T) {
	g, p := set(t, text.French)
	other := store.Person{Given: "Marc", Family: "Autre"}
	stage.Must(t, g.Desk.Store.AddPerson(&other, store.AddOptions{Source: "test"}))
	start(g, nil)
	g.Type("quatre")
	g.Keys("enter c i")
	g.Type("Question")
	g.Keys("ctrl+s")
	if n := len(logged(t, g, p)); n != 1 {
		t.Fatalf("%d logged; %s", n, g.Screen())
	}
}

func TestDateWords(t *testing.T) {
	for _, c := range []struct {
		l           text.Language
		typed, want string
	}{
		{text.French, "hier 15h", "2026-11-22 15:00"},
		{text.French, "12/3", "2026-03-12 12:00"},
		{text.French, "lundi 9h30", "2026-11-16 09:30"},
		{text.English, "yesterday 3pm", "2026-11-22 15:00"},
		{text.English, "12/3 9:15", "2026-03-12 09:15"},
		{text.English, "now", "2026-11-23 10:30"},
	} {
		g, p := set(t, c.l)
		start(g, &p)
		g.Keys("c i shift+tab")
		g.Type(c.typed)
		g.Keys("ctrl+s")
		if all := logged(t, g, p); len(all) != 1 || all[0].At.Format("2006-01-02 15:04") != c.want {
			t.Errorf("%q: %+v", c.typed, all)
		}
	}
}

func TestBadDatesStayInTheForm(t *testing.T) {
	for _, typed := range []string{"31/2", "demain 15h", "n’importe quoi"} {
		g, p := set(t, text.French)
		start(g, &p)
		g.Keys("c i shift+tab")
		g.Type(typed)
		g.Keys("ctrl+s")
		page, ok := g.Top().(*Page)
		if !ok || len(logged(t, g, p)) != 0 {
			t.Fatalf("%q was taken", typed)
		}
		if page.form.Field("at").Error() == "" || !strings.Contains(g.Screen(), "✗") {
			t.Errorf("%q: nothing is said:\n%s", typed, g.Screen())
		}
	}
}

func TestFollowUpAndSupport(t *testing.T) {
	g, p := set(t, text.French)
	start(g, &p)
	g.Keys("e i")
	g.Type("Imprimante en panne")
	g.Keys("tab")
	g.Type("Elle fume.")
	g.Keys("enter")
	g.Type("Urgent.")
	g.Keys("tab")
	g.Type("+7j")
	g.Keys("tab space ctrl+s")
	all := logged(t, g, p)
	if len(all) != 1 {
		t.Fatal(g.Screen())
	}
	i := all[0]
	if i.Body != "Elle fume.\nUrgent." || i.FollowUp != "2026-11-30" || i.Support != store.Opened {
		t.Fatalf("%+v", i)
	}
	g.Run(g.Desk.Open(screen.LogAnswer, p.ID, i.ID))
	g.Keys("c o")
	g.Type("Rappelée")
	g.Keys("ctrl+s")
	th, err := g.Desk.Store.Thread(p.ID, i.ID)
	stage.Must(t, err)
	if len(th.Messages) != 1 || th.Messages[0].Subject != "Rappelée" {
		t.Fatalf("%+v", th)
	}
}

func TestEditKeepsTheSeconds(t *testing.T) {
	g, p := set(t, text.French)
	i := store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.In, At: stage.Now.Add(-73 * time.Second), Subject: "Avant"}
	stage.Must(t, g.Desk.Store.AddInteraction(&i))
	g.Run(g.Desk.Open(screen.ExchangeEdit, p.ID, i.ID))
	g.Type(", après")
	g.Keys("ctrl+s")
	got, err := g.Desk.Store.Interaction(i.ID)
	stage.Must(t, err)
	if got.Subject != "Avant, après" || !got.At.Equal(i.At) {
		t.Fatalf("%+v", got)
	}
}
