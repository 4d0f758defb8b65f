package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"calepin/crypto"
	"calepin/store/vault"
)

// key is an unlocked identity and where it came from.
type key struct {
	id         *crypto.Identity
	place      keyPlace // nil for a recovery key typed from paper
	passphrase string   // under which the place holds it; empty for none
	// spare says that this is the key about to replace the place's own.
	spare bool
}

// pins is where this key remembers the vault: nowhere for the recovery key.
func (k key) pins() crypto.PinStore {
	if k.place == nil {
		return nil
	}
	return k.place.pins(k.id)
}

// unlock finds the key of the vault: the identity file that was named, else
// the keyring, else the sealed identity beside the vault, else the recovery
// key, typed. What a place had to say is told when the next one is tried.
func (a *app) unlock(ctx context.Context, dir string, id [16]byte) (key, error) {
	if file := a.identityFile(); file != "" {
		place, err := a.userFile(file, id)
		if err != nil {
			return key{}, err
		}
		return a.keyFrom(ctx, place, mainSlot)
	}
	k, ringErr := a.keyFromRing(ctx, id)
	if ringErr == nil {
		return k, nil
	}
	if errors.Is(ringErr, errCancelled) || errors.Is(ringErr, errNoTerminal) {
		return key{}, ringErr
	}
	if _, err := os.Stat(filepath.Join(dir, vault.IdentityName)); err == nil {
		place, err := a.besideVault(dir, id)
		if err != nil {
			return key{}, err
		}
		return a.keyFrom(ctx, place, mainSlot)
	}
	return a.recoveryKey(ringErr)
}

// keyFrom reads a place's key and asks for its passphrase where it has one.
func (a *app) keyFrom(ctx context.Context, place keyPlace, s slot) (key, error) {
	text, err := place.read(ctx, s)
	if err != nil {
		return key{}, a.keyError(place, err)
	}
	if exposed, err := crypto.FileExposed(place.path()); err == nil && exposed {
		a.warn(a.T.Unlock.Exposed.With("path", place.path()))
	}
	k := key{place: place, spare: s == spareSlot}
	k.id, err = crypto.ParseIdentity(string(text))
	if errors.Is(err, crypto.ErrSealedIdentity) {
		k.id, k.passphrase, err = a.openSealed(text)
	}
	if err != nil {
		return key{}, a.keyError(place, err)
	}
	return k, nil
}

// keyError words what is wrong with a place's key, and makes it exit 3.
func (a *app) keyError(place keyPlace, err error) error {
	switch {
	case errors.Is(err, errNoTerminal):
		return failure(exitLocked, a.T.Unlock.PassphraseNeedsTerminal, err)
	case errors.Is(err, errCancelled), place.kind() == inKeyring:
		return err
	case errors.Is(err, fs.ErrNotExist):
		return failure(exitLocked, a.T.Unlock.NoFile.With("path", place.path()), err)
	}
	return failure(exitLocked, a.T.Unlock.BadFile.With("path", place.path(), "why", a.T.Sentence(err)), err)
}

const passphraseTries = 3

// openSealed asks for the passphrase of a sealed identity.
func (a *app) openSealed(text []byte) (*crypto.Identity, string, error) {
	c, err := a.console()
	if err != nil {
		return nil, "", err
	}
	for try := 1; ; try++ {
		passphrase, err := c.secret(a.T.Unlock.Passphrase)
		if err != nil {
			return nil, "", err
		}
		id, err := crypto.OpenSealed(text, passphrase)
		again := errors.Is(err, crypto.ErrWrongPassphrase) || errors.Is(err, crypto.ErrEmptyPassphrase)
		if !again || try == passphraseTries {
			return id, passphrase, err
		}
		c.say(a.T.Unlock.WrongPassphrase)
	}
}

// keyFromRing reads the keyring's key. A locked keyring is waited for only
// when someone at the terminal chooses so.
func (a *app) keyFromRing(ctx context.Context, id [16]byte) (key, error) {
	place := keyringPlace{ring: crypto.Keyring{NoPrompt: true}, vault: id}
	k, err := a.keyFrom(ctx, place, mainSlot)
	var ring *crypto.KeyringError
	if !errors.As(err, &ring) || ring.Kind != crypto.Locked && !ring.Locked {
		return k, err
	}
	c, noTerminal := a.console()
	if noTerminal != nil {
		return k, err
	}
	wait, asked := c.yes(a.T.Unlock.WaitForKeyring)
	if asked != nil {
		return k, asked
	}
	if !wait {
		return k, err
	}
	place.ring = crypto.Keyring{Timeout: patience}
	return a.keyFrom(ctx, place, mainSlot)
}

// recoveryKey asks for the recovery key, after saying why the others failed.
func (a *app) recoveryKey(why error) (key, error) {
	sentence := a.sentence(why)
	c, err := a.console()
	if err != nil {
		return key{}, failure(exitLocked, sentence+" "+a.T.Unlock.WithoutKeyring, why)
	}
	c.say(capital(sentence))
	c.say(a.T.Unlock.TypeRecovery)
	id, err := a.typedKey(c)
	return key{id: id}, err
}

// typedKey reads a key typed or pasted from paper, and takes it off the screen.
func (a *app) typedKey(c *console) (*crypto.Identity, error) {
	for try := 1; ; try++ {
		typed, err := c.ask(">", "")
		if err != nil {
			return nil, err
		}
		c.wipe(typed)
		id, err := crypto.ParseGroups(typed)
		switch {
		case typed == "":
			return nil, errCancelled
		case err == nil:
			return id, nil
		case try == passphraseTries:
			return nil, failure(exitLocked, a.T.Sentence(err), err)
		}
		c.say(capital(a.T.Sentence(err)) + " " + a.T.Unlock.TryAgain)
	}
}

// warn says something that does not stop the command.
func (a *app) warn(sentence string) {
	a.warned = append(a.warned, sentence)
	a.say("calepin: " + sentence)
}
