package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

// create makes the keys, has the recovery key proven where it goes on paper,
// and only then writes anything. What fails or is cancelled half-way leaves
// nothing behind.
func (a *app) create(ctx context.Context, dir string, o *setup) (*session, error) {
	operator, err := crypto.Generate(o.classic)
	if err != nil {
		return nil, err
	}
	recovery, err := crypto.Generate(o.classic)
	if err != nil {
		return nil, err
	}
	if o.recoveryFile == "" {
		c, err := a.console()
		if err != nil {
			return nil, err
		}
		if err := a.handOver(c, recovery); err != nil {
			return nil, err
		}
	}
	var v *vault.Vault
	var k key
	a.exits.hold(func() {
		if err = ctx.Err(); err == nil {
			v, k, err = a.writeVault(ctx, dir, o, operator, recovery)
		}
	})
	if err != nil {
		return nil, err
	}
	s := a.newSession(dir, k, v)
	return s, a.created(s, o, o.recoveryFile == "")
}

// undo takes back, last first, what was made before something failed.
type undo []func()

func (u *undo) add(fn func()) { *u = append(*u, fn) }

func (u undo) run() {
	for i := range u {
		u[len(u)-1-i]()
	}
}

// writeVault stores the keys, then makes the vault: a vault whose key is
// nowhere must not exist for a moment.
func (a *app) writeVault(ctx context.Context, dir string, o *setup, operator, recovery *crypto.Identity) (v *vault.Vault, k key, err error) {
	var back undo
	defer func() {
		if err != nil {
			back.run()
		}
	}()
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		back.add(func() { _ = os.Remove(dir) })
	}
	id := vault.NewID()
	if k, err = a.storeKey(ctx, dir, id, o, operator, &back); err != nil {
		return nil, k, err
	}
	if o.recoveryFile != "" {
		if err = crypto.WriteIdentityFile(o.recoveryFile, recovery, a.T.Init.RecoveryComment); err != nil {
			return nil, k, err
		}
		back.add(func() { _ = os.Remove(o.recoveryFile) })
	}
	pins := k.pins()
	back.add(func() { _ = pins.Forget() })
	v, err = vault.Create(dir, vault.CreateOptions{
		ID: id, Operator: operator, Recovery: recovery, RecoveryProven: o.recoveryFile == "", Pins: pins,
		Init: func(v *vault.Vault) error {
			_, err := store.Init(v, o.settings)
			return err
		},
	})
	return v, k, err
}

// storeKey puts a new operator's key where it is to live.
func (a *app) storeKey(ctx context.Context, dir string, id [16]byte, o *setup, operator *crypto.Identity, back *undo) (key, error) {
	k := key{id: operator, passphrase: o.passphrase}
	switch o.key {
	case keyFile:
		place, err := a.userFile(o.identityFile, id)
		if err != nil {
			return k, err
		}
		k.place = place
		err = crypto.WriteIdentityFile(o.identityFile, operator, a.T.Init.IdentityComment)
		if err == nil {
			back.add(func() { _ = os.Remove(o.identityFile) })
		}
		return k, err
	case keyPassphrase:
		place, err := a.besideVault(dir, id)
		if err == nil {
			err = mustBeNew(place.file)
		}
		if err == nil {
			err = os.MkdirAll(filepath.Dir(place.file), 0o700)
		}
		if err != nil {
			return k, err
		}
		k.place = place
	default:
		k.place = a.ring(id)
	}
	sealed, err := keyText(operator, o.passphrase)
	if err != nil {
		return k, err
	}
	// A write that timed out may still have been made.
	back.add(func() { _ = k.place.remove(context.WithoutCancel(ctx), mainSlot) })
	return k, k.place.write(ctx, mainSlot, sealed)
}
