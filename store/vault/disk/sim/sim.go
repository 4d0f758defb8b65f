// Package sim is a disk for tests: it loses power at a chosen operation, keeps
// of what was not synced as much or as little as a real one may, fills up, and
// fails.
package sim

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"calepin/store/vault/disk"
)

// ErrPower is what every operation returns once the power is gone.
var ErrPower = errors.New("power cut")

// Disk is a file system in memory. The zero value is not usable: see New.
type Disk struct {
	mu      sync.Mutex
	names   map[string]*inode // as a running system sees them
	durable map[string]*inode // as they were at the last SyncDir
	dirs    map[string]bool
	ops     int
	reads   int
	open    int
	locked  bool
	// lockFile tells that a lock was taken once: its file needs no room any more.
	lockFile bool

	// CutAt is the number of the operation at which the power goes; 0 for never.
	CutAt int
	// Faults maps the number of an operation to the error that it returns.
	Faults map[int]error
	// ReadFaults does the same of reads of files, which are counted apart.
	ReadFaults map[int]error
	// Free is how many bytes may still be written; negative for no limit.
	Free int64
	// ReadOnly makes the disk one that is mounted to be read.
	ReadOnly bool
	// NoSync and NoSyncDir make the disk lie: the tests must notice.
	NoSync, NoSyncDir, NoSizeSync bool
}

type inode struct {
	data   []byte // as a running system sees it
	synced []byte // as it was at the last Sync
}

// New returns an empty disk without limit.
func New() *Disk {
	return &Disk{names: map[string]*inode{}, durable: map[string]*inode{}, dirs: map[string]bool{}, Free: -1}
}

var _ disk.FS = (*Disk)(nil)

// Ops returns how many operations were done.
func (d *Disk) Ops() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ops
}

// Reads returns how many reads of files were done.
func (d *Disk) Reads() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reads
}

// Open returns how many files were opened and not closed.
func (d *Disk) Open() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open
}

// Sizes returns the size of each file.
func (d *Disk) Sizes() map[string]int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	sizes := make(map[string]int64, len(d.names))
	for path, n := range d.names {
		sizes[path] = int64(len(n.data))
	}
	return sizes
}

// step counts an operation and tells what becomes of it; d.mu is held.
func (d *Disk) step() error {
	d.ops++
	if d.CutAt > 0 && d.ops >= d.CutAt {
		return ErrPower
	}
	return d.Faults[d.ops]
}

// change is step for what a disk mounted to be read refuses.
func (d *Disk) change() error {
	err := d.step()
	if err == nil && d.ReadOnly {
		err = syscall.EROFS
	}
	return err
}

// OpenFile is part of disk.FS.
func (d *Disk) OpenFile(path string, flag int, _ fs.FileMode) (disk.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err := d.step()
	if d.ReadOnly && flag&(os.O_WRONLY|os.O_RDWR) != 0 {
		err = cmp.Or(err, error(syscall.EROFS))
	}
	if err != nil {
		return nil, err
	}
	n := d.names[path]
	if n != nil && flag&os.O_EXCL != 0 {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrExist}
	}
	if n == nil {
		if flag&os.O_CREATE == 0 {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		}
		if d.Free == 0 {
			return nil, syscall.ENOSPC
		}
		n = &inode{}
		d.names[path] = n
	}
	if flag&os.O_TRUNC != 0 {
		n.data = nil
	}
	d.open++
	return &file{d: d, n: n, path: path}, nil
}

// Rename is part of disk.FS.
func (d *Disk) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.change(); err != nil {
		return err
	}
	n := d.names[from]
	if n == nil {
		return fs.ErrNotExist
	}
	delete(d.names, from)
	d.names[to] = n
	return nil
}

// Remove is part of disk.FS.
func (d *Disk) Remove(path string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.change(); err != nil {
		return err
	}
	switch {
	case d.names[path] != nil:
		delete(d.names, path)
	case d.dirs[path] && !d.filled(path):
		delete(d.dirs, path)
	case d.dirs[path]:
		return syscall.ENOTEMPTY
	default:
		return fs.ErrNotExist
	}
	return nil
}

// filled tells whether anything is in a directory.
func (d *Disk) filled(dir string) bool {
	for path := range d.names {
		if filepath.Dir(path) == dir {
			return true
		}
	}
	for path := range d.dirs {
		if filepath.Dir(path) == dir {
			return true
		}
	}
	return false
}

// MkdirAll is part of disk.FS. Directories are durable at once.
func (d *Disk) MkdirAll(path string, _ fs.FileMode) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.change(); err != nil {
		return err
	}
	for ; path != "." && path != "/"; path = filepath.Dir(path) {
		d.dirs[path] = true
	}
	return nil
}

// ReadDir is part of disk.FS.
func (d *Disk) ReadDir(path string) ([]fs.DirEntry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.step(); err != nil {
		return nil, err
	}
	var entries []fs.DirEntry
	for name := range d.names {
		if filepath.Dir(name) == path {
			entries = append(entries, entry{info{filepath.Base(name), int64(len(d.names[name].data)), false}})
		}
	}
	return entries, nil
}

// Stat is part of disk.FS.
func (d *Disk) Stat(path string) (fs.FileInfo, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.step(); err != nil {
		return nil, err
	}
	if n := d.names[path]; n != nil {
		return info{filepath.Base(path), int64(len(n.data)), false}, nil
	}
	if d.dirs[path] {
		return info{filepath.Base(path), 0, true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: path, Err: fs.ErrNotExist}
}

// Names is part of disk.FS.
func (d *Disk) Names(path string, f disk.File) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	is, ok := f.(*file)
	return !ok || d.names[path] == is.n
}

// SyncDir is part of disk.FS.
func (d *Disk) SyncDir(path string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.step(); err != nil {
		return err
	}
	if d.NoSyncDir {
		return nil
	}
	for name := range d.durable {
		if filepath.Dir(name) == path && d.names[name] == nil {
			delete(d.durable, name)
		}
	}
	for name, n := range d.names {
		if filepath.Dir(name) == path {
			d.durable[name] = n
		}
	}
	return nil
}

// Lock is part of disk.FS.
func (d *Disk) Lock(string) (io.Closer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.locked:
		return nil, &disk.HeldError{}
	case d.ReadOnly && !d.lockFile:
		return nil, syscall.EROFS
	case d.Free == 0 && !d.lockFile:
		return nil, syscall.ENOSPC
	}
	d.locked, d.lockFile = true, true
	return unlock{d}, nil
}

type unlock struct{ d *Disk }

func (u unlock) Close() error {
	u.d.mu.Lock()
	defer u.d.mu.Unlock()
	u.d.locked = false
	return nil
}

type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o600 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }

type entry struct{ info }

func (e entry) Type() fs.FileMode          { return 0 }
func (e entry) Info() (fs.FileInfo, error) { return e.info, nil }

// Holds tells whether any file's bytes contain text.
func (d *Disk) Holds(text string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, n := range d.names {
		if strings.Contains(string(n.data), text) {
			return true
		}
	}
	return false
}

// ForgetLock removes the file of the lock, as on a copy of the folder.
func (d *Disk) ForgetLock() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lockFile = false
}
