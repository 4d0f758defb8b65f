package disk

import (
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// SyncDir is part of FS. NTFS journals its names: there is nothing to sync.
func (OS) SyncDir(string) error { return nil }

const noFollow = 0 // there is no such flag; regular looks before

// lockAt is where the locked byte lies: beyond the content, which stays
// readable to who comes second (Windows locks are mandatory).
const lockAt = 1 << 30

// Lock is part of FS. The system frees the lock with the process.
func (OS) Lock(path string) (io.Closer, error) {
	if err := regular(path, os.Lstat); err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: lockAt})
	if err != nil {
		defer f.Close()
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
			return nil, &HeldError{PID: readPID(f)}
		}
		return nil, fmt.Errorf("take the lock: %w", err)
	}
	writePID(f)
	return f, nil
}
