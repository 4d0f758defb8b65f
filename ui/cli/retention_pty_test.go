//go:build !windows

package cli

import (
	"strings"
	"testing"
)

// TestArt51eThePromptAtUnlock: the real program asks when it opens what is to be
// done with what has expired, on the screen and with --plain; nothing goes but
// by a yes, and later is not asked again on the day.
func TestArt51eThePromptAtUnlock(t *testing.T) {
	t.Parallel()
	home, key := newVault(t)
	do := func(args ...string) string { return run(t, home, 0, append([]string{"--identity", key}, args...)...) }
	ada := func() {
		do("contact", "add", "--given", "Ada", "--family", "Exemple", "--status", "prospect", "--source", "essai")
		do("interaction", "add", "--contact", "Ada", "--kind", "email", "--direction", "in", "--at", "2020-03-14T10:00", "--subject", "Devis")
	}
	there := func() bool { return strings.Contains(do("contact", "list"), "Ada") }
	at := func(args ...string) *seat {
		return takeSeat(t, home, []string{"CALEPIN_IDENTITY=" + key, "CALEPIN_LANG=en"}, args...)
	}
	ada()
	s := at("--plain")
	s.await("asked again tomorrow")
	s.write("2\r")
	s.await("cannot be undone")
	s.write("yes\r")
	s.await("nothing of it is left")
	s.press("q")
	s.exits(0)
	if there() {
		t.Fatal("there after a yes")
	}
	ada()
	s = at("--plain")
	s.await("1 record has expired", "prospect, 3 years: 1", "Your choice")
	s.write("1\r")
	s.await("last contact from them")
	s.write("2\r")
	s.await("To be erased for good", "Ada Exemple")
	s.write("no\r")
	s.await("What is to be done")
	s.write("3\r")
	s.await("asked again tomorrow", "1 contact")
	s.press("q")
	s.exits(0)
	if !there() {
		t.Fatal("gone without a yes")
	}
	s = at()
	s.await("To be erased") // on Today; the question waits until tomorrow
	s.press("R", "v")
	s.await("Ada Exemple")
	s.press("s")
	s.await("Always")
	s.press("y")
	s.await("by itself")
	s.press("q", "q", "q")
	s.exits(0)
	if !there() {
		t.Fatal("gone without a yes")
	}
	s = at()
	s.await("1 record erased for good: its time was over")
	s.press("q")
	s.exits(0)
	if there() {
		t.Error("there in spite of the standing yes")
	}
}
