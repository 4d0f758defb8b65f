//go:build !windows

package cli

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"calepin/crypto/witness"
)

// What "request answer" asks on a terminal, for each right that it cannot answer
// without: whom to mask and how the package is sealed, on which ground, and
// whether to erase; in both languages. The packages are opened with stock age,
// by the passphrase that was shown, and by one that was typed.
func TestRightsAreAskedOnTheTerminal(t *testing.T) {
	t.Parallel()
	for _, w := range []struct{ lang, mask, seal, choice, once, typed, again, ground, kept, goes, erase, yes, trace, answered, data string }{
		{"en", "Mask them\\?", "With which passphrase", "Your choice", "shown this once", "Passphrase", "Once more", "On which ground", "answered", "To be erased for good: Ada", "Erase\\?", "y", "No trace", "Noted: answered", "data.json"},
		{"fr", "Les masquer", "quelle phrase de passe", "Votre choix", "que cette fois", "Phrase de passe", "Encore une fois", "Pour quel motif", "réponse", "À effacer pour de bon.*Ada", "Effacer \\?|Effacer.*\\?", "o", "Aucune trace", "Noté.*réponse", "donnees.json"},
	} {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home, key := newVault(t)
			do := func(args ...string) string { return run(t, home, 0, append([]string{"--identity", key}, args...)...) }
			do("business", "set", "--name", "Atelier")
			do("contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example", "--status", "client", "--origin", "person", "--source", "salon")
			do("contact", "add", "--given", "Paul", "--family", "Martin", "--source", "salon")
			do("interaction", "add", "--contact", "Ada", "--kind", "note", "--body", "Vue avec Paul Martin")
			ask := func(right string) string {
				out := do("--json", "request", "open", "--contact", "ada@fictif.example", "--right", right, "--received", "today", "--channel", "email")
				return regexp.MustCompile(`"id": "([^"]+)"`).FindStringSubmatch(out)[1]
			}
			answer := func(id string, more ...string) *sitting {
				return sit(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=" + w.lang}, append([]string{"request", "answer", id, "--means", "email"}, more...)...)
			}

			sealed := filepath.Join(home, "access.zip.age")
			s := answer(ask("access"), "--language", w.lang, "--out", sealed)
			s.await(w.mask)
			s.answer(w.choice, "1")
			s.await(w.seal)
			s.answer(w.choice, "1")
			s.await(w.once)
			made := regexp.MustCompile(`[a-z2-9]{4}(-[a-z2-9]{4}){4}`).FindString(s.exits(0))
			opened(t, sealed, made, w.data)

			sealed = filepath.Join(home, "mine.zip.age")
			s = answer(ask("portability"), "--language", w.lang, "--out", sealed)
			s.await(w.seal)
			s.answer(w.choice, "2")
			s.answer(w.typed, "dix mille étagères bleues")
			s.answer(w.again, "dix mille étagères bleues")
			s.await(w.answered)
			s.exits(0)
			opened(t, sealed, "dix mille étagères bleues", "contact.vcf")

			s = answer(ask("restriction"))
			s.await(w.ground)
			s.answer(w.choice, "1")
			s.await(w.kept)
			s.exits(0)
			do("restrict", "lift", "ada@fictif.example", "--told", "today", "--means", "email")

			id := ask("erasure")
			s = answer(id)
			s.await(w.goes)
			s.answer(w.erase, "n")
			s.exits(1)
			s = answer(id)
			s.answer(w.erase, w.yes)
			s.await(w.trace)
			s.exits(0)
			if out := do("--json", "request", "list", "--all"); strings.Count(out, `"state": "answered"`) != 4 || strings.Contains(out, "Ada") {
				t.Errorf("the register: %s", out)
			}
		})
	}
}

// opened opens a package with the age command, by its passphrase, on a terminal
// as whoever received it would, and looks for a file in it.
func opened(t *testing.T, sealed, passphrase, file string) {
	t.Helper()
	if passphrase == "" {
		t.Fatal("no passphrase was shown")
	}
	age, err := witness.Find("age")
	if err != nil {
		t.Log(err)
		return
	}
	plain := strings.TrimSuffix(sealed, ".age")
	s := sitAt(t, exec.Command(age, "-d", "-o", plain, sealed))
	s.answer("(?i)passphrase", passphrase)
	s.exits(0)
	z, err := zip.OpenReader(plain)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == file }) {
		t.Errorf("%s: no %s in it", plain, file)
	}
}
