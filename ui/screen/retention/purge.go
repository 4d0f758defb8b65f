package retention

import (
	"context"
	"errors"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/merge"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// purge is one purge from the screen.
type purge struct {
	d     *screen.Desk
	owner screen.Screen // of the reading before; may be nil
	due   []privacy.Due
	act   text.Action
	o     privacy.PurgeOptions
	head  []string     // told before what goes
	first func() error // done before the purge; nil for nothing
	then  func() tea.Cmd
}

// ask works out exactly what goes, off the loop, and asks.
func (p purge) ask() tea.Cmd {
	d, s, now := p.d, p.d.Store, p.d.Now()
	type shown struct {
		plan  privacy.PurgePlan
		lines []string
	}
	return screen.Do(screen.Job{Owner: p.owner, Key: "plan"},
		func(context.Context, screen.Report) (x shown, err error) {
			if x.plan, err = privacy.PlanPurge(s, s.Vault(), p.due, now); err == nil {
				x.lines, err = p.preview(x.plan)
			}
			return x, err
		},
		func(x shown, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: d.W.Retention.Sure.Of(x.plan.Count()), Lines: x.lines,
				Act: p.act.Name, Dangerous: true, Run: func() tea.Cmd { return p.carryOut(x.plan) }}))
		})
}

// preview says record by record what goes and why, with what goes along, and
// what stays in the archive, by which text and until when.
func (p purge) preview(plan privacy.PurgePlan) (lines []string, err error) {
	d, w := p.d, p.d.W
	lines = slices.Clone(p.head)
	for _, x := range p.due {
		reason, err := reasonOf(d.Store, x)
		if err != nil {
			return nil, err
		}
		line := w.Retention.Record(x.Kind, w.Errors.Store.Kinds) + " · " + why(d, x, reason)
		if name := nameOf(d, x.Contact); name != "" {
			line = name + " · " + line
		}
		lines = append(lines, line)
		if x.Kind != store.KindPerson {
			continue
		}
		card, err := d.Store.Card(x.ID)
		if err != nil {
			return nil, err
		}
		if with := merge.Tied(d, map[store.RecordKind]int{store.KindInteraction: card.Interactions, store.KindDocument: card.Documents,
			store.KindAttachment: card.Attachments, store.KindTask: card.Tasks}); with != "" {
			lines = append(lines, "  + "+with)
		}
	}
	if n := len(plan.Stays); n > 0 {
		lines = append(lines, "", w.Retention.Archives.Of(n))
		for _, x := range plan.Stays {
			lines = append(lines, "  "+w.Erase.StaysUntil.With("document", w.Archived(&x), "rule", w.Privacy.Rule(x.Rule), "date", d.Language().Day(string(x.Until))))
		}
	}
	if n := len(plan.Backups); n > 0 {
		lines = append(lines, "", w.Erase.Backups.Of(n))
	}
	return lines, nil
}

// reasonOf is that of a decision.
func reasonOf(s *store.Store, x privacy.Due) (string, error) {
	if x.Clock.Event != privacy.Decided {
		return "", nil
	}
	r, err := s.Retained(x.Contact)
	return r.Reason, err
}

// carryOut purges, telling how far the backups are, and shows the proof.
func (p purge) carryOut(plan privacy.PurgePlan) tea.Cmd {
	return p.run(func() (privacy.PurgePlan, error) { return plan, nil }, func(done privacy.Purged) tea.Cmd {
		return screen.Overlay(widget.NewConfirm(p.d, widget.Question{Title: p.d.T.Retention.Proof, Lines: proof(p.d, done), Act: p.d.T.Retention.Close, Told: true}))
	})
}

func (p purge) run(plan func() (privacy.PurgePlan, error), said func(privacy.Purged) tea.Cmd) tea.Cmd {
	d, s, now := p.d, p.d.Store, p.d.Now()
	return screen.Do(screen.Job{Write: true, Label: d.T.Retention.Purging},
		func(_ context.Context, report screen.Report) (done privacy.Purged, err error) {
			if p.first != nil {
				err = p.first()
			}
			plan, planErr := plan()
			if err = errors.Join(err, planErr); err != nil {
				return done, err
			}
			o := p.o
			o.Progress = report
			return privacy.Purge(s, s.Vault(), plan, now, o)
		},
		func(done privacy.Purged, err error) tea.Cmd {
			cmds := []tea.Cmd{screen.Reread()}
			if p.then != nil {
				cmds = append(cmds, p.then())
			}
			var unfinished *privacy.UnfinishedError
			switch {
			case errors.As(err, &unfinished):
				cmds = append(cmds, said(done), screen.Toast(screen.Failure, d.W.Erase.Unfinished.With("why", d.W.Sentence(errors.Unwrap(unfinished)))))
			case err != nil:
				cmds = append(cmds, screen.Toast(screen.Failure, d.W.Sentence(err)))
			default:
				cmds = append(cmds, said(done))
			}
			return tea.Batch(cmds...)
		})
}

// proof says what went, what stays and where, and that nothing else was found
// afterwards.
func proof(d *screen.Desk, done privacy.Purged) []string {
	w := d.W.Retention
	lines := []string{w.Done.Of(done.People + done.Records)}
	if done.Archived > 0 {
		lines = append(lines, w.Archives.Of(done.Archived))
	}
	if done.Rewritten > 0 {
		lines = append(lines, w.DoneRest.Of(done.Rewritten))
	}
	lines = append(lines, w.Ledger.Of(len(done.Ledger)))
	for _, name := range slices.Sorted(maps.Keys(done.Untouched)) {
		lines = append(lines, "! "+d.W.Erase.Untouched.With("name", name, "why", d.W.Sentence(done.Untouched[name])))
	}
	if n := len(done.Residue); n > 0 {
		lines = append(lines, "! "+d.W.Erase.Residue.Of(n))
		for _, x := range done.Residue {
			lines = append(lines, "  "+x.String())
		}
	} else {
		lines = append(lines, w.Clean)
	}
	if n := len(done.Left); n > 0 {
		lines = append(lines, "", w.Left.Of(n))
		for _, m := range done.Left {
			lines = append(lines, "  "+d.W.Erase.Mention.With("kind", d.W.Errors.Store.Kinds[string(m.Kind)], "id", m.ID.String(), "contact", nameOf(d, m.Contact)))
		}
	}
	return lines
}
