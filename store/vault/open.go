package vault

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// OpenOptions says what to open a vault with, beside its key.
type OpenOptions struct {
	// Pins is where the key remembers the vault; nil for a key that remembers
	// none, such as the recovery key: then the pin is neither asked nor set.
	Pins crypto.PinStore
	// AcceptOlder takes a vault that is authentic and older than last seen,
	// or that no pin vouches for.
	AcceptOlder bool
	// ConfirmNew is asked where there is no pin yet; nil says no.
	ConfirmNew func(Summary) (bool, error)
	// ReadOnly makes no change, not even of the pin.
	ReadOnly bool
	// Early returns before the whole vault is in memory, where nothing has to
	// be written or asked first: see Whole. What is read meanwhile waits for
	// its own part of the snapshot, and is as authentic as ever.
	Early bool
	// FS is the disk; nil for the real one.
	FS disk.FS

	clock func() time.Time // nil for the computer's
}

// Summary is what a person can recognise a vault by before trusting it.
type Summary struct {
	Version
	SealedAt time.Time
	Counts   map[string]int // records by bucket
	// Rekeyed tells that the key knows the vault, and that its keys were changed
	// since by another operator.
	Rekeyed bool
}

// Open opens the vault in dir with the identity id and checks all of it: that
// it is whole, made by its owner, and not older than last seen. It writes
// nothing but the lock and the pin. See errors.go for what it returns.
func Open(dir string, id *crypto.Identity, o OpenOptions) (*Vault, error) {
	if o.FS == nil {
		o.FS = disk.OS{}
	}
	v := &Vault{dir: dir, fs: o.FS, id: id, pins: o.Pins, clock: o.clock}
	if err := v.open(o); err != nil {
		_ = v.release()
		return nil, fmt.Errorf("open the vault: %w", err)
	}
	return v, nil
}

func (v *Vault) open(o OpenOptions) (err error) {
	if err := present(v.fs, v.dir); err != nil {
		return err
	}
	if o.ReadOnly {
		v.readOnly = errors.New("opened to read only")
	}
	if v.lock, err = takeLock(v.fs, v.dir); cannotWrite(err) {
		v.readOnly = err
	} else if err != nil {
		return err
	}
	pin, pinned, pinErr := loadPin(o.Pins)
	h, err := v.openSnapshot()
	if err != nil {
		return err
	}
	if err := v.openJournal(h, pin, pinned); err != nil {
		return err
	}
	if err := v.bring(h, o.Early && pinned && v.knownTo(pin)); err != nil {
		return err
	}
	if err := v.settle(pin, pinned); err != nil {
		return err
	}
	return v.trust(pin, pinned, pinErr, o)
}

// present tells a directory without a vault from one that lost its snapshot.
func present(fsys disk.FS, dir string) error {
	there, err := exists(fsys, filepath.Join(dir, snapshotName))
	if err != nil || there {
		return err
	}
	if journals, err := exists(fsys, filepath.Join(dir, journalDir)); err != nil || !journals {
		return errors.Join(ErrNotFound, err)
	}
	return &DamagedError{Part: SnapshotPart, File: snapshotName, Err: fs.ErrNotExist}
}

// lockPatience is how long a command waits for another to end.
const lockPatience = 500 * time.Millisecond

