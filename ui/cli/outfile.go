package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// writeOut writes data in clear where the user asked for it: "-" is stdout,
// else a file for its owner alone. A file that is there is left as it is unless
// replace; one that fails half-way is taken away again. A device or a pipe is
// written to and stays what it is.
func (a *app) writeOut(path string, replace bool, write func(io.Writer) error) error {
	if path == "-" {
		return write(a.out)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return writeThrough(path, write)
	}
	if replace {
		return a.replaceFile(path, write)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return a.fill(f, path, write)
}

// writeThrough writes to what is no file. To rename one over /dev/null, which
// root may, would break the machine for everybody.
func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// replaceFile writes beside path and renames, so that a failure leaves what
// was there.
func (a *app) replaceFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".calepin-*") // 0600
	if err != nil {
		return err
	}
	if err := a.fill(f, f.Name(), write); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func (a *app) fill(f *os.File, path string, write func(io.Writer) error) error {
	discard, keep := a.exits.add(func() { _ = f.Close(); _ = os.Remove(path) })
	err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		discard()
		return err
	}
	keep()
	return nil
}
