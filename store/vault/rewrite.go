package vault

import (
	"fmt"
	"io"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"calepin/store/vault/disk"
)

// rewrite commits tx, and what was loaded in it, as the next snapshot: once that
// is in place the change is durable, as it is once in the journal. Before the
// rename nothing has happened. The working copy is dropped; who asks next reads
// the snapshot. A command that ends there is spared the time and the memory.
func (v *Vault) rewrite(tx *Tx) error {
	if err := tx.flush(); err != nil {
		return err
	}
	if v.dir == "" {
		return v.rewriteMemory(tx)
	}
	next := v.next(v.state.AuthKey)
	next.Sequence++
	if err := writeMeta(tx.bolt, stateKey, next); err != nil {
		return err
	}
	temp, err := disk.WriteTemp(v.fs, filepath.Join(v.dir, snapshotName), func(w io.Writer) error {
		return sealTo(w, v.recipients, func(w io.Writer) error { return packTx(tx, w) })
	})
	if err != nil {
		return fmt.Errorf("write the snapshot: %w", err)
	}
	if err := v.place(next, v.recipients, temp); err != nil {
		return err
	}
	v.exchange(nil)
	return nil
}

// rewriteMemory is rewrite for a vault that is never on disk.
func (v *Vault) rewriteMemory(tx *Tx) error {
	mem, err := memoryFile()
	if err != nil {
		return err
	}
	if err := packTx(tx, mem); err != nil {
		_ = mem.Close()
		return err
	}
	info, err := mem.Stat()
	if err != nil {
		_ = mem.Close()
		return err
	}
	db, err := openMemory(mem, info.Size())
	if err != nil {
		return err
	}
	v.exchange(db)
	return nil
}

// packTx packs what tx makes of the vault, and lets go of what was loaded.
func packTx(tx *Tx, w io.Writer) error {
	loads := tx.loads
	tx.loads = nil
	return relayed(func(w io.Writer) error { return pack(w, tx.bolt, loads) }, w)
}

// exchange puts db in the place of the working copy; nil for the snapshot, to be
// read when asked for. Readers end with what they began with.
func (v *Vault) exchange(db *bolt.DB) {
	v.dbMu.Lock()
	old := v.db
	if v.db = db; db == nil {
		v.unread, v.written = true, v.journal.snapshot
	}
	v.dbMu.Unlock()
	go func() { _ = old.Close() }() // waits for its readers, and for who calls
}

// read waits for the whole vault, and makes the working copy of the snapshot that this process wrote, where
// there is none; the header of its journal tells whether it is still that one.
func (v *Vault) read() error {
	if err := v.Whole(); err != nil {
		return err
	}
	v.dbMu.Lock()
	defer v.dbMu.Unlock()
	switch {
	case v.unreadable != nil:
		return v.unreadable
	case v.db != nil:
		return nil
	case !v.unread:
		return ErrClosed
	}
	if v.unreadable = v.readSnapshot(); v.unreadable != nil {
		return v.unreadable
	}
	v.unread = false
	return nil
}

func (v *Vault) readSnapshot() error {
	s, err := openSnapshot(v.fs, filepath.Join(v.dir, snapshotName), v.id)
	if err != nil {
		return err
	}
	defer s.close()
	if s.hash != v.written {
		return &DamagedError{Part: SnapshotPart, File: s.name, Err: ErrNotAuthentic}
	}
	v.db, err = s.load()
	return err
}
