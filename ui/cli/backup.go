package cli

import (
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store/vault"
	"calepin/ui/session"
)

func backupCommand(a *app) *cobra.Command {
	return a.noun("backup", a.T.Backup.Command, backupCreate(a), backupList(a), backupVerify(a), backupRestore(a), backupKeep(a))
}

// backupFacts is a backup as --json prints it.
type backupFacts struct {
	Name string `json:"name"`
	Dir  string `json:"dir,omitempty"` // on another disk
	vault.Version
	MadeAt    time.Time `json:"made_at"`
	Bytes     int64     `json:"bytes"`
	Authentic bool      `json:"authentic"`
	vault.Check
}

func factsOf(b vault.Backup) backupFacts {
	return backupFacts{b.Name, b.Dir, b.Version, b.MadeAt, b.Bytes, b.Authentic, b.Check}
}

func allFacts(list []vault.Backup) []backupFacts {
	facts := make([]backupFacts, 0, len(list))
	for _, b := range list {
		facts = append(facts, factsOf(b))
	}
	return facts
}

func backupCreate(a *app) *cobra.Command {
	var o privacy.BackupOrder
	cmd := a.command("create", a.T.Backup.Create, func(cmd *cobra.Command, _ []string) (err error) {
		if o.To != "" {
			if o.To, err = filepath.Abs(o.To); err != nil {
				return err
			}
		}
		return a.withVault(cmd, func(s *session.Session) error {
			records, err := a.records(s)
			if err != nil {
				return err
			}
			done, err := privacy.BackUp(records, s.Vault, o)
			if err != nil {
				return err
			}
			a.backedUp(done, o)
			return a.print(factsOf(done.Made), func() {})
		})
	})
	cmd.Flags().StringVar(&o.To, "to", "", "")
	cmd.Flags().BoolVar(&o.Remember, "remember", false, "")
	return cmd
}

func (a *app) backedUp(done privacy.BackedUp, o privacy.BackupOrder) {
	w := a.T.Backup
	a.say(w.Made.With("name", done.Made.Name, "size", a.T.Language.Bytes(done.Made.Bytes)))
	for _, b := range done.Copies {
		a.say(w.Copied.With("dir", b.Dir))
	}
	switch {
	case o.To != "" && o.Remember:
		a.say(w.Remembered.With("dir", o.To))
	case o.To != "" && !done.Followed:
		a.say(w.NotFollow.With("dir", o.To))
	}
	if done.Removed > 0 {
		a.say(w.Removed.Of(done.Removed))
	}
	for _, err := range done.Away {
		a.warn(session.LateNote(a.T, err))
	}
}

func backupList(a *app) *cobra.Command {
	return a.command("list", a.T.Backup.List, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session.Session) error {
			list, err := s.Vault.AllBackups()
			if err != nil {
				return err
			}
			return a.print(allFacts(list), func() { a.showBackups(list) })
		})
	})
}

func (a *app) showBackups(list []vault.Backup) {
	w := a.T.Backup
	if len(list) == 0 {
		a.say(w.None)
	}
	var rows [][]string
	for _, b := range list {
		where := w.Here
		if b.Dir != "" {
			where = b.Dir
		}
		rows = append(rows, []string{a.T.Language.Time(b.MadeAt.Local()), a.T.Language.Bytes(b.Bytes),
			w.StateOf(a.T.Language, b), where, b.Name})
	}
	a.table([]string{w.MadeAt, w.Size, w.State, w.Where, w.Name}, rows)
}

