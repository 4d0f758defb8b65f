package cli

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/session"
	"calepin/ui/text"
)

func contactErase(a *app) *cobra.Command {
	var o struct {
		reason string
		yes    bool
		dryRun bool

		whose       settling
		suppress    bool
		certificate string
	}
	cmd := a.command("erase", a.T.Erase.Command, func(cmd *cobra.Command, args []string) error {
		if o.reason == "" && !o.dryRun {
			return usage(cmd, a.T.Help.MissingFlag.With("flags", "--reason"))
		}
		return a.withVault(cmd, func(session *session.Session) error {
			s, err := a.records(session)
			if err != nil {
				return err
			}
			plan, err := a.planErasure(session, s, args[0])
			if err != nil {
				return err
			}
			if o.dryRun {
				return a.print(plan.Records, func() { a.showErasure(s, plan) })
			}
			if err := a.confirmErasure(cmd, s, &plan, o.whose, o.yes); err != nil {
				return err
			}
			plan.Unsuppressed = !o.suppress
			done, err := privacy.Erase(s, session.Vault, plan, o.reason)
			var unfinished *privacy.UnfinishedError
			if err != nil && !errors.As(err, &unfinished) {
				return a.notErased(s, err)
			}
			err = a.erased(s, plan, done, err)
			if o.certificate == "" {
				return err
			}
			return errors.Join(err, a.certificate(s, &printing{app: a, cmd: cmd, out: o.certificate}, done.Erasure))
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().StringVar(&o.reason, "reason", "", "")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "")
	cmd.Flags().BoolVar(&o.suppress, "suppress", true, "")
	cmd.Flags().StringVar(&o.certificate, "certificate", "", "")
	o.whose.define(cmd)
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "")
	return cmd
}

// planErasure looks for whom ref names on file, then among those deleted.
func (a *app) planErasure(session *session.Session, s *store.Store, ref string) (privacy.ErasurePlan, error) {
	p, err := a.contact(s, ref)
	var missing *store.NotFoundError
	if errors.As(err, &missing) {
		return privacy.PlanDeleted(s, session.Vault, ref, a.now())
	}
	if err != nil {
		return privacy.ErasurePlan{}, err
	}
	return privacy.PlanErasure(s, session.Vault, p.ID, a.now())
}

// confirmErasure shows what goes and what stays, has what is unclear settled,
// and asks.
func (a *app) confirmErasure(cmd *cobra.Command, s *store.Store, plan *privacy.ErasurePlan, by settling, yes bool) error {
	if !yes {
		a.showErasure(s, *plan)
	}
	if err := a.settle(cmd, s, plan, by, !yes); err != nil || yes {
		return err
	}
	sure, err := a.confirm(a.T.Erase.Ask, false)
	if err == nil && !sure {
		err = failure(exitFailed, a.T.Common.Cancelled, nil)
	}
	return err
}

// showErasure says record by record what goes, what stays, and why.
func (a *app) showErasure(s *store.Store, plan privacy.ErasurePlan) {
	w, n := a.T.Erase, namesIn(s)
	a.say(w.Preview.With("name", clean(n.person(&plan.Person))))
	parts := append(a.T.Erasing(&plan, n.contact), text.Part{Heading: w.Unclear, Lines: a.mentions(s, plan.Unclear)},
		text.Part{Heading: w.Possible, Lines: a.mentions(s, plan.Possible)})
	for _, part := range parts {
		for i := range part.Lines {
			part.Lines[i] = clean(part.Lines[i])
		}
		switch len(part.Lines) {
		case 0:
		case 1:
			a.say("  " + a.T.Common.Pair.With("name", part.Heading, "value", part.Lines[0]))
		default:
			a.say("  " + a.heading(part.Heading) + strings.ReplaceAll(bullets(part.Lines), "\n", "\n  "))
		}
	}
}

// stays says what the law asks to keep, and until when.
func (a *app) stays(all []store.Archived) (lines []string) {
	for _, d := range all {
		lines = append(lines, a.T.Erase.StaysUntil.With("document", clean(a.T.Archived(&d)), "rule", d.Rule, "date", a.T.Language.Day(string(d.Until))))
	}
	return lines
}

// notErased lists the notes that only a human can judge.
func (a *app) notErased(s *store.Store, err error) error {
	var unclear *store.AmbiguousMentionsError
	if !errors.As(err, &unclear) {
		return err
	}
	return failure(exitRefused, a.T.Sentence(err)+bullets(a.mentions(s, unclear.Mentions))+"\n"+a.T.Erase.SayWhose, err)
}

// mentions lists texts for a human to read, by where they are.
func (a *app) mentions(s *store.Store, list []store.Mention) []string {
	n := namesIn(s)
	lines := make([]string, len(list))
	for i, m := range list {
		lines[i] = clean(a.T.Mention(m, n.contact(m.Contact)))
	}
	return lines
}

// erasureRecord is an erasure in JSON.
type erasureRecord struct {
	ID          store.ID           `json:"id"`
	Contact     store.ID           `json:"contact"`
	At          time.Time          `json:"at"`
	Archived    []store.Archived   `json:"archived"`
	Masked      int                `json:"masked"`
	Disclosures []store.Disclosure `json:"disclosures"`
	Rewritten   int                `json:"backups_rewritten"`
	Left        []string           `json:"backups_left"`
	Away        []string           `json:"backups_away"`
	Residue     []store.Trace      `json:"residue"`
	Searched    store.Searched     `json:"searched"`
	Possible    []store.Mention    `json:"possible"`
}

// erased says what was done, what stays, and what is left to do. A trace found
// afterwards is a failure, and so is a backup that is still to be rewritten or
// unfinished, although the erasure stands.
func (a *app) erased(s *store.Store, plan privacy.ErasurePlan, done privacy.Erased, unfinished error) error {
	w := a.T.Erase
	left := slices.Sorted(maps.Keys(done.Untouched))
	record := erasureRecord{
		ID: done.Erasure.ID, Contact: done.Erasure.Contact, At: done.Erasure.At, Archived: orEmpty(plan.Stays), Masked: done.Masked,
		Disclosures: orEmpty(done.Disclosures), Rewritten: done.Rewritten, Left: orEmpty(left), Away: orEmpty(done.Away), Residue: orEmpty(done.Residue), Searched: done.Searched,
		Possible: orEmpty(done.Possible),
	}
	err := a.print(record, func() {
		a.say(w.Done.With("id", shortID(done.Erasure.ID)))
		if stays := a.stays(plan.Stays); len(stays) > 0 {
			a.say(a.heading(w.Stays) + bullets(stays))
		}
		if done.Masked > 0 {
			a.say(w.Masked.Of(done.Masked))
		}
		if done.Rewritten > 0 {
			a.say(w.Rewritten.Of(done.Rewritten))
		}
		if told := a.T.ToldOf(done.Disclosures); len(told) > 0 {
			a.say(a.heading(w.Told) + cleanLines(bullets(told)))
		}
		if possible := a.mentions(s, done.Possible); len(possible) > 0 {
			a.say(a.heading(w.Possible) + bullets(possible))
		}
	})
	for _, name := range done.Away {
		a.warn(w.Away.With("name", name))
	}
	for _, name := range left {
		a.warn(w.Untouched.With("name", name, "why", a.T.Sentence(done.Untouched[name])))
	}
	if err := a.erasureFault(done, unfinished); err != nil {
		return err
	}
	if !a.flags.json && err == nil {
		a.say(w.NoResidue + " " + w.Elsewhere)
	}
	return err
}

// erasureFault is what is left to do of an erasure, which stands, as a failure.
func (a *app) erasureFault(done privacy.Erased, unfinished error) error {
	w := a.T.Erase
	switch {
	case unfinished != nil:
		return failure(exitFailed, w.Unfinished.With("why", a.T.Sentence(errors.Unwrap(unfinished))), unfinished)
	case len(done.Untouched) > 0:
		return failure(exitFailed, w.BackupsLeft, nil)
	case len(done.Residue) > 0:
		return failure(exitFailed, w.Residue.Of(len(done.Residue))+bullets(traceLines(done.Residue)), nil)
	}
	return nil
}

func traceLines(traces []store.Trace) []string {
	lines := make([]string, len(traces))
	for i, t := range traces {
		lines[i] = t.String()
	}
	return lines
}
