package session

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

// Kind is where an operator's key lives.
type Kind string

// The kinds of place.
const (
	InKeyring Kind = "keyring"
	InFile    Kind = "file"  // named by the user
	InVault   Kind = "vault" // beside the vault, always sealed with a passphrase
	OnPaper   Kind = "paper" // the recovery key, typed
)

// Slot is one of two keys a place can hold. The spare one lives while the key
// is being changed, so that a crash leaves a key that opens the vault,
// whichever of the two snapshots it meets.
type Slot string

// The slots.
const (
	Main  Slot = ""
	Spare Slot = ".new"
)

// Place holds the text of a key, sealed with a passphrase or not.
type Place interface {
	Kind() Kind
	Path() string // of the file; empty for the keyring
	// Read returns an error that Missing knows where there is no key.
	Read(context.Context, Slot) ([]byte, error)
	Write(context.Context, Slot, []byte) error // replaces
	Remove(context.Context, Slot) error        // of what is there, if anything
	Pins(*crypto.Identity) crypto.PinStore
}

// Missing tells that a place holds no key. A keyring that is not there is no
// such answer, though its socket's file may be what is missing.
func Missing(err error) bool {
	if ring, ok := errors.AsType[*crypto.KeyringError](err); ok {
		return ring.Kind == crypto.NoItem
	}
	return errors.Is(err, fs.ErrNotExist)
}

// SamePlace tells whether a key put in one replaces that of the other.
func SamePlace(a, b Place) bool {
	return a != nil && b != nil && a.Kind() == b.Kind() && a.Path() == b.Path()
}

// keyringPlace is the operating system's keyring.
type keyringPlace struct {
	ring  crypto.Keyring
	vault [16]byte
	whose string // what tells the keys of several operators apart
}

// Ring is the keyring as a place to put a key in.
func (at At) Ring(vault [16]byte) Place {
	return keyringPlace{ring: crypto.Keyring{NoPrompt: at.NoPrompt, Backend: at.Keyring}, vault: vault, whose: at.whose(vault)}
}

func (p keyringPlace) Kind() Kind   { return InKeyring }
func (p keyringPlace) Path() string { return "" }

func (p keyringPlace) account(s Slot) string { return fmt.Sprintf("key:%x%s%s", p.vault, p.whose, s) }

func (p keyringPlace) Read(ctx context.Context, s Slot) ([]byte, error) {
	secret, err := p.ring.Get(ctx, p.account(s))
	return []byte(secret), err
}

func (p keyringPlace) Write(ctx context.Context, s Slot, key []byte) error {
	return p.ring.Set(ctx, p.account(s), string(key))
}

func (p keyringPlace) Remove(ctx context.Context, s Slot) error {
	if err := p.ring.Delete(ctx, p.account(s)); !Missing(err) {
		return err
	}
	return nil
}

func (p keyringPlace) Pins(id *crypto.Identity) crypto.PinStore {
	return crypto.NewKeyringPin(p.ring, id, p.vault)
}

// filePlace is an identity file: one the user named, or the sealed one beside
// the vault.
type filePlace struct {
	file  string
	of    Kind
	state string // directory of the pins that do not lie beside their key
	aside bool   // the pin lies there
	vault [16]byte
}

func (p filePlace) Kind() Kind   { return p.of }
func (p filePlace) Path() string { return p.file }

func (p filePlace) Read(_ context.Context, s Slot) ([]byte, error) {
	return crypto.ReadKeyFile(p.file + string(s))
}

func (p filePlace) Write(_ context.Context, s Slot, key []byte) error {
	err := crypto.WriteKeyFile(p.file+string(s), key)
	if errors.Is(err, fs.ErrExist) {
		return crypto.ReplaceKeyFile(p.file+string(s), key)
	}
	return err
}

func (p filePlace) Remove(_ context.Context, s Slot) error {
	if err := os.Remove(p.file + string(s)); !Missing(err) {
		return err
	}
	return nil
}

func (p filePlace) Pins(id *crypto.Identity) crypto.PinStore {
	state := statePin{crypto.NewFilePin(filepath.Join(p.state, "identity"), id, p.vault)}
	if p.aside {
		return state
	}
	return twoPins{beside: crypto.NewFilePin(p.file, id, p.vault), state: state}
}

// File is the place an identity file named by the user is.
func (at At) File(path string, vault [16]byte) (Place, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, statErr := os.Stat(path)
	pipe := statErr == nil && !info.Mode().IsRegular()
	return filePlace{file: path, of: InFile, state: at.State, aside: pipe, vault: vault}, nil
}

// Beside is the passphrase-sealed identity in a vault's directory. Its pin
// lies elsewhere: beside the vault it would be rolled back along with it.
func (at At) Beside(dir string, id [16]byte) Place {
	name := strings.TrimSuffix(vault.IdentityName, ".age") + at.whose(id) + ".age"
	return filePlace{file: filepath.Join(dir, name), of: InVault, state: at.State, aside: true, vault: id}
}

// whose is what the key of an operator who gives a login is told by: a hash, since
// a login may be a name. Who gives none has the key that is looked for first.
func (at At) whose(vault [16]byte) string {
	if at.pick.is {
		return at.pick.mark
	}
	if at.Operator == "" {
		return ""
	}
	sum := sha256.Sum256(append(vault[:], store.Fold(at.Operator)...))
	return fmt.Sprintf("-%x", sum[:4])
}

// as is the same place for the key of somebody else.
func (at At) as(login string) At {
	at.Operator, at.pick = login, pick{}
	return at
}
