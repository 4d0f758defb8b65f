// Package vault keeps a bbolt database sealed on disk: a snapshot that is a
// standard age file, and a journal of the changes committed since. The working
// copy lives in memory. docs/formats.md describes the files.
//
// The package knows buckets, keys and values, and nothing of what they mean.
package vault

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// Vault is an open vault. Its methods may be called from several goroutines;
// one write transaction runs at a time, beside any number of readers.
type Vault struct {
	db      *bolt.DB // dbMu guards the pointer; who holds mu may read it
	dbMu    sync.RWMutex
	early   *early        // reads while the working copy is being filled; dbMu guards it
	filling *filling      // of the snapshot that was opened; nil for none
	whole   chan struct{} // closed once the snapshot is in, or never will be; nil for no wait
	lack    error         // why it never will be
	// unread tells that the working copy is to be made of the snapshot whose
	// age header's hash is written; unreadable why it cannot be.
	unread     bool
	written    [32]byte
	unreadable error
	dir        string // empty: never on disk
	fs         disk.FS
	lock       io.Closer
	id         *crypto.Identity
	pins       crypto.PinStore
	clock      func() time.Time // nil for the computer's

	mu         sync.Mutex // held by the one writer; guards what follows
	state      state
	recipients []Recipient
	mark       crypto.Mark // of the trail, as it is pinned
	journal    *journal
	broken     error // why the vault takes no change any more
	readOnly   error // why it never took any
	pinDue     bool
	pinTimer   *time.Timer
	postponed  int64 // up to which size of the journal no fold is tried again
	accepted   bool
	closed     bool

	warnMu   sync.Mutex
	warnings []error
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

// View runs fn in a read transaction, beside other readers and the writer.
func (v *Vault) View(fn func(*Tx) error) error {
	tx, err := v.beginView()
	if err != nil {
		return err
	}
	defer func() { _ = tx.bolt.Rollback() }()
	err = fn(tx)
	if tx.early != nil { // what fn saw may have been cut short
		return cmp.Or(tx.early.fill.failed(), err)
	}
	return err
}

// beginView begins a read transaction in the working copy of the moment.
func (v *Vault) beginView() (*Tx, error) {
	v.dbMu.RLock()
	for v.db == nil {
		v.dbMu.RUnlock()
		if err := v.read(); err != nil {
			return nil, err
		}
		v.dbMu.RLock()
	}
	defer v.dbMu.RUnlock()
	if v.early != nil && v.early.fill.failed() != nil {
		return nil, v.early.fill.failed()
	}
	b, err := v.db.Begin(false)
	return &Tx{bolt: b, early: v.early}, err
}

// Update runs fn in a write transaction. When it returns nil, every change
// that fn made is durable. When it returns an error, none is, unless the error
// is ErrUnknown: the disk failed half-way, and the vault is read-only until it
// is opened again. A full disk refuses the change (ENOSPC) and harms nothing.
func (v *Vault) Update(fn func(*Tx) error) error {
	if err := v.Whole(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	if err := v.read(); err != nil {
		return err
	}
	if err := v.replaceTaken(); err != nil {
		return err
	}
	b, err := v.db.Begin(true)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer b.Rollback() // does nothing after a commit
	tx := &Tx{bolt: b, marked: v.mark}
	if err := fn(tx); err != nil {
		return err
	}
	switch {
	case tx.err != nil:
		return tx.err
	case tx.rewrites():
		err := v.rewrite(tx)
		if err == nil {
			v.marked(tx)
		}
		return err
	}
	if err := tx.unloadAll(); err != nil || len(tx.ops) == 0 {
		return err
	}
	if err := v.commit(tx); err != nil {
		return err
	}
	v.bound()
	return nil
}

// commit makes the changes of tx durable, pins them, then makes them visible.
// What is pending in tx reaches the working copy last: beside the sync, on
// another core, it was measured slower than after it.
func (v *Vault) commit(tx *Tx) error {
	was := v.mark
	v.marked(tx)
	err := v.persist(tx.ops)
	if err != nil && !errors.Is(err, ErrUnknown) {
		v.mark = was
	}
	if memory := tx.flush(); err == nil && memory != nil {
		err = fmt.Errorf("%w: apply in memory: %w", ErrUnknown, memory)
	}
	if err == nil {
		if memory := tx.bolt.Commit(); memory != nil {
			// The journal has the change: opening the vault again shows it.
			err = fmt.Errorf("%w: commit in memory: %w", ErrUnknown, memory)
		}
	}
	if errors.Is(err, ErrUnknown) {
		v.broken = err
	}
	return err
}

// persist makes ops durable and pins them. Its error is ErrUnknown, or says
// why nothing happened.
func (v *Vault) persist(ops []op) error {
	if v.journal == nil {
		return nil
	}
	if err := v.journal.append(ops); err != nil {
		return err
	}
	v.advance()
	return nil
}

// writable returns why no change can be made, or nil.
func (v *Vault) writable() error {
	switch {
	case v.closed:
		return ErrClosed
	case v.broken != nil:
		return &ReadOnlyError{v.broken}
	case v.readOnly != nil:
		return &ReadOnlyError{v.readOnly}
	case v.filling != nil && v.filling.failed() != nil:
		return &ReadOnlyError{v.filling.failed()}
	}
	return nil
}

// Dir is the folder of the vault; empty for one in memory alone.
func (v *Vault) Dir() string { return v.dir }

// ReadOnly returns why the vault takes no change, a *ReadOnlyError, or nil.
func (v *Vault) ReadOnly() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.writable()
}

func (v *Vault) journalSequence() uint64 {
	if v.journal == nil {
		return v.state.Sequence
	}
	return v.journal.at.sequence
}

func (v *Vault) warn(err error) {
	v.warnMu.Lock()
	defer v.warnMu.Unlock()
	v.warnings = append(v.warnings, err)
}

// Warnings returns, once, what went wrong without harm since the last call.
func (v *Vault) Warnings() []error {
	v.warnMu.Lock()
	defer v.warnMu.Unlock()
	w := v.warnings
	v.warnings = nil
	return w
}

// Close folds a journal that has grown, saves the pin, releases the lock and
// forgets the working copy. An error of the fold costs nothing: the snapshot
// and the journal stand.
func (v *Vault) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	var errs []error
	if v.writable() == nil {
		errs = append(errs, v.replaceTaken())
		if v.foldDue() {
			errs = append(errs, v.foldLast())
		}
	}
	return errors.Join(append(errs, v.release())...)
}

