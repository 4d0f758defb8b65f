package requests

import (
	"os"
	"path/filepath"
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

// TestDraftsOfRequests: what a lock interrupts is there again, of a request that
// came, of one at the counter, and of each step.
func TestDraftsOfRequests(t *testing.T) {
	g := stage.New(t, text.French)
	s := g.Desk.Store
	who := store.Person{Given: "Zoé", Family: "Fictive", Source: "salon"}
	stage.Must(t, s.AddPerson(&who, store.AddOptions{}))
	r := store.Request{Contact: who.ID, Right: store.Access, Received: "2026-11-20", Channel: store.RouteEmail}
	stage.Must(t, s.AddRequest(&r))
	again := func(p screen.Drafted, resume screen.Resume) screen.Screen {
		t.Helper()
		draft, worth := p.Draft()
		if !worth {
			t.Fatal("nothing is kept")
		}
		stage.Must(t, s.SaveDraft(&draft))
		back, err := resume(g.Desk, draft)
		stage.Must(t, err)
		g.Push(back)
		return back
	}
	for _, counter := range []bool{false, true} {
		p := newOpening(g.Desk, counter, nil)
		if _, worth := p.Draft(); worth {
			t.Error("an untouched form is kept")
		}
		p.choose(who.ID)
		p.Form.Field("right").SetValue(string(store.ToErasure))
		back := again(p, ResumeOpening).(*opening)
		if back.who != who.ID || back.counter != counter || back.Form.Value("right") != string(store.ToErasure) {
			t.Errorf("%+v %v\n%s", back.who, back.counter, g.Screen())
		}
	}
	for _, kind := range []store.EventOf{store.Answered, store.IdentityChecked, store.IdentityAsked, store.Extended, store.RefusedRequest} {
		p := newStep(g.Desk, look(g.Desk, r), kind)
		p.Form.Field("text").SetValue("dit " + string(kind))
		back := again(p, ResumeStep).(*step)
		if back.kind != kind || back.r.ID != r.ID || back.Form.Value("text") != "dit "+string(kind) {
			t.Errorf("%s:\n%s", kind, g.Screen())
		}
		if kind == store.Answered {
			g.Keys("ctrl+s")
			if now, _ := s.Request(r.ID); now.State() != store.StateAnswered {
				t.Errorf("not saved: %+v", now)
			}
			g.Pages = nil
		}
	}
}

// TestPapersOfRequests: the form is shown in the language chosen and written in
// the format that its name says; without the name of the business there is none.
// The deadlines are written for a calendar, and name nobody.
func TestPapersOfRequests(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	g := stage.New(t, text.French)
	s := g.Desk.Store
	stage.Must(t, s.AddRequest(&store.Request{Name: "Paul Inconnu", Right: store.Access, Received: "2026-11-20", Channel: store.RouteEmail}))
	g.Push(New(g.Desk))
	g.Keys("b")
	if len(g.Boxes) != 0 || len(g.Said) != 1 {
		t.Fatal("a form of nobody")
	}
	set := s.Settings()
	set.Business.Name = "Atelier Fictif"
	stage.Must(t, s.SetSettings(set))
	g.Keys("b e")
	stage.Sizes(t, g.Top())
	if !strings.Contains(g.Screen(), "Your rights over your data") {
		t.Errorf("the form:\n%s", g.Screen())
	}
	g.Keys("f enter esc i enter")
	written := func(name string) string {
		t.Helper()
		content, err := os.ReadFile(filepath.Join(dir, name))
		stage.Must(t, err)
		return string(content)
	}
	if !strings.HasPrefix(written("demande.pdf"), "%PDF") {
		t.Error("no PDF")
	}
	if ics := written("echeances.ics"); !strings.Contains(ics, "DTSTART;VALUE=DATE:20261221") || strings.Contains(ics, "Inconnu") {
		t.Errorf("%s", ics)
	}
}
