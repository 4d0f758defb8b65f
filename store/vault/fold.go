package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// The files of a vault, in its directory.
const (
	snapshotName = "vault.age"
	journalDir   = "journal"
	backupDir    = "backups"
	lockName     = "vault.lock"
	// IdentityName is where an identity sealed with a passphrase lies.
	IdentityName   = "identity.age"
	identityPrefix = "identity-" // of another operator's
)

// Seal makes a new snapshot of everything and begins an empty journal. What
// was deleted is in no file of the vault afterwards, whole backups apart: what a
// crash left of others goes.
func (v *Vault) Seal() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir == "" { // in memory alone: there is no file to hold anything
		return nil
	}
	if err := v.writable(); err != nil {
		return err
	}
	if err := v.fold(v.state.AuthKey, v.recipients); err != nil {
		return err
	}
	return v.removeUnfinished()
}

// fold writes the snapshot of the next generation. A crash at any moment
// leaves the old one with its journal or the new one with its own: the new
// journal is durable before the rename, and says which snapshot it goes with.
func (v *Vault) fold(auth []byte, recipients []Recipient) error {
	if v.dir == "" {
		return nil
	}
	if err := v.read(); err != nil {
		return err
	}
	old := v.state
	next := v.next(auth)
	if err := v.setMeta(next, recipients); err != nil {
		return err
	}
	debug.FreeOSMemory() // what opening left makes room for the fold's buffers
	if err := v.foldTo(next, recipients); err != nil {
		if v.state.Generation == old.Generation {
			return errors.Join(err, v.setMeta(old, v.recipients))
		}
		return err
	}
	return nil
}

// next is the state of a snapshot of what the vault holds.
func (v *Vault) next(auth []byte) state {
	former := v.state.Former
	if v.state.AuthKey != nil && !bytes.Equal(v.state.AuthKey, auth) {
		former = slices.Insert(slices.Clone(former), 0, v.state.AuthKey)
		former = former[:min(len(former), maxFormer)]
	}
	return state{
		Format: format, Vault: v.state.Vault, Generation: v.state.Generation + 1, Sequence: v.journalSequence(),
		SealedAt: v.now(), JournalKey: crypto.NewKey(), AuthKey: auth, Former: former,
	}
}

func (v *Vault) setMeta(s state, recipients []Recipient) error {
	err := v.db.Update(func(tx *bolt.Tx) error {
		if err := writeMeta(tx, stateKey, s); err != nil {
			return err
		}
		return writeMeta(tx, recipientsKey, recipients)
	})
	if err != nil {
		return fmt.Errorf("fold: %w", err)
	}
	return nil
}

func (v *Vault) foldTo(next state, recipients []Recipient) error {
	path := filepath.Join(v.dir, snapshotName)
	temp, err := disk.WriteTemp(v.fs, path, func(w io.Writer) error { return sealDB(w, v.db, recipients) })
	if err != nil {
		return fmt.Errorf("write the snapshot: %w", err)
	}
	return v.place(next, recipients, temp)
}

// place puts the snapshot at temp in the place of the last one, and pins it.
func (v *Vault) place(next state, recipients []Recipient, temp string) error {
	path := filepath.Join(v.dir, snapshotName)
	begun, err := v.beginJournal(next, temp)
	if err != nil {
		_ = v.fs.Remove(temp)
		return err
	}
	if err := v.announce(next); err != nil {
		v.warn(err)
	}
	if err := v.fs.Rename(temp, path); err != nil {
		_ = begun.close()
		_ = v.fs.Remove(filepath.Join(v.dir, journalDir, begun.name))
		_ = v.fs.Remove(temp)
		return fmt.Errorf("put the snapshot in place: %w", err)
	}
	v.adopt(next, recipients, begun)
	if err := v.fs.SyncDir(v.dir); err != nil {
		// Whichever snapshot a power cut leaves, its journal is there: but
		// changes would go to one of them only.
		// Nothing is pinned that may be gone.
		v.pinDue = false
		v.broken = fmt.Errorf("sync the vault's directory: %w: %w", ErrUnknown, err)
		return v.broken
	}
	v.pinNow()
	v.removeOldJournals()
	return nil
}

