package importer

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

// file writes a file to import.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// begin opens the page and drops a file on it.
func begin(t *testing.T, l text.Language, path string) *trial.Driver {
	t.Helper()
	d := trial.New(t, l)
	add(t, d, store.Person{Given: "Ada", Family: "Exemple", Emails: []store.Email{{Address: "ada@example.org"}}})
	pick(d, path)
	return d
}

func pick(d *trial.Driver, path string) {
	d.Show(New(d.Desk))
	d.Do(d.Top().Update(tea.PasteMsg{Content: "'" + path + "'"}))
	d.Keys("enter")
}

func add(t *testing.T, d *trial.Driver, p store.Person) store.ID {
	t.Helper()
	p.Source = "test"
	if err := d.Desk.Store.AddPerson(&p, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	return p.ID
}

func count(t *testing.T, d *trial.Driver) int {
	t.Helper()
	n, err := d.Desk.Store.CountPersons()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const sheet = "Prénom;Nom;E-mail;GSM;Machin\n" +
	"Ada;Exemple;ada@example.org;06 39 98 00 01;x\n" +
	"Bo;Essai;bo@example.org;06 39 98 00 02;\n" +
	"Cleo;Test;pas une adresse;;\n"

func TestSpreadsheet(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		d := begin(t, l, file(t, "clients.csv", sheet))
		w := &d.Desk.T.Importer
		d.Sees("CSV · UTF-8", w.StepColumns, "Prénom", "Ada · Bo · Cleo", "Machin", w.NotKept)
		d.Sizes()
		d.Keys("n").Sees(w.StepPreview, "Bo Essai", "! ").Sizes()
		if n := count(t, d); n != 1 {
			t.Fatalf("%d people before it was run", n)
		}
		d.Keys("p").Sees(d.Desk.W.Import.Codes["invalid-email"]).Sizes()
		d.Keys("esc", "ctrl+s").Said(w.Done).Sees("✓ " + w.Done).Sizes()
		if n := count(t, d); n != 3 {
			t.Errorf("%d people", n)
		}
		d.Keys("u").Said(w.Undone).Sizes()
		if n := count(t, d); n != 1 {
			t.Errorf("%d people after the undo", n)
		}
		d.Keys("u").Said(w.Undone)
	}
}

func TestColumnsAreNamed(t *testing.T) {
	d := begin(t, text.English, file(t, "odd.csv", "machin,truc,bidule\nBo,06 39 98 00 02,x\n"))
	d.Sees("#1", "machin · Bo", "not kept")
	d.Keys("n").Said(d.Desk.T.Importer.NoName)
	d.Keys("h").Sees("machin", "The first row names the columns")
	d.Keys("enter").Type("given").Keys("enter").Sees("→ Given name")
	d.Keys("enter").Type("phone").Keys("enter", "down", "enter").Sees("→ Phone (mobile)")
	d.Sizes()
	d.Keys("n").Sees("Bo")
	if strings.Contains(d.Text(), "machin") {
		t.Errorf("the header is a contact:\n%s", d.Text())
	}
	d.Keys("ctrl+s")
	page, err := d.Desk.Store.Persons(store.Query{Search: "bo"})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Phone == "" {
		t.Errorf("%+v, %v", page.Rows, err)
	}
}

const cards = "BEGIN:VCARD\nVERSION:3.0\nN:Exemple;Ada;;;\nFN:Ada Exemple\nEMAIL:ada@example.org\nTEL;TYPE=CELL:+33639980001\nX-ICQ:1\nPHOTO:x\nEND:VCARD\n" +
	"BEGIN:VCARD\nVERSION:3.0\nN:Essai;Bo;;;\nFN:Bo Essai\nEMAIL:bo@example.org\nEND:VCARD\n" +
	"BEGIN:VCARD\nVERSION:3.0\nN:Essai;Bo;;;\nFN:Bo Essai\nEMAIL:bo@example.org\nTITLE:x\nEND:VCARD\n"

func TestDuplicatesAreDecided(t *testing.T) {
	d := begin(t, text.English, file(t, "a.vcf", cards))
	d.Sees("vCard", "Ada Exemple", "same e-mail", "X-ICQ", "± 2 may be on file")
	if strings.Contains(d.Text(), "○ columns") {
		t.Error("a vCard has no columns")
	}
	d.Keys("enter").Sees("Skip").Keys("m").Sees("± ")
	d.Keys("f", "m").Sees("Ada Exemple")
	d.Keys("f", "d").Sees("Bo Essai")
	d.Keys("a", "c").Sees("3 contacts created")
	d.Keys("a", "m", "f", "a", "ctrl+s").Said("imported")
	if n := count(t, d); n != 2 {
		t.Errorf("%d people", n)
	}
	ada, err := d.Desk.Store.FindPerson("ada@example.org")
	if err != nil || len(ada.Phones) != 1 {
		t.Errorf("%+v, %v", ada.Phones, err)
	}
	d.Keys("u")
	if ada, _ = d.Desk.Store.FindPerson("ada@example.org"); len(ada.Phones) != 0 || count(t, d) != 1 {
		t.Error("the import is not undone whole")
	}
}

func TestStepsBack(t *testing.T) {
	d := begin(t, text.English, file(t, "clients.csv", sheet))
	d.Keys("n").Sees("What becomes of it").Keys("esc").Sees("Becomes")
	d.Keys("enter").Type("ignore").Keys("enter", "esc")
	if len(d.Boxes) != 1 {
		t.Fatal("the file is not asked for again")
	}
	d.Keys("esc").Sees("enter chooses the file")
	d.Sizes()
	d.Keys("esc").Sees("not kept")
	d.Keys("esc", "esc", "right", "enter")
	if !d.Left || count(t, d) != 1 {
		t.Error("it does not leave, or left something")
	}
}

// What is no address book is told in words, with what to do next, and another
// file can be chosen.
func TestRefusals(t *testing.T) {
	for name, c := range map[string][3]string{
		"book.xlsx":  {"PK\x03\x04xxxx", "save it as CSV", "enregistrez-le sous le format CSV"},
		"empty.csv":  {"", "Export again", "Refaites l’export"},
		"photo.vcf":  {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "export them as vCard", "exportez-les en vCard"},
		"page.csv":   {"<!DOCTYPE html><html>", "export them as vCard", "exportez-les en vCard"},
		"other.json": {`{"contacts":[]}`, "export them as vCard", "exportez-les en vCard"},
		"half.json":  {`{"format":"calepin","contacts":[`, "Export again", "Refaites l’export"},
	} {
		for i, l := range []text.Language{text.English, text.French} {
			d := begin(t, l, file(t, name, c[0]))
			w := &d.Desk.T.Importer
			d.Sees("✗", c[1+i], w.NothingIn).Sizes()
			if strings.Contains(d.Text(), "--") {
				t.Errorf("%s: a flag of the command is named:\n%s", name, d.Text())
			}
			d.Keys("enter")
			d.Do(d.Top().Update(tea.PasteMsg{Content: file(t, "a.vcf", cards)}))
			d.Keys("enter").Sees("Ada Exemple")
		}
	}
	d := begin(t, text.English, filepath.Join(t.TempDir(), "none.csv"))
	d.Said(d.Desk.T.Widgets.NothingFound)
	d = begin(t, text.English, file(t, "letter.txt", "Hello,\nthe list is attached.\n"))
	d.Sees("No column is recognised").Sizes()
}

// What is wrong with a contact shows on its row and with all that the file says
// of it.
func TestWhatIsWrongShowsOnTheRow(t *testing.T) {
	d := begin(t, text.English, file(t, "clients.csv", sheet))
	d.Keys("n").Sees("! new; to check: e-mail")
	d.Keys("j", "j", "enter")
	if len(d.Boxes) != 1 {
		t.Fatal("no card")
	}
	box := ansi.Strip(d.Top().View(76, 18))
	for _, want := range []string{"! E-mail: not an e-mail address", "Cleo Test", "import of clients.csv"} {
		if !strings.Contains(box, want) {
			t.Errorf("no %q on:\n%s", want, box)
		}
	}
	d.Keys("enter")
	if len(d.Boxes) != 0 {
		t.Error("it stays")
	}
}

// The source is the file's name unless the person knows better.
func TestSource(t *testing.T) {
	for _, said := range []string{"", "my phone", "a fair in May"} {
		d := begin(t, text.English, file(t, "clients.csv", sheet))
		d.Keys("n").Sees("Where these data come from: import of clients.csv")
		want := "import of clients.csv"
		if said != "" {
			want = said
			d.Keys("s").Type(said).Keys("enter").Sees("come from: "+said, "Bo Essai")
		}
		d.Keys("ctrl+s")
		bo, err := d.Desk.Store.FindPerson("bo@example.org")
		if err != nil || bo.Source != want {
			t.Errorf("%q, %v, want %q", bo.Source, err, want)
		}
	}
}

// What a person stops ends there: nothing is written, and the page can go on.
func TestCancelled(t *testing.T) {
	d := begin(t, text.English, file(t, "clients.csv", sheet))
	p := d.Page.(*Page)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	start, ok := p.prepare()().(screen.StartMsg)
	if !ok {
		t.Fatal("no job")
	}
	d.Do(start.Job.Work(ctx, func(int, int) {})())
	d.Said(d.Desk.T.Importer.Cancelled)
	if p.busy || count(t, d) != 1 {
		t.Error("it goes on")
	}
}

// A change meanwhile makes the plan anew.
func TestChangedMeanwhile(t *testing.T) {
	d := begin(t, text.English, file(t, "a.vcf", cards))
	add(t, d, store.Person{Given: "Bo", Family: "Essai", Emails: []store.Email{{Address: "bo@example.org"}}})
	d.Do(d.Page.Update(screen.Changed{}))
	d.Sees("± 3 may be on file").Keys("ctrl+s")
	if p := d.Page.(*Page); p.plan != nil && !p.plan.Empty() && count(t, d) != 2 {
		t.Errorf("%d people", count(t, d))
	}
}
