//go:build unix

package crypto

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// `calepin --identity <(pass show calepin)` hands the key over by a pipe.
func TestReadIdentityFileFromAPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	id := generate(t, true)
	go os.WriteFile(path, identityText(id, ""), 0o600)
	got, err := ReadIdentityFile(path)
	if err != nil || got.String() != id.String() {
		t.Fatal(err)
	}
}

func TestReadIdentityFileRefusesDevices(t *testing.T) {
	for _, path := range []string{"/dev/zero", "/dev/null"} {
		if _, err := ReadIdentityFile(path); !errors.Is(err, ErrNotRegular) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Whatever the caller's umask, nobody else reads a key file.
func TestKeyFileMode(t *testing.T) {
	defer unix.Umask(unix.Umask(0))
	path := filepath.Join(t.TempDir(), "key")
	if err := WriteIdentityFile(path, generate(t, true), ""); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"written", "replaced"} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != 0o600 {
			t.Errorf("%s: mode %o", what, info.Mode())
		}
		if err := ReplaceKeyFile(path, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
}
