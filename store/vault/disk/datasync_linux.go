package disk

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Datasync is part of File (fdatasync(2)).
func (f osFile) Datasync() error {
	for {
		err := unix.Fdatasync(int(f.Fd()))
		if err == nil {
			return nil
		}
		if err != unix.EINTR {
			return fmt.Errorf("fdatasync: %w", err)
		}
	}
}
