//go:build !windows

package cli

import (
	"strings"
	"testing"
)

// A request from opening to closing on the real program, in both languages: its
// deadline with the reasoning, the identity asked for and checked, the letter,
// the answer, the closing (GDPR art. 12).
func TestArt12RequestOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, w := range []struct{ lang, today, desk, opened, reasoning, doubt, waiting, how, checked, sent, answered, note, closed string }{
		{"en", "Today", "No request under way", "Request noted", "received", "The doubt", "clock stands", "How", "identity checked", "What was sent", "Noted: answered", "if useful", "closed"},
		{"fr", "Aujourd’hui", "Aucune demande en cours", "Demande notée", "reçue le", "Ce qui fait douter", "délai suspendu", "Comment", "identité vérifiée", "Ce qui a été envoyé", "Noté\u202f: réponse", "si utile", "close"},
	} {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home, key := newVault(t)
			run(t, home, 0, "--identity", key, "business", "set", "--name", "Atelier", "--email", "bonjour@atelier.example")
			s := takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=" + w.lang})
			s.await(w.today)
			s.press("D")
			s.await(w.desk)
			s.press("a")
			s.await("ctrl+o")
			s.write("Paul Inconnu")
			s.save()
			s.await("Paul Inconnu", w.reasoning)
			s.press("i")
			s.await(w.doubt)
			s.write("another address")
			s.save()
			s.await(w.waiting)
			s.press("v")
			s.await(w.how)
			s.write("called back")
			s.save()
			s.await(w.checked, "called back")
			s.press("m", "enter")
			s.await("We received") // in the language of the vault
			s.press("s")
			s.gone("We received")
			s.press("enter")
			s.await(w.sent)
			s.write("copy of all data")
			s.save()
			s.await(w.answered)
			s.press("c")
			s.await(w.note)
			s.save()
			s.await("copy of all data", w.closed)
			s.press("T")
			s.press("q")
			s.exits(0)
			out := run(t, home, 0, "--identity", key, "--json", "request", "list", "--all")
			for _, want := range []string{`"state": "closed"`, `"identity_asked"`, `"identity_checked"`, `"letter": "acknowledge"`, `"text": "copy of all data"`} {
				if !strings.Contains(out, want) {
					t.Errorf("no %s in %s", want, out)
				}
			}
		})
	}
}
