package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"calepin/crypto"
)

func TestChangesSurviveWithoutAFold(t *testing.T) {
	w := newWorld(t)
	w.write("a", "b")
	w.write("c")
	w.holds("a", "b", "c", "first")
}

func TestFoldKeepsEverythingAndEmptiesTheJournal(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	v := w.mustOpen()
	before := v.Info()
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	after := v.Info()
	if after.Generation != before.Generation+1 || after.JournalBytes != int64(headerSize) {
		t.Errorf("after the fold: %+v", after)
	}
	if err := put(v, "b"); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.holds("a", "b", "first")
}

func TestARefusedUpdateLeavesNothing(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	refused := errors.New("no")
	err := v.Update(func(tx *Tx) error {
		if err := tx.Put(testBucket, []byte("x"), []byte("value of x")); err != nil {
			return err
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.holds("first")
}

// A change longer than a frame is as whole as a short one.
func TestLongChange(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	long := bytes.Repeat([]byte("0123456789"), 350_000)
	err := v.Update(func(tx *Tx) error {
		if err := tx.Put("blob", []byte("k"), long); err != nil {
			return err
		}
		return tx.Put(testBucket, []byte("z"), []byte("value of z"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.release(); err != nil {
		t.Fatal(err)
	}
	v = w.mustOpen()
	defer v.Close()
	_ = v.View(func(tx *Tx) error {
		if !bytes.Equal(tx.Get("blob", []byte("k")), long) {
			t.Error("the long value differs")
		}
		return nil
	})
}

func TestDeletedBytesLeaveTheFilesWithTheFold(t *testing.T) {
	w := newWorld(t)
	const marker = "Zéphyrine-Marqueur-8471"
	v := w.mustOpen()
	for i := range 50 {
		key := fmt.Appendf(nil, "%03d", i)
		err := v.Update(func(tx *Tx) error { return tx.Put("blob", key, []byte(strings.Repeat(marker, 40))) })
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	err := v.Update(func(tx *Tx) error {
		for i := range 50 {
			if err := tx.Delete("blob", fmt.Appendf(nil, "%03d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(v.Seal(), v.Close()); err != nil {
		t.Fatal(err)
	}
	if plain := w.decrypt(); bytes.Contains(plain, []byte(marker)) {
		t.Error("the snapshot still holds what was deleted")
	}
}

// decrypt returns the whole plaintext of the snapshot.
func (w *world) decrypt() []byte {
	w.t.Helper()
	s, err := openSnapshot(osFS, filepath.Join(w.dir, snapshotName), w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	defer s.close()
	b := make([]byte, s.size)
	if _, err := s.plain.ReadAt(b, 0); err != nil && err.Error() != "EOF" {
		w.t.Fatal(err)
	}
	return b
}

func TestSecondOpenerIsRefusedNamingTheFirst(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	defer v.Close()
	_, err := w.open()
	var used *InUseError
	if !errors.As(err, &used) || used.PID != os.Getpid() {
		t.Errorf("err = %v", err)
	}
}

// FAULTS 8: a lock file that a kill left is harmless, whatever process its
// number is by now; who waits for a lock that is held waits less than a second.
func TestStaleLock(t *testing.T) {
	w := newWorld(t)
	for _, left := range []string{"", "1\n", fmt.Sprintln(os.Getpid()), "none\n", strings.Repeat("9", 500)} {
		mustWrite(t, filepath.Join(w.dir, lockName), []byte(left))
		w.holds("first")
	}
	if lockPatience >= time.Second {
		t.Errorf("waits for %v", lockPatience)
	}
}

// FAULTS 10: a pin that cannot be written is a warning; the change stands.
func TestPinThatCannotBeWritten(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	v, err := Open(w.dir, w.id, OpenOptions{Pins: stuckPin{w.pins()}})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func() error{func() error { return put(v, "b") }, v.Seal, func() error { return put(v, "c") }} {
		_ = v.Warnings()
		if err := change(); err != nil {
			t.Error(err)
		}
		if warned := v.Warnings(); len(warned) != 1 || !errors.Is(warned[0], ErrPin) || !errors.Is(warned[0], fs.ErrPermission) {
			t.Errorf("warnings: %v", warned)
		}
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	w.holds("a", "b", "c", "first")
}

// stuckPin is a pin on a stick that was made read-only.
type stuckPin struct{ crypto.PinStore }

func (stuckPin) Save(crypto.Pin) error { return fs.ErrPermission }

func TestMissingVault(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir, newIdentity(t), OpenOptions{}); !errors.Is(err, ErrNotFound) {
		t.Errorf("empty directory: %v", err)
	}
	if _, err := Peek(filepath.Join(dir, "none")); !errors.Is(err, ErrNotFound) {
		t.Errorf("no directory: %v", err)
	}
	w := newWorld(t)
	if err := os.Remove(filepath.Join(w.dir, snapshotName)); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := w.open(); !errors.As(err, &damaged) || damaged.Part != SnapshotPart {
		t.Errorf("snapshot gone: %v", err)
	}
}

func TestCreateRefusesAndCleansUp(t *testing.T) {
	w := newWorld(t)
	before := readTree(t, w.dir)
	if _, err := Create(w.dir, CreateOptions{ID: NewID(), Operator: w.id}); !errors.Is(err, ErrExists) {
		t.Errorf("err = %v", err)
	}
	if after := readTree(t, w.dir); !maps.EqualFunc(before, after, bytes.Equal) {
		t.Error("the vault there was touched")
	}
	dir := filepath.Join(t.TempDir(), "new")
	cancelled := errors.New("cancelled")
	_, err := Create(dir, CreateOptions{ID: NewID(), Operator: w.id, Init: func(*Vault) error { return cancelled }})
	if !errors.Is(err, cancelled) {
		t.Errorf("err = %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("something is left behind: %v", err)
	}
}

func TestWrongKeyTouchesNothing(t *testing.T) {
	w := newWorld(t)
	before := readTree(t, w.dir)
	_, err := Open(w.dir, newIdentity(t), OpenOptions{})
	if !errors.Is(err, ErrWrongKey) {
		t.Errorf("err = %v", err)
	}
	if after := readTree(t, w.dir); !maps.EqualFunc(before, after, bytes.Equal) {
		t.Error("a file was touched")
	}
}

func TestRecoveryKeyOpens(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	v, err := Open(w.dir, w.rec, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	by, ok := v.OpenedBy()
	if !ok || by.Role != Recovery || by.Proven {
		t.Errorf("opened by %+v", by)
	}
	if err := v.ProveRecovery(); err != nil {
		t.Fatal(err)
	}
	if by, _ := v.OpenedBy(); !by.Proven {
		t.Error("not proven")
	}
}

func TestProofSurvivesReopening(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	if err := errors.Join(v.ProveRecovery(), v.release()); err != nil {
		t.Fatal(err)
	}
	v = w.mustOpen()
	defer v.Close()
	for _, r := range v.Recipients() {
		if r.Role == Recovery && !r.Proven {
			t.Error("the proof is gone")
		}
	}
}

func TestHybridByDefaultOpens(t *testing.T) {
	id, err := crypto.Generate(false)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "v")
	v, err := Create(dir, CreateOptions{ID: NewID(), Operator: id})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(put(v, "a"), v.Close()); err != nil {
		t.Fatal(err)
	}
	v, err = Open(dir, id, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if got := keysOf(t, v); len(got) != 1 {
		t.Errorf("holds %v", got)
	}
}

func TestReadOnlyOpen(t *testing.T) {
	w := newWorld(t)
	v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	var ro *ReadOnlyError
	if err := put(v, "a"); !errors.As(err, &ro) {
		t.Errorf("put: %v", err)
	}
	if got := keysOf(t, v); len(got) != 1 {
		t.Errorf("holds %v", got)
	}
}
