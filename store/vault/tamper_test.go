package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// refusedUntouched opens the vault and fails unless that is refused and no
// file changed, the lock apart.
func (w *world) refusedUntouched(what string) error {
	w.t.Helper()
	before := readTree(w.t, w.dir)
	v, err := w.open()
	if err == nil {
		_ = v.Close()
		w.t.Errorf("%s: opened", what)
		return nil
	}
	after := readTree(w.t, w.dir)
	delete(before, lockName)
	delete(after, lockName)
	if !maps.EqualFunc(before, after, bytes.Equal) {
		w.t.Errorf("%s: refused, but a file was touched", what)
	}
	return err
}

// FAULTS 5: any byte of the snapshot flipped, or any end cut off, is refused.
func TestSnapshotFlippedOrCut(t *testing.T) {
	w := newWorld(t) // one chunk
	w.write("a")
	w.flipOrCut(200, "a", "first")
	w = bigWorld(t) // many
	w.flipOrCut(24, "first", "late", "later")
}

func (w *world) flipOrCut(samples int, holds ...string) {
	t := w.t
	t.Helper()
	path := filepath.Join(w.dir, snapshotName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	step := max(1, len(whole)/samples)
	switch {
	case full():
		step = max(1, len(whole)/(100*samples)) // every byte of the small one
	case testing.Short():
		step *= 8
	}
	n := 0
	for at := 0; at < len(whole); at += step {
		flipped := append([]byte(nil), whole...)
		flipped[at] ^= 1
		mustWrite(t, path, flipped)
		err := w.refusedUntouched(fmt.Sprintf("byte %d flipped", at))
		var damaged *DamagedError
		if !errors.As(err, &damaged) && !errors.Is(err, ErrWrongKey) {
			t.Errorf("byte %d flipped: %v", at, err)
		}
		mustWrite(t, path, whole[:at])
		err = w.refusedUntouched(fmt.Sprintf("cut at %d", at))
		if !errors.As(err, &damaged) {
			t.Errorf("cut at %d: %v", at, err)
		}
		n++
	}
	t.Logf("of %d bytes, %d flipped and cut at", len(whole), n)
	mustWrite(t, path, whole)
	w.holds(holds...)
}

func mustWrite(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// FAULTS 5: every byte of a journal flipped is refused while the pin knows
// its last change; also of one that holds none yet.
func TestJournalFlipped(t *testing.T) {
	w := newWorld(t)
	w.flipsRefused("first")
	w.write("a", "b", "c")
	w.flipsRefused("a", "b", "c", "first")
}

func (w *world) flipsRefused(holds ...string) {
	t := w.t
	t.Helper()
	path := w.journal()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	step := 1
	if testing.Short() {
		step = 7
	}
	for at := 0; at < len(whole); at += step {
		flipped := append([]byte(nil), whole...)
		flipped[at] ^= 0x40
		mustWrite(t, path, flipped)
		var damaged *DamagedError
		var newer *NewerError // the format is read before anything is authenticated
		err := w.refusedUntouched(fmt.Sprintf("byte %d", at))
		if !errors.As(err, &damaged) && !(errors.As(err, &newer) && at < len(journalMagic)+4) {
			t.Errorf("byte %d: %v", at, err)
		}
	}
	mustWrite(t, path, whole)
	w.holds(holds...)
}

// A record above the pin that reached the disk in part is a crash: dropped.
// The same damage one record earlier is not.
func TestTornTailAboveThePin(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	pin := readTree(t, filepath.Dir(w.key))
	w.write("b")
	path := w.journal()
	toB, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.write("c")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.restorePin(pin)
	for cut := len(toB); cut < len(whole); cut++ {
		for name, tail := range map[string][]byte{
			"cut":     nil,
			"zeros":   make([]byte, len(whole)-cut),
			"garbage": garbage(len(whole) - cut),
		} {
			torn := append(append([]byte(nil), whole[:cut]...), tail...)
			if bytes.Equal(torn, whole) {
				continue // the last byte was that one by chance
			}
			mustWrite(t, path, torn)
			v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), ReadOnly: true})
			if err != nil {
				t.Fatalf("%s at %d: %v", name, cut, err)
			}
			if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
				t.Errorf("%s at %d: holds %s", name, cut, got)
			}
			_ = v.Close()
		}
	}
	inB := append([]byte(nil), whole...)
	inB[len(toB)-1] ^= 1
	mustWrite(t, path, inB)
	var damaged *DamagedError
	if err := w.refusedUntouched("damage before the last record"); !errors.As(err, &damaged) {
		t.Errorf("err = %v", err)
	}
	// After a torn tail, writing goes on.
	mustWrite(t, path, append(append([]byte(nil), toB...), garbage(37)...))
	w.write("d")
	w.holds("a", "b", "d", "first")
}

