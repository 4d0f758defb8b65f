package cli

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/session"
)

// retentionApply purges what has expired. With --yes nothing is asked, so that
// cron, systemd and launchd may run it.
func retentionApply(a *app) *cobra.Command {
	var (
		yes, anonymise bool
		only           []string
	)
	cmd := a.command("apply", a.T.Retention.Apply, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(session *session.Session) error {
			s, err := a.records(session)
			if err != nil {
				return err
			}
			if err := privacy.CheckClock(s, session.Vault, a.now()); err != nil {
				return a.clockRefused(err)
			}
			due, err := a.dueOf(s, only)
			if err != nil {
				return err
			}
			return a.purge(session, s, due, yes, anonymise)
		})
	})
	f := cmd.Flags()
	f.BoolVar(&yes, "yes", false, "")
	f.BoolVar(&anonymise, "anonymise", false, "")
	f.StringSliceVar(&only, "contact", nil, "")
	return cmd
}

// purge purges what is due, once it was shown and agreed to.
func (a *app) purge(session *session.Session, s *store.Store, due []privacy.Due, yes, anonymise bool) error {
	plan, err := privacy.PlanPurge(s, session.Vault, due, a.now())
	if err != nil {
		return err
	}
	if plan.Count() == 0 {
		a.none(a.T.Retention.Nothing)
		return a.print(purgeRecord{Residue: []store.Trace{}, Left: []string{}, Ledger: []store.ID{}}, func() {})
	}
	if !yes {
		if sure, err := a.surePurge(s, due, plan); err != nil {
			return err
		} else if !sure {
			return failure(exitFailed, a.T.Common.Cancelled, nil)
		}
	}
	show, end := a.progress(a.T.Retention.Rewriting)
	done, err := privacy.Purge(s, session.Vault, plan, a.now(), privacy.PurgeOptions{Anonymise: anonymise,
		Progress: func(done, total int) { show(int64(done), int64(total)) }})
	end()
	return a.purged(s, done, err)
}

// clockRefused tells of a clock that was set backwards.
func (a *app) clockRefused(err error) error {
	var clock *privacy.ClockError
	if errors.As(err, &clock) {
		return failure(exitRefused, a.T.Sentence(err), err)
	}
	return err
}

// dueOf is what is due today, of all or of the contacts named.
func (a *app) dueOf(s *store.Store, only []string) ([]privacy.Due, error) {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return nil, err
	}
	due, err := l.Due(a.today())
	if err != nil || len(only) == 0 {
		return due, err
	}
	wanted := map[store.ID]bool{}
	for _, ref := range only {
		p, err := a.contact(s, ref)
		if err != nil {
			return nil, err
		}
		wanted[p.ID] = true
	}
	return slices.DeleteFunc(due, func(d privacy.Due) bool { return !wanted[d.Contact] }), nil
}

// surePurge shows exactly what goes, and what stays, and asks.
func (a *app) surePurge(s *store.Store, due []privacy.Due, plan privacy.PurgePlan) (bool, error) {
	w := a.T.Retention
	a.say(a.heading(w.WhatGoes))
	for _, d := range a.expiringOf(s, due) {
		a.say("  " + d.Name + " " + a.T.Retention.Record(d.Kind, a.T.Errors.Store.Kinds) + ", " + d.Text)
	}
	if n := len(plan.Stays); n > 0 {
		a.say("  " + w.Archives.Of(n) + bullets(a.stays(plan.Stays)))
	}
	return a.confirm(w.Sure.Of(plan.Count()), false)
}

// purgeRecord is a purge in JSON.
type purgeRecord struct {
	At        time.Time       `json:"at,omitzero"`
	People    int             `json:"people"`
	Records   int             `json:"records"`
	Archived  int             `json:"archived"`
	Masked    int             `json:"masked"`
	Mentions  []store.Mention `json:"mentions_left"`
	Rewritten int             `json:"backups_rewritten"`
	Left      []string        `json:"backups_left"`
	Ledger    []store.ID      `json:"ledger"`
	Residue   []store.Trace   `json:"residue"`
}

func (a *app) purged(s *store.Store, done privacy.Purged, err error) error {
	var unfinished *privacy.UnfinishedError
	if err != nil && !errors.As(err, &unfinished) {
		return a.clockRefused(err)
	}
	w := a.T.Retention
	left := slices.Sorted(maps.Keys(done.Untouched))
	if err := a.print(purgeRecord{done.At, done.People, done.Records, done.Archived, done.Masked, orEmpty(done.Left), done.Rewritten, orEmpty(left), orEmpty(done.Ledger), orEmpty(done.Residue)}, func() {
		a.say(w.Done.Of(done.People + done.Records))
		if done.Archived > 0 {
			a.say(w.Archives.Of(done.Archived))
		}
		if n := len(done.Left); n > 0 {
			a.say(w.Left.Of(n) + bullets(a.mentions(s, done.Left)))
		}
		if done.Rewritten > 0 {
			a.say(w.DoneRest.Of(done.Rewritten))
		}
		a.say(w.Ledger.Of(len(done.Ledger)))
		if len(done.Residue) == 0 {
			a.say(w.Clean)
		}
	}); err != nil {
		return err
	}
	for _, name := range left {
		a.warn(a.T.Erase.Untouched.With("name", name, "why", a.T.Sentence(done.Untouched[name])))
	}
	switch {
	case unfinished != nil:
		return failure(exitFailed, a.T.Erase.Unfinished.With("why", a.T.Sentence(errors.Unwrap(unfinished))), unfinished)
	case len(left) > 0:
		return failure(exitFailed, a.T.Erase.BackupsLeft, nil)
	case len(done.Residue) > 0:
		return failure(exitFailed, a.T.Erase.Residue.Of(len(done.Residue))+bullets(traceLines(done.Residue)), nil)
	}
	return nil
}
