package vault

import (
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
)

// openMemory opens file, a private file that lives in memory where the system
// allows it, as the working copy. It takes file over, also on error. expect is
// the size in bytes that the copy may grow to without a remap.
func openMemory(file *os.File, expect int64) (*bolt.DB, error) {
	db, err := bolt.Open(file.Name(), 0o600, &bolt.Options{
		// Durability is the journal's: the working copy dies with the process.
		NoSync:          true,
		FreelistType:    bolt.FreelistMapType,
		InitialMmapSize: mmapSize(expect),
		NoStatistics:    true,
		PageSize:        pageSize,
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return file, nil },
	})
	if err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("open the working copy: %w", err)
	}
	return db, nil
}

// pageSize is the same on every system, so that a vault moves between them
// (bbolt would take the system's: 16 KiB on Apple silicon).
const pageSize = 4096
