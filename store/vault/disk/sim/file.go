package sim

import (
	"io"
	"io/fs"
	"path/filepath"
	"syscall"
)

type file struct {
	d    *Disk
	n    *inode
	path string
	at   int64

	closed bool
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.ReadAt(p, f.at)
	f.at += int64(n)
	if n > 0 {
		return n, nil
	}
	return n, err
}

func (f *file) ReadAt(p []byte, at int64) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.d.CutAt > 0 && f.d.ops >= f.d.CutAt {
		return 0, ErrPower
	}
	f.d.reads++
	if err := f.d.ReadFaults[f.d.reads]; err != nil {
		return 0, err
	}
	if at >= int64(len(f.n.data)) {
		return 0, io.EOF
	}
	n := copy(p, f.n.data[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *file) Write(p []byte) (int, error) {
	n, err := f.WriteAt(p, f.at)
	f.at += int64(n)
	return n, err
}

// WriteAt writes whole or, on a disk that is full or loses power, in part.
func (f *file) WriteAt(p []byte, at int64) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	err := f.d.step()
	if err != nil {
		p = p[:len(p)/2]
	}
	if grow := at + int64(len(p)) - int64(len(f.n.data)); err == nil && f.d.Free >= 0 && grow > 0 {
		if grow > f.d.Free {
			p, err = p[:int64(len(p))-grow+f.d.Free], syscall.ENOSPC
			grow = f.d.Free
		}
		f.d.Free -= grow
	}
	// A copy on write: what was synced keeps its own bytes.
	data := append([]byte(nil), f.n.data...)
	if need := int(at) + len(p); need > len(data) {
		data = append(data, make([]byte, need-len(data))...)
	}
	copy(data[at:], p)
	f.n.data = data
	return len(p), err
}

func (f *file) Truncate(size int64) error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.step(); err != nil {
		return err
	}
	data := make([]byte, size)
	copy(data, f.n.data)
	f.n.data = data
	return nil
}

func (f *file) Sync() error { return f.sync(!f.d.NoSizeSync) }

// Datasync leaves the file as long as the last Sync found it, whatever was
// written behind: less than fdatasync(2) promises.
func (f *file) Datasync() error { return f.sync(false) }

func (f *file) sync(size bool) error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.step(); err != nil {
		return err
	}
	switch {
	case f.d.NoSync:
	case size:
		f.n.synced = f.n.data
	default:
		f.n.synced = append([]byte(nil), f.n.synced...)
		copy(f.n.synced, f.n.data)
	}
	return nil
}

func (f *file) Stat() (fs.FileInfo, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	return info{filepath.Base(f.path), int64(len(f.n.data)), false}, nil
}

// Close is not an operation: what was closed is on the disk no sooner.
func (f *file) Close() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed {
		return fs.ErrClosed
	}
	f.closed = true
	f.d.open--
	return nil
}
