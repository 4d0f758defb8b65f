package vault

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"calepin/store/vault/disk"
)

// rewrite commits tx, and what was loaded in it, as the next snapshot: once that
// is in place the change is durable, as it is once in the journal. The same
// pages become the working copy. Before the rename nothing has happened.
func (v *Vault) rewrite(tx *Tx) error {
	if err := tx.flush(); err != nil {
		return err
	}
	mem, err := memoryFile()
	if err != nil {
		return err
	}
	if v.dir == "" {
		if err = relayed(func(w io.Writer) error { return pack(w, tx.bolt, tx.loads) }, mem); err != nil {
			_ = mem.Close()
			return err
		}
		return v.exchange(mem)
	}
	next := v.next(v.state.AuthKey)
	next.Sequence++
	temp, err := v.rewriteTo(mem, tx, next)
	if err != nil {
		_ = mem.Close()
		return fmt.Errorf("write the snapshot: %w", err)
	}
	if err := v.place(next, v.recipients, temp); err != nil {
		_ = mem.Close()
		return err
	}
	return v.exchange(mem)
}

// rewriteTo writes the snapshot and its working copy.
func (v *Vault) rewriteTo(mem *os.File, tx *Tx, next state) (temp string, err error) {
	if err := writeMeta(tx.bolt, stateKey, next); err != nil {
		return "", err
	}
	return disk.WriteTemp(v.fs, filepath.Join(v.dir, snapshotName), func(w io.Writer) error {
		return sealTo(w, v.recipients, func(w io.Writer) error {
			return relayed(func(w io.Writer) error { return pack(w, tx.bolt, tx.loads) }, w, mem)
		})
	})
}

// exchange puts the database in mem in the place of the working copy. Readers
// end with what they began with.
func (v *Vault) exchange(mem *os.File) error {
	var db *bolt.DB
	info, err := mem.Stat()
	if err == nil {
		db, err = openMemory(mem, info.Size())
	}
	if err != nil {
		// The snapshot has the change: opening the vault again shows it.
		v.broken = fmt.Errorf("%w: take the snapshot to memory: %w", ErrUnknown, err)
		return v.broken
	}
	v.dbMu.Lock()
	old := v.db
	v.db = db
	v.dbMu.Unlock()
	go func() { _ = old.Close() }() // waits for its readers
	return nil
}
