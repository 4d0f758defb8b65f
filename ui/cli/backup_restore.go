package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store/vault"
	"calepin/ui/session"
)

// restoring is one run of "backup restore".
type restoring struct {
	app        *app
	dir, path  string
	into, file string
	yes        bool

	at      session.At
	key     session.Key
	found   *vault.Found
	present *session.Session // nil where the vault is lost
	lost    error            // why it does not open; nil where there is none
}

func backupRestore(a *app) *cobra.Command {
	r := restoring{app: a}
	cmd := a.command("restore", a.T.Backup.Restore.Command, func(cmd *cobra.Command, args []string) (err error) {
		if r.file != "" && r.into == "" {
			return usage(cmd, a.T.Backup.Restore.FileNoInto)
		}
		if r.dir, err = a.vaultDir(); err != nil {
			return err
		}
		if r.path, err = a.backupPath(r.dir, args[0]); err != nil {
			return err
		}
		return r.run(cmd.Context())
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().BoolVar(&r.yes, "yes", false, "")
	cmd.Flags().StringVar(&r.into, "into", "", "")
	cmd.Flags().StringVar(&r.file, "identity-file", "", "")
	return cmd
}

// backupPath finds the file of a backup by its name or its path.
func (a *app) backupPath(dir, ref string) (string, error) {
	for _, path := range []string{filepath.Join(dir, "backups", ref), filepath.Join(dir, "backups", ref+".age"), ref, ref + ".age"} {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return filepath.Abs(path)
		}
	}
	return "", failure(exitFailed, a.T.Backup.Restore.NotFound.With("name", ref), fs.ErrNotExist)
}

func (r *restoring) run(ctx context.Context) error {
	id, err := vault.VaultOf(r.path)
	if err != nil {
		return session.About(filepath.Dir(r.path), err)
	}
	info, peekErr := session.Peek(r.dir)
	if r.into == "" && peekErr == nil && info.ID != id {
		return vault.ErrOtherVault
	}
	if r.at, err = r.app.at(r.dir); err != nil {
		return err
	}
	if r.key, err = r.app.unlock(ctx, r.at, id); err != nil {
		return err
	}
	if r.into != "" {
		return r.asNew(ctx)
	}
	if err := r.openPresent(ctx); err != nil {
		return err
	}
	err = r.restore()
	if r.present != nil {
		err = errors.Join(err, r.present.Close())
	}
	return err
}

// openPresent opens the vault that is there now, unless it is missing or
// damaged beyond opening.
func (r *restoring) openPresent(ctx context.Context) error {
	s, err := r.app.openWith(ctx, r.at, r.key)
	var damaged *vault.DamagedError
	var older *vault.OlderError
	switch {
	case err == nil:
		r.present = s
	case errors.Is(err, vault.ErrNotFound):
	case errors.As(err, &damaged), errors.As(err, &older), errors.Is(err, vault.ErrWrongKey):
		r.lost = err
	default:
		return session.About(r.dir, err)
	}
	return nil
}

func (r *restoring) restore() (err error) {
	if r.found, err = vault.FindBackup(r.path, r.key.ID); err != nil {
		return session.About(filepath.Dir(r.path), err)
	}
	defer func() { r.found.Close() }()
	var v *vault.Vault
	unpinned := false
	if r.present != nil {
		v = r.present.Vault
		if err = r.app.mayAdminister(r.present); err == nil {
			err = v.Vouches(r.found)
		}
	} else if pins := r.key.Pins(); pins != nil { // the recovery key remembers nothing, and is trusted
		err = r.found.Pinned(pins)
		if unpinned = errors.Is(err, vault.ErrNoPin); unpinned {
			err = nil
		}
	}
	if err != nil {
		return session.About(filepath.Dir(r.path), err)
	}
	plan, err := privacy.PlanRestore(r.found, v, r.dir, r.app.now())
	if err != nil {
		return err
	}
	r.preview(plan, unpinned)
	sure, err := r.app.confirm(r.app.T.Backup.Restore.Question, r.yes)
	if err != nil {
		return err
	}
	if !sure {
		return failure(exitFailed, r.app.T.Common.Cancelled, nil)
	}
	r.app.exits.hold(func() { err = r.put(v, plan) })
	return err
}

// preview says what would come back, and what would be lost.
func (r *restoring) preview(p privacy.RestorePlan, unpinned bool) {
	w := r.app.T.Backup.Restore
	r.app.say(r.app.T.RestoreFrom(p))
	switch {
	case r.lost != nil:
		r.app.say(w.Damaged.With("why", r.app.reason(session.About(r.dir, r.lost))))
	case r.present == nil:
		r.app.say(w.Missing)
	default:
		parts := r.app.T.RestoreChanges(p)
		for _, part := range parts {
			r.app.say(r.app.heading(part.Heading) + bullets(part.Lines))
		}
		if len(parts) == 0 {
			r.app.say(w.Same)
		}
		r.app.say(w.Aside)
	}
	if p.Again > 0 {
		r.app.say(r.app.T.Tidy.ErasedAgain.Of(p.Again))
	}
	if p.NoLedger {
		r.app.warn(w.NoLedger)
	}
	if unpinned {
		r.app.warn(w.Unpinned)
	}
}

// restored is what was done, in JSON.
type restored struct {
	Vault       string               `json:"vault"`
	From        string               `json:"from"`
	MadeAt      time.Time            `json:"made_at"`
	Differences []privacy.Difference `json:"differences"`
	ErasedAgain int                  `json:"erased_again"`
	Ledger      bool                 `json:"ledger"`
	Aside       string               `json:"aside,omitempty"`
}

func (r *restoring) put(v *vault.Vault, plan privacy.RestorePlan) error {
	w := r.app.T.Backup.Restore
	done := restored{r.dir, r.path, plan.Found.MadeAt, orEmpty(plan.Kinds), plan.Again, !plan.NoLedger, ""}
	note := ""
	if v != nil {
		aside, err := privacy.Restore(v, plan)
		if err != nil {
			return err
		}
		done.Aside, note = aside.Name, w.KeptAside.With("name", aside.Name)
	} else {
		v, aside, err := vault.Restore(r.dir, plan.Found, vault.RestoreOptions{Pins: r.key.Pins()})
		if err != nil {
			return session.About(r.dir, err)
		}
		if err := errors.Join(privacy.Restored(v), v.Close()); err != nil {
			return err
		}
		if done.Aside = aside; aside != "" {
			note = w.DamagedIn.With("dir", aside)
		}
	}
	r.app.say(w.Done.With("date", r.app.minute(done.MadeAt)))
	if note != "" {
		r.app.say(note)
	}
	return r.app.print(done, func() {})
}

// asNew makes a vault of its own of the backup.
func (r *restoring) asNew(ctx context.Context) (err error) {
	if r.into, err = filepath.Abs(r.into); err != nil {
		return err
	}
	if r.found, err = vault.FindBackup(r.path, r.key.ID); err != nil {
		return session.About(filepath.Dir(r.path), err)
	}
	defer func() { r.found.Close() }()
	plan, err := privacy.PlanRestore(r.found, nil, filepath.Dir(filepath.Dir(r.path)), r.app.now())
	if err != nil {
		return err
	}
	r.app.say(r.app.T.RestoreFrom(plan))
	if plan.NoLedger {
		r.app.warn(r.app.T.Backup.Restore.NoLedger)
	}
	r.app.exits.hold(func() { err = r.putAsNew(ctx) })
	if err != nil {
		return session.About(r.into, err)
	}
	r.app.say(r.app.T.Backup.Restore.AsNew.With("dir", r.into))
	return r.app.print(restored{r.into, r.path, plan.Found.MadeAt, orEmpty(plan.Kinds), plan.Again, !plan.NoLedger, ""}, func() {})
}

func (r *restoring) putAsNew(ctx context.Context) (err error) {
	var back session.Undo
	defer func() {
		if err != nil {
			back.Run()
		}
	}()
	id := vault.NewID()
	kept, err := r.app.keyForCopy(ctx, r.at, r.into, r.file, id, r.key, &back)
	if err != nil {
		return err
	}
	v, err := vault.RestoreAsNew(r.into, r.found, vault.CreateOptions{ID: id, Pins: kept.Pins()})
	if err != nil {
		return err
	}
	return errors.Join(privacy.Restored(v), v.Close())
}
