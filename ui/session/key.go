package session

import (
	"context"

	"calepin/crypto"
)

// Key is an unlocked identity and where it came from.
type Key struct {
	ID         *crypto.Identity
	Place      Place  // nil for a recovery key typed from paper
	Passphrase string // under which the place holds it; empty for none
	// spare says that this is the key about to replace the place's own.
	spare bool
	pick  pick
	wrong int // how many passphrases were tried before the right one
}

// Paper is a recovery key typed or pasted from paper. Its errors are
// crypto.ParseIdentity's.
func Paper(typed string) (Key, error) {
	id, err := crypto.ParseIdentity(typed)
	return Key{ID: id}, err
}

// Pins is where this key remembers the vault: nowhere for the recovery key.
func (k Key) Pins() crypto.PinStore {
	if k.Place == nil {
		return nil
	}
	return k.Place.Pins(k.ID)
}

// Write puts the key in a slot of its place, sealed where it has a passphrase.
// A plain file gets age-keygen's layout, with comment.
func (k Key) Write(ctx context.Context, s Slot, comment string) error {
	if k.Place.Path() != "" && k.Passphrase == "" {
		if err := k.Place.Remove(ctx, s); err != nil {
			return err
		}
		return crypto.WriteIdentityFile(k.Place.Path()+string(s), k.ID, comment)
	}
	text := []byte(k.ID.Text() + "\n")
	if k.Passphrase != "" {
		var err error
		if text, err = crypto.SealIdentity(k.ID, k.Passphrase); err != nil {
			return err
		}
	}
	return k.Place.Write(ctx, s, text)
}

// Replace puts the key in its place over another, which stays until the new
// one is whole.
func (k Key) Replace(ctx context.Context, comment string) error {
	if err := k.Write(ctx, Spare, comment); err != nil {
		return err
	}
	return k.Promote(ctx)
}

// Promote makes the spare key of its place the place's own.
func (k Key) Promote(ctx context.Context) error {
	text, err := k.Place.Read(ctx, Spare)
	if err == nil {
		err = k.Place.Write(ctx, Main, text)
	}
	if err == nil {
		err = k.Place.Remove(ctx, Spare)
	}
	return err
}
