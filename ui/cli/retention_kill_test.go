//go:build !windows

package cli

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

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
		cmd := exec.Command("calepin", in(home, "retention", "apply", "--yes")...)
		cmd.Env = homeEnv(home)
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
	copied := func() string {
		home := t.TempDir()
		if err := os.CopyFS(home, os.DirFS(first)); err != nil {
			t.Fatal(err)
		}
		return home
	}
	whole := purge(copied(), 0)
	const rounds = 6
	for i := range rounds {
		home := copied()
		purge(home, whole*time.Duration(i+1)/(rounds+1))
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
