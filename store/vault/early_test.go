package vault

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
)

// What is read while the working copy fills up is what bbolt reads of the whole,
// changes since the snapshot included: every pair, in both directions from
// anywhere, of a packed file, of bolt.Compact's, and of one with free pages.
func TestEarlyEqualsWhole(t *testing.T) {
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 11))
		src := randomDB(t, rng)
		packed, compacted := openPacked(t, src), emptyDB(t)
		if err := bolt.Compact(compacted, src, 0); err != nil {
			t.Fatal(err)
		}
		ops := randomOps(t, src, rng)
		for n, db := range []*bolt.DB{src, packed, compacted} {
			sameEarly(t, fmt.Sprintf("seed %d, file %d", seed, n), db, ops, rng)
			_ = db.Close()
		}
	}
}

func emptyDB(t *testing.T) *bolt.DB {
	t.Helper()
	mem, err := memoryFile()
	if err != nil {
		t.Fatal(err)
	}
	db, err := openMemory(mem, 0)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// randomOps change, remove and add keys, some again and again, and put some
// into a bucket that was not there.
func randomOps(t *testing.T, db *bolt.DB, rng *rand.Rand) (ops []op) {
	t.Helper()
	err := db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, _ []byte) error {
				for rng.IntN(12) == 0 {
					ops = append(ops, op{string(name), bytes.Clone(k), randomValue(rng)})
				}
				if rng.IntN(20) == 0 {
					ops = append(ops, op{string(name), fmt.Appendf(nil, "%x", rng.Uint64()), randomValue(rng)})
				}
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	ops = append(ops, op{"another", []byte("k"), []byte("v")}, op{"another", []byte("l"), nil})
	rng.Shuffle(len(ops), func(i, j int) { ops[i], ops[j] = ops[j], ops[i] })
	return ops
}

func randomValue(rng *rand.Rand) []byte {
	if rng.IntN(3) == 0 {
		return nil
	}
	return fmt.Appendf(nil, "%d", rng.IntN(1_000_000))
}

// image is a snapshot that is not sealed.
func image(t *testing.T, db *bolt.DB) *snapshot {
	t.Helper()
	var b bytes.Buffer
	err := db.View(func(tx *bolt.Tx) error { _, err := tx.WriteTo(&b); return err })
	if err != nil {
		t.Fatal(err)
	}
	return &snapshot{name: snapshotName, plain: bytes.NewReader(b.Bytes()), size: int64(b.Len())}
}

func sameEarly(t *testing.T, what string, db *bolt.DB, ops []op, rng *rand.Rand) {
	t.Helper()
	f, filling, err := image(t, db).begin()
	if err != nil {
		t.Fatal(err)
	}
	defer filling.Close()
	e, err := newEarly(f, filling)
	if err != nil {
		t.Fatal(err)
	}
	e.changes = map[string][]op{}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, o := range ops {
			e.changes[o.bucket] = append(e.changes[o.bucket], o)
			if err := apply(tx, o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, list := range e.changes {
		e.changes[name] = lastOf(list)
	}
	whole, err := db.Begin(false)
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Rollback()
	sameTx(t, what, &Tx{early: e}, &Tx{bolt: whole}, rng)
	if err := f.failed(); err != nil {
		t.Error(what, err)
	}
}

func sameTx(t *testing.T, what string, got, want *Tx, rng *rand.Rand) {
	t.Helper()
	same := func(part string, a, b [][]byte) {
		if !slices.EqualFunc(a, b, bytes.Equal) {
			t.Fatalf("%s: %s: %.300x, want %.300x", what, part, a, b)
		}
	}
	if a, b := got.Buckets(), want.Buckets(); !slices.Equal(a, b) {
		t.Fatalf("%s: buckets %v, want %v", what, a, b)
	}
	for _, name := range append(want.Buckets(), "none") {
		if a, b := got.Count(name), want.Count(name); a != b {
			t.Fatalf("%s: %d in %s, want %d", what, a, name, b)
		}
		keys := [][]byte{nil, {}, {0}, {0xff}, fmt.Appendf(nil, "%x", rng.Uint64())}
		for k := range want.From(name, nil) {
			if len(keys) < 20 || rng.IntN(200) == 0 {
				keys = append(keys, k, append(bytes.Clone(k), 0))
			}
		}
		same("all of "+name, pairsOf(got.From(name, nil), 1<<20), pairsOf(want.From(name, nil), 1<<20))
		same("all back of "+name, pairsOf(got.Before(name, nil), 1<<20), pairsOf(want.Before(name, nil), 1<<20))
		for _, k := range keys {
			same("get", [][]byte{got.Get(name, k)}, [][]byte{want.Get(name, k)})
			same("from", pairsOf(got.From(name, k), 40), pairsOf(want.From(name, k), 40))
			same("before", pairsOf(got.Before(name, k), 40), pairsOf(want.Before(name, k), 40))
		}
	}
}

func pairsOf(pairs iter.Seq2[[]byte, []byte], most int) (list [][]byte) {
	for k, v := range pairs {
		if list = append(list, k, v[:min(len(v), 16)]); len(list) >= most {
			break
		}
	}
	return list
}

// Pages that are none end the reading with an error, wherever they lie.
func TestEarlyRefusesPagesThatAreNone(t *testing.T) {
	db := randomDB(t, rand.New(rand.NewPCG(3, 7)))
	defer db.Close()
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1))
		s := image(t, db)
		b := make([]byte, s.size)
		_, _ = s.plain.ReadAt(b, 0)
		for range 1 + rng.IntN(40) {
			b[3*pageSize+rng.IntN(len(b)-3*pageSize)] = byte(rng.Uint32())
		}
		s.plain = bytes.NewReader(b)
		f, filling, err := s.begin()
		if err != nil {
			continue
		}
		e, err := newEarly(f, filling)
		if err != nil {
			t.Fatal(err)
		}
		tx := &Tx{early: e}
		for _, name := range tx.Buckets() {
			_ = tx.Get(name, []byte("k"))
			_, _ = tx.Count(name), pairsOf(tx.Before(name, nil), 1<<20)
		}
		_ = filling.Close()
	}
}

