package vault

import (
	"errors"
	"fmt"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
)

// ViewBackup runs fn over the content of a backup, which stays as it is. A
// backup that the vault cannot vouch for is refused with ErrNotAuthentic.
func (v *Vault) ViewBackup(name string, fn func(*Tx) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.viewBackup(name, fn); err != nil {
		return fmt.Errorf("read backup %s: %w", name, err)
	}
	return nil
}

func (v *Vault) viewBackup(name string, fn func(*Tx) error) error {
	db, _, err := v.openBackup(name, v.id, v.state.AuthKey)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(func(b *bolt.Tx) error { return fn(&Tx{bolt: b}) })
}

// openBackup loads a backup that its header, under the authentication key
// auth, vouches for.
func (v *Vault) openBackup(name string, id *crypto.Identity, auth []byte) (*bolt.DB, header, error) {
	path := filepath.Join(v.dir, backupDir, name)
	s, err := openSnapshot(v.fs, path, id)
	if err != nil {
		return nil, header{}, err
	}
	defer s.close()
	h, err := headerOf(v.fs, headerPath(path), backupMagic)
	if err != nil || h.Snapshot != s.hash || h.check(backupMagic, auth) != nil {
		return nil, header{}, errors.Join(ErrNotAuthentic, err)
	}
	db, err := s.load()
	return db, h, err
}
