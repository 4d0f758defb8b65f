package exchanges

import (
	"context"
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/demo"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
)

func set(t testing.TB, l text.Language) (*stage.Stage, store.Person) {
	g := stage.New(t, l)
	g.Answer(screen.ExchangeDelete, talk.Delete)
	p := store.Person{Given: "Zoé", Family: "Quatremaire"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "test"}))
	for n, i := range []store.Interaction{
		{Kind: store.Call, Direction: store.In, Subject: "Appel entrant"},
		{Kind: store.Mail, Direction: store.Out, Subject: "E-mail sortant", Body: "le devis détaillé"},
		{Kind: store.Mail, Direction: store.In, Subject: "Vieille panne", Support: store.Opened},
		{Kind: store.Message, Direction: store.In, Subject: "Panne neuve", Support: store.Waiting},
		{Kind: store.Letter, Direction: store.In, Subject: "Panne finie", Support: store.Solved},
	} {
		i.Contact, i.At = p.ID, stage.Now.Add(time.Duration(n-10)*24*time.Hour)
		stage.Must(t, g.Desk.Store.AddInteraction(&i))
	}
	return g, p
}

// subjects are those shown, in their order.
func subjects(s string) string {
	var found []string
	for line := range strings.Lines(s) {
		for _, subject := range []string{"Appel entrant", "E-mail sortant", "Vieille panne", "Panne neuve", "Panne finie"} {
			if strings.Contains(line, subject) {
				found = append(found, subject)
			}
		}
	}
	return strings.Join(found, ", ")
}

func TestFilters(t *testing.T) {
	g, _ := set(t, text.French)
	g.Push(New(g.Desk))
	for _, c := range []struct{ keys, want string }{
		{"", "Panne finie, Panne neuve, Vieille panne, E-mail sortant, Appel entrant"},
		{"i", "Panne finie, Panne neuve, Vieille panne, Appel entrant"},
		{"i", "E-mail sortant"},
		{"i o", "Panne neuve, Vieille panne"},
		{"o f c", "Appel entrant"},
		{"esc / d e v i s enter", "E-mail sortant"},
		{"esc tab", "Vieille panne, Panne neuve"},
		{"f", "Vieille panne, Panne neuve, Panne finie"},
		{"f s", "Panne neuve"},
		{"tab", "Panne finie, Panne neuve, Vieille panne, E-mail sortant, Appel entrant"},
	} {
		g.Keys(c.keys)
		if got := subjects(g.Screen()); got != c.want {
			t.Fatalf("%q shows %s, not %s\n%s", c.keys, got, c.want, g.Screen())
		}
	}
}

func TestLeadsOn(t *testing.T) {
	g, p := set(t, text.English)
	g.Push(New(g.Desk))
	g.Keys("enter e P j d y")
	if got := strings.Join(g.Opened, "\n"); !strings.Contains(got, "exchange "+p.ID.String()) ||
		!strings.Contains(got, "exchange.edit ") || !strings.Contains(got, "person "+p.ID.String()) {
		t.Fatalf("opened %s", got)
	}
	if got := subjects(g.Screen()); strings.Contains(got, "Panne neuve") {
		t.Fatalf("not deleted: %s", got)
	}
	if _, err := g.Desk.Store.Undo(); err != nil {
		t.Fatal(err)
	}
	g.Take(screen.Changed{})
	if got := subjects(g.Screen()); !strings.Contains(got, "Panne neuve") {
		t.Fatalf("not undone: %s", got)
	}
}

func TestEmptyTeaches(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g := stage.New(t, l)
		g.Push(New(g.Desk))
		if s := g.Screen(); !strings.Contains(s, g.Desk.T.Exchanges.Empty) {
			t.Errorf("nothing is taught:\n%s", s)
		}
		g.Keys("tab enter e d P R s")
		if s := g.Screen(); !strings.Contains(s, g.Desk.T.Exchanges.NoRequests) {
			t.Errorf("nothing is taught of requests:\n%s", s)
		}
	}
}

func TestSizes(t *testing.T) {
	g, _ := set(t, text.French)
	page := New(g.Desk)
	g.Push(page)
	stage.Sizes(t, page)
	g.Keys("/ p a n")
	stage.Sizes(t, page)
	g.Keys("esc i f e tab")
	stage.Sizes(t, page)
}

func BenchmarkView(b *testing.B) {
	g := stage.New(b, text.French)
	stage.Must(b, demo.Generate(context.Background(), g.Desk.Store, demo.Options{Contacts: 1000, Interactions: 8000, Now: stage.Now}))
	g.W, g.H = 120, 37
	page := New(g.Desk)
	g.Push(page)
	for b.Loop() {
		page.View(120, 37)
	}
}
