//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// studio is a home with a vault of two contacts who share a number, and the
// way to sit down at it.
func studio(t *testing.T) (home string, at func(args ...string) *sitting) {
	t.Helper()
	home = t.TempDir()
	at = func(args ...string) *sitting {
		t.Helper()
		return sit(t, home, []string{"CALEPIN_IDENTITY=" + home + "/key"}, args...)
	}
	at("init", "--identity-file", home+"/key", "--recovery-file", home+"/recovery").exits(0)
	at("contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example", "--phone", "+33261910001").exits(0)
	at("contact", "add", "--given", "Bo", "--family", "Exemple", "--phone", "+33261910001", "--on-duplicate", "create").exits(0)
	return home, at
}

func TestDuplicateIsAskedAbout(t *testing.T) {
	_, at := studio(t)
	s := at("contact", "add", "--given", "Ada", "--family", "Autre", "--email", "ada@fictif.example")
	s.await(`Ada Autre may be on file already. What should be done\?`)
	s.await(`3\. Add what is new to [0-9a-f]+  Ada Exemple  ada@fictif.example  \(same e-mail\)`)
	s.answer("Your choice", "")
	if out := s.exits(1); !strings.Contains(out, "Nothing was changed") {
		t.Error(out)
	}
	s = at("--lang", "fr", "contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example", "--tag", "vip")
	s.answer("Votre choix", "7")
	s.await("Un nombre de 1 à 3")
	s.answer("Votre choix", "3")
	s.await("ce qui est nouveau a été ajouté")
	s.exits(0)
	s = at("contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example")
	s.answer("Your choice", "\x04") // ctrl+d
	s.exits(1)
	if out := at("contact", "list", "--tag", "vip").exits(0); !strings.Contains(out, "Ada Exemple") {
		t.Error(out)
	}
}

func TestAmbiguousNameIsAskedAbout(t *testing.T) {
	_, at := studio(t)
	s := at("contact", "delete", "exemple")
	s.await(`“exemple” fits several. Which one\?`)
	s.answer(`2\. [^\n]*\n[^\n]*Your choice`, "1")
	s.answer(`Delete (Ada|Bo) Exemple\? \(y/N\)`, "n")
	if out := s.exits(1); !strings.Contains(out, "Nothing was changed") {
		t.Error(out)
	}
	s = at("request", "open", "--contact", "exemple", "--right", "access", "--received", "today", "--channel", "email")
	s.await(`“exemple” fits several. Which one\?`)
	s.answer("Your choice", "1")
	s.await("Request noted: access, (Ada|Bo) Exemple")
	s.exits(0)
	s = at("contact", "delete", "ada exemple")
	s.answer(`Delete Ada Exemple\?`, "y")
	s.await("Contact deleted: Ada Exemple")
	s.exits(0)
	at("undo").exits(0)
	s = at("contact", "erase", "ada exemple", "--reason", "request")
	s.await("To be erased for good: Ada Exemple")
	s.answer(`Erase\? This cannot be undone`, "yes")
	s.await("No trace of the person was found")
	s.exits(0)
}

func TestImportAsksAboutDuplicates(t *testing.T) {
	home, at := studio(t)
	file := filepath.Join(home, "livre.csv")
	rows := "Nom;Prénom;Courriel\nExemple;Ada;ada@fictif.example\nNeuf;Luc;luc@fictif.example\nNeuf;Luc;luc@fictif.example\nNeuf;Luc;luc@fictif.example\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	s := at("import", file)
	s.await(`livre.csv, line 2: Ada Exemple seems to be on file \(same e-mail\):`)
	s.answer("Your choice", "1")
	s.await(`livre.csv, line 4: Luc Neuf seems to be on file \(same e-mail\):\s+Luc Neuf line 3`)
	s.answer("Your choice", "6") // new ones from here on
	s.await("3 contacts created, 1 skipped")
	s.exits(0)

	s = at("import", file) // ctrl+d: nothing of it lands
	s.answer("Your choice", "3")
	s.answer("Your choice", "\x04")
	s.exits(1)
	if out := at("contact", "list", "--search", "ada").exits(0); strings.Count(out, "Ada Exemple") != 1 {
		t.Error(out)
	}
}

func TestDemoShowsItsContacts(t *testing.T) {
	home := t.TempDir()
	s := sit(t, home, nil, "--lang", "fr", "--plain", "demo", "--contacts", "30", "--interactions", "10")
	s.await("Studio Petite Houle")
	s.await("30 contacts")
	s.send("q")
	s.exits(0)
	if left, _ := filepath.Glob(filepath.Join(home, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
