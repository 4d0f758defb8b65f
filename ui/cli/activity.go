package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
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
		pairs = append(pairs, a.field("analogous"), yes(x.Analogous))
	}
	for _, f := range textFields(&t)[2:] {
		pairs = append(pairs, a.field(f.name), a.wrapped(*f.value, 34))
	}
	l := a.T.Language
	a.details(append(pairs, a.field("default"), x.Default, a.field("justification"), a.wrapped(x.Justification, 34),
		a.field("since"), l.Day(string(x.Since)), a.field("ended"), l.Day(string(x.Ended)),
		a.field("created_at"), a.date(x.CreatedAt), a.field("updated_at"), a.changedOn(x.CreatedAt, x.UpdatedAt), a.field("id"), x.ID.String())...)
}

// namedText is one text of an activity, by its name in JSON, which is its flag.
type namedText struct {
	name  string
	value *string
}

func textFields(t *store.ActivityText) []namedText {
	return []namedText{{"name", &t.Name}, {"purpose", &t.Purpose}, {"interest", &t.Interest}, {"necessity", &t.Necessity},
		{"impact", &t.Impact}, {"safeguards", &t.Safeguards}, {"people", &t.People}, {"data", &t.Data}, {"recipients", &t.Recipients},
		{"transfers", &t.Transfers}, {"retention", &t.Retention}, {"security", &t.Security}, {"mandatory", &t.Mandatory},
		{"automated", &t.Automated}}
}

// activityFlags are the fields of an activity as flags.
type activityFlags struct {
	basis                store.Basis
	covers               store.Group
	channels             []string
	marketing, analogous bool
	language, from       string
}

// nobody is how a flag names the empty group.
const nobody store.Group = "nobody"

func (o *activityFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("code", "", "")
	enumFlag(cmd, f, &o.basis, "basis", store.ConsentBasis, store.ContractBasis, store.ObligationBasis, store.VitalBasis,
		store.PublicBasis, store.LegitimateInterest)
	enumFlag(cmd, f, &o.covers, "covers", nobody, store.Clients, store.Invoiced, store.Professionals, store.Consumers, store.Supported)
	f.StringSliceVar(&o.channels, "channel", nil, "")
	f.BoolVar(&o.marketing, "marketing", false, "")
	f.BoolVar(&o.analogous, "analogous", false, "")
	for _, t := range textFields(&store.ActivityText{}) {
		f.String(t.name, "", "")
	}
	enumFlag(cmd, f, &o.language, "language", "fr", "en")
	f.String("justification", "", "")
	f.String("since", "", "")
	f.String("ended", "", "")
	f.StringVar(&o.from, "from", "", "")
}

// apply changes x as the flags say: the texts of one language.
func (o *activityFlags) apply(a *app, cmd *cobra.Command, vault string, x *store.Activity) error {
	f := cmd.Flags()
	set(cmd, "code", &x.Code)
	set(cmd, "basis", &x.Basis)
	set(cmd, "justification", &x.Justification)
	if f.Changed("covers") {
		x.Covers = o.covers
		if o.covers == nobody {
			x.Covers = store.Nobody
		}
	}
	if f.Changed("channel") {
		x.Channels = nil
		for _, ch := range o.channels {
			x.Channels = append(x.Channels, store.Channel(ch))
		}
	}
	if f.Changed("marketing") {
		x.Marketing = o.marketing
	}
	if f.Changed("analogous") {
		x.Analogous = o.analogous
	}
	language := cmp.Or(o.language, vault)
	t := x.Texts[language]
	for _, field := range textFields(&t) {
		set(cmd, field.name, field.value)
	}
	if t != x.Texts[language] {
		x.Texts = maps.Clone(x.Texts) // the record that was read keeps its own
		if x.Texts == nil {
			x.Texts = map[string]store.ActivityText{}
		}
		x.Texts[language] = t
	}
	if err := a.setDay(cmd, "since", &x.Since, text.Past); err != nil {
		return err
	}
	return a.setDay(cmd, "ended", &x.Ended, text.Past)
}

// checkActivity says what the register will lack: the balancing of a legitimate
// interest (GDPR art. 6(1)(f)). A departure from what is shipped without its
// reason is refused.
func (a *app) checkActivity(cmd *cobra.Command, x store.Activity, vault string) error {
	if x.Justification == "" && privacy.Departs(x) {
		return usage(cmd, a.T.Activity.Justify.With("code", x.Default))
	}
	if x.Basis == store.LegitimateInterest && !x.Text(vault).Balanced() {
		a.warn(a.T.Activity.Unbalanced)
	}
	return nil
}

func (a *app) activityTitle(_ *store.Store, x store.Activity) string {
	return clean(x.Text(string(a.T.Language)).Name)
}

func activityAdd(a *app) *cobra.Command {
	var o activityFlags
	cmd := a.command("add", a.T.Activity.Add, func(cmd *cobra.Command, _ []string) error {
		if err := a.needs(cmd, "code", "basis", "name", "purpose"); err != nil {
			return err
		}
		var x store.Activity
		if o.from != "" {
			if err := a.from(cmd, o.from, &x); err != nil {
				return err
			}
		}
		x.Default = ""
		return a.withStore(cmd, func(s *store.Store) error {
			vault := s.Settings().Language
			if err := o.apply(a, cmd, vault, &x); err != nil {
				return err
			}
			x.Since = cmp.Or(x.Since, a.today())
			if err := a.checkActivity(cmd, x, vault); err != nil {
				return err
			}
			if err := s.AddActivity(&x); err != nil {
				return err
			}
			return a.done(x, a.T.Activity.Added.With("name", a.activityTitle(s, x)))
		})
	})
	o.define(cmd)
	return cmd
}

func activityEdit(a *app) *cobra.Command {
	var o activityFlags
	return editCommand(a, a.T.Activity.Edit, editing[store.Activity]{
		define: o.define, from: &o.from, find: a.purpose, changed: a.T.Activity.Changed, title: a.activityTitle,
		apply: func(cmd *cobra.Command, s *store.Store, old store.Activity, next *store.Activity) error {
			vault := s.Settings().Language
			if err := o.apply(a, cmd, vault, next); err != nil {
				return err
			}
			next.Default = old.Default
			return a.checkActivity(cmd, *next, vault)
		},
		edit: func(s *store.Store, old, next store.Activity) (store.Activity, bool, error) {
			now, err := s.EditActivity(old.ID, func(to *store.Activity) error { *to = next; return nil })
			return now, now.UpdatedAt.Equal(old.UpdatedAt), err
		},
	})
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