// beginJournal makes the journal that vouches for the snapshot at temp.
func (v *Vault) beginJournal(next state, temp string) (*journal, error) {
	hash, err := hashOf(v.fs, temp)
	if err != nil {
		return nil, fmt.Errorf("read the snapshot back: %w", err)
	}
	h := header{Format: format, Vault: next.id(), Generation: next.Generation, Sequence: next.Sequence, Snapshot: hash}
	return createJournal(v.fs, filepath.Join(v.dir, journalDir), h, next.JournalKey, next.AuthKey)
}

// adopt makes the snapshot that was just put in place the vault's own.
func (v *Vault) adopt(next state, recipients []Recipient, begun *journal) {
	if v.journal != nil {
		_ = v.journal.close()
	}
	v.state, v.recipients, v.journal = next, recipients, begun
}

// removeOldJournals deletes the journals of earlier snapshots. What cannot be
// removed is harmless: a journal goes with one snapshot only.
func (v *Vault) removeOldJournals() {
	dir := filepath.Join(v.dir, journalDir)
	entries, err := v.fs.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		generation, ok := journalGeneration(e.Name())
		if ok && generation < v.state.Generation {
			if err := v.fs.Remove(filepath.Join(dir, e.Name())); err != nil {
				v.warn(fmt.Errorf("remove an old journal: %w", err))
			}
		}
	}
}

func journalGeneration(name string) (generation uint64, ok bool) {
	base, found := strings.CutSuffix(name, ".journal")
	if !found || len(base) != 10 {
		return 0, false
	}
	if _, err := fmt.Sscanf(base, "%d", &generation); err != nil || journalName(generation) != name {
		return 0, false
	}
	return generation, true
}

// journalBound is what a journal may grow to whatever the snapshot's size.
const journalBound = 1 << 20

// foldDue tells whether the journal has grown enough to be folded when the
// vault closes: beyond 1 MiB, or a quarter of the snapshot and 64 KiB.
func (v *Vault) foldDue() bool {
	if v.journal == nil || v.journal.at.sequence == v.state.Sequence {
		return false
	}
	size := v.journal.size()
	if size > journalBound {
		return true
	}
	info, err := v.fs.Stat(filepath.Join(v.dir, snapshotName))
	return err == nil && size >= 64<<10 && size > info.Size()/4
}

// bound folds a journal that has passed its bound while the vault is open: 1 MiB
// and a quarter of the snapshot, so that a fold costs no more than a share of
// the changes before it, and a kill leaves no more than that to be replayed.
// The change is saved by then: a fold that fails is told, and tried again when
// as much more has come.
func (v *Vault) bound() {
	if v.journal == nil {
		return
	}
	size := v.journal.size()
	if size <= max(journalBound, v.postponed) {
		return
	}
	info, err := v.fs.Stat(filepath.Join(v.dir, snapshotName))
	if err == nil && size > info.Size()/4 {
		err = v.foldLast()
	}
	if err != nil {
		v.warn(err)
	}
	v.postponed = v.journal.size() + journalBound
}

// replaceTaken folds where the journal was removed under the open vault, or
// another file put in its place, as a synchronisation may: what it held is in
// memory, and what would be appended to it nobody would ever find. Where the
// snapshot is another one too, somebody else's work lies there: that is an error.
func (v *Vault) replaceTaken() error {
	if v.journal == nil || v.fs.Names(filepath.Join(v.dir, journalDir, v.journal.name), v.journal.file) {
		return nil
	}
	hash, err := hashOf(v.fs, filepath.Join(v.dir, snapshotName))
	if err == nil && hash != v.journal.snapshot {
		err = ErrNotAuthentic
	}
	if err != nil {
		return &DamagedError{Part: JournalPart, File: v.journal.name, Err: err}
	}
	return v.fold(v.state.AuthKey, v.recipients)
}

func (v *Vault) now() time.Time {
	now := time.Now
	if v.clock != nil {
		now = v.clock
	}
	return now().UTC().Truncate(time.Second)
}

// exists tells whether path is there.
func exists(fsys disk.FS, path string) (bool, error) {
	_, err := fsys.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
