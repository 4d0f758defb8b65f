package crypto

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// pinSlots are the offsets of the two copies, a disk block apart: a torn write
// of one leaves the other.
var pinSlots = [2]int64{0, 4096}

// FilePin keeps a pin in a small file beside an identity file: two slots
// overwritten in turn, without fsync. Losing the last write to a power cut
// leaves an older pin, which accepts a newer vault.
type FilePin struct {
	path string
	key  []byte

	mu    sync.Mutex
	file  *os.File
	count uint64
}

// NewFilePin returns the pin of the vault with that id beside the identity
// file at path, authenticated with id. Its name does not depend on the file's.
func NewFilePin(path string, id *Identity, vault [16]byte) *FilePin {
	name := "calepin-" + pinName(id, vault) + ".pin"
	return &FilePin{path: filepath.Join(filepath.Dir(path), name), key: pinKey(id)}
}

// Path returns where the pin lies.
func (f *FilePin) Path() string { return f.path }

// Immediate is part of PinStore: one small write into the page cache.
func (f *FilePin) Immediate() bool { return true }

// Load is part of PinStore.
func (f *FilePin) Load() (Pin, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return Pin{}, ErrNoPin
	}
	if err == nil && !info.Mode().IsRegular() {
		return Pin{}, ErrPinDamaged
	}
	file, err := os.Open(f.path)
	if err != nil {
		return Pin{}, wrapPin("read", err)
	}
	defer file.Close()
	var newest Pin
	found := false
	for _, at := range pinSlots {
		b := make([]byte, pinSize)
		if _, err := file.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
			return Pin{}, wrapPin("read", err)
		}
		p, count, err := decodePin(b, f.key)
		if err == nil && (!found || count > f.count) {
			newest, f.count, found = p, count, true
		}
	}
	if !found {
		return Pin{}, ErrPinDamaged
	}
	return newest, nil
}

// Save is part of PinStore.
func (f *FilePin) Save(p Pin) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		// A link beside a key that lies on a stick would lead the pin elsewhere.
		if info, err := os.Lstat(f.path); err == nil && !info.Mode().IsRegular() {
			return wrapPin("write", ErrNotRegular)
		}
		file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE|noFollow, 0o600)
		if err != nil {
			return wrapPin("write", err)
		}
		f.file = file
	}
	f.count++
	if _, err := f.file.WriteAt(p.encode(f.key, f.count), pinSlots[f.count%2]); err != nil {
		return wrapPin("write", err)
	}
	return nil
}

// Forget is part of PinStore.
func (f *FilePin) Forget() error {
	if err := errors.Join(f.Close(), os.Remove(f.path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return wrapPin("remove", err)
	}
	return nil
}

// Close releases the file.
func (f *FilePin) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}
