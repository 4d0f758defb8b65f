// Package disk is what the vault asks of a file system. The tests put a
// simulated disk in the place of the real one: it cuts the power, fills up and
// fails at any operation.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// FS is a file system. Paths are the system's own.
type FS interface {
	// OpenFile is os.OpenFile, for files alone: ErrNotRegular is what else lies
	// there, and, where it is to be written, a link.
	OpenFile(path string, flag int, mode fs.FileMode) (File, error)
	// Rename is os.Rename: atomic, durable after SyncDir.
	Rename(from, to string) error
	Remove(path string) error
	MkdirAll(path string, mode fs.FileMode) error
	ReadDir(path string) ([]fs.DirEntry, error)
	Stat(path string) (fs.FileInfo, error)
	// Names tells whether path still is the name of an open file: another
	// program may have removed it, or put another in its place.
	Names(path string, f File) bool
	// SyncDir makes the names in a directory durable.
	SyncDir(path string) error
	// Lock takes the single-opener lock at path, which is made where it is
	// missing. It returns *HeldError where another process holds it.
	Lock(path string) (io.Closer, error)
}

// File is an open file.
type File interface {
	io.Reader
	io.ReaderAt
	io.Writer
	io.WriterAt
	io.Closer
	Stat() (fs.FileInfo, error)
	Truncate(size int64) error
	// Sync makes the content durable (fsync(2), F_FULLFSYNC on macOS).
	Sync() error
	// Datasync makes durable what was written over what a Sync found there:
	// for a file that has grown or shrunk since, it may do nothing.
	Datasync() error
}

// HeldError says that another process holds the lock. PID is 0 where that
// process could not be told.
type HeldError struct{ PID int }

func (e *HeldError) Error() string { return fmt.Sprintf("held by process %d", e.PID) }

// ErrNotRegular says that something else lies in the place of a file: a folder,
// a pipe, a device; or a link, which would lead what is written elsewhere. A
// vault may lie where others can write, on a stick or in a shared folder.
var ErrNotRegular = errors.New("not an ordinary file")

// OS is the real file system.
type OS struct{}

var _ FS = OS{}

// OpenFile is part of FS.
func (OS) OpenFile(path string, flag int, mode fs.FileMode) (File, error) {
	look := os.Stat
	if flag&(os.O_WRONLY|os.O_RDWR) != 0 {
		look, flag = os.Lstat, flag|noFollow
	}
	if err := regular(path, look); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err // not f: a nil *os.File is not a nil File
	}
	return osFile{f}, nil
}

func regular(path string, look func(string) (fs.FileInfo, error)) error {
	if info, err := look(path); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "open", Path: path, Err: ErrNotRegular}
	}
	return nil
}

// osFile is an os.File that also knows Datasync.
type osFile struct{ *os.File }

// Rename is part of FS.
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove is part of FS.
func (OS) Remove(path string) error { return os.Remove(path) }

// MkdirAll is part of FS.
func (OS) MkdirAll(path string, mode fs.FileMode) error { return os.MkdirAll(path, mode) }

// ReadDir is part of FS.
func (OS) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }

// Stat is part of FS.
func (OS) Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

// Names is part of FS.
func (OS) Names(path string, f File) bool {
	named, err := os.Lstat(path)
	open, openErr := f.Stat()
	return err == nil && openErr == nil && os.SameFile(named, open)
}

// WriteFile replaces the file at path whole: after it returns, a crash at any
// moment leaves the old content or the new one.
func WriteFile(fsys FS, path string, write func(io.Writer) error) error {
	temp, err := WriteTemp(fsys, path, write)
	if err != nil {
		return err
	}
	if err := fsys.Rename(temp, path); err != nil {
		_ = fsys.Remove(temp)
		return err
	}
	return fsys.SyncDir(filepath.Dir(path))
}

// Create makes a file afresh, in the place of whatever a crash left under its
// name, or somebody put there: a link is removed, never followed.
func Create(fsys FS, path string, flag int) (File, error) {
	if err := fsys.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return fsys.OpenFile(path, flag|os.O_CREATE|os.O_EXCL, 0o600)
}

// TempSuffix ends the name of a file that is being written.
const TempSuffix = ".new"

// WriteTemp writes and syncs a file beside path, for a rename to path, and
// returns its name. On error nothing is left behind.
func WriteTemp(fsys FS, path string, write func(io.Writer) error) (temp string, err error) {
	temp = path + TempSuffix
	f, err := Create(fsys, temp, os.O_WRONLY)
	if err != nil {
		return "", err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		_ = fsys.Remove(temp)
		return "", err
	}
	return temp, nil
}
