//go:build !windows

package cli

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The review on the screen finds what the command finds, and both what doctor
// does: the same checks, as grave (GDPR art. 32(1)(d)).
func TestReviewFindsWhatDoctorFinds(t *testing.T) {
	t.Parallel()
	for way, start := range map[string]func(t *testing.T, home, key string){
		"command": func(t *testing.T, home, key string) { run(t, home, 0, "--identity", key, "review", "start") },
		"screen": func(t *testing.T, home, key string) {
			s := takeSeat(t, home, nil, "--identity", key)
			s.await("Today")
			s.press("R")
			s.await("Purposes")
			s.press("s")
			s.await("No security review")
			s.press("a")
			s.await("Questions")
			s.press("T", "q")
			s.exits(0)
		},
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			home, key := newVault(t)
			run(t, home, 0, "--identity", key, "operator", "add", "Claire", "--role", "seller", "--identity-file", home+"/claire.txt")
			run(t, home, 0, "--identity", key, "backup", "create") // else leaving the screen makes one in between
			start(t, home, key)
			var review struct {
				Checks []struct{ Check, Level string }
			}
			var doctor []struct{ Check, Level string }
			for _, got := range []struct {
				out  string
				into any
			}{
				{run(t, home, 0, "--identity", key, "--json", "review", "show"), &review},
				{run(t, home, 0, "--identity", key, "--json", "doctor"), &doctor},
			} {
				if err := json.Unmarshal([]byte(got.out[strings.IndexAny(got.out, "[{"):]), got.into); err != nil {
					t.Fatal(err, got.out)
				}
			}
			found := map[string]string{}
			for _, c := range review.Checks {
				found[c.Check] = c.Level
			}
			for _, c := range doctor {
				if level, there := found[c.Check]; level != c.Level {
					t.Errorf("%s: %q (%v) in the review, %q by doctor", c.Check, level, there, c.Level)
				}
			}
			for _, name := range []string{"key", "second_factor", "operators", "audit", "backup", "recovery", "indexes"} {
				if found[name] == "" {
					t.Errorf("no check of %s", name)
				}
			}
			if len(found) != len(doctor) || len(review.Checks) != len(doctor) {
				t.Errorf("%d checks in the review, %d by doctor", len(review.Checks), len(doctor))
			}
		})
	}
}

// A hardware key's questions are asked on the page that opens the vault, the first
// time and after a lock, in both languages: a wrong PIN and a no leave it closed, a
// key that hangs is given up on and its plugin is no process any more.
func TestHardwareKeyOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, w := range []struct{ lang, title, unknown, locked, left, failed, given, today string }{
		{"en", "Hardware key (token)", "A vault that this computer does not know", "The vault is locked", "given up on in", "could not use the key", "cancelled", "Today"},
		{"fr", "Clé matérielle (token)", "Un coffre que cet ordinateur ne connaît pas", "Le coffre est verrouillé", "L’attente cesse dans", "n’a pas pu se servir", "annulé", "Aujourd’hui"},
	} {
		t.Run(w.lang, func(t *testing.T) {
			t.Parallel()
			home, key := t.TempDir(), ""
			key = filepath.Join(home, "key.txt")
			run(t, home, 0, "init", "--classic", "--identity-file", key, "--recovery-file", filepath.Join(home, "recovery.txt"))
			for _, kind := range []string{"good", "deaf"} {
				file, public := tokenFile(kind)
				if err := os.WriteFile(filepath.Join(home, kind), []byte(file), 0o600); err != nil {
					t.Fatal(err)
				}
				run(t, home, 0, "--identity", key, "operator", "add", kind, "--role", "owner", "--recipient", public)
			}
			s := takeSeat(t, home, []string{"CALEPIN_LANG=" + w.lang}, "--identity", filepath.Join(home, "good"))
			touch := func(pin string) {
				t.Helper()
				s.await(w.title, "Please touch the token", w.left)
				s.await("PIN of the token")
				s.write(pin)
				s.press("enter")
			}
			open := func() {
				t.Helper()
				touch("1234")
				s.await("Open this vault?", "open it", "leave it")
				s.press("enter")
			}
			open()
			s.await(w.unknown)
			s.press(map[string]string{"en": "y", "fr": "o"}[w.lang])
			open()
			s.await(w.today)
			if strings.Contains(s.sent(), "1234") {
				t.Error("the PIN was shown")
			}
			s.press("ctrl+l")
			s.await(w.locked)
			s.press("enter")
			touch("0000")
			s.await(w.failed)
			s.press("enter")
			touch("1234")
			s.await("Open this vault?")
			s.press("n")
			s.await(w.failed)
			s.press("enter")
			s.await("PIN of the token")
			s.press("esc")
			s.await(w.given)
			s.press("enter")
			open()
			s.await(w.today)
			s.press("q")
			s.exits(0)

			s = takeSeat(t, home, []string{"CALEPIN_LANG=" + w.lang}, "--identity", filepath.Join(home, "deaf"))
			s.await(w.title, w.left)
			s.until("plugin that runs", func(string) bool { return childrenOf(t, s) != "" })
			s.press("esc")
			s.await(w.given)
			if left := childrenOf(t, s); left != "" {
				t.Errorf("the plugin still runs: %s", left)
			}
			s.press("enter")
			s.await(w.title)
			s.press("ctrl+c") // ends at once, not in 90 seconds
			s.exits(0)
		})
	}
}

// childrenOf are the numbers of the processes that the program started.
func childrenOf(t *testing.T, s *seat) string {
	t.Helper()
	out, err := exec.Command("ps", "-o", "pid=,stat=", "--ppid", strconv.Itoa(s.cmd.Process.Pid)).Output()
	if err != nil {
		return "" // there are none
	}
	return string(out)
}
