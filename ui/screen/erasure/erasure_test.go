package erasure

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/reading"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

// given is a stage with Zoé, an invoice of hers, and notes of others that name
// her, one of which may be of a namesake.
func given(t testing.TB, l text.Language) (g *stage.Stage, zoe, marc store.ID) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	g = stage.New(t, l)
	s := g.Desk.Store
	p := store.Person{Given: "Zoé", Family: "Fictive", Nature: store.Consumer, Emails: []store.Email{{Address: "zoe@fictive.example"}}, Source: "salon"}
	stage.Must(t, s.AddPerson(&p, store.AddOptions{}))
	m := store.Person{Given: "Marc", Family: "Exemple", Note: "Amie de Zoé Fictive"}
	stage.Must(t, s.AddPerson(&m, store.AddOptions{Source: "salon"}))
	stage.Must(t, s.AddDocument(&store.Document{Contact: p.ID, Kind: store.Invoice, Number: "F-7", Date: "2026-03-02", Amount: 12000, Currency: "EUR"}))
	stage.Must(t, s.RecordDisclosure(&store.Disclosure{Recipient: "Cabinet Fictif", Format: "csv", Contacts: []store.ID{p.ID}}))
	return g, p.ID, m.ID
}

// TestArt17OnTheScreen: what goes and what stays is said with the exception and
// the day, a hold refuses with its reason, a reason and a yes are asked, the
// certificate is shown and written, and names nobody.
func TestArt17OnTheScreen(t *testing.T) {
	for l, want := range map[text.Language][]string{
		text.English: {"To be erased for good: Zoé Fictive", "F-7", "L123-22", "31 Dec 2036", "Marc Exemple", "Cabinet Fictif"},
		text.French:  {"Zoé Fictive", "F-7", "L123-22", "31/12/2036", "Marc Exemple", "Cabinet Fictif"},
	} {
		g, zoe, marc := given(t, l)
		s := g.Desk.Store
		hold := store.Hold{Contact: zoe, Reason: "litige Dupont", Review: "2027-01-15"}
		stage.Must(t, s.Hold(&hold))
		g.Run(Open(g.Desk, zoe))
		p := g.Top().(*Page)
		stage.Sizes(t, p)
		if !strings.Contains(g.Screen(), "litige") {
			t.Errorf("%s: the hold is not said:\n%s", l, g.Screen())
		}
		g.Keys("enter")
		if _, is := g.Top().(*Page); !is {
			t.Fatal("a hold does not refuse")
		}
		_, err := s.Release(zoe, hold.ID)
		stage.Must(t, err)
		g.Run(p.Update(screen.Changed{}))
		g.H = 60
		seen := g.Screen()
		for _, said := range want {
			if !strings.Contains(seen, said) {
				t.Errorf("%s: no %q in\n%s", l, said, seen)
			}
		}
		stage.Sizes(t, p)
		g.Keys("enter ctrl+s") // no reason
		if _, is := g.Top().(*asking); !is {
			t.Fatalf("erased without a reason:\n%s", g.Screen())
		}
		stage.Sizes(t, g.Top())
		g.Type("lettre")
		g.Keys("ctrl+s enter") // Cancel has the focus
		if _, err := s.Person(zoe); err != nil {
			t.Fatal("enter erased")
		}
		g.Keys("ctrl+s tab enter")
		var none *store.NotFoundError
		if _, err := s.Person(zoe); !errors.As(err, &none) {
			t.Fatalf("%s: still on file: %v, said %q\n%s", l, err, g.LastSaid(), g.Screen())
		}
		c, is := g.Top().(*reading.Page)
		if !is || len(g.Pages) != 1 {
			t.Fatalf("no certificate:\n%s", g.Screen())
		}
		stage.Sizes(t, c)
		if m, err := s.Person(marc); err != nil || strings.Contains(m.Note, "Fictive") {
			t.Errorf("another's note: %q, %v", m.Note, err)
		}
		g.Keys("f enter")
		files, _ := filepath.Glob(filepath.Join(os.Getenv("HOME"), "*.pdf"))
		if len(files) != 1 || strings.Contains(files[0], "Fictive") {
			t.Fatalf("the certificate: %v, said %q", files, g.LastSaid())
		}
		stage.Must(t, os.WriteFile(files[0], []byte("mine"), 0o600))
		g.Keys("f enter")
		if kept, _ := os.ReadFile(files[0]); string(kept) != "mine" {
			t.Error("a file that is there was written over")
		}
	}
}

// TestArt17NamesakesOnTheScreen: a text that may be of a namesake is read and
// settled before anything goes.
func TestArt17NamesakesOnTheScreen(t *testing.T) {
	g, zoe, marc := given(t, text.English)
	s := g.Desk.Store
	other := store.Person{Given: "zoe", Family: "FICTIVE"}
	stage.Must(t, s.AddPerson(&other, store.AddOptions{Source: "salon"}))
	i := store.Interaction{Contact: marc, Kind: store.Note, Subject: "Vu Zoé Fictive au marché", At: stage.Now}
	stage.Must(t, s.AddInteraction(&i))
	g.Run(Open(g.Desk, zoe))
	p := g.Top().(*Page)
	if len(p.open()) != 2 {
		t.Fatalf("%+v", p.plan.Unclear)
	}
	g.Keys("enter")
	if _, is := g.Top().(*Page); !is {
		t.Fatal("it is not refused")
	}
	for range 2 {
		first := len(p.open())
		if first == 2 {
			g.Keys("n")
		}
		stage.Sizes(t, g.Top())
		if strings.Contains(g.Screen(), "au marché") {
			g.Keys("l")
		} else {
			g.Keys("m")
		}
	}
	stage.Sizes(t, p)
	g.Keys("enter")
	g.Type("asked")
	g.Keys("ctrl+s tab enter")
	m, err := s.Person(marc)
	stage.Must(t, err)
	note, err := s.Interaction(i.ID)
	stage.Must(t, err)
	if m.Note != "Amie de […]" || note.Subject != "Vu Zoé Fictive au marché" {
		t.Errorf("%q, %q, said %q\n%s", m.Note, note.Subject, g.LastSaid(), g.Screen())
	}
}

// TestArt17OfSomeoneNotOnFile: a request of somebody whom only undo still knows
// finds them there, one of a stranger says that there is nothing.
func TestArt17OfSomeoneNotOnFile(t *testing.T) {
	for name, found := range map[string]bool{"Zoé Fictive": true, "Paul Inconnu": false} {
		g, zoe, _ := given(t, text.French)
		s := g.Desk.Store
		stage.Must(t, s.DeletePerson(zoe))
		r := store.Request{Name: name, Right: store.ToErasure, Received: "2026-11-20", Channel: store.RouteEmail}
		stage.Must(t, s.AddRequest(&r))
		g.Run(Open(g.Desk, store.ID{}, r.ID))
		p := g.Top().(*Page)
		if (p.fault == nil) != found {
			t.Fatalf("%s: %v\n%s", name, p.fault, g.Screen())
		}
		if !found {
			continue
		}
		g.Keys("enter ctrl+s tab enter")
		now, err := s.Request(r.ID)
		stage.Must(t, err)
		if _, done := now.Last(store.Carried); !done {
			t.Errorf("not noted: %+v, said %q\n%s", now.Events, g.LastSaid(), g.Screen())
		}
	}
}
