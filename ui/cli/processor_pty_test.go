//go:build !windows

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"calepin/store"
	"calepin/ui/text"
)

// A processor on the real program, in both languages: tied to an activity, clause
// by clause, with a transfer and its safeguard; its review stands on Today once it is
// due; what is disclosed to it shows on its page (GDPR art. 28, 44). Then the
// accountability file is written, and an export by pseudonyms to it (art. 5(2)).
func TestArt28ProcessorOnTheScreen(t *testing.T) {
	t.Parallel()
	languages(t, func(t *testing.T, s *seat, w *text.Words, d *text.Screens, home, key string) {
		p, f := w.Processor, w.Records.Fields
		s.await(d.Today.Title)
		s.press("R")
		s.await(d.Processors.Page.Name)
		s.press("p")
		s.await(oneLine(d.Processors.None))
		s.press("a")
		s.await(oneLine(f["service"]))
		s.types("Hébergeur")
		s.focus(f["service"])
		s.types("hosting")
		s.focus(p.Reach)
		s.press("tab", "space") // the first activity
		for _, clause := range []string{"(a)", "(b)"} {
			s.focus(clause)
			s.press("space")
		}
		s.focus(d.Processors.Outside)
		s.press("space")
		s.focus(f["safeguard"])
		s.press("right", "right")
		s.await(oneLine(p.Safeguards[string(store.Contractual)]))
		s.focus(f["review"])
		s.types(string(store.DateOf(time.Now())))
		s.save()
		s.await("Hébergeur", d.Processors.Review.Name)
		s.press("enter")
		s.await("hosting", oneLine(p.Safeguards[string(store.Contractual)]), "✓ (a)", "✓ (b)", "✗ (c)")
		s.press("T")
		s.await(d.Processors.Today, "Hébergeur")

		s.press("R", "i")
		s.await(oneLine(d.Pseudonyms.Purpose))
		s.types("Hébergeur")
		s.focus(d.Pseudonyms.Purpose)
		s.types("sizing")
		s.focus(d.Pseudonyms.Small)
		s.press("right", "right")
		s.focus(d.Pseudonyms.Why)
		s.types("one client only")
		s.save()
		written := func(ending, holds string) {
			t.Helper()
			s.await("." + ending)
			s.calm()
			s.press("enter")
			s.until("file ."+ending, func(string) bool {
				all, _ := filepath.Glob(filepath.Join(home, "*."+ending))
				if len(all) != 1 {
					return false
				}
				content, err := os.ReadFile(all[0])
				return err == nil && bytes.Contains(content, []byte(holds)) && !bytes.Contains(content, []byte("ada@")) && !bytes.Contains(content, []byte("Exemple"))
			})
		}
		written("csv", "prospect")
		s.press("R")
		s.await(d.Processors.Page.Name)
		s.press("c")
		written("pdf", "%PDF")
		s.press("R", "p")
		s.await("Hébergeur", d.Processors.Review.Name)
		s.press("enter")
		s.await("✗ (c)")
		s.press("ctrl+d")
		s.await(oneLine(p.Given), "sizing")
		s.press("T", "q")
		s.exits(0)
	})
}
