package exchange

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/log"
	"calepin/ui/screen/stage"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
)

func set(t testing.TB, l text.Language) (*stage.Stage, store.Person) {
	g := stage.New(t, l)
	g.Answer(screen.ExchangePage, Open)
	g.Answer(screen.ExchangeDelete, talk.Delete)
	g.Answer(screen.LogAnswer, log.OpenAnswer)
	p := store.Person{Given: "Zoé", Family: "Quatremaire"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "test"}))
	return g, p
}

func note(t testing.TB, g *stage.Stage, i store.Interaction) store.Interaction {
	t.Helper()
	stage.Must(t, g.Desk.Store.AddInteraction(&i))
	return i
}

func TestThreadStates(t *testing.T) {
	g, p := set(t, text.French)
	r := note(t, g, store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, At: stage.Now.Add(-72 * time.Hour), Subject: "Panne", Body: "Rien ne marche", Support: store.Opened})
	g.Run(g.Desk.Open(screen.ExchangePage, p.ID, r.ID))
	state := func() store.SupportState {
		i, err := g.Desk.Store.Interaction(r.ID)
		stage.Must(t, err)
		return i.Support
	}
	for _, c := range []struct {
		key  string
		want store.SupportState
	}{{"w", store.Waiting}, {"s", store.Solved}, {"o", store.Opened}, {"o", store.Opened}} {
		g.Keys(c.key)
		if state() != c.want {
			t.Fatalf("%s: %s", c.key, state())
		}
	}
	g.Keys("w")
	if _, err := g.Desk.Store.Undo(); err != nil || state() != store.Opened {
		t.Fatalf("undo: %v, %s", err, state())
	}
	g.Keys("R c o")
	g.Type("Rappelée")
	g.Keys("ctrl+s")
	s := g.Screen()
	if !strings.Contains(s, "Rien ne marche") || strings.Index(s, "Rappelée") < strings.Index(s, "Rien ne marche") {
		t.Fatalf("the thread is not oldest first:\n%s", s)
	}
	if !strings.Contains(s, "3 jours") {
		t.Errorf("no age:\n%s", s)
	}
}

func TestDeleteAsksAndIsUndone(t *testing.T) {
	g, p := set(t, text.French)
	i := note(t, g, store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.In, Subject: "À ôter"})
	there := func() bool { _, err := g.Desk.Store.Interaction(i.ID); return err == nil }
	g.Run(g.Desk.Open(screen.ExchangePage, p.ID, i.ID))
	g.Keys("d")
	if !strings.Contains(g.Screen(), "À ôter") {
		t.Fatalf("what goes is not said:\n%s", g.Screen())
	}
	g.Keys("enter")
	if !there() {
		t.Fatal("enter deleted it")
	}
	g.Keys("d d")
	if !there() {
		t.Fatal("the key that asks deletes")
	}
	g.Boxes = nil
	g.Keys("d o")
	if there() || len(g.Pages) != 0 {
		t.Fatalf("there %v, %d pages", there(), len(g.Pages))
	}
	if _, err := g.Desk.Store.Undo(); err != nil || !there() {
		t.Fatal("not undone", err)
	}
}

func TestLongTextScrolls(t *testing.T) {
	g, p := set(t, text.English)
	i := note(t, g, store.Interaction{Contact: p.ID, Kind: store.Note, Body: strings.Repeat("line\n", 500) + "the end \x1b[31m"})
	g.Run(g.Desk.Open(screen.ExchangePage, p.ID, i.ID))
	if s := g.Screen(); !strings.Contains(s, "more lines") {
		t.Fatalf("nothing tells of more:\n%s", s)
	}
	g.Keys("G")
	if s := g.Screen(); !strings.Contains(s, "the end") || strings.Contains(s, "\x1b") {
		t.Fatalf("not at the end:\n%s", s)
	}
	g.Keys("g")
	if strings.Contains(g.Screen(), "the end") {
		t.Fatal("not at the beginning")
	}
}

func TestSizes(t *testing.T) {
	g, p := set(t, text.French)
	r := note(t, g, store.Interaction{Contact: p.ID, Kind: store.Mail, Direction: store.In, Subject: strings.Repeat("王小明", 40), Body: "e\u0301 \u202e" + strings.Repeat("long ", 200), Support: store.Opened, FollowUp: "2026-11-01"})
	note(t, g, store.Interaction{Contact: p.ID, Kind: store.Call, Direction: store.Out, Thread: r.ID, Body: "字字字"})
	stage.Sizes(t, New(g.Desk, p.ID, r.ID))
	stage.Sizes(t, New(g.Desk, p.ID, store.NewID(stage.Now)))
}

func BenchmarkView(b *testing.B) {
	g, p := set(b, text.French)
	i := note(b, g, store.Interaction{Contact: p.ID, Kind: store.Note, Body: strings.Repeat("des mots et des mots ", 40_000)})
	page := New(g.Desk, p.ID, i.ID)
	g.Push(page)
	for b.Loop() {
		page.View(120, 37)
	}
}
