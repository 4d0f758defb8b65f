package backups

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store/vault"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/session"
	"calepin/ui/widget"
)

// make seals a copy now, on every disk of the plan that is there.
func (p *Page) make() tea.Cmd { return p.backUp(privacy.BackupOrder{}) }

// disk asks for a folder on another disk, and makes the first copy there.
func (p *Page) disk() tea.Cmd {
	return screen.Overlay(widget.NewFilePicker(p.d, widget.FileOptions{Title: p.d.T.Backups.PickFolder, Folders: true, New: true,
		Pick: func(dir string) tea.Cmd { return p.backUp(privacy.BackupOrder{To: dir, Remember: true}) }}))
}

func (p *Page) backUp(o privacy.BackupOrder) tea.Cmd {
	d, s := p.d, p.d.Store
	return screen.Do(screen.Job{Write: true, Label: d.T.Backups.Making},
		func(context.Context, screen.Report) (privacy.BackedUp, error) { return privacy.BackUp(s, s.Vault(), o) },
		func(done privacy.BackedUp, err error) tea.Cmd {
			if err != nil {
				return tea.Batch(screen.Toast(screen.Failure, widget.Clean(d.W.Sentence(err))), p.load())
			}
			w := d.W.Backup
			said := []string{w.Made.With("name", done.Made.Name, "size", d.Language().Bytes(done.Made.Bytes))}
			if o.To != "" {
				said = append(said, w.Remembered.With("dir", o.To))
			}
			if done.Removed > 0 {
				said = append(said, w.Removed.Of(done.Removed))
			}
			level := screen.Success
			for _, away := range done.Away {
				level, said = screen.Warning, append(said, session.LateNote(d.W, away))
			}
			return tea.Batch(screen.Toast(level, widget.Clean(strings.Join(said, " "))), p.load())
		})
}

// verify opens those marked, or the one selected, one by one.
func (p *Page) verify() tea.Cmd {
	d, v, refs := p.d, p.d.Store.Vault(), p.table.MarkedOrSelected()
	return screen.Do(screen.Job{Write: true, Label: d.T.Backups.Checking},
		func(_ context.Context, report screen.Report) (n int, err error) {
			for i, ref := range refs {
				report(i, len(refs))
				if _, e := v.VerifyBackup(ref); e != nil {
					err = errors.Join(err, e)
					continue
				}
				n++
			}
			return n, err
		},
		func(n int, err error) tea.Cmd {
			p.table.ClearMarks()
			if err != nil {
				return tea.Batch(screen.Toast(screen.Failure, d.W.Backup.SomeFailed.Of(len(refs)-n)), p.load())
			}
			return tea.Batch(screen.Toast(screen.Success, d.T.Backups.Verified.Of(n)), p.load())
		})
}

// keepPage is the form of how many are kept.
type keepPage struct{ *form.Page }

func (p *Page) keep() tea.Cmd {
	if p.have == nil {
		return nil
	}
	d, w, plan := p.d, p.d.T.Backups, p.have.plan
	k := &keepPage{}
	field := func(name, label string, n int) *widget.Field {
		return widget.NewText(name, label).Must().WithHint(w.CountHint).Of(strconv.Itoa(n))
	}
	k.Page = form.New(d, form.Options{ID: "backups.keep", Title: w.KeepTitle,
		Fields: []*widget.Field{field("daily", w.Daily, plan.Daily), field("weekly", w.Weekly, plan.Weekly), field("monthly", w.Months, plan.Monthly)},
		Save: func() tea.Cmd {
			wrong := map[string]string{}
			for name, to := range map[string]*int{"daily": &plan.Daily, "weekly": &plan.Weekly, "monthly": &plan.Monthly} {
				n, err := strconv.ParseUint(strings.TrimSpace(k.Form.Value(name)), 10, 12)
				if err != nil {
					wrong[name] = w.CountHint
				}
				*to = int(n)
			}
			if len(wrong) > 0 {
				k.Form.Errors(wrong)
				return k.Stay(nil)
			}
			return p.setPlan(k, plan, func(set vault.BackupPlan) tea.Cmd {
				said := d.W.Backup.Kept.With("daily", set.Daily, "weekly", set.Weekly, "monthly", set.Monthly)
				return k.Saved(tea.Sequence(screen.Back(k), screen.Toast(screen.Success, said)))
			}, k.Failed)
		}})
	k.Own(k)
	k.Form.Clean()
	return screen.Push(k)
}

func (p *Page) setPlan(owner screen.Screen, plan vault.BackupPlan, then func(vault.BackupPlan) tea.Cmd, failed func(error) tea.Cmd) tea.Cmd {
	s := p.d.Store
	return screen.Save(owner, func() (vault.BackupPlan, error) { return s.SetBackupPlan(plan) }, func(set vault.BackupPlan, err error) tea.Cmd {
		if err != nil {
			return failed(err)
		}
		return then(set)
	})
}

// forget asks which folder no copies go to any more, and says what that means.
func (p *Page) forget() tea.Cmd {
	d, plan := p.d, p.have.plan
	var options []widget.Option
	for _, dir := range plan.To {
		options = append(options, widget.Option{Value: dir, Label: widget.Clean(dir)})
	}
	return screen.Overlay(widget.NewChoose(d, d.T.Backups.WhichDisk, options, func(dir string) tea.Cmd {
		plan.To = slices.DeleteFunc(slices.Clone(plan.To), func(other string) bool { return other == dir })
		return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.T.Backups.Forget.Help, Act: d.T.Backups.Forget.Name,
			Lines: []string{d.W.Backup.Forgotten.With("dir", dir)},
			Run: func() tea.Cmd {
				return p.setPlan(p, plan, func(vault.BackupPlan) tea.Cmd { return nil },
					func(err error) tea.Cmd { return screen.Toast(screen.Failure, d.W.Sentence(err)) })
			}}))
	}))
}
