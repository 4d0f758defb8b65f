package handover

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func set(t testing.TB, l text.Language) (*stage.Stage, store.Person, string) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	g := stage.New(t, l)
	g.Answer(screen.PackageMake, Open)
	p := store.Person{Given: "Zoé", Family: "Quatremaire", Note: "Vu avec Mme Lefranc"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "salon"}))
	return g, p, dir
}

// TestArt15OnTheScreen: the steps, the masks asked one by one, the passphrase
// shown once, the files in place.
func TestArt15OnTheScreen(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g, p, dir := set(t, l)
		g.Run(g.Desk.Open(screen.PackageMake, p.ID))
		stage.Sizes(t, g.Top())
		g.Keys("enter e")
		if !strings.Contains(g.Screen(), "Lefranc") {
			t.Fatalf("nobody is asked about:\n%s", g.Screen())
		}
		g.Keys("m p enter")
		r, is := g.Top().(*Result)
		if !is || len(r.phrase) != 24 || !strings.Contains(g.Screen(), r.phrase) {
			t.Fatalf("no passphrase is shown:\n%s said %q", g.Screen(), g.LastSaid())
		}
		stage.Sizes(t, r)
		found, err := os.ReadDir(dir)
		stage.Must(t, err)
		if len(found) != 2 || !strings.HasSuffix(filepath.Join(dir, found[1].Name()), ".zip.age") {
			t.Errorf("in the folder: %v", found)
		}
	}
}

// TestArt20RefusedOnTheScreen: nothing rests on consent or contract.
func TestArt20RefusedOnTheScreen(t *testing.T) {
	g, p, _ := set(t, text.French)
	g.Run(g.Desk.Open(screen.PackageMake, p.ID))
	g.Keys("p")
	if !strings.Contains(g.LastSaid(), "art. 20(1)(a)") {
		t.Errorf("said %q", g.LastSaid())
	}
}
