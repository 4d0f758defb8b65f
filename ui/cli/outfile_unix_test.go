//go:build unix

package cli

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The device is named through a link, so that not even a fault would harm it.
func TestWriteOutLeavesADeviceAlone(t *testing.T) {
	for _, replace := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "null")
		if err := os.Symlink(os.DevNull, path); err != nil {
			t.Fatal(err)
		}
		err := (&app{}).writeOut(path, replace, func(w io.Writer) error {
			_, err := io.WriteString(w, "contacts")
			return err
		})
		if err != nil {
			t.Errorf("replace %t: %v", replace, err)
		}
		if info, err := os.Lstat(path); err != nil || info.Mode().Type() != os.ModeSymlink {
			t.Errorf("replace %t: the link is now %v, %v", replace, info, err)
		}
	}
}
