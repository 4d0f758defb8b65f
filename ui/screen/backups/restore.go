package backups

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// restore opens the backup selected, says what would come back and what would
// be lost, and asks. What was opened for that is let go of before the question,
// so that a lock leaves nothing in memory.
func (p *Page) restore() tea.Cmd {
	ref := p.table.Selected()
	if ref == "" || p.inMemory() != "" {
		return nil
	}
	d, s, now := p.d, p.d.Store, p.d.Now()
	return screen.Do(screen.Job{Owner: p, Key: "plan", Label: d.T.Backups.Reading},
		func(context.Context, screen.Report) (plan privacy.RestorePlan, err error) {
			err = planned(s, ref, now, func(found privacy.RestorePlan) error { plan = found; return nil })
			return plan, err
		},
		func(plan privacy.RestorePlan, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, widget.Clean(d.W.Sentence(err)))
			}
			date := d.Language().Time(plan.Found.MadeAt.Local())
			return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.T.Backups.RestoreTitle.With("date", date), Lines: preview(d, plan),
				Act: d.T.Backups.Restore.Name, Dangerous: true, Run: func() tea.Cmd { return p.putBack(ref, date) }}))
		})
}

// preview says what a backup holds, what it would change, and what is erased
// again in it.
func preview(d *screen.Desk, plan privacy.RestorePlan) []string {
	w := d.W.Backup.Restore
	lines := []string{d.W.RestoreFrom(plan)}
	parts := d.W.RestoreChanges(plan)
	for _, part := range parts {
		lines = append(lines, "", part.Heading)
		for _, line := range part.Lines {
			lines = append(lines, "  "+line)
		}
	}
	lines = append(lines, "")
	if len(parts) == 0 {
		lines = append(lines, w.Same)
	}
	if plan.Again > 0 {
		lines = append(lines, d.W.Tidy.ErasedAgain.Of(plan.Again))
	}
	if plan.NoLedger {
		lines = append(lines, "! "+w.NoLedger)
	}
	return append(lines, w.Aside)
}

// planned opens a backup of the vault, works out what restoring it would do, and
// lets it go again.
func planned(s *store.Store, ref string, now time.Time, do func(privacy.RestorePlan) error) error {
	v := s.Vault()
	found, err := v.FindBackup(ref)
	if err != nil {
		return err
	}
	defer found.Close()
	plan, err := privacy.PlanRestore(found, v, v.Dir(), now)
	if err != nil {
		return err
	}
	return do(plan)
}

// putBack restores, and locks the vault: all that was read of it is of before.
func (p *Page) putBack(ref, date string) tea.Cmd {
	d, s, now := p.d, p.d.Store, p.d.Now()
	return screen.Do(screen.Job{Write: true, Label: d.T.Backups.Restoring},
		func(context.Context, screen.Report) (aside vault.Backup, err error) {
			if err := s.May(store.Administer); err != nil {
				return aside, err
			}
			err = planned(s, ref, now, func(plan privacy.RestorePlan) error {
				aside, err = privacy.Restore(s.Vault(), plan)
				return err
			})
			return aside, err
		},
		func(aside vault.Backup, err error) tea.Cmd {
			if err != nil {
				return tea.Batch(screen.Toast(screen.Failure, widget.Clean(d.W.Sentence(err))), p.load())
			}
			return screen.LockFor(d.T.Backups.Restored.With("date", date))
		})
}
