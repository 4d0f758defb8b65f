package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// processorFlags are the fields of a processor as flags.
type processorFlags struct {
	activities, clauses     []string
	outside                 bool
	contact, contract, from string
}

func processorTexts(p *store.Processor) []namedText {
	return []namedText{{"name", &p.Name}, {"service", &p.Service}, {"data", &p.Data}, {"place", &p.Place}, {"reach", &p.Reach},
		{"reference", &p.Reference}, {"transfer", &p.Transfer}}
}

func (o *processorFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	for _, t := range processorTexts(&store.Processor{}) {
		f.String(t.name, "", "")
	}
	f.StringSliceVar(&o.activities, "activity", nil, "")
	f.StringVar(&o.contact, "contact", "", "")
	f.String("signed", "", "")
	f.StringVar(&o.contract, "contract", "", "")
	f.StringSliceVar(&o.clauses, "clause", nil, "")
	f.BoolVar(&o.outside, "outside", false, "")
	enumFlag(cmd, f, new(store.Safeguard), "safeguard", store.Safeguards...)
	f.String("review", "", "")
	f.String("ended", "", "")
	f.StringVar(&o.from, "from", "", "")
}

// apply changes p as the flags say.
func (o *processorFlags) apply(a *app, cmd *cobra.Command, s *store.Store, p *store.Processor) (err error) {
	f := cmd.Flags()
	for _, t := range processorTexts(p) {
		set(cmd, t.name, t.value)
	}
	set(cmd, "safeguard", &p.Safeguard)
	if f.Changed("outside") {
		p.Outside = o.outside
	}
	if f.Changed("activity") {
		p.Activities = nil
		for _, ref := range o.activities {
			x, err := a.purpose(s, ref)
			if err != nil {
				return err
			}
			p.Activities = append(p.Activities, x.ID)
		}
	}
	if f.Changed("clause") {
		if p.Clauses, err = a.clauses(cmd, o.clauses); err != nil {
			return err
		}
	}
	if f.Changed("contact") {
		if p.Contact, err = a.contactID(s, o.contact); err != nil {
			return err
		}
	}
	for flag, day := range map[string]*store.Date{"signed": &p.Signed, "ended": &p.Ended} {
		if err := a.setDay(cmd, flag, day, text.Past); err != nil {
			return err
		}
	}
	return a.setDay(cmd, "review", &p.Review, text.Future)
}

// clauses are those named; "all" stands for all of them.
func (a *app) clauses(cmd *cobra.Command, names []string) (out []store.Clause, err error) {
	known := map[store.Clause]bool{}
	for _, c := range store.Clauses {
		known[c] = true
	}
	for _, name := range names {
		switch c := store.Clause(name); {
		case name == "all":
			return store.Clauses, nil
		case !known[c]:
			return nil, usage(cmd, a.T.Processor.NoClause.With("clause", clean(name)))
		default:
			out = append(out, c)
		}
	}
	return out, nil
}

// save stores p, with the contract's file where one is given.
func (o *processorFlags) save(a *app, s *store.Store, p *store.Processor) error {
	if o.contract == "" {
		return privacy.SetProcessor(s, p, a.today())
	}
	file, err := os.Open(o.contract)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return privacy.FileContract(s, p, a.today(), filepath.Base(o.contract), file)
}

func processorAdd(a *app) *cobra.Command {
	var o processorFlags
	cmd := a.command("add", a.T.Processor.Add, func(cmd *cobra.Command, _ []string) error {
		if err := a.needs(cmd, "name"); err != nil {
			return err
		}
		var p store.Processor
		if o.from != "" {
			if err := a.from(cmd, o.from, &p); err != nil {
				return err
			}
		}
		return a.withStore(cmd, func(s *store.Store) error {
			p.ID = store.ID{}
			if err := o.apply(a, cmd, s, &p); err != nil {
				return err
			}
			if err := o.save(a, s, &p); err != nil {
				return err
			}
			x := a.processorRecord(p)
			if err := a.done(x, a.T.Processor.Added.With("name", clean(p.Name), "id", shortID(p.ID))); err != nil {
				return err
			}
			if len(x.Gaps) > 0 {
				a.warn(a.T.Processor.StillLacks.With("gaps", a.T.GapsOf(x.Gaps)))
			}
			return nil
		})
	})
	o.define(cmd)
	return cmd
}

func processorEdit(a *app) *cobra.Command {
	var o processorFlags
	return editCommand(a, a.T.Processor.Edit, editing[store.Processor]{
		define: o.define, from: &o.from, find: a.processor, changed: a.T.Processor.Changed, title: processorName,
		apply: func(cmd *cobra.Command, s *store.Store, _ store.Processor, next *store.Processor) error {
			return o.apply(a, cmd, s, next)
		},
		edit: func(s *store.Store, old, next store.Processor) (store.Processor, bool, error) {
			next.ID = old.ID
			err := o.save(a, s, &next)
			return next, next.UpdatedAt.Equal(old.UpdatedAt), err
		},
	})
}
