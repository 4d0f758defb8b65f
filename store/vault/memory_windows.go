package vault

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// memoryFile returns a private file that the system deletes with its last
// handle and keeps in its cache while it can (FILE_ATTRIBUTE_TEMPORARY). What
// keeps it from a thief is BitLocker.
func memoryFile() (*os.File, error) {
	dir := os.TempDir()
	f, err := os.CreateTemp(dir, ".calepin-*")
	if err != nil {
		return nil, fmt.Errorf("make the working copy: %w", err)
	}
	name := f.Name()
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("make the working copy: %w", err)
	}
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, fmt.Errorf("make the working copy: %w", err)
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.DELETE, 0, nil,
		windows.CREATE_ALWAYS, windows.FILE_ATTRIBUTE_TEMPORARY|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	if err != nil {
		_ = os.Remove(name)
		return nil, fmt.Errorf("make the working copy: %w", err)
	}
	return os.NewFile(uintptr(h), name), nil
}

// MemoryOnly tells whether the working copy never reaches a disk on this
// system, swap apart.
const MemoryOnly = false

// mmapSize asks for no room to grow: on Windows bbolt makes the file as large
// as the map at once.
func mmapSize(int64) int { return 0 }
