//go:build unix

package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// A vault may lie where others can write. No link that they put there leads what
// calepin writes to another file of whoever opens it.
func TestNoLinkLeadsAWriteElsewhere(t *testing.T) {
	for _, name := range []string{snapshotName + ".new", lockName, filepath.Join(journalDir, journalName(2)),
		filepath.Join(journalDir, journalName(1)), filepath.Join(backupDir, ledgerName+".new"), filepath.Join(backupDir, checksName+".new"), "the pin"} {
		w := newWorld(t)
		victim, at := filepath.Join(t.TempDir(), "victim"), filepath.Join(w.dir, name)
		if name == "the pin" {
			at = w.pinPath()
		}
		precious, err := os.ReadFile(at) // as the journal that it is: none but that opens
		if err != nil {
			precious = []byte("precious")
		}
		mustWrite(t, victim, precious)
		_ = os.MkdirAll(filepath.Dir(at), 0o700)
		_ = os.Remove(at)
		if err := os.Symlink(victim, at); err != nil {
			t.Fatal(err)
		}
		if v, err := w.open(); err == nil {
			_ = put(v, "a")
			_ = v.SaveLedger([]byte("{}"))
			_, _ = v.Backup()
			_ = errors.Join(put(v, "b"), v.Seal(), v.Close())
		} else if !errors.Is(err, disk.ErrNotRegular) {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.ReadFile(victim); err != nil || !bytes.Equal(after, precious) {
			t.Errorf("%s: written through the link: %v", name, err)
		}
	}
}

func (w *world) pinPath() string { return crypto.NewFilePin(w.key, w.id, w.uuid).Path() }

// Something else in the place of a file is refused as damage, and never waited
// for; what the snapshot holds is still saved.
func TestOddThingsInThePlaceOfFiles(t *testing.T) {
	for thing, put := range map[string]func(string) error{
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"file":   func(path string) error { return os.WriteFile(path, []byte("x"), 0o600) },
		"device": func(path string) error { return os.Symlink(os.DevNull, path) },
	} {
		for _, name := range []string{snapshotName, journalDir, filepath.Join(journalDir, journalName(1)), lockName} {
			w := newWorld(t)
			at := filepath.Join(w.dir, name)
			if err := errors.Join(os.RemoveAll(at), put(at)); err != nil {
				t.Fatal(err)
			}
			v, err := w.open()
			if name == lockName && thing == "file" {
				if err != nil {
					t.Errorf("%s for %s: %v", thing, name, err)
					continue
				}
				_ = v.Close()
				continue
			}
			var damaged *DamagedError
			if err == nil || !errors.As(err, &damaged) && !(name == lockName && errors.Is(err, disk.ErrNotRegular)) {
				t.Errorf("%s for %s: %v", thing, name, err)
			}
			if name == journalDir || filepath.Dir(name) == journalDir {
				saved, report, err := Salvage(w.dir, w.id, filepath.Join(t.TempDir(), "saved"), CreateOptions{ID: NewID(), Operator: w.id}, Mend{})
				if err != nil || report.Records == 0 || report.Authentic {
					t.Errorf("%s for %s: salvaged %+v, %v", thing, name, report, err)
					continue
				}
				_ = saved.Close()
			}
		}
	}
}

// A pin that is a pipe, a folder or a link is none: the vault asks as on a new
// computer, and says that it could not remember.
func TestOddThingsInThePlaceOfThePin(t *testing.T) {
	for thing, put := range map[string]func(string) error{
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"link":   func(path string) error { return os.Symlink("/nowhere", path) },
	} {
		w := newWorld(t)
		path := w.pinPath()
		if err := errors.Join(os.Remove(path), put(path)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.open(); !errors.Is(err, ErrNoPin) {
			t.Errorf("%s: %v", thing, err)
		}
		v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), ConfirmNew: func(Summary) (bool, error) { return true, nil }})
		if err != nil {
			t.Fatalf("%s: %v", thing, err)
		}
		if warned := v.Warnings(); len(warned) == 0 || !errors.Is(warned[0], ErrPin) {
			t.Errorf("%s: warned of %v", thing, warned)
		}
		_ = v.Close()
		if info, err := os.Lstat(path); err != nil || info.Mode().Type() == fs.FileMode(0) {
			t.Errorf("%s: replaced", thing)
		}
	}
}
