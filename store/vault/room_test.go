package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// killed puts the keys in one session that ends as by a kill: the room that it
// made stays behind the last change. It returns the journal and the length of
// its changes.
func (w *world) killed(keys ...string) (whole []byte, used int) {
	w.t.Helper()
	v := w.mustOpen()
	for _, k := range keys {
		if err := put(v, k); err != nil {
			w.t.Fatal(err)
		}
	}
	used = int(v.journal.size())
	v.journal.appended = false // a kill takes nothing away
	if err := v.release(); err != nil {
		w.t.Fatal(err)
	}
	whole, err := os.ReadFile(w.journal())
	if err != nil {
		w.t.Fatal(err)
	}
	if len(whole) != roomStep {
		w.t.Fatalf("a journal of %d bytes, %d of them changes", len(whole), used)
	}
	return whole, used
}

// pin returns the files of the pin, for restorePin.
func (w *world) pin() map[string][]byte { return readTree(w.t, filepath.Dir(w.key)) }

// samples are offsets up to size: all of the first dense ones, then some.
func samples(dense, size int) (at []int) {
	step := 1
	if testing.Short() {
		step = 7
	}
	for i := 0; i < size; i += step {
		if i >= dense {
			step = 997
		}
		at = append(at, i)
	}
	return at
}

// A journal at rest is its changes and not a byte besides.
func TestRoomIsTakenAwayOnClose(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	for i, want := range []int64{0, roomStep, roomStep} {
		if err := put(v, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
		info, err := v.journal.file.Stat()
		if want == 0 { // a command that saves once makes no room
			want = v.journal.size()
		}
		if err != nil || info.Size() != want || v.Info().JournalBytes != v.journal.size() {
			t.Errorf("after change %d: %d bytes on disk, want %d (%v)", i, info.Size(), want, err)
		}
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(w.journal()); err != nil || info.Size() != v.journal.size() {
		t.Errorf("at rest: %v, %v, want %d", info.Size(), err, v.journal.size())
	}
	_, used := w.killed("a", "b")
	w.holds("0", "1", "2", "a", "b", "first") // reading leaves the room
	if info, err := os.Stat(w.journal()); err != nil || info.Size() != roomStep {
		t.Errorf("after reading: %v, %v", info.Size(), err)
	}
	w.write("c")
	if info, err := os.Stat(w.journal()); err != nil || info.Size() <= int64(used) || info.Size() > int64(used)+200 {
		t.Errorf("after the next change: %v, %v", info.Size(), err)
	}
}

// FAULTS 5, after a kill: every byte of the changes flipped is refused. A byte
// of the room stands above every change: nothing is lost with it, it cannot be
// told from the torn beginning of a change, and it is dropped as one.
func TestJournalWithRoomFlipped(t *testing.T) {
	w := newWorld(t)
	whole, used := w.killed("a", "b", "c")
	path := w.journal()
	for _, at := range samples(used+200, len(whole)) {
		flipped := bytes.Clone(whole)
		flipped[at] ^= 0x40
		mustWrite(t, path, flipped)
		if at >= used {
			w.holds("a", "b", "c", "first")
			continue
		}
		var damaged *DamagedError
		var newer *NewerError
		err := w.refusedUntouched(fmt.Sprintf("byte %d", at))
		if !errors.As(err, &damaged) && !(errors.As(err, &newer) && at < len(journalMagic)+4) {
			t.Errorf("byte %d: %v", at, err)
		}
	}
	flipped := bytes.Clone(whole)
	flipped[used+5000] = 1
	mustWrite(t, path, flipped)
	if whole, used = w.killed("d", "e"); len(bytes.Trim(whole[used:], "\x00")) > 0 {
		t.Error("what was dropped stands behind the next change")
	}
	w.holds("a", "b", "c", "d", "e", "first")
}

// FAULTS 5, after a kill: a cut that takes zeros alone loses nothing; any other
// is older than the pin.
func TestJournalWithRoomCut(t *testing.T) {
	w := newWorld(t)
	whole, used := w.killed("a", "b", "c")
	for _, cut := range samples(used+200, len(whole)) {
		mustWrite(t, w.journal(), whole[:cut])
		if cut >= used {
			w.holds("a", "b", "c", "first")
			continue
		}
		err := w.refusedUntouched(fmt.Sprintf("cut at %d", cut))
		var older *OlderError
		var damaged *DamagedError // of a header
		if !errors.As(err, &older) && !(errors.As(err, &damaged) && cut < headerSize) {
			t.Errorf("cut at %d: %v", cut, err)
		}
	}
}

// Zeros are the end where nothing else follows, and nowhere else: what they
// hide of the changes that the pin knows is refused, whatever stands behind.
func TestZerosHideNoChange(t *testing.T) {
	w := newWorld(t)
	whole, used := w.killed("a", "b", "c")
	var starts []int
	for at := headerSize; at < used; at += frameHeader + int(binary.BigEndian.Uint32(whole[at:])) {
		starts = append(starts, at)
	}
	for i, at := range starts {
		for what, to := range map[string]int{"the length": at + 4, "the frame's header": at + frameHeader,
			"half the frame": at + 40, "all that follows": len(whole)} {
			zeroed := bytes.Clone(whole)
			clear(zeroed[at:to])
			mustWrite(t, w.journal(), zeroed)
			err := w.refusedUntouched(fmt.Sprintf("%s of change %d", what, i))
			var damaged *DamagedError
			var older *OlderError
			if all := to == len(whole); all != errors.As(err, &older) || !all && !errors.As(err, &damaged) {
				t.Errorf("%s of change %d zeroed: %v", what, i, err)
			}
		}
	}
}

// A change above the pin of which any sectors reached the room is torn: it is
// dropped, and none of its bytes is left behind or within the next change.
func TestTornChangeInRoom(t *testing.T) {
	w := newWorld(t)
	before, from := w.killed("a", "b")
	pin := w.pin()
	whole, to := w.killed(strings.Repeat("c", 500)) // more than what comes after it
	w.restorePin(pin)
	const parts = 6
	size := (to - from + parts - 1) / parts
	for mask := range 1<<parts - 1 {
		torn := bytes.Clone(before)
		for i := range parts {
			if start := from + i*size; mask>>i&1 == 1 && start < to {
				copy(torn[start:min(start+size, to)], whole[start:])
			}
		}
		mustWrite(t, w.journal(), torn)
		v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), ReadOnly: true})
		if err != nil {
			t.Fatalf("parts %06b: %v", mask, err)
		}
		if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
			t.Errorf("parts %06b: holds %s", mask, got)
		}
		_ = v.Close()
		if after, used := w.killed("d", "e"); len(bytes.Trim(after[used:], "\x00")) > 0 {
			t.Fatalf("parts %06b: torn bytes behind the next change", mask)
		}
		w.holds("a", "b", "d", "e", "first")
		mustWrite(t, w.journal(), before)
		w.restorePin(pin)
	}
}

