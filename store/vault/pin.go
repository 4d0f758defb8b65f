package vault

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"calepin/crypto"
)

// pinDelay is how long a pin that is slow to save waits for more changes.
const pinDelay = 300 * time.Millisecond

// checkPin compares what was found with what was last seen, before anything of
// the vault is shown. It returns ErrNotAuthentic, *OlderError, or nil; ErrRekeyed
// where another operator changed the authentication key, as when somebody goes:
// whoever knew the former one could say so too, so a person has to.
func checkPin(pin crypto.Pin, s state, sequence uint64) error {
	auth := crypto.Fingerprint(s.AuthKey)
	known := pin.Auth == auth || pin.Next == auth
	handed := !known && slices.ContainsFunc(s.Former, func(key []byte) bool { return crypto.Fingerprint(key) == pin.Auth })
	if pin.Vault != s.id() || !known && !handed {
		return ErrNotAuthentic
	}
	found := Version{s.Generation, sequence}
	pinned := Version{pin.Generation, pin.Sequence}
	if found.Generation < pinned.Generation || found.Sequence < pinned.Sequence {
		return &OlderError{Found: found, Pinned: pinned}
	}
	if handed {
		return ErrRekeyed
	}
	return nil
}

// pinOf is the pin of the vault as it stands.
func (v *Vault) pinOf() crypto.Pin {
	auth := crypto.Fingerprint(v.state.AuthKey)
	return crypto.Pin{Vault: v.state.id(), Generation: v.state.Generation,
		Sequence: v.journalSequence(), Auth: auth, Next: auth, Mark: v.mark}
}

// knownTo tells whether a pin knows the vault as it was found. The mark is the
// pin's own.
func (v *Vault) knownTo(pin crypto.Pin) bool {
	found := v.pinOf()
	found.Mark = pin.Mark
	return pin == found
}

// marked takes over the mark of a transaction, to be pinned with it.
func (v *Vault) marked(tx *Tx) {
	if tx.mark != nil {
		v.mark = *tx.mark
	}
}

// Marked returns the mark that was pinned last, by this vault or before it was
// opened; the zero one where none was.
func (v *Vault) Marked() crypto.Mark {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.mark
}

// announce pins, ahead of a snapshot with another authentication key, that
// either key is right. A vault without a pin of its own needs none.
func (v *Vault) announce(next state) error {
	auth := crypto.Fingerprint(next.AuthKey)
	if v.pins == nil || crypto.Fingerprint(v.state.AuthKey) == auth {
		return nil
	}
	if err := v.pinAhead(v.pins, next.AuthKey); err != nil {
		return fmt.Errorf("announce the new key: %w: %w", ErrPin, err)
	}
	return nil
}

// advance pins the change just made durable: at once where that is cheap,
// soon after where it is not. The commit stands whatever becomes of the pin.
func (v *Vault) advance() {
	if v.pins == nil {
		return
	}
	if v.pins.Immediate() {
		v.pinNow()
		return
	}
	v.pinDue = true
	if v.pinTimer == nil {
		v.pinTimer = time.AfterFunc(pinDelay, func() {
			v.mu.Lock()
			defer v.mu.Unlock()
			v.pinTimer = nil
			if v.pinDue && !v.closed {
				v.pinNow()
			}
		})
	}
}

func (v *Vault) pinNow() {
	v.pinDue = false
	if v.pins == nil || v.closed {
		return
	}
	if err := v.pins.Save(v.pinOf()); err != nil {
		v.warn(fmt.Errorf("the change is saved: %w: %w", ErrPin, err))
	}
}

// loadPin returns the pin, and whether there is one.
func loadPin(pins crypto.PinStore) (pin crypto.Pin, found bool, err error) {
	if pins == nil {
		return pin, false, nil
	}
	pin, err = pins.Load()
	if errors.Is(err, crypto.ErrNoPin) {
		return pin, false, nil
	}
	if err != nil {
		return pin, false, err
	}
	return pin, true, nil
}
