package vault

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
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
	Dir  string // the folder on another disk; empty beside the vault
	Version
	MadeAt time.Time
	Bytes  int64
	Check  // the last time it was opened
	// Authentic tells whether its header is the vault's own; false too where
	// it was read without a key.
	Authentic bool
}

// Ref is what the other methods know the backup by: its name, or the whole path
// of one on another disk.
func (b Backup) Ref() string {
	if b.Dir == "" {
		return b.Name
	}
	return filepath.Join(b.Dir, b.Name)
}

// Good tells whether the backup can be relied on as far as is known.
func (b Backup) Good() bool { return b.Authentic && !b.Failed }

const (
	backupSuffix = ".age"
	headerSuffix = ".header"
	ledgerName   = "erasures.age"
	backupTime   = "20060102T150405Z"
)

// Backup seals the vault, where it changed since, and keeps a copy of the snapshot under backups.
func (v *Vault) Backup() (Backup, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return Backup{}, err
	}
	if v.journalSequence() != v.state.Sequence {
		if err := v.fold(v.state.AuthKey, v.recipients); err != nil {
			return Backup{}, err
		}
	}
	b, err := v.copyToBackup()
	if err != nil {
		return b, fmt.Errorf("make a backup: %w", err)
	}
	return b, nil
}

func (v *Vault) copyToBackup() (Backup, error) {
	dir := v.backupDir("")
	if err := v.fs.MkdirAll(dir, 0o700); err != nil {
		return Backup{}, err
	}
	name := fmt.Sprintf("%s-%d%s", v.now().Format(backupTime), v.state.Generation, backupSuffix)
	h := header{Format: format, Vault: v.state.id(), Generation: v.state.Generation,
		Sequence: v.state.Sequence, Snapshot: v.journal.snapshot}
	if err := v.copyTo(filepath.Join(dir, name), filepath.Join(v.dir, snapshotName), h); err != nil {
		return Backup{}, err
	}
	return v.backup(name)
}

// copyTo makes a backup at path of the age file at from.
func (v *Vault) copyTo(path, from string, h header) error {
	src, err := v.fs.OpenFile(from, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer src.Close()
	return v.putBackup(path, h, v.state.AuthKey, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
}

// backupDir is the folder of backups that dir names: empty for the vault's own.
func (v *Vault) backupDir(dir string) string {
	if dir == "" {
		return filepath.Join(v.dir, backupDir)
	}
	return dir
}

// backupPath is where the backup of a Ref lies.
func (v *Vault) backupPath(ref string) string {
	if filepath.IsAbs(ref) {
		return ref
	}
	return filepath.Join(v.dir, backupDir, ref)
}

// putBackup writes a backup whose snapshot's hash is already known, header
// first: a copy without a header is not trusted.
func (v *Vault) putBackup(path string, h header, auth []byte, write func(io.Writer) error) error {
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
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.backupsIn("")
}

// backupsIn returns the backups in a folder on another disk, or in the vault's
// own where dir is empty.
func (v *Vault) backupsIn(dir string) ([]Backup, error) {
	if v.dir == "" { // in memory alone
		return nil, nil
	}
	entries, err := v.fs.ReadDir(v.backupDir(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the backups: %w", err)
	}
	checks := v.checks(dir)
	var list []Backup
	for _, e := range entries {
		if !isBackup(e.Name()) {
			continue
		}
		b, err := v.backup(Backup{Name: e.Name(), Dir: dir}.Ref())
		if err != nil {
			return nil, fmt.Errorf("list the backups: %w", err)
		}
		b.Check = checks[b.Name]
		list = append(list, b)
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		return cmp.Or(a.MadeAt.Compare(b.MadeAt), cmp.Compare(a.Name, b.Name)) < 0
	})
	return list, nil
}

func isBackup(name string) bool {
	return strings.HasSuffix(name, backupSuffix) && name != ledgerName
}

func (v *Vault) backup(ref string) (Backup, error) {
	path := v.backupPath(ref)
	stat, err := v.fs.Stat(path)
	if err != nil {
		return Backup{}, err
	}
	b := Backup{Name: filepath.Base(ref), Bytes: stat.Size(), MadeAt: madeAt(ref, stat)}
	if filepath.IsAbs(ref) {
		b.Dir = filepath.Dir(ref)
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

// madeAt is the time in a backup's name, else the file's own.
func madeAt(path string, stat fs.FileInfo) time.Time {
	stamp, _, _ := strings.Cut(filepath.Base(path), "-")
	if at, err := time.Parse(backupTime, stamp); err == nil {
		return at
	}
	return stat.ModTime().UTC()
}

// RewriteBackup applies fn to the content of a backup and seals it again to
// the vault's present recipients, under a new name; the old file is removed.
// A backup that the vault cannot vouch for is refused with ErrNotAuthentic.
func (v *Vault) RewriteBackup(ref string, fn func(*Tx) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	if err := v.rewriteBackup(ref, v.id, v.state.AuthKey, fn); err != nil {
		return fmt.Errorf("rewrite backup %s: %w", ref, err)
	}
	return nil
}

// rewriteBackup opens the backup with id and checks it under auth.
func (v *Vault) rewriteBackup(ref string, id *crypto.Identity, auth []byte, fn func(*Tx) error) error {
	path := v.backupPath(ref)
	db, h, err := v.openBackup(path, id, auth)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := v.change(db, fn); err != nil {
		return err
	}
	err = v.putBackup(nextName(path), h, v.state.AuthKey, func(w io.Writer) error {
		return sealDB(w, db, v.recipients)
	})
	if err != nil {
		return err
	}
	return v.removeBackup(path)
}

// removeBackup removes a backup and its header: the age file first, for it is
// what holds somebody's data.
func (v *Vault) removeBackup(path string) error {
	return errors.Join(v.fs.Remove(path), v.fs.Remove(headerPath(path)), v.fs.SyncDir(filepath.Dir(path)))
}

// removeUnfinished removes what a crash left of backups that were being written:
// whoever has the key reads such a file as far as it goes.
func (v *Vault) removeUnfinished() error {
	for _, dir := range append([]string{""}, v.reachable()...) {
		dir = v.backupDir(dir)
		entries, err := v.fs.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("look for unfinished backups: %w", err)
		}
		removed := false
		for _, e := range entries {
			if !isUnfinished(e.Name()) {
				continue
			}
			if err := v.fs.Remove(filepath.Join(dir, e.Name())); err != nil {
				return fmt.Errorf("remove an unfinished backup: %w", err)
			}
			removed = true
		}
		if !removed {
			continue
		}
		if err := v.fs.SyncDir(dir); err != nil {
			return fmt.Errorf("remove an unfinished backup: %w", err)
		}
	}
	return nil
}

func isUnfinished(name string) bool {
	whole, temporary := strings.CutSuffix(name, disk.TempSuffix)
	return temporary && (strings.HasSuffix(whole, backupSuffix) || strings.HasSuffix(whole, headerSuffix) || whole == checksName)
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
		if err := readMeta(tx, stateKey, &s); err != nil {
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
func nextName(path string) string {
	dir, name := filepath.Split(path)
	stem, count, found := strings.Cut(strings.TrimSuffix(name, backupSuffix), ".")
	n := 1
	if found {
		_, _ = fmt.Sscanf(count, "%d", &n)
	}
	return filepath.Join(dir, fmt.Sprintf("%s.%d%s", stem, n+1, backupSuffix))
}
