package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// Found is a backup that was opened with a key, to be restored. What it holds
// may be changed before, in memory only.
type Found struct {
	Path     string
	MadeAt   time.Time
	Vault    [16]byte
	SealedAt time.Time
	Version

	mem *Vault
}

// VaultOf tells which vault a backup says to be of, without a key: nothing of
// it is authenticated. A backup whose header is lost is a *DamagedError, one of
// a newer program a *NewerError.
func VaultOf(path string) (id [16]byte, err error) {
	h, err := backupHeader(disk.OS{}, path)
	return h.Vault, err
}

func backupHeader(fsys disk.FS, path string) (header, error) {
	if _, err := fsys.Stat(path); err != nil {
		return header{}, fmt.Errorf("open the backup: %w", err)
	}
	h, err := headerOf(fsys, headerPath(path), backupMagic)
	var newer *NewerError
	if err != nil && !errors.As(err, &newer) {
		err = &DamagedError{Part: HeaderPart, File: filepath.Base(headerPath(path)), Err: errors.Join(ErrNotAuthentic, err)}
	}
	return h, err
}

// FindBackup opens the backup at path with id, and checks that it is whole and
// that its header was made by who wrote it. Whether that was the vault's owner,
// only the vault or a pin can tell: see Vouches and Pinned.
func FindBackup(path string, id *crypto.Identity) (*Found, error) {
	return findBackup(disk.OS{}, path, id)
}

