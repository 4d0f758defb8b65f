package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

func activityCommand(a *app) *cobra.Command {
	return a.noun("activity", a.T.Activity.Command, activityList(a), activityShow(a), activityAdd(a), activityEdit(a),
		activityEnd(a), activityDelete(a), activityExport(a))
}

func activityList(a *app) *cobra.Command {
	var all bool
	cmd := a.command("list", a.T.Activity.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			list, err := s.Activities()
			if err != nil {
				return err
			}
			if !all {
				list = slices.DeleteFunc(list, func(x store.Activity) bool { return x.Ended != "" && x.Ended < a.today() })
			}
			if len(list) == 0 {
				a.none(a.T.Activity.Nothing)
			}
			return a.print(orEmpty(list), func() { a.activityTable(list) })
		})
	})
	cmd.Flags().BoolVar(&all, "all", false, "")
	return cmd
}

func (a *app) today() store.Date { return store.DateOf(a.now()) }

func (a *app) activityTable(list []store.Activity) {
	rows := make([][]string, len(list))
	for i, x := range list {
		rows[i] = []string{x.Code, x.Text(string(a.T.Language)).Name, word(a.T.Privacy.Bases, x.Basis), a.channelNames(x.Channels),
			a.T.Language.Day(string(x.Since)), a.T.Language.Day(string(x.Ended))}
	}
	a.table(a.fields("code", "name", "basis", "channels", "since", "ended"), rows)
}

func (a *app) channelNames(all []store.Channel) string {
	names := make([]string, len(all))
	for i, ch := range all {
		names[i] = word(a.T.Privacy.Channels, ch)
	}
	return strings.Join(names, ", ")
}

func activityShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Activity.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			x, err := a.purpose(s, args[0])
			if err != nil {
				return err
			}
			return a.print(x, func() { a.showActivity(x) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// showActivity shows an activity in the order of GDPR art. 30(1).
func (a *app) showActivity(x store.Activity) {
	t := x.Text(string(a.T.Language))
	fmt.Fprintln(a.out, a.bold(clean(t.Name)))
	yes := func(b bool) string {
		if b {
			return a.T.Privacy.Yes
		}
		return a.T.Privacy.No
	}
	pairs := []string{a.field("code"), x.Code, a.field("purpose"), a.wrapped(t.Purpose, 34), a.field("basis"), a.T.Privacy.Basis(x.Basis),
		a.field("covers"), word(a.T.Privacy.Groups, x.Covers), a.field("channels"), a.channelNames(x.Channels),
		a.field("marketing"), yes(x.Marketing)}
	if x.Marketing {
		pairs = append(pairs, a.field("analogous"), yes(x.Analogous), a.field("energy"), yes(x.Energy))
	}
	for _, f := range textFields(&t)[2:] {
		pairs = append(pairs, a.field(f.name), a.wrapped(*f.value, 34))
	}
	l := a.T.Language
	a.details(append(pairs, a.field("default"), x.Default, a.field("justification"), a.wrapped(x.Justification, 34),
		a.field("since"), l.Day(string(x.Since)), a.field("ended"), l.Day(string(x.Ended)),
		a.field("created_at"), a.date(x.CreatedAt), a.field("updated_at"), a.changedOn(x.CreatedAt, x.UpdatedAt), a.field("id"), x.ID.String())...)
}

// activityEnd ends an activity: it addresses nobody any more, and the register
// keeps it.
func activityEnd(a *app) *cobra.Command {
	var at string
	cmd := a.command("end", a.T.Activity.End, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			x, err := a.purpose(s, args[0])
			if err != nil {
				return err
			}
			day := a.today()
			if at != "" {
				if day, err = a.day(at, text.Past); err != nil {
					return err
				}
			}
			now, err := s.EditActivity(x.ID, func(to *store.Activity) error { to.Ended = day; return nil })
			if err != nil {
				return err
			}
			return a.edited(now, a.T.Activity.EndedOn.With("name", a.activityTitle(s, now), "day", a.T.Language.Day(string(day))),
				now.UpdatedAt.Equal(x.UpdatedAt))
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().StringVar(&at, "at", "", "")
	return cmd
}

func activityDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Activity.Delete, a.T.Activity.DeleteAsk, a.T.Activity.Deleted, a.purpose, a.activityTitle,
		func(s *store.Store, x store.Activity) error { return s.DeleteActivity(x.ID) })
}
