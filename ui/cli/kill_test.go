//go:build !windows

package cli

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// killRounds is how often a program is killed: a tenth of what the gate asks
// for, each round being half a dozen runs of the program.
func killRounds(t *testing.T) int {
	t.Helper()
	text := os.Getenv("CALEPIN_CRASH_ROUNDS")
	if text == "" {
		return 6
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return max(6, n/10)
}

// killed runs the program and kills it after a while, unless that is zero, and
// returns how long it ran.
func killed(t *testing.T, home string, after time.Duration, args ...string) time.Duration {
	t.Helper()
	cmd := command(home, args...)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	}
	_ = cmd.Wait()
	return time.Since(began)
}

// copyOf is another home with the same files.
func copyOf(t *testing.T, first string) string {
	t.Helper()
	home := t.TempDir()
	if err := os.CopyFS(home, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	return home
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestArt51eKilledInsideAPurge: the real program is killed at moments all along a
// purge, the backup's rewriting included. All of what is due is gone or none of
// it, the vault and its backup open, and the next purge finishes.
func TestArt51eKilledInsideAPurge(t *testing.T) {
	t.Parallel()
	first := t.TempDir()
	run(t, first, 0, "demo", "--contacts", "400", "--interactions", "1500", "--seed", "7",
		"--into", filepath.Join(first, "vault"), "--identity-file", filepath.Join(first, "key.txt"))
	in := func(home string, args ...string) []string {
		return append([]string{"--vault", filepath.Join(home, "vault"), "--identity", filepath.Join(home, "key.txt")}, args...)
	}
	due := func(home string) int {
		var have struct {
			Due []json.RawMessage `json:"due"`
		}
		out, err := command(home, in(home, "retention", "due", "--json")...).Output()
		if err := errors.Join(err, json.Unmarshal(out, &have)); err != nil {
			t.Fatal(err)
		}
		return len(have.Due)
	}
	run(t, first, 0, in(first, "backup", "create")...)
	all := due(first)
	if all == 0 {
		t.Fatal("nothing is due")
	}
	purge := func(home string, after time.Duration) time.Duration {
		return killed(t, home, after, in(home, "retention", "apply", "--yes")...)
	}
	whole := purge(copyOf(t, first), 0)
	rounds := killRounds(t)
	for i := range rounds {
		home := copyOf(t, first)
		purge(home, whole*time.Duration(i+1)/time.Duration(rounds+1))
		if n := due(home); n != 0 && n != all {
			t.Errorf("killed after %d/%d: %d of %d are due", i+1, rounds+1, n, all)
		}
		run(t, home, 0, in(home, "retention", "apply", "--yes")...)
		if n := due(home); n != 0 {
			t.Errorf("killed after %d/%d: %d are due after the next purge", i+1, rounds+1, n)
		}
		run(t, home, 0, in(home, "backup", "verify")...)
	}
}

// TestArt321cKilledInsideARestore: the real program is killed at moments all
// along a restore, of a vault that is there and of one that was lost. What opens
// afterwards is the vault before or the restored one, whole, and never who was
// erased since; the next restore finishes.
func TestArt321cKilledInsideARestore(t *testing.T) {
	t.Parallel()
	first := t.TempDir()
	run(t, first, 0, "demo", "--contacts", "300", "--interactions", "900", "--seed", "7",
		"--into", filepath.Join(first, "vault"), "--identity-file", filepath.Join(first, "key.txt"))
	in := func(home string, args ...string) []string {
		return append([]string{"--vault", filepath.Join(home, "vault"), "--identity", filepath.Join(home, "key.txt")}, args...)
	}
	do := func(args ...string) string { return run(t, first, 0, in(first, args...)...) }
	do("contact", "add", "--given", "Zoé", "--family", "Fictive", "--source", "essai")
	disk := filepath.Join(first, "disk")
	do("backup", "create", "--to", disk, "--remember")
	names, err := filepath.Glob(filepath.Join(disk, "2*.age"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	name, old := filepath.Base(names[0]), t.TempDir()
	if err := os.CopyFS(old, os.DirFS(disk)); err != nil {
		t.Fatal(err)
	}
	do("contact", "erase", "Zoé Fictive", "--reason", "demandé", "--yes")
	for _, file := range []string{name, strings.TrimSuffix(name, ".age") + ".header"} { // of a disk that was away
		if err := os.Rename(filepath.Join(old, file), filepath.Join(disk, file)); err != nil {
			t.Fatal(err)
		}
	}
	do("contact", "add", "--given", "Nouvelle", "--family", "Venue", "--source", "essai")

	holds := func(home string) (string, int) {
		var all []byte
		for _, noun := range []string{"contact", "interaction", "document"} {
			out, err := command(home, in(home, noun, "list", "--json")...).Output()
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				return "", exit.ExitCode()
			}
			all = append(all, out...)
		}
		return string(all), 0
	}
	restore := func(home string, after time.Duration) time.Duration {
		return killed(t, home, after, in(home, "backup", "restore", filepath.Join(home, "disk", name), "--yes")...)
	}
	lost := func(home string) string {
		if err := os.RemoveAll(filepath.Join(home, "vault")); err != nil {
			t.Fatal(err)
		}
		return home
	}
	before, _ := holds(first)
	for _, way := range []struct {
		name string
		from func(string) string
	}{{"there", func(home string) string { return home }}, {"lost", lost}} {
		home := way.from(copyOf(t, first))
		whole := restore(home, 0)
		after, code := holds(home)
		if code != 0 || after == before || strings.Contains(after, "Zoé Fictive") || strings.Contains(after, "Nouvelle Venue") {
			t.Fatalf("%s: exit %d\n%.2000s", way.name, code, after)
		}
		rounds := killRounds(t)
		seen := map[string]int{}
		for i := range rounds {
			home := way.from(copyOf(t, first))
			restore(home, whole*time.Duration(i+1)/time.Duration(rounds+1))
			switch have, code := holds(home); {
			case have == after:
				seen["restored"]++
			case way.name == "there" && have == before:
				seen["before"]++
			case way.name == "lost" && code != 0 && !there(filepath.Join(home, "vault", "vault.age")):
				seen["none"]++ // at most the journal of the one to come
			default:
				t.Errorf("%s, killed after %d/%d: exit %d, neither the one nor the other", way.name, i+1, rounds+1, code)
			}
			restore(home, 0)
			if have, code := holds(home); have != after {
				t.Errorf("%s, killed after %d/%d: not restored by the next restore, exit %d", way.name, i+1, rounds+1, code)
			}
		}
		t.Log(way.name, seen)
	}
}
