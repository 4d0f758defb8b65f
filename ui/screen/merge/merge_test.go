package merge

import (
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func two(t testing.TB, l text.Language) (g *stage.Stage, a, b store.Person) {
	g = stage.New(t, l)
	g.Answer(screen.PersonMerge, Open)
	g.Answer(screen.PersonDelete, Delete)
	a = store.Person{Given: "Jeanne", Family: "Lemaire", Status: store.Client, Nature: store.Professional, Note: strings.Repeat("longue note ", 30),
		Emails: []store.Email{{Address: "une-adresse-bien-trop-longue-pour-une-colonne@lemaire.example"}}}
	b = store.Person{Given: "Jane", Family: "Lemaire", Nickname: "Jeannette 漢字", Phones: []store.Phone{{Number: "0612345678"}},
		Organisations: []store.Affiliation{{Name: "Arc"}}}
	for _, p := range []*store.Person{&a, &b} {
		stage.Must(t, g.Desk.Store.AddPerson(p, store.AddOptions{Source: "salon"}))
	}
	i := store.Interaction{Contact: b.ID, Kind: store.Note, At: stage.Now, Subject: "note"}
	stage.Must(t, g.Desk.Store.AddInteraction(&i))
	return g, a, b
}

// joined is a text as it reads down a column, without its breaks.
func joined(s string) string { return strings.Join(strings.Fields(s), "") }

func TestBothSidesShowWhole(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g, a, b := two(t, l)
		g.W, g.H = 120, 60
		g.Run(g.Desk.Open(screen.PersonMerge, a.ID, b.ID))
		shown := g.Screen()
		for _, s := range []string{"Jeanne", "Jane", "Jeannette 漢字", "Arc", g.Desk.T.Merge.Kept, g.Desk.T.Merge.ToNote, g.Desk.W.Records.Statuses["client"], g.Desk.W.Records.Interactions.Of(1)} {
			if !strings.Contains(shown, s) {
				t.Errorf("%q is not shown:\n%s", s, shown)
			}
		}
		if strings.Contains(shown, "…") {
			t.Errorf("something is cut:\n%s", shown)
		}
		stage.Sizes(t, g.Top())
		g.Keys("j j j j j j j j j j pgdown pgdown k pgup")
		stage.Sizes(t, g.Top())
	}
}

func TestJoinSwapAndUndo(t *testing.T) {
	g, a, b := two(t, text.French)
	s := g.Desk.Store
	g.Run(g.Desk.Open(screen.PersonMerge, a.ID, b.ID))
	g.Keys("enter")
	if n, _ := s.CountPersons(); n != 2 {
		t.Fatal("enter, which picked the other, joined them")
	}
	first := g.Top().(*page).join()
	if g.Top().(*page).join() != nil {
		t.Error("joined twice")
	}
	g.Run(first)
	if _, err := s.Person(b.ID); err == nil || len(g.Pages) != 0 || len(g.Opened) != 0 || !strings.Contains(g.LastSaid(), "Jeanne") {
		t.Errorf("opened %q said %q", g.Opened, g.LastSaid())
	}
	if all, _, _ := s.Interactions(a.ID, 0, ""); len(all) != 1 {
		t.Error("its interactions did not follow")
	}
	_, err := s.Undo()
	stage.Must(t, err)
	if _, err := s.Person(b.ID); err != nil {
		t.Fatal(err)
	}
	g.Run(g.Desk.Open(screen.PersonMerge, a.ID, b.ID))
	g.Keys("x ctrl+s")
	if kept, err := s.Person(b.ID); err != nil || kept.Given != "Jane" || !strings.Contains(kept.Note, "Jeanne") {
		t.Errorf("%+v %v", kept, err)
	}
	if len(g.Opened) != 1 || g.Opened[0] != "person "+b.ID.String() {
		t.Errorf("opened %q", g.Opened)
	}
}

func TestThePickerOffersThoseAlike(t *testing.T) {
	g, a, b := two(t, text.French)
	g.Run(g.Desk.Open(screen.PersonMerge, a.ID))
	if shown := g.Screen(); strings.Count(shown, "Lemaire") > 1 {
		t.Errorf("twice the same:\n%s", shown)
	}
	g.Type("jane")
	g.Keys("enter")
	p, ok := g.Top().(*page)
	if !ok || p.keep != a.ID || p.other != b.ID {
		t.Fatalf("%T", g.Top())
	}
}

func TestThePickerIsNeverEmptyBeforeAWord(t *testing.T) {
	g, a, _ := two(t, text.French)
	_, err := g.Desk.Store.EditPerson(a.ID, func(p *store.Person) error { p.Given, p.Family = "Xavier", "Zwolle"; return nil })
	stage.Must(t, err)
	g.Run(g.Desk.Open(screen.PersonMerge, a.ID))
	if shown := g.Screen(); !strings.Contains(shown, "Jane") || strings.Contains(shown, "Zwolle") {
		t.Error(shown)
	}
}

func TestGoneMeanwhile(t *testing.T) {
	g, a, b := two(t, text.French)
	g.Run(g.Desk.Open(screen.PersonMerge, a.ID, b.ID))
	stage.Must(t, g.Desk.Store.DeletePerson(b.ID))
	g.Keys("ctrl+s")
	if g.LastSaid() == "" {
		t.Error("nothing is said")
	}
	g.Take(screen.Changed{})
	if len(g.Pages) != 0 {
		t.Error("the page of somebody gone is left")
	}
	for _, ids := range [][]store.ID{{a.ID, b.ID}, {a.ID, a.ID}} {
		g.Said = nil
		g.Run(g.Desk.Open(screen.PersonMerge, ids...))
		if len(g.Pages) != 0 || len(g.Said) != 1 {
			t.Error("no contact, and a page")
		}
	}
}

func TestDeleteListsWhatGoes(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g, _, b := two(t, l)
		s := g.Desk.Store
		task := store.Task{Contact: b.ID, Title: "Relire"}
		stage.Must(t, s.AddTask(&task))
		g.Run(g.Desk.Open(screen.PersonDelete, b.ID))
		shown := g.Screen()
		for _, want := range []string{"Jane", g.Desk.W.Records.Interactions.Of(1), g.Desk.W.Records.Tasks.Of(1)} {
			if !strings.Contains(joined(shown), joined(want)) {
				t.Errorf("%q is not listed:\n%s", want, shown)
			}
		}
		stage.Sizes(t, g.Top())
		g.Keys("enter")
		if _, err := s.Person(b.ID); err != nil || len(g.Boxes) != 0 {
			t.Fatal("cancel is not what enter means")
		}
		g.Run(g.Desk.Open(screen.PersonDelete, b.ID))
		g.Keys(g.Desk.T.Widgets.YesKey)
		if _, err := s.Person(b.ID); err == nil || !strings.Contains(g.LastSaid(), "Jane") {
			t.Errorf("said %q", g.LastSaid())
		}
		_, err := s.Undo()
		stage.Must(t, err)
		if _, err := s.Person(b.ID); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkView(b *testing.B) {
	g, p, q := two(b, text.French)
	g.Run(g.Desk.Open(screen.PersonMerge, p.ID, q.ID))
	for b.Loop() {
		_ = g.Top().View(120, 37)
	}
}
