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

// A journal that goes under the open vault, or is replaced, takes no change with
// it: the next one, or the end, makes a snapshot. Where the snapshot was replaced
// too, nothing of what lies there is written over.
func TestJournalTakenUnderTheOpenVault(t *testing.T) {
	for name, take := range map[string]func(path string) error{
		"removed": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".away") },
		"replaced": func(path string) error {
			return errors.Join(os.Rename(path, path+".old"), os.WriteFile(path, []byte("x"), 0o600))
		},
	} {
		for _, after := range []bool{true, false} { // another change comes, or the end
			w := newWorld(t)
			v := w.mustOpen()
			if err := errors.Join(put(v, "a"), take(w.journal())); err != nil {
				t.Fatal(err)
			}
			want := []string{"a", "first"}
			if after {
				want = []string{"a", "b", "first"}
				if err := put(v, "b"); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			if err := v.Close(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			w.holds(want...)
		}
	}
	w, other := newWorld(t), newWorld(t)
	v := w.mustOpen()
	theirs := readTree(t, other.dir)[snapshotName]
	if err := errors.Join(put(v, "a"), os.Remove(w.journal()), os.Remove(filepath.Join(w.dir, snapshotName))); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(w.dir, snapshotName), theirs)
	var damaged *DamagedError
	if err := put(v, "b"); !errors.As(err, &damaged) {
		t.Errorf("another vault in its place: %v", err)
	}
	_ = v.Close()
	if now := readTree(t, w.dir)[snapshotName]; !bytes.Equal(now, theirs) {
		t.Error("it was written over")
	}
}

// Two vaults that one key opens have a pin each.
func TestTwoVaultsOfOneKey(t *testing.T) {
	w, id := newWorld(t), NewID()
	dir := filepath.Join(t.TempDir(), "second")
	pins := func() crypto.PinStore { return crypto.NewFilePin(w.key, w.id, id) }
	v, err := Create(dir, CreateOptions{ID: id, Operator: w.id, Pins: pins()})
	if err := errors.Join(err, put(v, "x"), v.Close()); err != nil {
		t.Fatal(err)
	}
	w.write("a", "b")
	w.holds("a", "b", "first")
	if v, err = Open(dir, w.id, OpenOptions{Pins: pins()}); err != nil {
		t.Fatal(err)
	}
	_ = v.Close()
	if _, err := Open(dir, w.id, OpenOptions{Pins: w.pins()}); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("with the other's pin: %v", err)
	}
}
