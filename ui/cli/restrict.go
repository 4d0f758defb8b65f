package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

func restrictCommand(a *app) *cobra.Command {
	return a.noun("restrict", a.T.Restriction.Command, restrictAdd(a), restrictLift(a), restrictList(a), restrictMessage(a))
}

func restrictAdd(a *app) *cobra.Command {
	var r store.Restriction
	cmd := a.command("add", a.T.Restriction.Add, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			r.Contact = p.ID
			if err := s.Restrict(&r); err != nil {
				return err
			}
			return a.done(r, a.T.Restriction.Done.With("name", clean(namesIn(s).person(&p))))
		})
	})
	cmd.Args = a.args(1, 1)
	f := cmd.Flags()
	enumFlag(cmd, f, &r.Ground, "ground", store.Grounds...)
	f.StringVar(&r.Reason, "reason", "", "")
	required(cmd, "ground")
	return cmd
}

func restrictLift(a *app) *cobra.Command {
	var (
		told, ref string
		l         store.Lifting
	)
	cmd := a.command("lift", a.T.Restriction.Lift, func(cmd *cobra.Command, args []string) error {
		if told != "" {
			day, err := text.ParseDay(told, a.now(), text.Past)
			if err != nil {
				return err
			}
			l.Told = store.Date(day)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			r, err := a.restriction(s, p.ID, ref)
			if err != nil {
				return err
			}
			if r, err = s.Lift(p.ID, r.ID, l); err != nil {
				return err
			}
			said := a.T.Restriction.Lifted.With("name", clean(namesIn(s).person(&p)))
			if left, err := privacy.Standing(s, p.ID); err == nil && len(left) > 0 {
				said += " " + a.T.Restriction.StillStands
			}
			return a.done(r, said)
		})
	})
	cmd.Args = a.args(1, 1)
	f := cmd.Flags()
	f.StringVar(&told, "told", "", "")
	enumFlag(cmd, f, &l.Means, "means", store.InPerson, store.Telephone, store.Paper, store.EMail, store.Web)
	f.StringVar(&l.Reason, "reason", "", "")
	f.StringVar(&ref, "restriction", "", "")
	return cmd
}

// restriction is the one that ref names, or the only one that stands.
func (a *app) restriction(s *store.Store, contact store.ID, ref string) (store.Restriction, error) {
	stand, err := privacy.Standing(s, contact)
	if err != nil {
		return store.Restriction{}, err
	}
	if ref != "" {
		stand = slices.DeleteFunc(stand, func(r store.Restriction) bool {
			id := r.ID.String()
			return !strings.HasPrefix(id, ref) && !strings.HasSuffix(id, ref)
		})
	}
	switch len(stand) {
	case 0:
		return store.Restriction{}, failure(exitFailed, a.T.Restriction.None, privacy.ErrNotRestricted)
	case 1:
		return stand[0], nil
	}
	lines := make([]string, len(stand))
	for i, r := range stand {
		lines[i] = shortID(r.ID) + "  " + word(a.T.Restriction.Grounds, r.Ground)
	}
	return store.Restriction{}, failure(exitUsage, a.T.Restriction.Which+bullets(lines), errors.New("several restrictions"))
}

func restrictList(a *app) *cobra.Command {
	var (
		ref string
		all bool
	)
	cmd := a.command("list", a.T.Restriction.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Restriction.Nobody, func(s *store.Store, id store.ID) ([]store.Restriction, error) {
			list, err := s.Restrictions(id)
			return slices.DeleteFunc(list, func(r store.Restriction) bool { return !all && !r.Stands() }), err
		}, a.restrictionTable)
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	cmd.Flags().BoolVar(&all, "all", false, "")
	return cmd
}

func (a *app) restrictionTable(s *store.Store, list []store.Restriction) {
	t := newTied(namesIn(s), "since", "ground", "reason", "state")
	for _, r := range list {
		state := a.T.Restriction.Standing
		if l := r.Lifting; l != nil {
			state = a.T.Restriction.Over.With("day", a.date(l.At), "told", a.T.Language.Day(string(l.Told)))
		}
		t.add(r.ID, r.Contact, a.date(r.At), word(a.T.Restriction.Grounds, r.Ground), strings.ReplaceAll(r.Reason, "\n", " "), state)
	}
	t.write(a)
}

// restrictMessage writes what tells a person that their restriction ends (GDPR
// art. 18(3)).
func restrictMessage(a *app) *cobra.Command {
	var language text.Language
	cmd := a.command("message", a.T.Restriction.Message, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			r, err := a.restriction(s, p.ID, "")
			if err != nil {
				return err
			}
			if language == "" {
				language = text.Language(s.Settings().Language)
			}
			words, err := text.Load(language)
			if err != nil {
				return err
			}
			m := words.LiftingMessage(r, s.Settings().Business.Name)
			return a.print(m, func() { fmt.Fprintf(a.out, "%s\n\n%s\n", m.Subject, m.Text) })
		})
	})
	cmd.Args = a.args(1, 1)
	enumFlag(cmd, cmd.Flags(), &language, "language", text.French, text.English)
	return cmd
}

// restrictionLines say, on a contact's page, that their data are restricted and
// what was done with them all the same.
func (a *app) restrictionLines(list []store.Restriction) (lines []string) {
	w := a.T.Restriction
	for _, r := range list {
		if r.Stands() {
			lines = append(lines, w.Head.With("day", a.date(r.At), "ground", word(w.Grounds, r.Ground)))
			for _, u := range r.Uses {
				lines = append(lines, "  "+w.Used.With("day", a.date(u.At), "why", word(w.Exceptions, u.Exception)))
			}
		}
	}
	return lines
}
