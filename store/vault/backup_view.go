package vault

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
)

// ViewBackup runs fn over the content of a backup, which stays as it is. A
// backup that the vault cannot vouch for is refused with ErrNotAuthentic.
func (v *Vault) ViewBackup(ref string, fn func(*Tx) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.viewBackup(ref, fn); err != nil {
		return fmt.Errorf("read backup %s: %w", ref, err)
	}
	return nil
}

func (v *Vault) viewBackup(ref string, fn func(*Tx) error) error {
	db, _, err := v.openBackup(v.backupPath(ref), v.id, v.state.AuthKey)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(func(b *bolt.Tx) error { return fn(&Tx{bolt: b}) })
}

// openBackup loads the backup at path, which its header, under the authentication key
// auth, vouches for.
func (v *Vault) openBackup(path string, id *crypto.Identity, auth []byte) (*bolt.DB, header, error) {
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
