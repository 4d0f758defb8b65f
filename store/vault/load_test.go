package vault

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"calepin/store/vault/disk/sim"
)

// list is a Sorted of its own order.
type list [][2]string

func (l list) Len() int { return len(l) }

func (l list) At(i int) (key, value []byte) { return []byte(l[i][0]), []byte(l[i][1]) }

func (l list) Size() (n int) {
	for _, p := range l {
		n += len(p[0]) + len(p[1])
	}
	return n
}

func listOf(pairs map[string]string) (l list) {
	for _, k := range slices.Sorted(maps.Keys(pairs)) {
		l = append(l, [2]string{k, pairs[k]})
	}
	return l
}

// big is a value that makes a load a snapshot of its own.
var big = strings.Repeat("v", rewriteFrom)

func load(v *Vault, bucket string, l list) error {
	return v.Update(func(tx *Tx) error { return tx.Load(bucket, l) })
}

// Loads, puts and deletions of whatever size leave what putting it all one by
// one would, in the working copy and on the disk.
func TestLoadEqualsPut(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	mem, err := Memory()
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	rng := rand.New(rand.NewPCG(4, 2))
	want := map[string]map[string]string{testBucket: {"first": "value of first"}, "other": {}}
	if err := put(mem, "first"); err != nil {
		t.Fatal(err)
	}
	for round := range 12 {
		loads := map[string]map[string]string{}
		for _, bucket := range []string{testBucket, "other"} {
			loads[bucket] = map[string]string{}
			for i := range rng.IntN(300) {
				loads[bucket][fmt.Sprintf("k%x-%d-%d", rng.Uint32(), round, i)] = strings.Repeat("x", 1+rng.IntN(9000))
			}
		}
		gone := slices.Sorted(maps.Keys(want["other"]))
		gone = gone[:rng.IntN(len(gone)+1)]
		change := func(tx *Tx) error {
			for bucket, pairs := range loads {
				if err := tx.Load(bucket, listOf(pairs)); err != nil {
					return err
				}
				for k, value := range pairs {
					if string(tx.Get(bucket, []byte(k))) != value {
						t.Errorf("round %d: %s does not show", round, k)
					}
				}
			}
			for _, k := range gone {
				if err := tx.Delete("other", []byte(k)); err != nil {
					return err
				}
			}
			return tx.Put("other", fmt.Appendf(nil, "put%d", round), []byte("p"))
		}
		for _, one := range []*Vault{v, mem} {
			if err := one.Update(change); err != nil {
				t.Fatal(err)
			}
		}
		for bucket, pairs := range loads {
			maps.Copy(want[bucket], pairs)
		}
		for _, k := range gone {
			delete(want["other"], k)
		}
		want["other"][fmt.Sprintf("put%d", round)] = "p"
		if round%4 == 3 {
			if err := v.release(); err != nil {
				t.Fatal(err)
			}
			v = w.mustOpen()
		}
		for _, one := range []*Vault{v, mem} {
			checkHolds(t, one, want) // reads the working copy, where there is none
			checkWhole(t, one.db)
		}
	}
	if v.state.Generation < 4 {
		t.Errorf("generation %d: no load was a snapshot", v.state.Generation)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func checkHolds(t *testing.T, v *Vault, want map[string]map[string]string) {
	t.Helper()
	err := v.View(func(tx *Tx) error {
		for bucket, pairs := range want {
			n := 0
			for k, value := range tx.Prefix(bucket, nil) {
				if n++; pairs[string(k)] != string(value) {
					t.Fatalf("%s %s: %d bytes where %d are due", bucket, k, len(value), len(pairs[string(k)]))
				}
			}
			if n != len(pairs) {
				t.Fatalf("%s holds %d, not %d", bucket, n, len(pairs))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is loaded is seen, ranged over, changed and deleted like what was put.
func TestLoadWithin(t *testing.T) {
	for _, size := range []string{"small", big} {
		v := newWorld(t).mustOpen()
		err := v.Update(func(tx *Tx) error {
			if err := tx.Load("b", list{{"k1", size}, {"k2", "two"}, {"k3", "three"}}); err != nil {
				return err
			}
			if got := tx.Get("b", []byte("k2")); string(got) != "two" {
				t.Errorf("k2 is %q", got)
			}
			return errors.Join(tx.Put("b", []byte("k2"), []byte("2")), tx.Delete("b", []byte("k3")),
				tx.Load("b", list{{"k4", "four"}}))
		})
		if err != nil {
			t.Fatal(err)
		}
		err = v.Update(func(tx *Tx) error {
			if err := tx.Load("c", list{{"k", "v"}, {"l", "w"}}); err != nil {
				return err
			}
			n := 0
			for range tx.From("c", nil) {
				n++
			}
			if names := tx.Buckets(); n != 2 || !slices.Contains(names, "c") {
				t.Errorf("%d in %v", n, names)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		checkHolds(t, v, map[string]map[string]string{"b": {"k1": size, "k2": "2", "k4": "four"}, "c": {"k": "v", "l": "w"}})
		_ = v.Close()
	}
}

// A load that does not rise, or meets a key that is there, changes nothing.
func TestLoadTwice(t *testing.T) {
	for _, l := range []list{{{"a", "1"}, {"a", "2"}}, {{"b", "1"}, {"a", "2"}}, {{"a", "1"}, {"first", "2"}},
		{{"a", big}, {"a", "2"}}, {{"b", big}, {"a", "2"}}, {{"a", big}, {"first", "2"}}} {
		w := newWorld(t)
		v := w.mustOpen()
		if err := load(v, testBucket, l); !errors.Is(err, errTwice) {
			t.Errorf("%.1s…: %v", l[0][1], err)
		}
		if err := put(v, "second"); err != nil {
			t.Error(err)
		}
		_ = v.Close()
		w.holds("first", "second")
	}
}

// A reader keeps what it began with while a load replaces the working copy.
func TestLoadBesideReaders(t *testing.T) {
	v := newWorld(t).mustOpen()
	defer v.Close()
	err := v.View(func(tx *Tx) error {
		if err := load(v, "b", list{{"k", big}}); err != nil {
			return err
		}
		if tx.Get("b", []byte("k")) != nil || !bytes.Equal(tx.Get(testBucket, []byte("first")), []byte("value of first")) {
			t.Error("the reader's view changed")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkHolds(t, v, map[string]map[string]string{"b": {"k": big}})
}

// A snapshot that is another's by the time it is read is not shown.
func TestLoadReplaced(t *testing.T) {
	w, other := newWorld(t), newWorld(t)
	v := w.mustOpen()
	defer v.release()
	if err := load(v, "b", list{{"k", big}}); err != nil {
		t.Fatal(err)
	}
	snapshot := filepath.Join(w.dir, snapshotName)
	foreign, err := os.ReadFile(filepath.Join(other.dir, snapshotName))
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(snapshot, foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := v.View(func(*Tx) error { return nil }); !errors.Is(err, ErrWrongKey) {
		t.Errorf("shows a foreign snapshot: %v", err)
	}
	if err := errors.Join(put(v, "c"), v.Seal()); err == nil {
		t.Error("takes changes")
	}
	if err := errors.Join(v.release(), os.WriteFile(snapshot, own, 0o600)); err != nil {
		t.Fatal(err)
	}
	v = w.mustOpen()
	checkHolds(t, v, map[string]map[string]string{"b": {"k": big}})
	// The vault's own, older one, is none either.
	if err := load(v, "c", list{{"k", strings.Repeat(big, 2)}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(snapshot, own, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := v.View(func(*Tx) error { return nil }); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("shows an older snapshot: %v", err)
	}
}

// FAULTS 2, 4: the power goes, or the disk fails, at every operation of a load
// that is a snapshot: it is there whole or not at all, what came before stays,
// and a load that was acknowledged is there.
func TestLoadCut(t *testing.T) {
	for cut := 1; ; cut++ {
		fault := syscall.EIO
		ended := true
		for _, power := range []bool{true, false} {
			d := sim.New()
			pins := &memPin{}
			id := newIdentity(t)
			v, err := Create("/v", CreateOptions{ID: NewID(), Operator: id, Pins: pins, FS: d})
			if err != nil {
				t.Fatal(err)
			}
			if err := put(v, "a"); err != nil {
				t.Fatal(err)
			}
			if power {
				d.CutAt = d.Ops() + cut
			} else {
				d.Faults = map[int]error{d.Ops() + cut: fault}
			}
			loaded := load(v, "b", list{{"k", big}})
			ended = ended && loaded == nil
			_ = v.release()
			for name, keep := range survivors(uint64(cut)) {
				for naming, names := range namings(uint64(cut)) {
					after := d.After(keep, names)
					v, err := Open("/v", id, OpenOptions{Pins: pins.clone(), FS: after})
					if err != nil {
						t.Fatalf("cut %d, power %v, %s: %v", cut, power, name, err)
					}
					there := false
					_ = v.View(func(tx *Tx) error {
						value := tx.Get("b", []byte("k"))
						if there = value != nil; there && string(value) != big {
							t.Errorf("cut %d, %s: half a load", cut, name)
						}
						return nil
					})
					unknown := errors.Is(loaded, ErrUnknown) || errors.Is(loaded, sim.ErrPower)
					if there != (loaded == nil) && !unknown {
						t.Errorf("cut %d, power %v, %s, %s: loaded %v, there %v", cut, power, name, naming, loaded, there)
					}
					if got := keysOf(t, v); !slices.Equal(got, []string{"a"}) {
						t.Errorf("cut %d, %s: holds %v", cut, name, got)
					}
					if err := put(v, "z"); err != nil {
						t.Errorf("cut %d, %s: takes no change: %v", cut, name, err)
					}
					_ = v.release()
				}
			}
		}
		if ended {
			return
		}
	}
}

// A full disk refuses a load, and takes it once there is room.
func TestLoadFullDisk(t *testing.T) {
	d := sim.New()
	v, err := Create("/v", CreateOptions{ID: NewID(), Operator: newIdentity(t), FS: d})
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	d.Free = 100_000
	if err := load(v, "b", list{{"k", big}}); !errors.Is(err, syscall.ENOSPC) || v.ReadOnly() != nil {
		t.Fatalf("full disk: %v, %v", err, v.ReadOnly())
	}
	d.Free = -1
	if err := errors.Join(put(v, "a"), load(v, "b", list{{"k", big}}), put(v, "c")); err != nil {
		t.Fatal(err)
	}
	checkHolds(t, v, map[string]map[string]string{"b": {"k": big}, testBucket: {"a": "value of a", "c": "value of c"}})
}
