//go:build unix

package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// SyncDir is part of FS.
func (OS) SyncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if closeErr := d.Close(); err == nil {
		err = closeErr
	}
	return err
}

const noFollow = syscall.O_NOFOLLOW

// Lock is part of FS. The kernel frees the lock with the process, so a lock
// file left by a kill is harmless. Where the disk takes no new file, the
// error is errors.Is fs.ErrPermission, EROFS or ENOSPC.
func (OS) Lock(path string) (io.Closer, error) {
	if err := regular(path, os.Lstat); err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|noFollow, 0o600)
	if errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission) {
		// Still keep out, and be kept out by, who can write.
		if ro, roErr := os.Open(path); roErr == nil {
			f, err = ro, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		defer f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, &HeldError{PID: readPID(f)}
		}
		return nil, fmt.Errorf("take the lock: %w", err)
	}
	writePID(f)
	return f, nil
}
