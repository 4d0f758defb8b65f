package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// Choice is where a new operator's key is to live, as --key names it.
type Choice string

// The choices.
const (
	Keyring    Choice = "keyring"
	TwoFactors Choice = "keyring+passphrase"
	Sealed     Choice = "passphrase" // sealed, beside the vault
	KeyFile    Choice = "file"       // that IdentityFile names
)

// Sealed tells whether the key is kept under a passphrase.
func (c Choice) Sealed() bool { return c == TwoFactors || c == Sealed }

// Plan is everything the creation of a vault depends on.
type Plan struct {
	Settings     store.Settings
	Key          Choice
	Passphrase   string
	IdentityFile string
	// RecoveryFile is where the recovery key goes, unproven; empty where it was
	// shown, and proven to have been copied.
	RecoveryFile string
}

// Keys are those of a vault to be, which are nowhere yet.
type Keys struct{ Operator, Recovery *crypto.Identity }

// NewKeys draws both keys of a vault.
func NewKeys(classic bool) (Keys, error) {
	operator, err := crypto.Generate(classic)
	if err != nil {
		return Keys{}, err
	}
	recovery, err := crypto.Generate(classic)
	return Keys{operator, recovery}, err
}

// Create stores the keys, then makes the vault and opens it: a vault whose key
// is nowhere must not exist for a moment. What fails, or was cancelled before,
// leaves nothing behind.
func (at At) Create(ctx context.Context, p Plan, keys Keys, w *text.Words) (*Session, error) {
	var v *vault.Vault
	var k Key
	err := ctx.Err()
	at.hold(func() {
		if err = ctx.Err(); err == nil {
			v, k, err = at.create(ctx, p, keys, w)
		}
	})
	if err != nil {
		return nil, err
	}
	return at.Begin(k, v), nil
}

func (at At) hold(fn func()) {
	if at.Hold == nil {
		fn()
		return
	}
	at.Hold(fn)
}

// Undo takes back, last first, what was made before something failed.
type Undo []func()

// Add remembers how something is taken back.
func (u *Undo) Add(fn func()) { *u = append(*u, fn) }

// Run takes everything back.
func (u Undo) Run() {
	for i := range u {
		u[len(u)-1-i]()
	}
}

func (at At) create(ctx context.Context, p Plan, keys Keys, w *text.Words) (v *vault.Vault, k Key, err error) {
	var back Undo
	defer func() {
		if err != nil {
			back.Run()
		}
	}()
	if _, err := os.Stat(at.Dir); errors.Is(err, fs.ErrNotExist) {
		back.Add(func() { _ = os.Remove(at.Dir) })
	}
	id := vault.NewID()
	if k, err = at.storeKey(ctx, id, p, keys.Operator, w.Init.IdentityComment, &back); err != nil {
		return nil, k, err
	}
	if p.RecoveryFile != "" {
		if err = crypto.WriteIdentityFile(p.RecoveryFile, keys.Recovery, w.Init.RecoveryComment); err != nil {
			return nil, k, err
		}
		back.Add(func() { _ = os.Remove(p.RecoveryFile) })
	}
	pins := k.Pins()
	back.Add(func() { _ = pins.Forget() })
	v, err = vault.Create(at.Dir, vault.CreateOptions{
		ID: id, Operator: keys.Operator, Recovery: keys.Recovery, RecoveryProven: p.RecoveryFile == "", Pins: pins,
		Init: func(v *vault.Vault) error {
			_, err := store.Init(v, p.Settings)
			return err
		},
	})
	return v, k, err
}

// storeKey puts a new operator's key where it is to live.
func (at At) storeKey(ctx context.Context, id [16]byte, p Plan, operator *crypto.Identity, comment string, back *Undo) (k Key, err error) {
	k = Key{ID: operator, Passphrase: p.Passphrase}
	if p.Key.Sealed() && p.Passphrase == "" {
		return k, crypto.ErrEmptyPassphrase
	}
	switch p.Key {
	case KeyFile:
		if k.Place, err = at.File(p.IdentityFile, id); err != nil {
			return k, err
		}
		if err = crypto.WriteIdentityFile(p.IdentityFile, operator, comment); err == nil {
			back.Add(func() { _ = os.Remove(p.IdentityFile) })
		}
		return k, err
	case Sealed:
		k.Place = at.Beside(at.Dir, id)
		if err = MustBeNew(k.Place.Path()); err == nil {
			err = os.MkdirAll(filepath.Dir(k.Place.Path()), 0o700)
		}
		if err != nil {
			return k, err
		}
	default:
		k.Place = at.Ring(id)
	}
	// A write that timed out may still have been made.
	back.Add(func() { _ = k.Place.Remove(context.WithoutCancel(ctx), Main) })
	return k, k.Write(ctx, Main, comment)
}
