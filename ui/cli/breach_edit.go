package cli

import (
	"time"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// breachFlags are the fields of a breach as flags.
type breachFlags struct {
	kinds, contacts                  []string
	everyone                         bool
	known, happened, processor, from string
	records, count                   int
}

func breachTexts(b *store.Breach) []namedText {
	return []namedText{{"title", &b.Title}, {"facts", &b.Facts}, {"data", &b.Data}, {"people", &b.People},
		{"consequences", &b.Consequences}, {"measures", &b.Measures}, {"advice", &b.Advice}}
}

func (o *breachFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	for _, t := range breachTexts(&store.Breach{}) {
		f.String(t.name, "", "")
	}
	f.StringSliceVar(&o.kinds, "kind", nil, "")
	f.StringVar(&o.known, "known", "", "")
	f.StringVar(&o.happened, "happened", "", "")
	f.StringVar(&o.processor, "processor", "", "")
	f.IntVar(&o.records, "records", 0, "")
	f.IntVar(&o.count, "count", 0, "")
	f.StringSliceVar(&o.contacts, "contact", nil, "")
	f.BoolVar(&o.everyone, "everyone", false, "")
	enumFlag(cmd, f, new(store.BreachRisk), "risk", store.BreachRisks...)
	f.StringVar(&o.from, "from", "", "")
}

// apply changes b as the flags say.
func (o *breachFlags) apply(a *app, cmd *cobra.Command, s *store.Store, b *store.Breach) (err error) {
	f := cmd.Flags()
	for _, t := range breachTexts(b) {
		set(cmd, t.name, t.value)
	}
	set(cmd, "risk", &b.Risk)
	if f.Changed("kind") {
		b.Kinds = nil
		for _, k := range o.kinds {
			b.Kinds = append(b.Kinds, store.BreachKind(k))
		}
	}
	for flag, at := range map[string]*time.Time{"known": &b.Aware, "happened": &b.Happened} {
		if f.Changed(flag) {
			if *at, err = text.ParseTime(f.Lookup(flag).Value.String(), a.now(), text.Past); err != nil {
				return err
			}
		}
	}
	if f.Changed("records") {
		b.Records = o.records
	}
	if f.Changed("count") {
		b.Count = o.count
	}
	if f.Changed("processor") {
		p, err := a.processor(s, o.processor)
		if err != nil {
			return err
		}
		b.Processor = p.ID
	}
	return o.who(a, cmd, s, b)
}

// who sets whom the breach concerned, of those on file: everybody is everybody,
// those too who are in no list.
func (o *breachFlags) who(a *app, cmd *cobra.Command, s *store.Store, b *store.Breach) error {
	f := cmd.Flags()
	if !f.Changed("contact") && !o.everyone {
		return nil
	}
	b.Contacts = nil
	for _, ref := range o.contacts {
		id, err := a.contactID(s, ref)
		if err != nil {
			return err
		}
		b.Contacts = append(b.Contacts, id)
	}
	if o.everyone {
		all, err := privacy.Everybody(s)
		if err != nil {
			return err
		}
		b.Contacts = all
	}
	if !f.Changed("count") {
		b.Count = len(b.Contacts)
	}
	return nil
}

func breachAdd(a *app) *cobra.Command {
	var o breachFlags
	cmd := a.command("add", a.T.Breach.Add, func(cmd *cobra.Command, _ []string) error {
		if err := a.needs(cmd, "title", "kind", "facts"); err != nil {
			return err
		}
		if err := a.exclusive(cmd, "contact", "everyone"); err != nil {
			return err
		}
		var b store.Breach
		if o.from != "" {
			if err := a.from(cmd, o.from, &b); err != nil {
				return err
			}
		}
		return a.withStore(cmd, func(s *store.Store) error {
			b.ID, b.Events = store.ID{}, nil
			if err := o.apply(a, cmd, s, &b); err != nil {
				return err
			}
			if b.Aware.IsZero() {
				b.Aware = a.now()
			}
			if err := privacy.SetBreach(s, &b, a.now()); err != nil {
				return err
			}
			return a.breachNoted(b, a.T.Breach.Added.With("title", clean(b.Title), "id", shortID(b.ID)))
		})
	})
	o.define(cmd)
	return cmd
}

func breachEdit(a *app) *cobra.Command {
	var o breachFlags
	return editCommand(a, a.T.Breach.Edit, editing[store.Breach]{
		define: o.define, from: &o.from, find: a.breach, changed: a.T.Breach.Changed,
		title: func(_ *store.Store, b store.Breach) string { return clean(b.Title) },
		apply: func(cmd *cobra.Command, s *store.Store, _ store.Breach, next *store.Breach) error {
			return o.apply(a, cmd, s, next)
		},
		edit: func(s *store.Store, old, next store.Breach) (store.Breach, bool, error) {
			next.ID = old.ID
			err := privacy.SetBreach(s, &next, a.now())
			return next, next.UpdatedAt.Equal(old.UpdatedAt), err
		},
	})
}
