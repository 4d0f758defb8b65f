//go:build !windows

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"calepin/ui/text"
)

// A breach from its record to its closing on the real program, in both languages:
// the 72 hours, the notification's content, what may not be done yet, the message
// to the people with the list of them, and the register; then one of which nobody
// is notified, with the reason (GDPR arts 33, 34).
func TestArt33BreachOnTheScreen(t *testing.T) {
	t.Parallel()
	languages(t, func(t *testing.T, s *seat, w *text.Words, d *text.Screens, home, key string) {
		b, f := w.Breach, w.Records.Fields
		s.await(d.Today.Title)
		s.press("R")
		s.await(d.Breaches.Page.Name) // the Register names it
		s.press("b")
		s.await(oneLine(d.Breaches.None))
		add := func(title, facts string) {
			t.Helper()
			s.press("a")
			s.await(oneLine(b.PartA))
			s.types(title)
			s.focus(f["facts"])
			s.types(facts)
			s.focus(b.Kinds["confidentiality"])
			s.press("space")
		}
		add("List sent", "A list went to another client")
		s.press("ctrl+o")
		s.await("Ada Exemple")
		s.calm()
		s.press("enter")
		s.await(oneLine(d.Breaches.Concerned) + " Ada Exemple")
		s.focus(b.Data)
		s.types("names, e-mails")
		s.focus(b.People)
		s.types("clients")
		s.save()
		s.await("List sent", oneLine(b.States["undecided"]), oneLine(b.HoursLeft.Of(71))) // 72 hours, begun
		s.press("c")
		s.await(oneLine(w.Errors.Request.Codes["notify_undecided"])) // not closed yet, and why
		s.press("enter")
		s.await("bonjour@atelier.example", "(a)")
		s.press("enter")
		s.gone("bonjour@atelier.example")
		s.press("n")
		s.await(oneLine(d.Breaches.Says["notified"]))
		s.types("CNIL 2026-1")
		s.save()
		s.await("CNIL 2026-1", oneLine(b.States["partial"]))
		s.press("e")
		s.await(oneLine(b.PartA))
		s.focus(b.RiskIs)
		s.press("right", "right", "right")
		s.await(oneLine(b.Risks["high"]))
		s.focus(f["advice"])
		s.types("Beware of odd mails")
		s.save()
		s.await("List sent", oneLine(b.Risks["high"]))
		s.press("m")
		s.await("Beware of odd mails")
		s.calm()
		s.press("enter")
		s.await(oneLine(b.States["partial"]))
		s.press("esc")
		s.await(oneLine(d.Breaches.Print.Name))
		add("Laptop stolen", "sealed, the key stayed at the office")
		s.save()
		s.await("Laptop stolen", oneLine(b.States["undecided"]))
		s.press("s")
		s.await(oneLine(d.Breaches.Says["not_due"]))
		s.press("right", "right")
		s.await(oneLine(b.Grounds["sealed"]))
		s.focus(d.Breaches.Says["not_due"])
		s.types("key safe")
		s.save()
		s.await("key safe", oneLine(b.States["to_close"]))
		s.press("c")
		s.await(oneLine(d.Breaches.Says["closed"]))
		s.save()
		s.await(oneLine(b.States["closed"]))
		s.press("esc")
		s.await("List sent", "Laptop stolen")
		s.press("x")
		s.await(d.Breaches.FileName)
		s.calm()
		s.press("enter")
		register := filepath.Join(home, d.Breaches.FileName)
		s.until("register of breaches", func(string) bool {
			x, err := os.ReadFile(register)
			return err == nil && bytes.HasPrefix(x, []byte("%PDF"))
		})
		s.press("q", "q")
		s.exits(0)

		out := run(t, home, 0, "--identity", key, "--json", "breach", "list", "--all")
		for _, want := range []string{`"CNIL 2026-1"`, `"partial": true`, `"risk": "high"`, `"Laptop stolen"`, `"ground": "sealed"`, `"state": "closed"`} {
			if !strings.Contains(out, want) {
				t.Errorf("no %s in %s", want, out)
			}
		}
	})
}
