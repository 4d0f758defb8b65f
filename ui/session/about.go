package session

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"calepin/store/vault"
	"calepin/ui/text"
)

// About says of an error which vault it is about, and which of its files.
func About(dir string, err error) error {
	if err == nil {
		return nil
	}
	at := &text.VaultError{Dir: dir, Err: err}
	var damaged *vault.DamagedError
	if errors.As(err, &damaged) {
		at.File = filepath.Join(dir, damaged.File)
		for _, sub := range []string{"journal", "backups"} {
			if path := filepath.Join(dir, sub, damaged.File); !there(at.File) && there(path) {
				at.File = path
			}
		}
		main := filepath.Join(dir, "vault.age")
		if damaged.Part != vault.JournalPart && there(main) && !sealed(main) {
			at.File, at.NotSealed = main, true
		}
	}
	return at
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// sealed tells whether a file begins as age files do.
func sealed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true // nothing is known of it
	}
	defer func() { _ = f.Close() }()
	const first = "age-encryption.org/"
	begin := make([]byte, len(first))
	_, err = io.ReadFull(f, begin)
	return err == nil && bytes.Equal(begin, []byte(first))
}
