package cli

import (
	"cmp"
	"maps"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

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
	basis                        store.Basis
	covers                       store.Group
	channels                     []string
	marketing, analogous, energy bool
	language, from               string
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
	f.BoolVar(&o.energy, "energy", false, "")
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
	if f.Changed("energy") {
		x.Energy = o.energy
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
