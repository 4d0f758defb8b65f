package vault

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"time"
)

// BackupPlan says how many backups are kept, and where besides the vault's own
// folder they go.
type BackupPlan struct {
	Daily   int `json:"daily"` // the newest of so many days that have one
	Weekly  int `json:"weekly"`
	Monthly int `json:"monthly"`
	// To are folders on other disks, by whole path.
	To []string `json:"to,omitempty"`
}

// plan is what holds where nothing was set.
var plan = BackupPlan{Daily: 7, Weekly: 4, Monthly: 12}

const planKey = "vault.backups"

// BackupPlan returns the plan of the vault.
func (v *Vault) BackupPlan() (p BackupPlan, err error) {
	err = v.View(func(tx *Tx) error { p, err = readPlan(tx); return err })
	return p, err
}

func readPlan(tx *Tx) (BackupPlan, error) {
	if tx.Get(metaBucket, []byte(planKey)) == nil {
		return plan, nil
	}
	var p BackupPlan
	err := readMeta(tx, planKey, &p)
	return p, err
}

// SetBackupPlan changes the plan. One backup a day is the least that is kept.
func (v *Vault) SetBackupPlan(p BackupPlan) error {
	p.Daily, p.Weekly, p.Monthly = max(p.Daily, 1), max(p.Weekly, 0), max(p.Monthly, 0)
	value, err := json.Marshal(p)
	if err == nil {
		err = v.Update(func(tx *Tx) error { return tx.Put(metaBucket, []byte(planKey), value) })
	}
	if err != nil {
		return fmt.Errorf("change the plan of backups: %w", err)
	}
	return nil
}

// AwayError says that a folder on another disk is not there, or takes nothing.
type AwayError struct {
	Dir string
	Err error
}

func (e *AwayError) Error() string { return fmt.Sprintf("backups in %s: %v", e.Dir, e.Err) }
func (e *AwayError) Unwrap() error { return e.Err }

// BackupsThere tells whether a folder on another disk holds backups of this
// program now: its ledger says so, where an empty mount point has none.
func (v *Vault) BackupsThere(dir string) bool {
	there, err := exists(v.fs, filepath.Join(dir, ledgerName))
	return err == nil && there
}

// reachable are the other folders of the plan that are there now.
func (v *Vault) reachable() []string {
	p, err := v.BackupPlan()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(p.To, func(dir string) bool { return !v.BackupsThere(dir) })
}

// AllBackups returns the local backups and those in the other folders of the
// plan that are there, oldest first, folder by folder.
func (v *Vault) AllBackups() ([]Backup, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	list, err := v.backupsIn("")
	if err != nil || v.dir == "" {
		return nil, err
	}
	for _, dir := range v.reachable() {
		more, err := v.backupsIn(dir)
		if err != nil {
			v.warn(&AwayError{dir, err})
		}
		list = append(list, more...)
	}
	return list, nil
}

// CopyBackup puts a local backup and its header, and the ledger, text, into a
// folder on another disk, which is made where only its last part is missing.
// A folder that holds another vault's backups is refused with ErrOtherVault.
func (v *Vault) CopyBackup(b Backup, dir string, text []byte) (Backup, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	copied, err := v.copyBackup(b, dir, text)
	if err != nil {
		return copied, &AwayError{dir, err}
	}
	return copied, nil
}

func (v *Vault) copyBackup(b Backup, dir string, text []byte) (Backup, error) {
	if _, err := v.fs.Stat(filepath.Dir(dir)); err != nil {
		return b, err
	}
	if err := v.fs.MkdirAll(dir, 0o700); err != nil {
		return b, err
	}
	if err := v.ownFolder(dir); err != nil {
		return b, err
	}
	from := v.backupPath(b.Ref())
	h, err := headerOf(v.fs, headerPath(from), backupMagic)
	if err == nil {
		err = v.saveLedger(dir, text)
	}
	if err == nil {
		err = v.copyTo(filepath.Join(dir, b.Name), from, h)
	}
	if err != nil {
		return b, err
	}
	return v.backup(filepath.Join(dir, b.Name))
}

// ownFolder refuses a folder of another vault: the two would overwrite each
// other's ledger.
func (v *Vault) ownFolder(dir string) error {
	list, err := v.backupsIn(dir)
	for _, b := range list {
		h, err := headerOf(v.fs, headerPath(v.backupPath(b.Ref())), backupMagic)
		if err == nil && h.Vault != v.state.id() {
			return ErrOtherVault
		}
	}
	return err
}

// outdated picks those of good, the oldest first, that the plan keeps no more.
// It keeps what is younger than a day, and the newest of each period. Those of
// days to come, made while the clock was wrong, or real ones while it is, have
// their own turn: neither pushes the other out.
func (p BackupPlan) outdated(good []Backup, now time.Time) []Backup {
	keep := map[string]bool{}
	to := slices.IndexFunc(good, func(b Backup) bool { return b.MadeAt.Sub(now) >= 24*time.Hour })
	if to < 0 {
		to = len(good)
	}
	p.choose(keep, good[:to])
	p.choose(keep, good[to:])
	return slices.DeleteFunc(slices.Clone(good), func(b Backup) bool {
		return keep[b.Name] || now.Sub(b.MadeAt).Abs() < 24*time.Hour
	})
}

// choose adds the names of those that the plan keeps.
func (p BackupPlan) choose(keep map[string]bool, good []Backup) {
	for _, period := range []struct {
		n  int
		of func(time.Time) string
	}{
		{max(p.Daily, 1), func(t time.Time) string { return t.Format(time.DateOnly) }},
		{p.Weekly, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, w) }},
		{p.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		last, left := "", period.n
		for _, b := range slices.Backward(good) {
			if this := period.of(b.MadeAt); this != last && left > 0 {
				keep[b.Name], last = true, this
				left--
			}
		}
	}
}

// RotateBackups removes the backups that the plan keeps no more, in each folder
// that is there, and returns how many. What the vault cannot vouch for, and
// what a verification found damaged, is left for a human to look at, and never
// counts as one that is kept.
func (v *Vault) RotateBackups() (removed int, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.writable(); err != nil {
		return 0, err
	}
	p, err := v.BackupPlan()
	if err != nil {
		return 0, err
	}
	for _, dir := range append([]string{""}, v.reachable()...) {
		list, err := v.backupsIn(dir)
		if err != nil {
			return removed, err
		}
		good := slices.DeleteFunc(list, func(b Backup) bool { return !b.Good() })
		for _, b := range p.outdated(good, v.now()) {
			if err := v.removeBackup(v.backupPath(b.Ref())); err != nil {
				return removed, fmt.Errorf("remove an old backup: %w", err)
			}
			removed++
		}
	}
	return removed, nil
}
