package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// MinPassphrase is how many characters a passphrase has at least.
const MinPassphrase = 8

// Weak tells whether a passphrase is too short.
func Weak(passphrase string) bool { return len([]rune(passphrase)) < MinPassphrase }

// Vacant tells why no vault can be made here: one is there already, or the
// nearest folder above that exists takes no files.
func (at At) Vacant() error {
	var damaged *vault.DamagedError
	switch _, err := vault.Peek(at.Dir); {
	case err == nil, errors.As(err, &damaged):
		return About(at.Dir, vault.ErrExists)
	case !errors.Is(err, vault.ErrNotFound):
		return About(at.Dir, err)
	}
	for dir := at.Dir; ; dir = filepath.Dir(dir) {
		_, err := os.Stat(dir)
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			return at.takesFiles(dir)
		}
	}
}

// Creatable refuses a path where a file could not be made, by making one beside
// it for a moment: better before a key is copied on paper than after.
func (at At) Creatable(path string) error {
	if path == "" {
		return nil
	}
	if err := at.takesFiles(filepath.Dir(path)); err != nil {
		return err
	}
	return MustBeNew(path)
}

// takesFiles tells why no file can be made in a folder.
func (at At) takesFiles(dir string) (err error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return &fs.PathError{Op: text.InFolder, Path: dir, Err: err.(*fs.PathError).Err}
	case !info.IsDir():
		return &fs.PathError{Op: text.InFolder, Path: dir, Err: syscall.ENOTDIR}
	}
	at.hold(func() {
		var f *os.File
		if f, err = os.CreateTemp(dir, ".calepin-*"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	})
	var path *fs.PathError
	if errors.As(err, &path) {
		path.Path = dir
	}
	return err
}

// MustBeNew refuses the path of something that is there; an empty one names
// nothing.
func MustBeNew(path string) error {
	if path == "" {
		return nil
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return nil
}

// TryKeyring asks the keyring for a name it cannot hold, before a key is
// trusted to it. With wait it has the system ask for the keyring's password,
// for Patience or until ctx ends. Its error is a *crypto.KeyringError.
func (at At) TryKeyring(ctx context.Context, wait bool) error {
	ring := crypto.Keyring{NoPrompt: true, Backend: at.Keyring}
	if wait {
		ring = crypto.Keyring{Timeout: Patience, Backend: at.Keyring}
	}
	if _, err := ring.Get(ctx, "key:probe"); !Missing(err) {
		return err
	}
	return nil
}

// Country is the territory of the locale, else the language's first.
func Country(language text.Language, env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_TELEPHONE", "LANG"} {
		tag, _, _ := strings.Cut(env(name), ".")
		if _, territory, ok := strings.Cut(tag, "_"); ok && len(territory) >= 2 {
			code := strings.ToUpper(territory[:2])
			if (store.Settings{Country: code}).Check() == nil {
				return code
			}
		}
	}
	if language == text.French {
		return "FR"
	}
	return "GB"
}
