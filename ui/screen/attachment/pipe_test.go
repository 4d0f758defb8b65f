//go:build unix

package attachment

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"calepin/ui/screen/stage"
	"calepin/ui/text"
)

func TestAPipeIsNotWaitedFor(t *testing.T) {
	g, p, dir := set(t, text.French)
	path := filepath.Join(dir, "tuyau")
	stage.Must(t, syscall.Mkfifo(path, 0o600))
	if _, err := keep(g.Desk.Store, p.ID, path); !errors.Is(err, errNotFile) {
		t.Error(err)
	}
}
