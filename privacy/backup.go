package privacy

import (
	"fmt"
	"slices"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// BackupOrder says where a backup goes besides the vault's own folder.
type BackupOrder struct {
	// To is a folder on another disk, by whole path; that it is not there is
	// an error. Empty for the folders of the plan alone.
	To string
	// Remember adds To to the plan.
	Remember bool
	// Closing says that the vault is closed next: its working copy makes room
	// for the one that the verification opens.
	Closing bool
}

// BackedUp is what came of it.
type BackedUp struct {
	Made   vault.Backup
	Copies []vault.Backup
	Away   []error // of the plan's folders that are not there, *vault.AwayError
	// Followed tells that the folder asked for is one of the plan's.
	Followed bool
	Removed  int // older backups that the plan keeps no more
}

// BackUp seals the vault and keeps a copy, verified by opening it, in the
// vault's own folder and in those on other disks that are there; the erasure
// ledger goes with each. Then it removes what the plan keeps no more.
func BackUp(s *store.Store, v *vault.Vault, o BackupOrder) (done BackedUp, err error) {
	plan, err := v.BackupPlan()
	if err != nil {
		return done, fmt.Errorf("back up: %w", err)
	}
	ledger, err := ledgerText(s)
	if err == nil {
		err = v.SaveLedger(ledger)
	}
	if err != nil {
		return done, fmt.Errorf("back up: %w", err)
	}
	made, err := v.Backup()
	if err != nil {
		return done, fmt.Errorf("back up: %w", err)
	}
	if o.Closing {
		v.Rest()
	}
	if done.Made, err = v.VerifyBackup(made.Ref()); err != nil {
		return done, fmt.Errorf("back up: %w", err)
	}
	if o.To != "" {
		if err := done.copyTo(v, o.To, ledger); err != nil {
			return done, fmt.Errorf("back up: %w", err)
		}
	}
	for _, dir := range plan.To {
		if dir == o.To {
			continue
		}
		err := error(&vault.AwayError{Dir: dir})
		if v.BackupsThere(dir) {
			err = done.copyTo(v, dir, ledger)
		}
		if err != nil {
			done.Away = append(done.Away, err)
		}
	}
	if done.Followed = slices.Contains(plan.To, o.To); o.Remember && o.To != "" && !done.Followed {
		if err := remember(v, plan, o.To); err != nil {
			return done, fmt.Errorf("back up: %w", err)
		}
	}
	if done.Removed, err = v.RotateBackups(); err != nil {
		return done, fmt.Errorf("back up: %w", err)
	}
	return done, nil
}

func (done *BackedUp) copyTo(v *vault.Vault, dir string, ledger []byte) error {
	b, err := v.CopyBackup(done.Made, dir, ledger)
	if err == nil {
		b, err = v.VerifyBackup(b.Ref())
	}
	if err == nil {
		done.Copies = append(done.Copies, b)
	}
	return err
}

func remember(v *vault.Vault, plan vault.BackupPlan, dir string) error {
	plan.To = append(plan.To, dir)
	return v.SetBackupPlan(plan)
}

// BackupStale is the age of the last good backup from which it is warned of.
const BackupStale = 7 * 24 * time.Hour

// BackupHealth is what there is to say of the backups as a whole.
type BackupHealth struct {
	Last   vault.Backup   // the newest good one; without a name where there is none
	Failed []vault.Backup // those that a verification found damaged
	Stale  bool           // none, or none for BackupStale, although there is something to keep
}

// HealthOfBackups tells how the backups stand at the time of now.
func HealthOfBackups(v *vault.Vault, now time.Time) (h BackupHealth, err error) {
	list, err := v.AllBackups()
	if err != nil {
		return h, fmt.Errorf("look at the backups: %w", err)
	}
	for _, b := range list {
		if b.Failed {
			h.Failed = append(h.Failed, b)
		}
		if b.Good() && b.MadeAt.After(h.Last.MadeAt) {
			h.Last = b
		}
	}
	h.Stale = h.Last.Name == "" || now.Sub(h.Last.MadeAt) > BackupStale
	return h, nil
}
