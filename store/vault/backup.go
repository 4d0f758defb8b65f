package vault

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// Backup is one sealed copy of the vault, with the header that vouches for it
// beside it.
type Backup struct {
	Name string // base name of the age file
	Version
	MadeAt time.Time
	Bytes  int64
	// Authentic tells whether its header is the vault's own; false too where
	// it was read without a key.
	Authentic bool
}

const (
	backupSuffix = ".age"
	headerSuffix = ".header"
	ledgerName   = "erasures.age"
	backupTime   = "20060102T150405Z"
)

// Backup seals the vault and keeps a copy of the snapshot under backups.
func (v *Vault) Backup() (Backup, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return Backup{}, err
	}
	if err := v.fold(v.state.AuthKey, v.recipients); err != nil {
		return Backup{}, err
	}
	b, err := v.copyToBackup()
	if err != nil {
		return b, fmt.Errorf("make a backup: %w", err)
	}
	return b, nil
}

func (v *Vault) copyToBackup() (Backup, error) {
	dir := filepath.Join(v.dir, backupDir)
	if err := v.fs.MkdirAll(dir, 0o700); err != nil {
		return Backup{}, err
	}
	src, err := v.fs.OpenFile(filepath.Join(v.dir, snapshotName), os.O_RDONLY, 0)
	if err != nil {
		return Backup{}, err
	}
	defer src.Close()
	h := header{Format: format, Vault: v.state.id(), Generation: v.state.Generation,
		Sequence: v.state.Sequence, Snapshot: v.journal.snapshot}
	name := fmt.Sprintf("%s-%d%s", v.now().Format(backupTime), v.state.Generation, backupSuffix)
	err = v.putBackup(name, h, v.state.AuthKey, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
	if err != nil {
		return Backup{}, err
	}
	return v.backup(name)
}

// putBackup writes a backup whose snapshot's hash is already known, header
// first: a copy without a header is not trusted.
func (v *Vault) putBackup(name string, h header, auth []byte, write func(io.Writer) error) error {
	path := filepath.Join(v.dir, backupDir, name)
	temp, err := disk.WriteTemp(v.fs, path, write)
	if err != nil {
		return err
	}
	return v.vouch(path, temp, h, auth)
}

// vouch puts the backup at temp in place under a header of its own.
func (v *Vault) vouch(path, temp string, h header, auth []byte) error {
	hash, err := hashOf(v.fs, temp)
	if err == nil {
		h.Snapshot = hash
		err = disk.WriteFile(v.fs, headerPath(path), func(w io.Writer) error {
			_, err := w.Write(h.encode(backupMagic, auth))
			return err
		})
	}
	if err == nil {
		err = v.fs.Rename(temp, path)
	}
	if err != nil {
		_ = v.fs.Remove(temp)
		return err
	}
	return v.fs.SyncDir(filepath.Dir(path))
}

func headerPath(backup string) string {
	return strings.TrimSuffix(backup, backupSuffix) + headerSuffix
}

// Backups returns the local backups, oldest first, each checked against the
// vault's authentication key.
func (v *Vault) Backups() ([]Backup, error) {
	if v.dir == "" { // in memory alone
		return nil, nil
	}
	entries, err := v.fs.ReadDir(filepath.Join(v.dir, backupDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the backups: %w", err)
	}
	var list []Backup
	for _, e := range entries {
		if !isBackup(e.Name()) {
			continue
		}
		b, err := v.backup(e.Name())
		if err != nil {
			return nil, fmt.Errorf("list the backups: %w", err)
		}
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b Backup) int {
		return cmp.Or(a.MadeAt.Compare(b.MadeAt), cmp.Compare(a.Name, b.Name))
	})
	return list, nil
}

func isBackup(name string) bool {
	return strings.HasSuffix(name, backupSuffix) && name != ledgerName
}

func (v *Vault) backup(name string) (Backup, error) {
	path := filepath.Join(v.dir, backupDir, name)
	stat, err := v.fs.Stat(path)
	if err != nil {
		return Backup{}, err
	}
	b := Backup{Name: name, Bytes: stat.Size(), MadeAt: stat.ModTime().UTC()}
	if stamp, _, ok := strings.Cut(name, "-"); ok {
		if at, err := time.Parse(backupTime, stamp); err == nil {
			b.MadeAt = at
		}
	}
	h, err := headerOf(v.fs, headerPath(path), backupMagic)
	if err != nil {
		return b, nil // a lone file: listed, not vouched for
	}
	b.Version = Version{h.Generation, h.Sequence}
	hash, err := hashOf(v.fs, path)
	b.Authentic = err == nil && hash == h.Snapshot && h.check(backupMagic, v.state.AuthKey) == nil
	return b, nil
}

// RewriteBackup applies fn to the content of a backup and seals it again to
// the vault's present recipients, under a new name; the old file is removed.
// A backup that the vault cannot vouch for is refused with ErrNotAuthentic.
func (v *Vault) RewriteBackup(name string, fn func(*Tx) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	if err := v.rewriteBackup(name, v.id, v.state.AuthKey, fn); err != nil {
		return fmt.Errorf("rewrite backup %s: %w", name, err)
	}
	return nil
}

// rewriteBackup opens the backup with id and checks it under auth.
func (v *Vault) rewriteBackup(name string, id *crypto.Identity, auth []byte, fn func(*Tx) error) error {
	db, h, err := v.openBackup(name, id, auth)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := v.change(db, fn); err != nil {
		return err
	}
	err = v.putBackup(nextName(name), h, v.state.AuthKey, func(w io.Writer) error {
		return sealDB(w, db, v.recipients)
	})
	if err != nil {
		return err
	}
	path := filepath.Join(v.dir, backupDir, name)
	return errors.Join(v.fs.Remove(path), v.fs.Remove(headerPath(path)),
		v.fs.SyncDir(filepath.Join(v.dir, backupDir)))
}

// change applies fn to the content of a backup and gives it the vault's present
// keys.
func (v *Vault) change(db *bolt.DB, fn func(*Tx) error) error {
	return db.Update(func(b *bolt.Tx) error {
		tx := &Tx{bolt: b}
		if err := errors.Join(fn(tx), tx.flush()); err != nil {
			return err
		}
		var s state
		if err := readMeta(b, stateKey, &s); err != nil {
			return err
		}
		s.AuthKey, s.JournalKey, s.SealedAt = v.state.AuthKey, crypto.NewKey(), v.now()
		if err := writeMeta(b, stateKey, s); err != nil {
			return err
		}
		return writeMeta(b, recipientsKey, v.recipients)
	})
}

// nextName numbers the rewritings of a backup: stamp-generation[.count].age.
func nextName(name string) string {
	base := strings.TrimSuffix(name, backupSuffix)
	stem, count, found := strings.Cut(base, ".")
	n := 1
	if found {
		_, _ = fmt.Sscanf(count, "%d", &n)
	}
	return fmt.Sprintf("%s.%d%s", stem, n+1, backupSuffix)
}

// SaveLedger seals text, the erasure ledger, beside the backups, so that who
// restores one of them knows what to erase again.
func (v *Vault) SaveLedger(text []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir == "" {
		return nil
	}
	if err := v.saveLedger(text); err != nil {
		return fmt.Errorf("save the erasure ledger: %w", err)
	}
	return nil
}
