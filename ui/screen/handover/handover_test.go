package handover

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

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

// TestTypedPassphraseOnTheScreen: it is never shown, is typed twice, and one that
// is easily guessed or typed differently closes nothing.
func TestTypedPassphraseOnTheScreen(t *testing.T) {
	const phrase = "quatre chevaux verts au grenier"
	g, p, dir := set(t, text.French)
	g.Run(g.Desk.Open(screen.PackageMake, p.ID))
	g.Keys("enter n t")
	form := g.Top().(*typed)
	for _, try := range [][2]string{{"court", "court"}, {phrase, phrase + "x"}} {
		form.Form.Field("first").SetValue(try[0])
		form.Form.Field("again").SetValue(try[1])
		g.Keys("ctrl+s")
		if len(g.Pages) != 1 {
			t.Fatalf("%q and %q were taken", try[0], try[1])
		}
	}
	stage.Sizes(t, form)
	form.Form.Focus("first")
	form.Form.Field("first").SetValue("")
	g.Type(phrase)
	if seen := g.Screen(); strings.Contains(seen, "chevaux") || !strings.Contains(seen, "••••") {
		t.Errorf("it is shown:\n%s", seen)
	}
	form.Form.Field("again").SetValue(phrase)
	g.Keys("ctrl+s")
	if form.Form.Value("first")+form.Form.Value("again") != "" {
		t.Error("it is not forgotten")
	}
	g.Keys("enter")
	sealed, err := filepath.Glob(filepath.Join(dir, "*.zip.age"))
	if err != nil || len(sealed) != 1 {
		t.Fatalf("%v, said %q\n%s", sealed, g.LastSaid(), g.Screen())
	}
	f, err := os.Open(sealed[0])
	stage.Must(t, err)
	defer func() { _ = f.Close() }()
	identity, err := age.NewScryptIdentity(phrase)
	stage.Must(t, err)
	if _, err := age.Decrypt(f, identity); err != nil {
		t.Errorf("the passphrase does not open it: %v", err)
	}
	if r, is := g.Top().(*Result); !is || r.phrase != "" {
		t.Errorf("a passphrase that somebody chose is shown:\n%s", g.Screen())
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