// FindBackup opens a backup of the vault, by its Ref, with the key that opened
// the vault. What another vault made is refused with ErrOtherVault, what the
// vault cannot vouch for with ErrNotAuthentic.
func (v *Vault) FindBackup(ref string) (*Found, error) {
	f, err := findBackup(v.fs, v.backupPath(ref), v.id)
	if err != nil {
		return nil, err
	}
	if err := v.Vouches(f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func findBackup(fsys disk.FS, path string, id *crypto.Identity) (*Found, error) {
	h, err := backupHeader(fsys, path)
	if err != nil {
		return nil, err
	}
	s, err := openSnapshot(fsys, path, id)
	if err != nil {
		return nil, fmt.Errorf("open the backup: %w", err)
	}
	defer s.close()
	mem := &Vault{id: id}
	if mem.db, err = s.load(); err != nil {
		return nil, fmt.Errorf("open the backup: %w", err)
	}
	err = mem.readState(s.name)
	if err == nil && (h.Snapshot != s.hash || h.Vault != mem.state.id() || h.check(backupMagic, mem.state.AuthKey) != nil) {
		err = ErrNotAuthentic
	}
	if err != nil {
		_ = mem.db.Close()
		return nil, fmt.Errorf("open the backup: %w", err)
	}
	f := &Found{Path: path, Vault: h.Vault, SealedAt: mem.state.SealedAt, Version: Version{h.Generation, h.Sequence}, mem: mem}
	if stat, err := fsys.Stat(path); err == nil {
		f.MadeAt = madeAt(path, stat)
	}
	return f, nil
}

// Content is what the backup holds, as a vault in memory.
func (f *Found) Content() *Vault { return f.mem }

// Close forgets it.
func (f *Found) Close() { _ = f.mem.Close() }

// Ledger is the erasure ledger in a folder of backups of the same vault, nil
// where there is none. It returns ErrNotAuthentic for one of another making.
func (f *Found) Ledger(dir string) ([]byte, error) {
	text, err := readLedger(disk.OS{}, dir, f.mem.id, f.mem.state.AuthKey)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// Vouches tells whether the vault made the backup: nil, ErrOtherVault, or
// ErrNotAuthentic, as also of one from before the keys were changed.
func (v *Vault) Vouches(f *Found) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case f.Vault != v.state.id():
		return ErrOtherVault
	case !bytes.Equal(f.mem.state.AuthKey, v.state.AuthKey):
		return ErrNotAuthentic
	}
	return nil
}

// Pinned tells whether the key remembers the vault that made the backup: nil,
// ErrNotAuthentic, or ErrNoPin where it remembers none.
func (f *Found) Pinned(pins crypto.PinStore) error {
	pin, pinned, err := loadPin(pins)
	switch auth := crypto.Fingerprint(f.mem.state.AuthKey); {
	case err != nil:
		return err
	case !pinned:
		return ErrNoPin
	case pin.Vault != f.Vault || pin.Auth != auth && pin.Next != auth:
		return ErrNotAuthentic
	}
	return nil
}

// Restored is the Event of putting a backup in the place of the vault.
const Restored = "restored"

// Restore puts what f holds in the place of what the vault holds, as its next
// snapshot: a crash at any moment leaves the one or the other. The keys that
// open the vault, and where its backups go, stay as they are.
func (v *Vault) Restore(f *Found) error {
	if err := v.Vouches(f); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	next := v.next(v.state.AuthKey)
	next.Sequence++
	p, err := v.BackupPlan()
	if err == nil {
		err = f.mem.SetBackupPlan(p)
	}
	if err == nil {
		err = f.mem.logEvent(Event{At: v.now(), What: Restored, Found: f.Version, Was: Version{v.state.Generation, v.journalSequence()}})
	}
	if err == nil {
		err = f.mem.setMeta(next, v.recipients)
	}
	var temp string
	if err == nil {
		temp, err = disk.WriteTemp(v.fs, filepath.Join(v.dir, snapshotName), func(w io.Writer) error { return sealDB(w, f.mem.db, v.recipients) })
	}
	if err == nil {
		err = v.place(next, v.recipients, temp)
	}
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	v.exchange(f.take())
	return nil
}

// take hands the database over.
func (f *Found) take() *bolt.DB {
	db := f.mem.db
	f.mem.db, f.mem.closed = nil, true
	return db
}

// RestoreOptions says how a vault is restored that is lost or damaged.
type RestoreOptions struct {
	Pins crypto.PinStore // of the key that opened the backup; nil for none
	FS   disk.FS         // nil for the real disk
}

// Restore makes the vault in dir of f, where it is missing or does not open. The
// files of a damaged one are copied to a folder beside them, which is returned,
// before the new snapshot takes their place; a crash leaves the one or the
// other. The vault is newer than any that the pin or a journal there knows of.
func Restore(dir string, f *Found, o RestoreOptions) (v *Vault, aside string, err error) {
	if o.FS == nil {
		o.FS = disk.OS{}
	}
	v = &Vault{dir: dir, fs: o.FS, id: f.mem.id, pins: o.Pins, recipients: f.mem.recipients}
	if err := v.fs.MkdirAll(filepath.Join(dir, journalDir), 0o700); err != nil {
		return nil, "", fmt.Errorf("restore: %w", err)
	}
	if v.lock, err = takeLock(v.fs, dir); err != nil {
		return nil, "", fmt.Errorf("restore: %w", err)
	}
	if aside, err = v.setAside(); err == nil {
		err = v.restore(f)
	}
	if err != nil {
		return nil, aside, fmt.Errorf("restore: %w", errors.Join(err, v.release()))
	}
	return v, aside, nil
}

func (v *Vault) restore(f *Found) error {
	s := f.mem.state
	if pin, pinned, _ := loadPin(v.pins); pinned {
		s.Generation, s.Sequence = max(s.Generation, pin.Generation), max(s.Sequence, pin.Sequence)
	}
	entries, err := v.fs.ReadDir(filepath.Join(v.dir, journalDir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if generation, ok := journalGeneration(e.Name()); ok {
			s.Generation = max(s.Generation, generation)
		}
	}
	err = f.mem.logEvent(Event{At: v.now(), What: Restored, Found: f.Version, Was: Version{s.Generation, s.Sequence}})
	if err != nil {
		return err
	}
	s.Sequence++
	v.state, v.db = s, f.take()
	if err := v.fold(s.AuthKey, v.recipients); err != nil {
		return err
	}
	return syncParent(v.fs, v.dir)
}

// setAside copies the files of a damaged vault into a folder of their own.
func (v *Vault) setAside() (string, error) {
	there, err := exists(v.fs, filepath.Join(v.dir, snapshotName))
	if err != nil || !there {
		return "", err
	}
	aside := filepath.Join(v.dir, "damaged-"+v.now().Format(backupTime))
	if err := v.fs.MkdirAll(filepath.Join(aside, journalDir), 0o700); err != nil {
		return "", err
	}
	names := []string{snapshotName}
	entries, err := v.fs.ReadDir(filepath.Join(v.dir, journalDir))
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		names = append(names, filepath.Join(journalDir, e.Name()))
	}
	for _, name := range names {
		if err := copyFile(v.fs, filepath.Join(aside, name), filepath.Join(v.dir, name)); err != nil {
			return "", err
		}
	}
	return aside, nil
}

func copyFile(fsys disk.FS, to, from string) error {
	src, err := fsys.OpenFile(from, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer src.Close()
	return disk.WriteFile(fsys, to, func(w io.Writer) error { _, err := io.Copy(w, src); return err })
}

// RestoreAsNew makes a new vault in dst of f, opened by the same keys. o.ID and
// o.Pins are the new vault's.
func RestoreAsNew(dst string, f *Found, o CreateOptions) (*Vault, error) {
	o.Operator = f.mem.id
	o.keep = func() []Recipient { return f.mem.recipients }
	o.Init = func(created *Vault) error {
		empty := created.db
		created.dbMu.Lock()
		created.db = f.take()
		created.dbMu.Unlock()
		return empty.Close()
	}
	return Create(dst, o)
}
