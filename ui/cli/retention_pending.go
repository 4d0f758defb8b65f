package cli

import (
	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/session"
	"calepin/ui/text"
)

// retentionAutomatic gives the standing yes to purge while an interface is
// open, takes it back, or tells which holds.
func retentionAutomatic(a *app) *cobra.Command {
	cmd := a.command("automatic", a.T.Retention.Automatic, func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 && args[0] != "on" && args[0] != "off" {
			return usage(cmd, a.T.Help.BadChoice.With("flag", "automatic", "value", args[0], "choices", "on, off"))
		}
		return a.withStore(cmd, func(s *store.Store) error {
			if len(args) > 0 {
				if err := privacy.PurgeByItself(s, args[0] == "on"); err != nil {
					return err
				}
			}
			yes, said := s.Settings().PurgeByItself, a.T.Retention.NotByItself
			if yes {
				said = a.T.Retention.ByItself
			}
			return a.done(struct {
				Automatic bool `json:"automatic"`
			}{yes}, said)
		})
	})
	cmd.Args = a.args(0, 1)
	return cmd
}

// pending asks, as the interface does when a vault is opened, what is to be
// done with what has expired; by a standing yes it goes.
func (a *app) pending(c *console, v *session.Session, s *store.Store) error {
	due, byItself, err := privacy.ToDecide(s, a.now())
	if err != nil || len(due) == 0 {
		return err
	}
	w := a.T.Retention
	if byItself {
		return a.purge(v, s, due, true, false)
	}
	c.say(w.Waiting.Of(len(due)) + bullets(a.T.Reasons(due)))
	c.say(w.WaitingNote)
	var options []string
	for _, o := range []text.Action{w.Look, w.EraseAll, w.PutOff, w.Always} {
		options = append(options, a.T.Common.Pair.With("name", o.Name, "value", o.Help))
	}
	for {
		choice, err := c.choose(w.WhatToDo, options...)
		if err != nil {
			return err
		}
		switch choice {
		case 0:
			a.expiringTable(s, a.expiringOf(s, due))
			if err := a.out.Flush(); err != nil {
				return err
			}
			continue
		case 2:
			c.say(w.PutOffSaid)
			return privacy.PutOff(s, a.now())
		}
		plan, err := privacy.PlanPurge(s, v.Vault, due, a.now())
		if err != nil {
			return err
		}
		sure, err := a.surePurge(s, due, plan)
		if err != nil {
			return err
		}
		if !sure {
			continue
		}
		if choice == 3 {
			if err := privacy.PurgeByItself(s, true); err != nil {
				return err
			}
			c.say(w.ByItself)
		}
		return a.purge(v, s, due, true, false)
	}
}
