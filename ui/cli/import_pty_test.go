//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// wizard is what the import says in a language, as far as a play needs it.
type wizard struct {
	lang, today, file, becomes, kept, ignored, field, source, preview, isNew, alike string
	decide, all, done, undone, leave, address                                       string
}

var wizards = []wizard{
	{
		"fr_FR.UTF-8", "Aujourd’hui", "Quel fichier importer ?", "Devient", "non gardée", "laissée de côté", "Que contient « Machin » ?", "D’où viennent ces données", "Ce qu’il en advient", "nouveau",
		"2 existent peut-être déjà", "existe peut-être déjà : Ada Exemple", "Ceux qui existent peut-être déjà", "C’est importé", "L’import est annulé", "Abandonner cet import ?", "à vérifier : e-mail",
	},
	{
		"en_GB.UTF-8", "Today", "Which file to import?", "Becomes", "not kept", "left out", "What does “Machin” hold?", "Where these data come from", "What becomes of it", "new",
		"2 may be on file", "may be on file: Ada Exemple", "Those that may be on file", "It is imported", "The import is undone", "Drop this import?", "to check: e-mail",
	},
}

const clients = "Prénom;Nom;E-mail;GSM;Machin\n" +
	"Ada;Exemple;ada@fictif.example;06 39 98 00 01;x\n" +
	"Robert;Essai;robert@fictif.example;06 39 98 00 02;y\n" +
	"Cléo;Nouvelle;cleo@fictif.example;;z\n" +
	"Dino;Douteux;pas une adresse;;\n"

// desk is a home with a vault of two contacts, a file to import, and a seat.
func (w wizard) desk(t *testing.T) (home, file string, s *seat) {
	t.Helper()
	home, key := newVault(t)
	for _, who := range [][]string{{"Ada", "Exemple", "--email", "ada@fictif.example"}, {"Bob", "Essai", "--phone", "06 39 98 00 02"}} {
		run(t, home, 0, append([]string{"--identity", key, "contact", "add", "--source", "essai", "--given", who[0], "--family", who[1]}, who[2:]...)...)
	}
	file = filepath.Join(home, "clients.csv")
	if err := os.WriteFile(file, []byte(clients), 0o600); err != nil {
		t.Fatal(err)
	}
	s = takeSeat(t, home, []string{"LANG=" + w.lang, "CALEPIN_IDENTITY=" + key})
	s.await(w.today)
	s.press("i")
	s.await(w.file)
	return home, file, s
}

func people(t *testing.T, home string) string {
	t.Helper()
	return run(t, home, 0, "--identity", filepath.Join(home, "key.txt"), "contact", "list")
}

// A file is chosen, its columns named, its contacts seen; duplicates are
// decided one by one and all at once; it runs, is undone, and runs again.
func TestImportOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, w := range wizards {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home, file, s := w.desk(t)
			s.paste(file)
			s.await("clients.csv")
			s.press("enter")
			s.await(w.becomes, "Machin", w.kept)
			s.press("G", "enter") // the last column
			s.await(w.field)
			s.write("ignore")
			s.await("ignore")
			s.press("enter")
			s.await(w.ignored)
			s.press("n")
			s.await(w.preview, w.alike, w.address)

			s.press("s")
			s.write("un salon de mai")
			s.press("enter")
			s.await(w.source, "un salon de mai", w.preview)

			s.press("g", "enter")
			s.await(w.decide)
			s.press("m")
			s.gone(w.decide)
			s.await("±", "Ada Exemple")
			s.press("g", "v")
			s.await("06 39 98 00 01")
			s.press("enter")
			s.press("a")
			s.await(w.all)
			s.press("m")
			s.await(w.preview)
			s.press("ctrl+s")
			s.await("✓ " + w.done)
			s.press("u")
			s.await(w.undone)
			s.press("T")
			s.gone(w.undone)
			s.press("q")
			s.exits(0)
			if out := people(t, home); strings.Contains(out, "Cléo") || strings.Contains(out, "98 00 01") || !strings.Contains(out, "Bob Essai") {
				t.Error(out)
			}

			s = takeSeat(t, home, []string{"LANG=" + w.lang, "CALEPIN_IDENTITY=" + filepath.Join(home, "key.txt")})
			s.await(w.today)
			s.press("i")
			s.await(w.file)
			s.paste(file)
			s.press("enter")
			s.await(w.becomes)
			s.press("ctrl+s")
			s.await(w.alike)
			s.press("ctrl+s")
			s.await("✓ " + w.done)
			s.press("enter")
			s.await("Cléo Nouvelle", "Dino Douteux")
			s.press("q")
			s.exits(0)
			out := run(t, home, 0, "--identity", filepath.Join(home, "key.txt"), "--json", "contact", "show", "Cléo Nouvelle")
			if !strings.Contains(out, "clients.csv") {
				t.Error(out)
			}
		})
	}
}

