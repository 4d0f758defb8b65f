//go:build unix

package crypto

import (
	"errors"
	"os"
	"syscall"
)

// noFollow has an open fail where the name is a link.
const noFollow = syscall.O_NOFOLLOW

// syncDir makes a new or renamed name in a folder survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
