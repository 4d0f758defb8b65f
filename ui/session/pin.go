package session

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"

	"calepin/crypto"
)

// statePin keeps the pin in the state directory, which it makes.
type statePin struct{ *crypto.FilePin }

// Save is part of crypto.PinStore.
func (p statePin) Save(pin crypto.Pin) error {
	if err := os.MkdirAll(filepath.Dir(p.Path()), 0o700); err != nil {
		return err
	}
	return p.FilePin.Save(pin)
}

// twoPins keeps the pin beside an identity file, or in the state directory
// where nothing can be written beside it: a key on a read-only medium.
type twoPins struct {
	beside *crypto.FilePin
	state  statePin
}

// Load is part of crypto.PinStore: the later of the two, for the medium may
// have become writable or ceased to be.
func (p twoPins) Load() (crypto.Pin, error) {
	near, nearErr := p.beside.Load()
	if errors.Is(nearErr, crypto.ErrPinDamaged) {
		return near, nearErr
	}
	far, farErr := p.state.Load()
	switch {
	case nearErr != nil:
		return far, farErr
	case farErr != nil:
		return near, nil
	case cmp.Or(cmp.Compare(near.Generation, far.Generation), cmp.Compare(near.Sequence, far.Sequence)) < 0:
		return far, nil
	}
	return near, nil
}

// Save is part of crypto.PinStore.
func (p twoPins) Save(pin crypto.Pin) error {
	if err := p.beside.Save(pin); err == nil {
		return nil
	}
	return p.state.Save(pin)
}

// Forget is part of crypto.PinStore.
func (p twoPins) Forget() error { return errors.Join(p.beside.Forget(), p.state.Forget()) }

// Immediate is part of crypto.PinStore.
func (p twoPins) Immediate() bool { return true }

// Close releases both files.
func (p twoPins) Close() error { return errors.Join(p.beside.Close(), p.state.Close()) }