func garbage(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*73 + 41)
	}
	return b
}

// restorePin puts the pin files of tree back.
func (w *world) restorePin(tree map[string][]byte) {
	w.t.Helper()
	for name, b := range tree {
		if filepath.Ext(name) == ".pin" {
			mustWrite(w.t, filepath.Join(filepath.Dir(w.key), name), b)
		}
	}
}

// FAULTS 5: a journal cut below the pinned sequence is older, never a crash.
func TestJournalCutBelowThePin(t *testing.T) {
	w := newWorld(t)
	w.write("a", "b")
	path := w.journal()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := headerSize; cut < len(whole); cut++ {
		mustWrite(t, path, whole[:cut])
		var older *OlderError
		if err := w.refusedUntouched(fmt.Sprintf("cut at %d", cut)); !errors.As(err, &older) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}

// FAULTS 5: a segment gone, swapped, of another generation or of another
// vault, and records repeated or reordered, are never applied.
func TestForeignSegments(t *testing.T) {
	w := newWorld(t)
	w.write("a", "b")
	path := w.journal()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old := append([]byte(nil), whole...)
	v := w.mustOpen()
	if err := errors.Join(v.Seal(), put(v, "c"), put(v, "d"), v.release()); err != nil {
		t.Fatal(err)
	}
	formerName := path
	path = w.journal()
	current, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := newWorld(t)
	other.write("x")
	foreign, err := os.ReadFile(other.journal())
	if err != nil {
		t.Fatal(err)
	}
	first := headerSize + frameHeader + int(binary.BigEndian.Uint32(current[headerSize:]))
	head, one, two := current[:headerSize], current[headerSize:first], current[first:]
	for name, b := range map[string][]byte{
		"empty":               {},
		"an older generation": old,
		"another vault":       foreign,
		"records of an older": slices.Concat(head, old[headerSize:]),
		"a record repeated":   slices.Concat(current, one),
		"the first repeated":  slices.Concat(head, one, one, two),
		"records swapped":     slices.Concat(head, two, one),
		"the first left out":  slices.Concat(head, two),
		"another's record":    slices.Concat(head, foreign[headerSize:], two),
	} {
		mustWrite(t, path, b)
		var damaged *DamagedError
		if err := w.refusedUntouched(name); !errors.As(err, &damaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := w.refusedUntouched("no journal"); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("no journal: %v", err)
	}
	mustWrite(t, path, current)
	mustWrite(t, filepath.Join(w.dir, journalDir, "0000000002 (1).journal"), current)
	mustWrite(t, filepath.Join(w.dir, "vault (conflicted copy).age"), current)
	// Under a segment's name: the former one back, the present one once more,
	// another vault's.
	mustWrite(t, formerName, old)
	mustWrite(t, filepath.Join(w.dir, journalDir, journalName(9)), current)
	mustWrite(t, filepath.Join(w.dir, journalDir, journalName(8)), foreign)
	w.holds("a", "b", "c", "d", "first")
	v = w.mustOpen()
	defer v.Close()
	if c := v.Info().Conflicts; len(c) != 2 {
		t.Errorf("conflicts: %v", c)
	}
}

// FAULTS 5: records of two courses that a vault took, from one copy of it, do not
// add up to a third one, although each was sealed by it for that very place.
func TestRecordsOfTwoCourses(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	fork, pin := readTree(t, w.dir), w.pin()
	w.write("b")
	one, err := os.ReadFile(w.journal())
	if err != nil {
		t.Fatal(err)
	}
	writeTree(t, w.dir, fork)
	w.restorePin(pin)
	w.write("x", "y")
	other, err := os.ReadFile(w.journal())
	if err != nil {
		t.Fatal(err)
	}
	last := len(one) // of one length: "b" and "x" are
	mustWrite(t, w.journal(), slices.Concat(one, other[last:]))
	var damaged *DamagedError
	if err := w.refusedUntouched("a, b, y"); !errors.As(err, &damaged) {
		t.Errorf("err = %v", err)
	}
	w.restorePin(pin) // and where the pin knows neither
	if v, err := w.open(); err == nil {
		if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
			t.Errorf("holds %s", got)
		}
		_ = v.Close()
	}
}

// FAULTS 6: an older complete copy is refused, and taken on demand, logged.
func TestOlderCopy(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	old := readTree(t, w.dir)
	w.write("b")
	v := w.mustOpen()
	if err := errors.Join(v.Seal(), put(v, "c"), v.Close()); err != nil {
		t.Fatal(err)
	}
	writeTree(t, w.dir, old)
	var older *OlderError
	if err := w.refusedUntouched("an older copy"); !errors.As(err, &older) {
		t.Fatalf("err = %v", err)
	}
	v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), AcceptOlder: true})
	if err != nil {
		t.Fatal(err)
	}
	events, err := v.Events()
	if err != nil || len(events) != 1 || events[0].What != AcceptedOlder || !v.Accepted() {
		t.Errorf("events %+v, %v", events, err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.holds("a", "first")
}

// FAULTS 6: who knows only the public keys can make a vault that opens; the
// pin tells it from the owner's, and no flag accepts it.
func TestForgedVault(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	for _, generations := range []int{1, 4} {
		forged := filepath.Join(t.TempDir(), "forged")
		v, err := Create(forged, CreateOptions{ID: w.uuid, Operator: w.id, Recovery: w.rec})
		if err != nil {
			t.Fatal(err)
		}
		for range generations {
			if err := errors.Join(put(v, "lie"), v.Seal()); err != nil {
				t.Fatal(err)
			}
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
		_, err = Open(forged, w.id, OpenOptions{Pins: w.pins(), AcceptOlder: true})
		if !errors.Is(err, ErrNotAuthentic) {
			t.Errorf("forged, %d generations: %v", generations, err)
		}
	}
}

// A snapshot sealed for the owner and slipped under the owner's own journal.
func TestReplacedSnapshot(t *testing.T) {
	w := newWorld(t)
	other := newWorld(t)
	v, err := Create(filepath.Join(t.TempDir(), "f"), CreateOptions{ID: w.uuid, Operator: w.id})
	if err != nil {
		t.Fatal(err)
	}
	forged, err := os.ReadFile(filepath.Join(v.dir, snapshotName))
	if err := errors.Join(err, v.Close()); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(w.dir, snapshotName), forged)
	if err := w.refusedUntouched("replaced"); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("err = %v", err)
	}
	mustWrite(t, filepath.Join(w.dir, snapshotName), readTree(t, other.dir)[snapshotName])
	if err := w.refusedUntouched("another vault's"); !errors.Is(err, ErrWrongKey) {
		t.Errorf("err = %v", err)
	}
}

// FAULTS 19: a newer format is refused with the format it needs.
func TestNewerFormat(t *testing.T) {
	w := newWorld(t)
	path := w.journal()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(b[len(journalMagic):], format+1)
	mustWrite(t, path, b)
	var newer *NewerError
	if err := w.refusedUntouched("newer"); !errors.As(err, &newer) || newer.Format != format+1 {
		t.Errorf("err = %v", err)
	}
}

func TestNoPinYet(t *testing.T) {
	w := newWorld(t)
	w.write("a")
	names, _ := filepath.Glob(filepath.Join(filepath.Dir(w.key), "*.pin"))
	for _, n := range names {
		if err := os.Remove(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.refusedUntouched("no pin"); !errors.Is(err, ErrNoPin) {
		t.Errorf("err = %v", err)
	}
	var seen Summary
	v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), ConfirmNew: func(s Summary) (bool, error) {
		seen = s
		return true, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if seen.Counts[testBucket] != 2 || seen.SealedAt.IsZero() {
		t.Errorf("shown: %+v", seen)
	}
	w.holds("a", "first") // pinned now
}
