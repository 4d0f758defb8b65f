//go:build !windows

package cli

import (
	"strings"
	"testing"
)

// Rights that a page answers, from opening to closing on the real program: what
// is asked for is done from the page of the request, the answer begins with
// that, and the register keeps both (GDPR arts 16, 18, 21).
func TestRightsOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, w := range []struct{ lang, today, desk, closeToo, closing, corrected, which, how, ground, done string }{
		{"fr", "Aujourd’hui", "RGPD art.", "et clore", "si utile", "corrigées comme demandé", "s’oppose-t-elle", "fait savoir", "dans vos mots", " fait"},
		{"en", "Today", "GDPR art.", "and close", "if useful", "corrected as asked", "object to", "say so", "in your words", "carried out"},
	} {
		if testing.Short() && w.lang != "fr" {
			continue // the long run plays both
		}
		for _, r := range []struct {
			right string
			act   func(*seat)
			kept  string // in the register
		}{
			{"rectification", func(s *seat) { s.await("ctrl+s"); s.write("X"); s.press("ctrl+s"); s.await(w.corrected) }, `"after": "AdaX"`},
			{"objection", func(s *seat) {
				s.await(w.which)
				s.press("enter")
				s.await(w.how)
				s.press("enter")
				s.gone(w.how)
				s.await(w.done)
			}, `"carried_out"`},
			{"restriction", func(s *seat) { s.await(w.ground); s.press("right", "ctrl+s"); s.gone(w.ground); s.await(w.done) }, `"carried_out"`},
		} {
			t.Run(r.right+"/"+w.lang, func(t *testing.T) {
				t.Parallel()
				home, key := newVault(t)
				do := func(args ...string) string { return run(t, home, 0, append([]string{"--identity", key}, args...)...) }
				do("business", "set", "--name", "Atelier")
				do("contact", "add", "--given", "Ada", "--email", "ada@fictif.example", "--consumer", "--source", "essai")
				do("request", "open", "--contact", "Ada", "--right", r.right, "--channel", "email")
				s := takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=" + w.lang})
				s.await(w.today)
				s.press("D")
				s.await("Ada")
				s.press("enter")
				s.await(w.desk)
				s.press("o")
				r.act(s)
				s.await(w.desk)
				s.press("enter")
				s.await(w.closeToo)
				s.press("ctrl+s")
				s.gone(w.closeToo)
				s.press("c")
				s.await(w.closing)
				s.press("ctrl+s")
				s.gone(w.closing)
				s.press("T", "q")
				s.exits(0)
				out := do("--json", "request", "list", "--all")
				for _, want := range []string{`"state": "closed"`, `"answered"`, r.kept} {
					if !strings.Contains(out, want) {
						t.Errorf("no %s in %s", want, out)
					}
				}
			})
		}
	}
}
