package attachment

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/stage"
	"calepin/ui/text"
	"calepin/ui/widget"
)

func set(t testing.TB, l text.Language) (*stage.Stage, store.Person, string) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	g := stage.New(t, l)
	g.Answer(screen.AttachmentAdd, Add)
	g.Answer(screen.AttachmentGet, Get)
	p := store.Person{Given: "Zoé"}
	stage.Must(t, g.Desk.Store.AddPerson(&p, store.AddOptions{Source: "salon"}))
	return g, p, dir
}

func kept(t testing.TB, g *stage.Stage, name string, content []byte, p store.Person) store.Attachment {
	t.Helper()
	a := store.Attachment{Contact: p.ID, Name: name}
	stage.Must(t, g.Desk.Store.AddAttachment(&a, bytes.NewReader(content)))
	return a
}

func TestInAndOut(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g, p, dir := set(t, l)
		stage.Must(t, os.WriteFile(filepath.Join(dir, "devis.pdf"), []byte("contenu"), 0o644))
		g.Run(g.Desk.Open(screen.AttachmentAdd, p.ID))
		stage.Sizes(t, g.Top())
		g.Type("devis")
		g.Keys("enter")
		all, err := g.Desk.Store.Attachments(p.ID)
		stage.Must(t, err)
		if len(all) != 1 || all[0].Name != "devis.pdf" || len(g.Boxes) != 0 || !strings.Contains(g.LastSaid(), "devis.pdf") {
			t.Fatalf("%+v said %q", all, g.LastSaid())
		}
		// Out to the same folder: what is there is left as it is, and asked again.
		g.Run(g.Desk.Open(screen.AttachmentGet, all[0].ID))
		stage.Must(t, os.WriteFile(filepath.Join(dir, "devis.pdf"), []byte("autre"), 0o644))
		g.Keys("enter")
		if got, _ := os.ReadFile(filepath.Join(dir, "devis.pdf")); string(got) != "autre" {
			t.Fatal("overwritten")
		}
		if len(g.Boxes) != 1 || g.LastSaid() == "" {
			t.Fatalf("not asked again; said %q", g.LastSaid())
		}
		g.Type("2")
		g.Keys("enter")
		path := filepath.Join(dir, "devis.pdf2")
		info, err := os.Stat(path)
		stage.Must(t, err)
		if got, _ := os.ReadFile(path); string(got) != "contenu" {
			t.Error("another content")
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v", info.Mode())
		}
		if said := g.LastSaid(); !strings.Contains(said, path) || g.Said[len(g.Said)-1].Level != screen.Warning {
			t.Errorf("said %q", said)
		}
	}
}

// TestNamesOfOthersStayInTheFolder takes names as a hostile file could hold them.
func TestNamesOfOthersStayInTheFolder(t *testing.T) {
	for name, want := range map[string]string{
		"devis.pdf": "devis.pdf", "../../etc/passwd": "passwd", `..\..\a.exe`: "a.exe", "..": "x", ".": "x", "/": "x", "": "x", "...": "x",
		".bashrc": "bashrc", "a/.ssh": "ssh", "a\x1b[31mb\n.txt": "ab .txt", "facture\u202efdp.exe": "facturefdp.exe",
		"con|<>:\"?*": "con_______", "fin. ": "fin", "~": "_",
	} {
		got := widget.FileName(name, "x")
		if name == "a\x1b[31mb\n.txt" || strings.ContainsRune(name, '\u202e') {
			if strings.ContainsAny(got, "\x1b\n\u202e") {
				t.Errorf("%q: %q", name, got)
			}
		} else if got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
		if got == "" || filepath.Base(got) != got || strings.HasPrefix(got, ".") {
			t.Errorf("%q: %q", name, got)
		}
	}
	if got := widget.FileName(strings.Repeat("é", 400)+".pdf", "x"); len(got) > 255 || !strings.HasSuffix(got, ".pdf") {
		t.Errorf("%d bytes, %q", len(got), got[len(got)-6:])
	}
	g, p, dir := set(t, text.French)
	a := kept(t, g, `..\..\.config/../../ev`+"\u202e"+`il`, []byte("x"), p)
	g.Run(g.Desk.Open(screen.AttachmentGet, a.ID))
	g.Keys("enter")
	found, err := os.ReadDir(dir)
	stage.Must(t, err)
	if len(found) != 1 {
		t.Errorf("%d files in the folder; said %q", len(found), g.LastSaid())
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("../a", "x")
	f.Fuzz(func(t *testing.T, name, _ string) {
		got := widget.FileName(name, "x")
		if got == "" || got == "." || got == ".." || strings.ContainsAny(got, "/\\\x00\x1b\n") || strings.HasPrefix(got, ".") || len(got) > 255 {
			t.Errorf("%q: %q", name, got)
		}
	})
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		g, p, dir := set(t, l)
		big := filepath.Join(dir, "gros.bin")
		f, err := os.Create(big)
		stage.Must(t, err)
		stage.Must(t, f.Truncate(store.MaxAttachment+1))
		stage.Must(t, f.Close())
		for path, want := range map[string]string{
			dir:                          g.Desk.W.Attachment.IsFolder.With("path", dir),
			filepath.Join(dir, "absent"): "absent",
			big:                          g.Desk.W.Sentence(&store.TooLargeError{Limit: store.MaxAttachment}),
		} {
			_, err := keep(g.Desk.Store, p.ID, path)
			if err == nil {
				t.Fatalf("%s was kept", path)
			}
			g.Run(refused(g.Desk, path, err))
			if said := g.LastSaid(); !strings.Contains(said, want) {
				t.Errorf("said %q, not %q", said, want)
			}
		}
		if all, _ := g.Desk.Store.Attachments(p.ID); len(all) != 0 {
			t.Error("something was kept")
		}
	}
}

func TestUnreadableAndUnwritable(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("nothing is unreadable here")
	}
	g, p, dir := set(t, text.French)
	path := filepath.Join(dir, "secret")
	stage.Must(t, os.WriteFile(path, nil, 0))
	if _, err := keep(g.Desk.Store, p.ID, path); err == nil {
		t.Error("read all the same")
	}
	a := kept(t, g, "a", []byte("x"), p)
	stage.Must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	g.Run(g.Desk.Open(screen.AttachmentGet, a.ID))
	g.Keys("enter")
	if g.Said[len(g.Said)-1].Level != screen.Failure {
		t.Errorf("said %q", g.LastSaid())
	}
}

// TestHalfWrittenGoes writes an attachment that is gone.
func TestHalfWrittenGoes(t *testing.T) {
	g, p, dir := set(t, text.French)
	a := kept(t, g, "a.txt", []byte("x"), p)
	g.Run(g.Desk.Open(screen.AttachmentGet, a.ID))
	stage.Must(t, g.Desk.Store.DeleteAttachment(a.ID))
	g.Keys("enter")
	if _, err := os.Stat(filepath.Join(dir, "a.txt")); err == nil || g.LastSaid() == "" {
		t.Error("a file is left")
	}
}
