//go:build !windows

package cli

import (
	"strings"
	"testing"
)

// Consent captured and withdrawn on the real program, in both languages: the
// question alone on the screen, the answer with its proof, and what it changes.
func TestConsentOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, w := range []struct {
		lang, today, why, question, yes, notNow, form, means, receipt, may, withdrawHow, withdrawn, no string
		key                                                                                            string
	}{
		{"en", "Today", "Why on file", "Do you agree", "Yes", "Not now", "Means", "paper", "Receipt of consent", "May I e-mail them? Yes: consent given",
			"Withdrawal: how did they say so?", "takes effect at once", "No: consent withdrawn", "y"},
		{"fr", "Aujourd’hui", "Pourquoi au fichier", "Acceptez-vous", "Oui", "Pas maintenant", "Moyen", "papier", "Reçu de consentement", "Lui écrire un e-mail\u202f? Oui\u202f: consentement donné",
			"comment l’a-t-elle fait savoir", "il vaut aussitôt", "Non\u202f: consentement retiré", "o"},
	} {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home, key := newVault(t)
			run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example", "--consumer", "--source", "essai")
			s := takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=" + w.lang})
			s.await(w.today)
			s.press("C")
			s.await("Ada Exemple")
			s.press("enter", "p")
			s.await(w.why, "Ada Exemple")
			s.press("c", "enter", "enter") // consumers, by e-mail: the first of each
			shown := s.await(w.question, w.yes, w.notNow)
			if strings.Contains(shown, "Ada") || strings.Contains(shown, "Contacts") {
				t.Errorf("the question shows the file:\n%s", shown)
			}
			s.press(w.key)
			s.await(w.form)
			s.press("ctrl+s") // without its means, a yes is not proven
			s.await(w.form)
			s.press("right", "right", "right") // in person, telephone, paper
			s.await(w.means)
			s.press("tab")
			s.write("Paul")
			s.press("ctrl+s")
			s.await(w.receipt, w.means, w.may)
			s.press("enter")
			s.await(w.why)
			s.press("w")
			s.await(w.withdrawHow)
			s.press("enter")
			s.await(w.withdrawn)
			s.await(w.no)
			s.press("T")
			s.gone(w.why)
			s.press("q")
			s.exits(0)
			out := run(t, home, 0, "--identity", key, "--json", "consent", "list", "--contact", "Ada")
			for _, want := range []string{`"answer": "yes"`, `"means": "paper"`, `"answer": "withdrawn"`, `"means": "in-person"`} {
				if !strings.Contains(out, want) {
					t.Errorf("no %s in %s", want, out)
				}
			}
		})
	}
}
