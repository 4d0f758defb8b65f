package session

import (
	"testing"

	"calepin/crypto"
)

// A later pin in either place wins; what cannot be written beside a key goes to
// the other.
func TestTwoPins(t *testing.T) {
	id, err := crypto.Generate(true)
	if err != nil {
		t.Fatal(err)
	}
	vault := [16]byte{1}
	near, far := t.TempDir(), t.TempDir()
	p := twoPins{beside: crypto.NewFilePin(near+"/key", id, vault),
		state: statePin{crypto.NewFilePin(far+"/new/identity", id, vault)}}
	away := twoPins{beside: crypto.NewFilePin(near+"/absent/key", id, vault), state: p.state}
	for i, save := range []twoPins{p, away, p} {
		pin := crypto.Pin{Vault: vault, Generation: uint64(i + 1)}
		if err := save.Save(pin); err != nil {
			t.Fatal(err)
		}
		if got, err := p.Load(); err != nil || got != pin {
			t.Errorf("%d: %v, %v", i, got, err)
		}
	}
	if err := p.Forget(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Load(); err == nil {
		t.Error("not forgotten")
	}
}
