package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

func holdCommand(a *app) *cobra.Command {
	return a.noun("hold", a.T.Hold.Command, holdAdd(a), holdRelease(a), holdList(a))
}

func holdAdd(a *app) *cobra.Command {
	var (
		h             store.Hold
		document, day string
	)
	cmd := a.command("add", a.T.Hold.Add, func(cmd *cobra.Command, args []string) error {
		review, err := text.ParseDay(day, a.now(), text.Future)
		if err != nil {
			return err
		}
		h.Review = store.Date(review)
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			h.Contact = p.ID
			if document != "" {
				d, err := s.FindDocument(document)
				if err != nil {
					return err
				}
				h.Document = d.ID
			}
			if err := s.Hold(&h); err != nil {
				return err
			}
			return a.done(h, a.T.Hold.Done.With("name", clean(namesIn(s).person(&p)), "day", a.T.Language.Day(string(h.Review))))
		})
	})
	cmd.Args = a.args(1, 1)
	f := cmd.Flags()
	f.StringVar(&h.Reason, "reason", "", "")
	f.StringVar(&day, "review", "", "")
	f.StringVar(&document, "document", "", "")
	required(cmd, "reason", "review")
	return cmd
}

func holdRelease(a *app) *cobra.Command {
	cmd := a.command("release", a.T.Hold.Release, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			h, err := s.FindHold(args[0])
			if err != nil {
				return err
			}
			if h, err = s.Release(h.Contact, h.ID); err != nil {
				return err
			}
			return a.done(h, a.T.Hold.Released.With("name", clean(namesIn(s).contact(h.Contact))))
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func holdList(a *app) *cobra.Command {
	var (
		ref string
		all bool
	)
	cmd := a.command("list", a.T.Hold.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Hold.None, func(s *store.Store, id store.ID) ([]store.Hold, error) {
			list, err := s.Holds(id)
			return slices.DeleteFunc(list, func(h store.Hold) bool { return !all && !h.Stands() }), err
		}, a.holdTable)
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	cmd.Flags().BoolVar(&all, "all", false, "")
	return cmd
}

func (a *app) holdTable(s *store.Store, list []store.Hold) {
	t := newTied(namesIn(s), "review", "reason", "document", "state")
	for _, h := range list {
		what, state := a.T.Hold.Whole, a.T.Hold.Standing
		if h.Document != (store.ID{}) {
			what = shortID(h.Document)
			if d, err := s.Document(h.Document); err == nil {
				what = a.documentTitle(d)
			}
		}
		if !h.Stands() {
			state = a.T.Hold.Over.With("day", a.date(h.Released))
		}
		t.add(h.ID, h.Contact, a.T.Language.Day(string(h.Review)), strings.ReplaceAll(h.Reason, "\n", " "), what, state)
	}
	t.write(a)
}
