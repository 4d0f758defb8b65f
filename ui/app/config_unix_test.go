//go:build unix

package app

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"calepin/store/vault/disk"
	"calepin/ui/screen"
)

// Something else in the place of the configuration is not waited for, nor read
// without end: it is told, and the usual settings hold.
func TestOddThingsInThePlaceOfTheConfiguration(t *testing.T) {
	for thing, put := range map[string]func(string) error{
		"pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"device": func(path string) error { return os.Symlink("/dev/zero", path) },
		"noise":  func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte{0xfe, '='}, 1<<20), 0o600) },
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := put(path); err != nil {
			t.Fatal(err)
		}
		prefs, err := ReadPrefs(path)
		var slip *ConfigError
		if !errors.Is(err, disk.ErrNotRegular) && !(thing == "noise" && errors.As(err, &slip)) {
			t.Errorf("%s: %v", thing, err)
		}
		if usual := screen.DefaultPrefs(); prefs.Theme != usual.Theme || prefs.Mouse != usual.Mouse {
			t.Errorf("%s: %+v", thing, prefs)
		}
	}
}