// foldLast is the fold of a vault that closes. That there is no room for it is
// a warning: the old snapshot and its journal stand, and hold what was
// acknowledged.
func (v *Vault) foldLast() error {
	old := v.state.Generation
	err := v.fold(v.state.AuthKey, v.recipients)
	if err != nil && v.state.Generation == old && v.writable() == nil {
		v.warn(fmt.Errorf("%w: %w", ErrUnfolded, err))
		return nil
	}
	return err
}

// release lets go of everything without writing, but for a pin that is due.
func (v *Vault) release() error {
	if v.pinTimer != nil {
		v.pinTimer.Stop()
	}
	if v.pinDue {
		v.pinNow()
	}
	var errs []error
	if v.journal != nil {
		errs = append(errs, v.journal.close())
	}
	v.closed = true
	v.stopFilling()
	v.dbMu.Lock()
	db := v.db
	v.db, v.unread = nil, false
	v.dbMu.Unlock()
	if db != nil {
		errs = append(errs, db.Close())
	}
	if v.filling != nil {
		v.filling.snapshot.close() // nobody reads it any more
	}
	if c, ok := v.pins.(io.Closer); ok {
		errs = append(errs, c.Close())
	}
	if v.lock != nil {
		errs = append(errs, v.lock.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close the vault: %w", err)
	}
	return nil
}
