package retention

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// AtOpening looks, off the loop, for what has expired when a vault is opened:
// by a standing yes it goes, else the owner is asked, once a day at most.
func AtOpening(d *screen.Desk) tea.Cmd { return look(d, true) }

// AtMidnight purges by a standing yes what a new day has made due; without one
// the next opening asks.
func AtMidnight(d *screen.Desk) tea.Cmd { return look(d, false) }

func look(d *screen.Desk, asks bool) tea.Cmd {
	s, now := d.Store, d.Now()
	byItself := false
	return screen.Do(screen.Job{},
		func(context.Context, screen.Report) (due []privacy.Due, err error) {
			due, byItself, err = privacy.ToDecide(s, now)
			return due, err
		},
		func(due []privacy.Due, err error) tea.Cmd {
			switch {
			case err != nil:
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			case s != d.Store || len(due) == 0: // locked meanwhile
				return nil
			case byItself:
				return byStandingYes(d, due)
			case asks:
				return screen.Overlay(decide(d, due))
			}
			return nil
		})
}

// byStandingYes purges what is due and says how much it was.
func byStandingYes(d *screen.Desk, due []privacy.Due) tea.Cmd {
	s, now := d.Store, d.Now()
	return purge{d: d, due: due}.run(
		func() (privacy.PurgePlan, error) { return privacy.PlanPurge(s, s.Vault(), due, now) },
		func(done privacy.Purged) tea.Cmd {
			return screen.Toast(screen.Warning, d.W.Retention.Expired.Of(done.People+done.Records))
		})
}

// decide is the box that asks what is to be done with what has expired: how
// much it is and why, and what can be done. Closed without an answer it asks
// again at the next opening.
func decide(d *screen.Desk, due []privacy.Due) screen.Screen {
	w := d.W.Retention
	option := func(value, key string, a text.Action) widget.Option {
		return widget.Option{Value: value, Key: key, Label: a.Name, Help: a.Help}
	}
	options := []widget.Option{option("look", "v", w.Look), option("erase", "e", w.EraseAll), option("later", "l", w.PutOff), option("always", "a", w.Always)}
	return widget.NewChoose(d, w.Waiting.Of(len(due)), options, func(choice string) tea.Cmd {
		all := purge{d: d, due: due, act: d.T.Retention.Purge}
		switch choice {
		case "look":
			return screen.Push(New(d))
		case "erase":
			return all.ask()
		case "always":
			all.act = w.Always
			all.head = []string{d.T.Retention.AutomaticAsk, ""}
			all.first = func() error { return privacy.PurgeByItself(d.Store, true) }
			return all.ask()
		}
		return screen.Save(nil, func() (struct{}, error) { return struct{}{}, privacy.PutOff(d.Store, d.Now()) },
			func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Note, w.PutOffSaid)
			})
	}).Say(append(d.W.Reasons(due), w.WaitingNote)...)
}
