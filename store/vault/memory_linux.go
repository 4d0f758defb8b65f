package vault

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// memoryFile returns an anonymous file that lives in memory only (memfd_create(2)).
func memoryFile() (*os.File, error) {
	const flags = unix.MFD_CLOEXEC | unix.MFD_ALLOW_SEALING
	fd, err := unix.MemfdCreate("calepin", flags|unix.MFD_NOEXEC_SEAL)
	if errors.Is(err, unix.EINVAL) { // before Linux 6.3
		fd, err = unix.MemfdCreate("calepin", flags)
	}
	if err != nil {
		return nil, fmt.Errorf("make a file in memory: %w", err)
	}
	// A shrink under a live mapping would be a SIGBUS.
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_ADD_SEALS, unix.F_SEAL_SHRINK); err != nil {
		_ = unix.Close(fd)
		return nil, fmt.Errorf("seal a file in memory: %w", err)
	}
	return os.NewFile(uintptr(fd), "memfd:calepin"), nil
}

// MemoryOnly tells whether the working copy never reaches a disk on this
// system, swap apart.
const MemoryOnly = true

// mmapSize leaves room for the copy to double, and for an import into an empty
// one: a remap stops readers and copies every node that a transaction holds.
// The map is address space, not memory.
func mmapSize(expect int64) int { return int(max(2*expect, 1<<30)) }
