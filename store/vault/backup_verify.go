package vault

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/store/vault/disk"
)

// Check is what came of opening a backup.
type Check struct {
	VerifiedAt time.Time `json:"verified_at,omitzero"` // zero for never
	Failed     bool      `json:"failed,omitempty"`
}

// checksName is a file beside backups that tells of each when it was last
// opened. It is a convenience, not a proof: who can write there can forge it.
const checksName = "checked.json"

// VerifyBackup opens a backup: its header, every chunk of it and the database
// in it. What came of it is noted beside the backup.
func (v *Vault) VerifyBackup(ref string) (Backup, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	b, err := v.backup(ref)
	if err != nil {
		return b, fmt.Errorf("verify backup %s: %w", ref, err)
	}
	damage := v.verify(ref)
	b.Check = Check{VerifiedAt: v.now(), Failed: damage != nil}
	if v.readOnly == nil {
		if err := v.noteCheck(b); err != nil {
			v.warn(fmt.Errorf("note a verification: %w", err))
		}
	}
	if damage != nil {
		return b, fmt.Errorf("verify backup %s: %w", ref, damage)
	}
	return b, nil
}

func (v *Vault) verify(ref string) error {
	db, h, err := v.openBackup(v.backupPath(ref), v.id, v.state.AuthKey)
	if err != nil {
		return err
	}
	defer db.Close()
	var s state
	if err := db.View(func(tx *bolt.Tx) error { return readMeta(&Tx{bolt: tx}, stateKey, &s) }); err != nil {
		return &DamagedError{Part: SnapshotPart, File: filepath.Base(ref), Err: err}
	}
	if s.id() != h.Vault || s.Generation != h.Generation || s.Sequence != h.Sequence {
		return ErrNotAuthentic
	}
	return nil
}

// checks reads the notes of a folder; none where they cannot be read.
func (v *Vault) checks(dir string) map[string]Check {
	notes := map[string]Check{}
	f, err := v.fs.OpenFile(filepath.Join(v.backupDir(dir), checksName), os.O_RDONLY, 0)
	if err != nil {
		return notes
	}
	defer f.Close()
	_ = json.NewDecoder(io.LimitReader(f, 1<<20)).Decode(&notes)
	return notes
}

// noteCheck adds a note, and drops those of backups that are gone.
func (v *Vault) noteCheck(b Backup) error {
	dir := v.backupDir(b.Dir)
	notes := v.checks(b.Dir)
	for name := range notes {
		if _, err := v.fs.Stat(filepath.Join(dir, name)); errors.Is(err, fs.ErrNotExist) {
			delete(notes, name)
		}
	}
	notes[b.Name] = b.Check
	return disk.WriteFile(v.fs, filepath.Join(dir, checksName), func(w io.Writer) error {
		return json.NewEncoder(w).Encode(notes)
	})
}

// BackupDue tells whether the day has no backup yet and something changed
// since the last.
func (v *Vault) BackupDue() bool {
	if v.dir == "" || v.ReadOnly() != nil {
		return false
	}
	list, err := v.Backups()
	if err != nil {
		return false
	}
	for _, b := range list {
		if b.Good() && (b.Sequence == v.Info().Sequence || b.MadeAt.Format(time.DateOnly) == v.now().Format(time.DateOnly)) {
			return false
		}
	}
	return true
}

// FoldDue tells whether closing the vault will fold it.
func (v *Vault) FoldDue() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.writable() == nil && v.foldDue()
}

// Rest lets go of the working copy of a vault that was just sealed; who asks
// next reads the snapshot again.
func (v *Vault) Rest() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.dbMu.RLock()
	there := v.db != nil
	v.dbMu.RUnlock()
	if there && v.Whole() == nil && v.journal != nil && v.writable() == nil && v.journal.at.sequence == v.state.Sequence {
		v.exchange(nil)
	}
}