// An import left at any step, by any way out, leaves nothing behind.
func TestLeftImportLeavesNothing(t *testing.T) {
	t.Parallel()
	w := wizards[1]
	steps := []func(*seat, string){
		func(*seat, string) {},
		func(s *seat, file string) { s.paste(file); s.press("enter"); s.await(w.becomes) },
		func(s *seat, _ string) { s.press("n"); s.await(w.alike) },
		func(s *seat, _ string) {
			s.press("g", "enter")
			s.await(w.decide)
			s.press("m")
			s.gone(w.decide)
			s.await("±")
		},
	}
	for last := range steps {
		for _, end := range []struct {
			name string
			do   func(*seat)
			code int
		}{
			{"ctrl+c", func(s *seat) { s.press("ctrl+c", "ctrl+c") }, 0},
			{"SIGTERM", func(s *seat) { _ = s.cmd.Process.Signal(syscall.SIGTERM) }, 143},
			{"left", func(s *seat) {
				s.until("page of today", func(shown string) bool {
					if strings.Contains(shown, w.leave) {
						s.press("y")
					}
					if strings.Contains(shown, "Import") {
						s.press("esc")
						return false
					}
					return true
				})
				s.press("q")
			}, 0},
		} {
			t.Run(strconv.Itoa(last)+" "+end.name, func(t *testing.T) {
				t.Parallel()
				home, file, s := w.desk(t)
				for _, step := range steps[:last+1] {
					step(s, file)
				}
				end.do(s)
				s.exits(end.code)
				if out := people(t, home); strings.Contains(out, "Cléo") || strings.Contains(out, "98 00 01") {
					t.Error(out)
				}
			})
		}
	}
}

// Files that are no address books are told in words, with what to do next, and
// the next file is taken.
func TestImportOfBadFiles(t *testing.T) {
	t.Parallel()
	for i, w := range wizards {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home, file, s := w.desk(t)
			for _, bad := range []struct{ name, content, fr, en string }{
				{"vide.csv", "", "Le fichier est vide", "The file is empty"},
				{"photo.vcf", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02", "exportez-les en vCard", "export them as vCard"},
				{"classeur.csv", "PK\x03\x04\x00\x00", "classeur de tableur", "spreadsheet"},
				{"page.csv", "<!DOCTYPE html><html></html>", "exportez-les en vCard", "export them as vCard"},
				{"autre.json", `{"contacts":[]}`, "exportez-les en vCard", "export them as vCard"},
				{"lettre.txt", "Bonjour,\nvoici la liste.\n", "Aucune colonne n’est reconnue", "No column is recognised"},
			} {
				path := filepath.Join(home, bad.name)
				if err := os.WriteFile(path, []byte(bad.content), 0o600); err != nil {
					t.Fatal(err)
				}
				s.paste(path)
				s.await(bad.name)
				s.press("enter")
				s.await([]string{bad.fr, bad.en}[i])
				if bad.name == "lettre.txt" {
					s.press("esc")
				} else {
					s.press("enter")
				}
				s.await(w.file)
			}
			s.paste(filepath.Join(home, "dossier-absent", "x.csv"))
			s.await([]string{"Il n’y a pas de dossier", "There is no folder"}[i])
			if err := os.Mkdir(filepath.Join(home, "dossier.csv"), 0o700); err != nil {
				t.Fatal(err)
			}
			s.paste(filepath.Join(home, "dossier.csv"))
			s.await("dossier.csv/")
			s.press("enter") // goes into it
			s.await([]string{"Rien ici qui puisse", "Nothing here that can"}[i])
			s.paste(file)
			s.press("enter")
			s.await(w.becomes)
			s.press("ctrl+c", "ctrl+c")
			s.exits(0)
		})
	}
}
