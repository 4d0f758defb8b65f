package vault

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"

	"calepin/crypto"
	"calepin/store/vault/disk/sim"
)

// faulty is a life of a vault on a disk that fails at one operation, or from
// one on, and what came of each change.
type faulty struct {
	v                      *Vault
	d                      *sim.Disk
	id                     *crypto.Identity
	pins                   *memPin
	acked, refused, either []string
}

func newFaulty(t *testing.T) *faulty {
	t.Helper()
	f := &faulty{d: sim.New(), id: newIdentity(t), pins: &memPin{}}
	var err error
	if f.v, err = Create("/v", CreateOptions{ID: NewID(), Operator: f.id, Pins: f.pins, FS: f.d}); err != nil {
		t.Fatal(err)
	}
	return f
}

// live commits, folds, copies and opens again, and goes on whatever fails. It
// returns what is wrong with how it failed.
func (f *faulty) live() (wrong error) {
	for i, do := range strings.Split("a b c seal d open e f backup g seal h", " ") {
		if f.v == nil {
			break // it did not open: nothing more can be asked of it
		}
		was := f.v.ReadOnly()
		var err error
		switch do {
		case "seal":
			err = f.v.Seal()
		case "backup":
			_, err = f.v.Backup()
		case "open":
			_ = f.v.release()
			f.v, _ = Open("/v", f.id, OpenOptions{Pins: f.pins, FS: f.d})
			continue
		default:
			err = f.put(do)
		}
		var ro *ReadOnlyError
		switch {
		case was != nil && !errors.As(err, &ro):
			wrong = errors.Join(wrong, fmt.Errorf("step %d, %s: took a change after %v: %w", i, do, was, err))
		case errors.Is(err, ErrUnknown) && f.v.ReadOnly() == nil && !f.v.journal.dirty:
			wrong = errors.Join(wrong, fmt.Errorf("step %d, %s: takes more although the outcome is unknown", i, do))
		}
	}
	if f.v != nil {
		_ = f.v.Close()
	}
	return wrong
}

func (f *faulty) put(key string) error {
	err := put(f.v, key)
	switch {
	case err == nil:
		f.acked = append(f.acked, key)
	case errors.Is(err, ErrUnknown) && f.v.ReadOnly() != nil:
		f.either = append(f.either, key)
	default:
		f.refused = append(f.refused, key)
	}
	return err
}

// check opens the vault on d, which is well again, and compares.
func (f *faulty) check(d *sim.Disk) error {
	v, err := Open("/v", f.id, OpenOptions{Pins: f.pins.clone(), FS: d})
	if err != nil {
		return fmt.Errorf("does not open: %w", err)
	}
	defer v.release()
	held := map[string]bool{}
	_ = v.View(func(tx *Tx) error {
		for k := range tx.From(testBucket, nil) {
			held[string(k)] = true
		}
		return nil
	})
	for _, k := range f.acked {
		if !held[k] {
			err = errors.Join(err, fmt.Errorf("lost %s, holds %v", k, held))
		}
	}
	for k := range held {
		if !slices.Contains(f.acked, k) && !slices.Contains(f.either, k) {
			err = errors.Join(err, fmt.Errorf("holds %s, which was refused", k))
		}
	}
	return errors.Join(err, put(v, "z"), v.Seal())
}

// FAULTS 4: the disk fails (EIO) or is full (ENOSPC) at every operation, once
// or from then on, in commits, folds, copies and openings: what was acknowledged
// is there, what was refused is not, and a vault whose outcome is unknown takes
// nothing more; also where the power goes after that.
func TestDiskFailsAnywhere(t *testing.T) {
	well := newFaulty(t)
	from := well.d.Ops()
	if err := well.live(); err != nil || len(well.acked) != 8 {
		t.Fatalf("on a disk that is well: %v, %v", well.acked, err)
	}
	step := 6 // a sample; the gate's is larger, its full counts are all of them
	switch {
	case full():
		step = 1
	case crashRounds() > 0:
		step = 2
	}
	states, refused, unknown := 0, 0, 0
	for at := from + 1; at <= well.d.Ops(); at += step {
		for _, fault := range []error{syscall.EIO, syscall.ENOSPC} {
			for _, times := range []int{1, 3, 1000} {
				f := newFaulty(t)
				f.d.Faults = map[int]error{}
				for i := range times {
					f.d.Faults[at+i] = fault
				}
				err := f.live()
				f.d.Faults = nil
				f.d.Revive()
				err = errors.Join(err, f.check(f.d.After(sim.OnlySynced, sim.OldNames)), f.check(f.d))
				if err != nil {
					t.Errorf("%v at %d, %d times: %v", fault, at, times, err)
				}
				states++
				refused += len(f.refused)
				unknown += len(f.either)
			}
		}
	}
	t.Logf("%d disks that failed; %d changes refused, %d of unknown outcome", states, refused, unknown)
	if refused == 0 || unknown == 0 {
		t.Error("it proves nothing")
	}
}

