// Package vault keeps a bbolt database sealed on disk: a snapshot that is a
// standard age file, and a journal of the changes committed since. The working
// copy lives in memory. docs/formats.md describes the files.
//
// The package knows buckets, keys and values, and nothing of what they mean.
package vault

import (
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"
)

// Vault is an open vault. Its methods may be called from several goroutines;
// one write transaction runs at a time.
type Vault struct {
	mu sync.Mutex // held by the one writer
	db *bolt.DB
}

// Memory returns an empty vault that was never on disk and never will be.
func Memory() (*Vault, error) {
	f, err := memoryFile()
	if err != nil {
		return nil, err
	}
	db, err := openMemory(f, 0)
	if err != nil {
		return nil, err
	}
	return &Vault{db: db}, nil
}

// View runs fn in a read transaction, beside other readers and a writer.
func (v *Vault) View(fn func(*Tx) error) error {
	return v.db.View(func(b *bolt.Tx) error { return fn(&Tx{bolt: b}) })
}

// Update runs fn in a write transaction. When it returns nil, every change that
// fn made is durable; when it returns an error, none is, but for ErrUnknown.
func (v *Vault) Update(fn func(*Tx) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.db.Update(func(b *bolt.Tx) error { return fn(&Tx{bolt: b}) })
}

// Close folds what is due, releases the lock and forgets the working copy.
func (v *Vault) Close() error {
	if err := v.db.Close(); err != nil {
		return fmt.Errorf("close the working copy: %w", err)
	}
	return nil
}
