package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"calepin/crypto"
	"calepin/store/vault"
)

// placeKind is where an operator's key lives.
type placeKind string

const (
	inKeyring placeKind = "keyring"
	inFile    placeKind = "file"  // named by the user
	inVault   placeKind = "vault" // beside the vault, always sealed with a passphrase
	onPaper   placeKind = "paper" // the recovery key, typed
)

// slot is one of two keys a place can hold. The spare one lives while the key
// is being changed, so that a crash leaves a key that opens the vault,
// whichever of the two snapshots it meets.
type slot string

const (
	mainSlot  slot = ""
	spareSlot slot = ".new"
)

// keyPlace holds the text of a key, sealed with a passphrase or not. A missing
// key is fs.ErrNotExist or a *crypto.KeyringError of kind NoItem.
type keyPlace interface {
	kind() placeKind
	path() string // of the file; empty for the keyring
	read(context.Context, slot) ([]byte, error)
	write(context.Context, slot, []byte) error // replaces
	remove(context.Context, slot) error
	pins(*crypto.Identity) crypto.PinStore
}

// keyringPlace is the operating system's keyring.
type keyringPlace struct {
	ring  crypto.Keyring
	vault [16]byte
}

// ring is the keyring as a place to put a key in. Where nobody sits at a
// terminal, nobody answers its window either.
func (a *app) ring(vault [16]byte) keyringPlace {
	return keyringPlace{ring: crypto.Keyring{NoPrompt: !a.interactive()}, vault: vault}
}

// patience is how long the keyring may take when someone chose to answer its
// window.
const patience = 2 * time.Minute

func (p keyringPlace) kind() placeKind { return inKeyring }
func (p keyringPlace) path() string    { return "" }

func (p keyringPlace) account(s slot) string { return fmt.Sprintf("key:%x%s", p.vault, s) }

func (p keyringPlace) read(ctx context.Context, s slot) ([]byte, error) {
	secret, err := p.ring.Get(ctx, p.account(s))
	return []byte(secret), err
}

func (p keyringPlace) write(ctx context.Context, s slot, key []byte) error {
	return p.ring.Set(ctx, p.account(s), string(key))
}

func (p keyringPlace) remove(ctx context.Context, s slot) error {
	if err := p.ring.Delete(ctx, p.account(s)); !missing(err) {
		return err
	}
	return nil
}

func (p keyringPlace) pins(id *crypto.Identity) crypto.PinStore {
	return crypto.NewKeyringPin(p.ring, id, p.vault)
}

// filePlace is an identity file: one the user named, or the sealed one beside
// the vault.
type filePlace struct {
	file  string
	of    placeKind
	state string // directory of the pins that do not lie beside their key
	aside bool   // the pin lies there
	vault [16]byte
}

func (p filePlace) kind() placeKind { return p.of }
func (p filePlace) path() string    { return p.file }

func (p filePlace) read(_ context.Context, s slot) ([]byte, error) {
	return crypto.ReadKeyFile(p.file + string(s))
}

func (p filePlace) write(_ context.Context, s slot, key []byte) error {
	err := crypto.WriteKeyFile(p.file+string(s), key)
	if errors.Is(err, fs.ErrExist) {
		return crypto.ReplaceKeyFile(p.file+string(s), key)
	}
	return err
}

func (p filePlace) remove(_ context.Context, s slot) error {
	if err := os.Remove(p.file + string(s)); !missing(err) {
		return err
	}
	return nil
}

func (p filePlace) pins(id *crypto.Identity) crypto.PinStore {
	state := statePin{crypto.NewFilePin(filepath.Join(p.state, "identity"), id, p.vault)}
	if p.aside {
		return state
	}
	return twoPins{beside: crypto.NewFilePin(p.file, id, p.vault), state: state}
}

// missing tells that a place holds no key.
func missing(err error) bool {
	var ring *crypto.KeyringError
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, &ring) && ring.Kind == crypto.NoItem
}

// userFile is the place an identity file named by the user is.
func (a *app) userFile(path string, id [16]byte) (filePlace, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return filePlace{}, err
	}
	state, err := a.stateDir()
	info, statErr := os.Stat(path)
	pipe := statErr == nil && !info.Mode().IsRegular()
	return filePlace{file: path, of: inFile, state: state, aside: pipe, vault: id}, err
}

// besideVault is the passphrase-sealed identity in the vault's directory. Its
// pin lies elsewhere: beside the vault it would be rolled back along with it.
func (a *app) besideVault(dir string, id [16]byte) (filePlace, error) {
	state, err := a.stateDir()
	return filePlace{file: filepath.Join(dir, vault.IdentityName), of: inVault, state: state, aside: true, vault: id}, err
}

// keyText is how a place holds a key: sealed where there is a passphrase.
func keyText(id *crypto.Identity, passphrase string) ([]byte, error) {
	if passphrase != "" {
		return crypto.SealIdentity(id, passphrase)
	}
	return []byte(id.String() + "\n"), nil
}
