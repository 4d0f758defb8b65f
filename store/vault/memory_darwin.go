package vault

import (
	"fmt"
	"os"
)

// memoryFile returns a private file that has no name any more. macOS has no
// memory files: what keeps it from a thief is FileVault.
func memoryFile() (*os.File, error) {
	f, err := os.CreateTemp("", ".calepin-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("make the working copy: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("unlink the working copy: %w", err)
	}
	return f, nil
}

// MemoryOnly tells whether the working copy never reaches a disk on this
// system, swap apart.
const MemoryOnly = false

func mmapSize(expect int64) int { return int(max(2*expect, 64<<20)) }
