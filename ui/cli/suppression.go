package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"calepin/store"
)

func suppressionCommand(a *app) *cobra.Command {
	return a.noun("suppression", a.T.Suppression.Command, suppressionList(a), suppressionCheck(a), suppressionAdd(a))
}

// suppressed is an entry of the list as JSON has it.
type suppressed struct {
	store.Suppression
	KeptUntil store.Date `json:"kept_until"`
}

func suppressedRecords(list []store.Suppression) []suppressed {
	out := make([]suppressed, len(list))
	for i, s := range list {
		out[i] = suppressed{s, s.KeptUntil()}
	}
	return out
}

func suppressionList(a *app) *cobra.Command {
	return a.command("list", a.T.Suppression.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			list, err := s.Suppressions()
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Suppression.Empty)
			}
			return a.print(suppressedRecords(list), func() { a.suppressionTable(s, list) })
		})
	})
}

func (a *app) suppressionTable(s *store.Store, list []store.Suppression) {
	rows := make([][]string, len(list))
	for i, e := range list {
		purpose := a.T.Consent.AllMarketing
		if activity, err := s.Activity(e.Activity); err == nil {
			purpose = clean(activity.Text(string(a.T.Language)).Name)
		}
		rows[i] = []string{e.Short(), a.date(e.At), word(a.T.Suppression.Sources, e.Source), purpose, word(a.T.Privacy.Channels, e.Channel),
			a.T.Language.Day(string(e.KeptUntil()))}
	}
	a.table(append([]string{a.T.Suppression.Hash}, append(a.fields("at", "source", "activity", "channel"), a.T.Suppression.Until)...), rows)
}

// suppressionCheck tells whether an e-mail or a number is on the list.
func suppressionCheck(a *app) *cobra.Command {
	cmd := a.command("check", a.T.Suppression.Check, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			found, err := s.Suppressed(reachedBy(args[0]))
			if err != nil {
				return err
			}
			record := struct {
				Suppressed bool         `json:"suppressed"`
				Entries    []suppressed `json:"entries"`
			}{len(found) > 0, suppressedRecords(found)}
			said := a.T.Suppression.NotOn
			if len(found) > 0 {
				said = a.suppressionLine(found[0])
			}
			return a.done(record, said)
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// reachedBy is whoever has an e-mail or a number.
func reachedBy(value string) (p store.Person) {
	if strings.Contains(value, "@") {
		p.Emails = []store.Email{parseEmail(value)}
	} else {
		p.Phones = []store.Phone{parsePhone(value)}
	}
	return p
}

// suppressionAdd notes the objection of somebody who is not on file.
func suppressionAdd(a *app) *cobra.Command {
	cmd := a.command("add", a.T.Suppression.Add, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p := reachedBy(args[0])
			if err := s.SuppressReach(p); err != nil {
				return err
			}
			found, err := s.Suppressed(p)
			if err != nil {
				return err
			}
			return a.done(suppressedRecords(found), a.T.Suppression.Added)
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) suppressionLine(e store.Suppression) string {
	return a.T.Suppression.On.With("day", a.date(e.At), "source", word(a.T.Suppression.Sources, e.Source))
}

// tellSuppressed says that a contact that was written is on the suppression
// list: they may be held, and not prospected (GDPR art. 21(3)).
func (a *app) tellSuppressed(s *store.Store, p store.Person) {
	if found, err := s.Suppressed(p); err == nil && len(found) > 0 {
		a.say("! " + a.suppressionLine(found[0]))
	}
}

// tellSuppressedSince says how many of the contacts that an import brought are
// on the suppression list.
func (a *app) tellSuppressedSince(s *store.Store, since time.Time) {
	n := 0
	_ = s.Dump(func(d *store.Dump) error {
		return d.Persons(func(p store.Person) error {
			if p.UpdatedAt.Before(since) {
				return nil
			}
			found, err := d.Suppressed(&p)
			if len(found) > 0 {
				n++
			}
			return err
		})
	})
	if n > 0 {
		a.say("! " + a.T.Suppression.Imported.Of(n))
	}
}
