package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A change that is saved on a disk with no room for the next snapshot is done,
// and so is a reading: that the vault waits to be sealed is a warning.
func TestNoRoomToFold(t *testing.T) {
	t.Parallel()
	dir := diskOf(t, "2m")
	home, key := newVaultIn(t, filepath.Join(dir, "home"))
	at := func(code int, args ...string) string {
		return oneLine(run(t, home, code, append([]string{"--identity", key}, args...)...))
	}
	at(0, "contact", "add", "--given", "Ada", "--family", "Exemple", "--source", "essai")
	big := filepath.Join(t.TempDir(), "grand.bin")
	if err := os.WriteFile(big, make([]byte, 1_400_000), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"attach", "add", "--contact", "Ada", big}, {"attach", "list"}} {
		if out := at(0, args...); !strings.Contains(out, "grand.bin") || strings.Count(out, "could not be sealed anew") != 1 {
			t.Errorf("%v: %s", args, out)
		}
	}
	if out := at(1, "attach", "add", "--contact", "Ada", big); !strings.Contains(out, "the disk is full: nothing was changed") {
		t.Error(out)
	}
	if out := at(0, "attach", "list", "--json"); strings.Count(out, "sha256") != 1 {
		t.Error(out)
	}
}