func backupVerify(a *app) *cobra.Command {
	var all bool
	cmd := a.command("verify", a.T.Backup.Verify, func(cmd *cobra.Command, args []string) error {
		if all && len(args) > 0 {
			return usage(cmd, a.T.Backup.Which)
		}
		return a.withVault(cmd, func(s *session.Session) error {
			list, err := s.Vault.AllBackups()
			if err != nil {
				return err
			}
			switch {
			case len(args) > 0:
				list = []vault.Backup{backupNamed(list, args[0])}
			case !all && len(list) > 0:
				list = []vault.Backup{slices.MaxFunc(list, func(a, b vault.Backup) int { return a.MadeAt.Compare(b.MadeAt) })}
			}
			return a.verify(s, list)
		})
	})
	cmd.Args = a.args(0, 1)
	cmd.Flags().BoolVar(&all, "all", false, "")
	return cmd
}

// backupNamed is the backup of a name, or of a path.
func backupNamed(list []vault.Backup, ref string) vault.Backup {
	for _, b := range list {
		if b.Name == ref || b.Name == ref+".age" {
			return b
		}
	}
	if filepath.Base(ref) == ref {
		return vault.Backup{Name: ref}
	}
	path, err := filepath.Abs(ref)
	if err != nil {
		path = ref
	}
	return vault.Backup{Dir: filepath.Dir(path), Name: filepath.Base(path)}
}

func (a *app) verify(s *session.Session, list []vault.Backup) error {
	w := a.T.Backup
	end := a.working(a.T.Doctor.Checking)
	wrong := map[string]error{}
	for i, b := range list {
		var err error
		if list[i], err = s.Vault.VerifyBackup(b.Ref()); err != nil {
			wrong[b.Ref()] = err
		}
	}
	end()
	err := a.print(allFacts(list), func() {
		if len(list) == 0 {
			a.say(w.None)
		}
		for _, b := range list {
			if wrong[b.Ref()] == nil {
				a.say(w.Opens.With("name", b.Ref()))
			}
		}
	})
	var last error
	for ref, e := range wrong {
		a.warn(w.FailedNow.With("name", ref, "why", a.sentence(e)))
		last = e
	}
	if last != nil {
		return failure(exitCode(last), w.SomeFailed.Of(len(wrong)), last)
	}
	return err
}

func backupKeep(a *app) *cobra.Command {
	var daily, weekly, monthly int
	var forget string
	cmd := a.command("keep", a.T.Backup.Keep, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session.Session) error {
			plan, err := s.Vault.BackupPlan()
			if err != nil {
				return err
			}
			for name, set := range map[string]func(){
				"daily": func() { plan.Daily = daily }, "weekly": func() { plan.Weekly = weekly }, "monthly": func() { plan.Monthly = monthly },
			} {
				if cmd.Flags().Changed(name) {
					set()
				}
			}
			if forget != "" {
				if err := a.forgetDir(&plan, forget); err != nil {
					return err
				}
			}
			if changed(cmd) {
				records, err := a.records(s)
				if err != nil {
					return err
				}
				if plan, err = records.SetBackupPlan(plan); err != nil {
					return err
				}
			}
			return a.print(plan, func() { a.showPlan(s.Vault, plan) })
		})
	})
	f := cmd.Flags()
	f.Var((*count)(&daily), "daily", "")
	f.Var((*count)(&weekly), "weekly", "")
	f.Var((*count)(&monthly), "monthly", "")
	f.StringVar(&forget, "forget", "", "")
	return cmd
}

func (a *app) forgetDir(plan *vault.BackupPlan, dir string) error {
	path, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	i := slices.Index(plan.To, path)
	if i < 0 {
		return failure(exitUsage, a.T.Backup.NoSuchDir.With("dir", dir), nil)
	}
	plan.To = slices.Delete(plan.To, i, i+1)
	a.say(a.T.Backup.Forgotten.With("dir", path))
	return nil
}

func (a *app) showPlan(v *vault.Vault, plan vault.BackupPlan) {
	w := a.T.Backup
	a.say(w.Kept.With("daily", plan.Daily, "weekly", plan.Weekly, "monthly", plan.Monthly))
	for _, dir := range plan.To {
		state := w.NotThere
		if v.BackupsThere(dir) {
			state = w.There
		}
		a.say(w.To.With("dir", dir, "state", state))
	}
}