// FAULTS 4: a disk that fails while a vault is made leaves nothing of it, or
// the whole.
func TestDiskFailsInCreation(t *testing.T) {
	for at := 1; ; at++ {
		d := sim.New()
		d.Faults = map[int]error{at: syscall.EIO}
		id, uuid := newIdentity(t), NewID()
		v, err := Create("/v", CreateOptions{ID: uuid, Operator: id, FS: d})
		ended := at > d.Ops()
		d.Faults = nil
		if err == nil {
			_ = v.release()
			if v, err = Open("/v", id, OpenOptions{FS: d}); err != nil {
				t.Fatalf("failed at %d, made all the same: %v", at, err)
			}
			_ = v.release()
		} else if v, err := Create("/v", CreateOptions{ID: uuid, Operator: id, FS: d}); err != nil {
			t.Errorf("failed at %d: then %v", at, err)
		} else {
			_ = v.release()
		}
		if ended {
			return
		}
	}
}

// A disk that fails to read: refused, or whole; never a part.
func TestDiskFailsToRead(t *testing.T) {
	f := newFaulty(t)
	for i := range 300 {
		if err := put(f.v, fmt.Sprintf("%03d", i)); err != nil {
			t.Fatal(err)
		}
		if i == 150 {
			if err := f.v.Seal(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = f.v.release()
	refused := 0
	for at := 1; ; at += 7 {
		d := f.d.After(sim.Everything, sim.NewNames)
		d.ReadFaults = map[int]error{at: syscall.EIO}
		v, err := Open("/v", f.id, OpenOptions{Pins: f.pins.clone(), FS: d})
		if err != nil {
			refused++
			continue
		}
		if got := keysOf(t, v); len(got) != 300 {
			t.Errorf("read %d failed: shows %d of 300", at, len(got))
		}
		_ = v.release()
		if at > d.Reads() {
			break
		}
	}
	t.Logf("%d reads that failed", refused)
	if refused < 5 {
		t.Error("it proves nothing")
	}
}

// FAULTS 4: on a disk that is full, or mounted to be read, the vault opens and
// is read; a change is refused and harms nothing.
func TestStartOnADiskThatTakesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		make     func(*sim.Disk)
		readOnly bool
	}{
		"full, never locked": {func(d *sim.Disk) { d.Free = 0 }, true},
		"full":               {func(d *sim.Disk) { lockOnce(d); d.Free = 0 }, false},
		"to read, no lock":   {func(d *sim.Disk) { d.ReadOnly = true }, true},
		"to read":            {func(d *sim.Disk) { lockOnce(d); d.ReadOnly = true }, true},
	} {
		f := newFaulty(t)
		if err := errors.Join(f.put("a"), f.v.release()); err != nil {
			t.Fatal(err)
		}
		d := f.d.After(sim.Everything, sim.NewNames)
		d.ForgetLock()
		c.make(d)
		v, err := Open("/v", f.id, OpenOptions{Pins: f.pins.clone(), FS: d})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := keysOf(t, v); !slices.Equal(got, []string{"a"}) || (v.ReadOnly() != nil) != c.readOnly {
			t.Errorf("%s: holds %v, read-only: %v", name, got, v.ReadOnly())
		}
		if err := put(v, "b"); !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EROFS) {
			t.Errorf("%s: a change: %v", name, err)
		}
		if err := v.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		d.Free, d.ReadOnly = -1, false
		if err := f.check(d); err != nil {
			t.Errorf("%s, then well: %v", name, err)
		}
	}
}

// lockOnce leaves a lock file, as every opening does.
func lockOnce(d *sim.Disk) {
	if lock, err := d.Lock("/v/" + lockName); err == nil {
		_ = lock.Close()
	}
}
