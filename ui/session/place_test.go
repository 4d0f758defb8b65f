package session

import (
	"io/fs"
	"testing"

	"calepin/crypto"
)

// A keyring that cannot be reached is not an empty one, whatever file is
// missing for it.
func TestMissing(t *testing.T) {
	for kind, want := range map[crypto.KeyringKind]bool{crypto.NoItem: true, crypto.NoBus: false, crypto.Other: false} {
		err := &crypto.KeyringError{Op: "get", Kind: kind, Err: &fs.PathError{Op: "dial", Path: "bus", Err: fs.ErrNotExist}}
		if got := Missing(err); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
	if !Missing(&fs.PathError{Op: "open", Path: "key", Err: fs.ErrNotExist}) || Missing(fs.ErrPermission) || Missing(nil) {
		t.Error("files")
	}
}
