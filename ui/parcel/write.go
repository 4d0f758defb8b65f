package parcel

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"calepin/ui/paper"
)

// Target is where a package goes. Guard, where set, is told of each file that
// is being written, to take it away should the program be ended, and returns
// what to call once it is in place.
type Target struct {
	Path    string
	Replace bool // what is there, as was asked
	Guard   func(path string) (done func())
}

// Written is what Write wrote.
type Written struct {
	Path    string
	Opening string // the page on how to open it; empty for a package in clear
}

// Write writes the package, and beside it the page that says how to open it. A
// file appears whole or not at all; one that is there is left as it is, an
// error that is fs.ErrExist, unless Replace.
func (p Parcel) Write(to Target, s Seal) (Written, error) {
	done := Written{Path: to.Path}
	if !s.Clear {
		done.Opening = openingPath(to.Path, p.Words.Parcel.OpeningName)
	}
	for _, path := range []string{done.Path, done.Opening} {
		if _, err := os.Lstat(path); path != "" && err == nil && !to.Replace {
			return Written{}, &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
		}
	}
	err := to.file(to.Path, func(w io.Writer) error { return s.close(w, p.Zip) })
	if err == nil && done.Opening != "" {
		err = to.file(done.Opening, func(w io.Writer) error {
			return paper.Write(w, s.opening(p.Words, filepath.Base(to.Path)), paper.HTML)
		})
	}
	if err != nil {
		return Written{}, err
	}
	return done, nil
}

// openingPath is the page's place beside a package.
func openingPath(path, name string) string {
	base := strings.TrimSuffix(strings.TrimSuffix(path, ".age"), ".zip")
	return base + "-" + name + ".html"
}

// file writes a file beside its place, for its owner alone, and puts it there
// once it is whole and on the disk.
func (to Target) file(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".calepin-*") // 0600
	if err != nil {
		return err
	}
	if to.Guard != nil {
		defer to.Guard(f.Name())()
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = place(f.Name(), path, to.Replace)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// place gives a file its name: one that another file has is refused by the
// system itself, where it knows links.
func place(from, path string, replace bool) error {
	if !replace {
		err := os.Link(from, path)
		if err == nil {
			return os.Remove(from)
		}
		if errors.Is(err, fs.ErrExist) {
			return &fs.PathError{Op: "write", Path: path, Err: fs.ErrExist}
		}
	}
	return os.Rename(from, path)
}
