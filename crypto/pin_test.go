package crypto

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Whatever byte of a pin is flipped, and wherever its file is cut, it says what
// it said last, what it said before that, or nothing; never anything else.
func TestPinFlipped(t *testing.T) {
	key, id := filepath.Join(t.TempDir(), "key"), generate(t, true)
	vault := [16]byte{1}
	before := Pin{Vault: vault, Generation: 1, Sequence: 7, Auth: [32]byte{2}, Next: [32]byte{2}}
	last := before
	last.Sequence = 8
	path := NewFilePin(key, id, vault).Path()
	for _, pin := range []Pin{before, last} {
		f := NewFilePin(key, id, vault)
		if pin == last { // knows what is there, as every opening does
			if got, err := f.Load(); err != nil || got != before {
				t.Fatalf("%+v, %v", got, err)
			}
		}
		if err := errors.Join(f.Save(pin), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Pin]int{}
	load := func(b []byte, from *Identity) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		f := NewFilePin(key, from, vault)
		f.path = path
		got, err := f.Load()
		if err != nil && !errors.Is(err, ErrPinDamaged) || err == nil && got != before && got != last {
			t.Fatalf("%+v, %v", got, err)
		}
		seen[got]++
	}
	for at := range whole {
		if at > pinSize && at < int(pinSlots[1]) && at%97 > 0 {
			continue // between the two lies nothing
		}
		flipped := bytes.Clone(whole)
		flipped[at] ^= 1
		load(flipped, id)
		load(whole[:at], id)
	}
	if seen[before] < pinSize || seen[last] < pinSize {
		t.Errorf("%v", seen)
	}
	clear(seen)
	if load(whole, generate(t, true)); seen[Pin{}] != 1 {
		t.Error("another key's pin is taken")
	}
}