func takeLock(fsys disk.FS, dir string) (io.Closer, error) {
	deadline := time.Now().Add(lockPatience)
	for {
		lock, err := fsys.Lock(filepath.Join(dir, lockName))
		var held *disk.HeldError
		if !errors.As(err, &held) {
			return lock, err
		}
		if time.Now().After(deadline) {
			return nil, &InUseError{PID: held.PID}
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// cannotWrite tells whether err says that the disk takes no write at all.
func cannotWrite(err error) bool {
	return errors.Is(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOSPC)
}

// openSnapshot begins to decrypt the snapshot into the working copy, and checks
// that its own vault made it.
func (v *Vault) openSnapshot() (header, error) {
	s, err := openSnapshot(v.fs, filepath.Join(v.dir, snapshotName), v.id)
	if err != nil {
		return header{}, err
	}
	h, err := v.findHeader(s.hash)
	if err == nil {
		v.filling, v.db, err = s.begin()
	}
	if err != nil {
		s.close()
		return header{}, err
	}
	if v.early, err = newEarly(v.filling, v.db); err != nil {
		return header{}, err
	}
	if err := v.readState(s.name); err != nil {
		return header{}, err
	}
	same := h.Vault == v.state.id() && h.Generation == v.state.Generation && h.Sequence == v.state.Sequence
	if !same || h.check(journalMagic, v.state.AuthKey) != nil {
		return header{}, &DamagedError{Part: HeaderPart, File: journalName(h.Generation), Err: ErrNotAuthentic}
	}
	return h, nil
}

func (v *Vault) readState(file string) error {
	err := v.View(func(tx *Tx) error {
		if err := readMeta(tx, stateKey, &v.state); err != nil {
			return err
		}
		return readMeta(tx, recipientsKey, &v.recipients)
	})
	var damaged *DamagedError
	if err != nil && !errors.As(err, &damaged) {
		err = &DamagedError{Part: SnapshotPart, File: file, Err: err}
	}
	if err == nil && v.state.Format > format {
		err = &NewerError{Format: v.state.Format}
	}
	return err
}

// findHeader returns the header, still to be authenticated, of the journal
// that goes with the snapshot of that hash. A segment counts only under the
// name of its own generation.
func (v *Vault) findHeader(snapshot [32]byte) (header, error) {
	dir := filepath.Join(v.dir, journalDir)
	entries, err := v.fs.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return header{}, fmt.Errorf("read the journal's directory: %w", err)
	}
	for _, e := range entries {
		generation, ok := journalGeneration(e.Name())
		if !ok {
			continue
		}
		h, err := headerOf(v.fs, filepath.Join(dir, e.Name()), journalMagic)
		if errors.Is(err, errNoHeader) || errors.Is(err, disk.ErrNotRegular) {
			continue
		}
		if err != nil {
			return header{}, err
		}
		if h.Snapshot == snapshot && h.Generation == generation {
			return h, nil
		}
	}
	return header{}, &DamagedError{Part: HeaderPart, File: journalDir, Err: ErrNotAuthentic}
}

func headerOf(fsys disk.FS, path, magic string) (header, error) {
	f, err := fsys.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return header{}, fmt.Errorf("read a header: %w", err)
	}
	defer f.Close()
	return readHeader(f, magic)
}

// openJournal checks the changes since the snapshot.
func (v *Vault) openJournal(h header, pin crypto.Pin, pinned bool) error {
	var known uint64
	if pinned && pin.Vault == v.state.id() {
		known = pin.Sequence
	}
	dir := filepath.Join(v.dir, journalDir)
	j, err := openJournal(v.fs, dir, h, v.state.JournalKey, known, v.readOnly != nil)
	if cannotWrite(err) && v.readOnly == nil {
		v.readOnly = err
		j, err = openJournal(v.fs, dir, h, v.state.JournalKey, known, true)
	}
	if err != nil {
		return err
	}
	v.journal = j
	return nil
}

// trust checks the vault against the pin, and sets the pin.
func (v *Vault) trust(pin crypto.Pin, pinned bool, pinErr error, o OpenOptions) error {
	if o.Pins == nil {
		return nil
	}
	var older *OlderError
	var err error
	if pinned {
		v.mark = pin.Mark
		err = checkPin(pin, v.state, v.journalSequence())
	}
	if !pinned || errors.Is(err, ErrRekeyed) {
		err = v.confirmNew(cmp.Or(err, pinErr), o)
	}
	if errors.As(err, &older) && o.AcceptOlder {
		err = v.accept(older)
	}
	if err != nil {
		return err
	}
	if current := v.pinOf(); v.readOnly == nil && (!pinned || pin != current) {
		v.pinNow()
	}
	return nil
}

// settle makes durable what a kill may have left in the system's cache only:
// it is about to be shown, and pinned.
func (v *Vault) settle(pin crypto.Pin, pinned bool) error {
	known := pinned && pin.Generation == v.state.Generation && pin.Sequence == v.journalSequence()
	if v.readOnly != nil || known {
		return nil
	}
	if err := v.journal.file.Sync(); err != nil {
		return fmt.Errorf("sync the journal: %w", err)
	}
	if err := v.fs.SyncDir(v.dir); err != nil {
		return fmt.Errorf("sync the vault's directory: %w", err)
	}
	return nil
}

func (v *Vault) confirmNew(pinErr error, o OpenOptions) error {
	if o.AcceptOlder {
		v.accepted = true
		return nil
	}
	yes := false
	if o.ConfirmNew != nil {
		summary, err := v.summary()
		if err != nil {
			return err
		}
		summary.Rekeyed = errors.Is(pinErr, ErrRekeyed)
		if yes, err = o.ConfirmNew(summary); err != nil {
			return err
		}
	}
	if !yes {
		return errors.Join(ErrNoPin, pinErr)
	}
	return nil
}

// accept takes the vault as it is, older than last seen, and logs so.
func (v *Vault) accept(older *OlderError) error {
	v.accepted = true
	if v.writable() != nil {
		return nil
	}
	// The pin must not refuse the event's own change.
	return v.logEvent(Event{At: v.now(), What: AcceptedOlder, Found: older.Found, Was: older.Pinned})
}
