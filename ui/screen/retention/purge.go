package retention

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// purge works out exactly what goes, off the loop, and asks.
func (p *Page) purge(act text.Action, o privacy.PurgeOptions) tea.Cmd {
	s, now, due, reasons := p.d.Store, p.d.Now(), p.chosen(), p.have.reasons
	return screen.Do(screen.Job{Owner: p, Key: "plan"},
		func(context.Context, screen.Report) (privacy.PurgePlan, error) {
			return privacy.PlanPurge(s, s.Vault(), due, now)
		},
		func(plan privacy.PurgePlan, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			w := p.d.W.Retention
			var lines []string
			for _, x := range due {
				lines = append(lines, nameOf(p.d, x.Contact)+" · "+w.Record(x.Kind, p.d.W.Errors.Store.Kinds)+" · "+why(p.d, x, reasons[x.Contact]))
			}
			if n := len(plan.Stays); n > 0 {
				lines = append(lines, "", w.Archives.Of(n))
			}
			if n := len(plan.Backups); n > 0 {
				lines = append(lines, "", p.d.W.Erase.Backups.Of(n))
			}
			return screen.Overlay(widget.NewConfirm(p.d, widget.Question{Title: w.Sure.Of(plan.Count()), Lines: lines,
				Act: act.Name, Dangerous: true, Run: func() tea.Cmd { return p.carryOut(plan, o) }}))
		})
}

// carryOut purges, telling how far the backups are.
func (p *Page) carryOut(plan privacy.PurgePlan, o privacy.PurgeOptions) tea.Cmd {
	s, now := p.d.Store, p.d.Now()
	return screen.Do(screen.Job{Write: true, Label: p.d.T.Retention.Purging},
		func(_ context.Context, report screen.Report) (privacy.Purged, error) {
			o.Progress = report
			return privacy.Purge(s, s.Vault(), plan, now, o)
		},
		func(done privacy.Purged, err error) tea.Cmd {
			p.table.ClearMarks()
			said := screen.Toast(screen.Success, p.d.W.Retention.Done.Of(done.People+done.Records))
			if err != nil {
				said = screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			return tea.Batch(said, p.load())
		})
}