// A change of several frames whose last ones never reached the room.
func TestTornLongChangeInRoom(t *testing.T) {
	w := newWorld(t)
	_, from := w.killed("a", "b")
	pin := w.pin()
	v := w.mustOpen()
	long := op{testBucket, []byte("long"), garbage(3 * frameText)}
	if err := v.journal.append([]op{long}); err != nil {
		t.Fatal(err)
	}
	whole := make([]byte, v.journal.size())
	if _, err := v.journal.file.ReadAt(whole, 0); err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	_ = v.release()
	w.restorePin(pin)
	first := from + frameHeader + frameText + 1 + 40
	second := first + (first - from)
	for name, lost := range map[string][2]int{"the first frame": {from, first}, "the second": {first, second},
		"the end": {second, len(whole)}, "the tag": {len(whole) - 16, len(whole)}} {
		torn := bytes.Clone(whole)
		clear(torn[lost[0]:lost[1]])
		mustWrite(t, w.journal(), append(torn, make([]byte, 100)...))
		v, err := Open(w.dir, w.id, OpenOptions{Pins: w.pins(), ReadOnly: true})
		if err != nil {
			t.Errorf("%s lost: %v", name, err)
			continue
		}
		if got := fmt.Sprint(keysOf(t, v)); got != "[a b first]" {
			t.Errorf("%s lost: holds %s", name, got)
		}
		_ = v.Close()
	}
}
