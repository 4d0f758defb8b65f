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
	for _, l := range []text.Language{text.English, text.French} {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			w, err := text.Load(l)
			if err != nil {
				t.Fatal(err)
			}
			d, err := text.LoadScreens(l)
			if err != nil {
				t.Fatal(err)
			}
			b, f := w.Breach, w.Records.Fields
			home, key := newVault(t)
			run(t, home, 0, "--identity", key, "business", "set", "--name", "Atelier", "--email", "bonjour@atelier.example")
			run(t, home, 0, "--identity", key, "contact", "add", "--given", "Ada", "--family", "Exemple", "--email", "ada@fictif.example", "--source", "salon")
			s := takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=" + string(l)})
			s.await(d.Today.Title)
			s.press("R")
			s.await(d.Breaches.Page.Name) // the Register names it
			s.press("b")
			s.await(oneLine(d.Breaches.None))
			typed := func(words string) {
				t.Helper()
				s.write(words)
				s.await(words)
			}
			add := func(title, facts string) {
				t.Helper()
				s.press("a")
				s.await(oneLine(b.PartA))
				typed(title)
				s.focus(f["facts"])
				typed(facts)
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
			typed("names, e-mails")
			s.focus(b.People)
			typed("clients")
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
			typed("CNIL 2026-1")
			s.save()
			s.await("CNIL 2026-1", oneLine(b.States["partial"]))
			s.press("e")
			s.await(oneLine(b.PartA))
			s.focus(b.RiskIs)
			s.press("right", "right", "right")
			s.await(oneLine(b.Risks["high"]))
			s.focus(f["advice"])
			typed("Beware of odd mails")
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
			typed("key safe")
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
}