// larger makes the vault of a world some megabytes, so that little of it is
// needed to read a note, and adds a change to its journal.
func (w *world) larger() {
	w.t.Helper()
	v := w.mustOpen()
	for n := range 60 {
		err := v.Update(func(tx *Tx) error {
			tx.Mark(crypto.Mark{Number: uint64(n + 1)})
			return tx.Put("data", fmt.Appendf(nil, "%02d", n), bytes.Repeat([]byte{byte(n), 1}, 40_000))
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if err := errors.Join(put(v, "a"), v.Seal(), put(v, "b"), v.Close()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) openEarly() (*Vault, error) {
	return Open(w.dir, w.id, OpenOptions{Pins: w.pins(), Early: true})
}

// DESIGN §2, reading a snapshot: what is asked for is there before the rest, a
// change waits for all.
func TestReadBeforeTheWholeIsIn(t *testing.T) {
	w := newWorld(t)
	w.larger()
	v, err := w.openEarly()
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
		t.Errorf("early: %s", got)
	}
	if v.filling.left < len(v.filling.state)/2 {
		t.Errorf("%d of %d chunks are still to come", v.filling.left, len(v.filling.state))
	}
	if err := put(v, "c"); err != nil {
		t.Fatal(err)
	}
	if v.early != nil || v.filling.left != 0 {
		t.Error("a change did not wait for the whole")
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.holds("a", "b", "c", "first")
}

// Readers see the same before, while and after the rest comes in.
func TestReadersWhileTheRestComesIn(t *testing.T) {
	w := newWorld(t)
	w.larger()
	for range 4 {
		v, err := w.openEarly()
		if err != nil {
			t.Fatal(err)
		}
		var readers sync.WaitGroup
		var in atomic.Bool
		for range 4 {
			readers.Go(func() {
				for last := false; !last; {
					last = in.Load()
					if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
						t.Errorf("read %s", got)
						return
					}
					_ = v.View(func(tx *Tx) error {
						if n := tx.Count("data"); n != 60 {
							t.Errorf("%d of 60", n)
						}
						return nil
					})
				}
			})
		}
		if err := v.Whole(); err != nil {
			t.Error(err)
		}
		in.Store(true)
		readers.Wait()
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A vault may be closed again before all of it is there.
func TestClosedBeforeTheWholeIsIn(t *testing.T) {
	w := newWorld(t)
	w.larger()
	before := readTree(t, w.dir)
	v, err := w.openEarly()
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	for what, err := range map[string]error{"the rest": v.Whole(), "a change": put(v, "c"), "a view": v.View(func(*Tx) error { return nil })} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%s of a closed vault: %v", what, err)
		}
	}
	if !maps.EqualFunc(before, readTree(t, w.dir), bytes.Equal) {
		t.Error("a file was touched")
	}
}

// Where something is to be written or asked first, nothing is shown early.
func TestNothingIsEarlyWithoutAPin(t *testing.T) {
	w := newWorld(t)
	w.larger()
	v, err := Open(w.dir, w.id, OpenOptions{Early: true, AcceptOlder: true, Pins: forgetful{w.pins()}})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if v.early != nil || v.filling.left != 0 {
		t.Error("a vault that nothing vouches for was opened early")
	}
}

// DESIGN §2: a bad chunk in the end, or in the header, refuses the vault; one
// found later stops everything. Nothing is written.
func TestBadChunkFoundLater(t *testing.T) {
	w := newWorld(t)
	w.larger()
	path := filepath.Join(w.dir, snapshotName)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) map[string][]byte {
		b := bytes.Clone(sound)
		b[at] ^= 1
		mustWrite(t, path, b)
		return readTree(t, w.dir)
	}
	var damaged *DamagedError
	for _, at := range []int{len(sound) - 1, len(sound) - 20} {
		flip(at)
		if v, err := w.openEarly(); !errors.As(err, &damaged) {
			t.Fatalf("the last chunk is bad: opened as %v, %v", v, err)
		}
	}
	before := flip(len(sound) / 2)
	v, err := w.openEarly()
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
		t.Errorf("early: %s", got)
	}
	if err := v.Whole(); !errors.As(err, &damaged) || damaged.Part != SnapshotPart {
		t.Errorf("the whole: %v", err)
	}
	for what, err := range map[string]error{
		"a change": put(v, "c"), "sealing": v.Seal(), "read only": v.ReadOnly(),
		"a view": v.View(func(*Tx) error { t.Error("something was shown"); return nil }),
	} {
		if !errors.As(err, &damaged) {
			t.Errorf("%s after it: %v", what, err)
		}
	}
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	if !maps.EqualFunc(before, readTree(t, w.dir), bytes.Equal) {
		t.Error("a file was touched")
	}
}

// A part that is bad and asked for ends its own reading with the error.
func TestBadChunkAskedFor(t *testing.T) {
	w := newWorld(t)
	w.larger()
	path := filepath.Join(w.dir, snapshotName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	mustWrite(t, path, b)
	v, err := w.openEarly()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	err = v.View(func(tx *Tx) error { _ = tx.Count("data"); return nil })
	var damaged *DamagedError
	if !errors.As(err, &damaged) {
		t.Errorf("%v", err)
	}
}

type forgetful struct{ crypto.PinStore }

func (forgetful) Load() (crypto.Pin, error) { return crypto.Pin{}, crypto.ErrNoPin }
