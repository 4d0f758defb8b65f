package session

import (
	"context"
	"errors"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

// Session is an open vault and the key that opened it.
type Session struct {
	At    At
	Vault *vault.Vault
	Key   Key
	Role  vault.Role // of the key
	// Operator is who opened, once the records were asked for.
	Operator store.Operator

	// Daily says that the vault is open for longer than a command, or to be
	// sealed: then it makes the backup of the day when it closes.
	Daily bool

	records *store.Store // once they were asked for
	late    []error      // what the backup of the day met
	done    func()
	err     error // of closing
}

// A NewError says that the key never saw the vault on this computer: somebody
// has to say whether it is the right one.
type NewError struct{ Found vault.Summary }

func (e *NewError) Error() string { return vault.ErrNoPin.Error() }
func (e *NewError) Unwrap() error { return vault.ErrNoPin }

// A SealedError says that the key was being changed when the program last
// ended, and that the new one is sealed with another passphrase.
type SealedError struct {
	Step Step
	Err  error // what the former key met
}

func (e *SealedError) Error() string { return e.Err.Error() }
func (e *SealedError) Unwrap() error { return e.Err }

// Confirm tells whether a vault that the key never saw on this computer is the
// right one.
type Confirm func(vault.Summary) (bool, error)

// Same confirms the vault that someone was shown, and no other.
func Same(shown vault.Summary) Confirm {
	return func(found vault.Summary) (bool, error) {
		return found.Version == shown.Version && found.SealedAt.Equal(shown.SealedAt), nil
	}
}

// Open opens the vault with a key; where the key was being changed when the
// program last ended, with the spare one. A vault that is new to the key is
// taken where confirm says so; with no confirm, it is a *NewError.
func (at At) Open(ctx context.Context, k Key, confirm Confirm) (*Session, error) {
	s, err := at.open(k, confirm)
	if err == nil && k.spare {
		return s, s.promote(ctx)
	}
	if !errors.Is(err, vault.ErrWrongKey) || k.Place == nil || k.spare {
		return s, err
	}
	step, spareErr := Step{at: at}.read(ctx, k.Place, Spare)
	if spareErr != nil {
		return nil, err
	}
	spare := step.Key
	if step.Need == Passphrase {
		if spare, spareErr = step.Unseal(k.Passphrase); spareErr != nil {
			return nil, &SealedError{step, err}
		}
	}
	if s, err = at.open(spare, confirm); err != nil {
		return nil, err
	}
	return s, s.promote(ctx)
}

func (s *Session) promote(ctx context.Context) error {
	s.Key.spare = false
	return s.Key.Promote(ctx)
}

func (at At) open(k Key, confirm Confirm) (*Session, error) {
	pins := k.Pins()
	if pins != nil && k.ID.Plugin() == "" && unpinned(pins) { // no recovery key is on hardware
		if s, err := at.openIfRecovery(k); s != nil || err != nil {
			return s, err
		}
	}
	var met *NewError
	if confirm == nil {
		confirm = func(found vault.Summary) (bool, error) {
			met = &NewError{found}
			return false, met
		}
	}
	v, err := vault.Open(at.Dir, k.ID, vault.OpenOptions{Pins: pins, AcceptOlder: at.AcceptOlder, Early: at.Early, ConfirmNew: confirm})
	switch {
	case met != nil:
		return nil, met
	case err != nil:
		return nil, err
	}
	return at.Begin(k, v), nil
}

func unpinned(pins crypto.PinStore) bool {
	_, err := pins.Load()
	return errors.Is(err, crypto.ErrNoPin)
}

// openIfRecovery opens the vault where k is its recovery key: that one
// remembers no vault, and is trusted without a question. It returns nil where
// k is an operator's.
func (at At) openIfRecovery(k Key) (*Session, error) {
	v, err := vault.Open(at.Dir, k.ID, vault.OpenOptions{})
	if err != nil {
		return nil, err
	}
	if by, ok := v.OpenedBy(); ok && by.Role == vault.Recovery {
		return at.Begin(k, v), nil
	}
	return nil, v.Close()
}

// Begin makes a session of a vault that is open already.
func (at At) Begin(k Key, v *vault.Vault) *Session {
	if k.pick.is {
		at.pick = k.pick
	}
	s := &Session{At: at, Vault: v, Key: k}
	if by, ok := v.OpenedBy(); ok {
		s.Role = by.Role
	}
	if s.done = s.Shut; at.Keep != nil {
		s.done = at.Keep(s)
	}
	return s
}

// Close folds what is due and lets the vault go.
func (s *Session) Close() error {
	s.done()
	return s.err
}
