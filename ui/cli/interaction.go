package cli

import (
	"cmp"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

func interactionCommand(a *app) *cobra.Command {
	return a.noun("interaction", a.T.Interaction.Command,
		interactionAdd(a), interactionList(a), interactionShow(a), interactionEdit(a), interactionDelete(a))
}

func (a *app) interaction(s *store.Store, ref string) (store.Interaction, error) {
	return found(a, s.FindInteraction, s.Interaction, ref)
}

// interactionTitle is what an interaction is called in a sentence.
func (a *app) interactionTitle(n *names, i store.Interaction) string {
	return clean(a.T.Interaction.Title.With("kind", word(a.T.Records.Kinds, i.Kind),
		"date", a.T.Language.Date(i.At.Local()), "contact", n.contact(i.Contact)))
}

// interactionFlags are the fields of an interaction as flags.
type interactionFlags struct {
	kind      store.Kind
	direction store.Direction
	support   store.SupportState
	at, body  string
	thread    string
	activity  string
	from      string
}

func (o *interactionFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	enumFlag(cmd, f, &o.kind, "kind", store.Call, store.Mail, store.Meeting, store.Message, store.Letter, store.Note, store.Purchase)
	enumFlag(cmd, f, &o.direction, "direction", store.In, store.Out)
	f.StringVar(&o.at, "at", "", "")
	f.String("subject", "", "")
	f.StringVar(&o.body, "body", "", "")
	f.String("follow-up", "", "")
	enumFlag(cmd, f, &o.support, "support", "", store.Opened, store.Waiting, store.Solved)
	f.StringVar(&o.thread, "thread", "", "")
	f.StringVar(&o.activity, "activity", "", "")
	f.StringVar(&o.from, "from", "", "")
}

// join puts i in the thread that the flags name, and with its contact where it
// has none yet.
func (o *interactionFlags) join(a *app, s *store.Store, cmd *cobra.Command, i *store.Interaction) error {
	if !cmd.Flags().Changed("thread") {
		return nil
	}
	if o.thread == "" {
		i.Thread = store.ID{}
		return nil
	}
	of, err := a.interaction(s, o.thread)
	if err != nil {
		return err
	}
	i.Thread = of.ID
	if i.Contact == (store.ID{}) {
		i.Contact = of.Contact
	}
	return nil
}

// serve notes what a call was for.
func (o *interactionFlags) serve(a *app, s *store.Store, cmd *cobra.Command, i *store.Interaction) error {
	if !cmd.Flags().Changed("activity") {
		return nil
	}
	if o.activity == "" {
		i.Activity = store.ID{}
		return nil
	}
	activity, err := a.purpose(s, o.activity)
	i.Activity = activity.ID
	return err
}

// apply changes i as the flags say. It may read stdin.
func (o *interactionFlags) apply(a *app, cmd *cobra.Command, i *store.Interaction) (err error) {
	set(cmd, "kind", &i.Kind)
	set(cmd, "direction", &i.Direction)
	if i.Kind == store.Note && o.direction != "" {
		return usage(cmd, a.T.Interaction.NoteNoDirection)
	}
	set(cmd, "subject", &i.Subject)
	set(cmd, "support", &i.Support)
	if o.at != "" {
		if i.At, err = text.ParseTime(o.at, a.now(), text.Past); err != nil {
			return err
		}
	}
	if cmd.Flags().Changed("body") {
		if i.Body, err = a.longText(cmd, o.body); err != nil {
			return err
		}
	}
	if i.At.After(a.now().Add(time.Minute)) {
		return usage(cmd, a.T.Interaction.InFuture.With("date", a.minute(i.At)))
	}
	return a.setDay(cmd, "follow-up", &i.FollowUp, text.Future)
}

func interactionAdd(a *app) *cobra.Command {
	var (
		f   interactionFlags
		ref string
	)
	cmd := a.command("add", a.T.Interaction.Add, func(cmd *cobra.Command, _ []string) error {
		needed := []string{"contact", "kind"}
		if f.thread != "" {
			needed = needed[1:] // the thread's
		}
		if err := a.needs(cmd, needed...); err != nil {
			return err
		}
		var given struct {
			store.Interaction
			Contact string `json:"contact"` // named as --contact does
		}
		if f.from != "" {
			if err := a.from(cmd, f.from, &given); err != nil {
				return err
			}
		}
		i := given.Interaction
		i.Batch = store.ID{}
		if err := f.apply(a, cmd, &i); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			named := cmp.Or(ref, given.Contact)
			if named != "" || f.thread == "" {
				owner, err := a.owner(s, named)
				if err != nil {
					return err
				}
				i.Contact = owner
			}
			if err := f.join(a, s, cmd, &i); err != nil {
				return err
			}
			if err := f.serve(a, s, cmd, &i); err != nil {
				return err
			}
			if err := s.AddInteraction(&i); err != nil {
				return err
			}
			a.heed(nil, &i)
			return a.done(i, a.T.Interaction.Added.With("name", a.interactionTitle(namesIn(s), i)))
		})
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	f.define(cmd)
	return cmd
}

func interactionList(a *app) *cobra.Command {
	var (
		q           interactionQuery
		ref, thread string
	)
	cmd := a.command("list", a.T.Interaction.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) (err error) {
			if q.contact, err = a.contactID(s, ref); err != nil {
				return err
			}
			if thread != "" {
				if q.thread, err = a.interaction(s, thread); err != nil {
					return err
				}
			}
			page, next, err := q.list(cmd.Context(), s)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				a.none(a.T.Records.None)
			}
			err = a.print(orEmpty(page), func() { a.interactionTable(page, namesUnless(s, ref)) })
			a.more(next)
			return err
		})
	})
	f := cmd.Flags()
	f.StringVar(&ref, "contact", "", "")
	f.Var((*count)(&q.limit), "limit", "")
	f.StringVar(&q.after, "after", "", "")
	enumFlag(cmd, f, &q.support, "support", store.Opened, store.Waiting, store.Solved)
	f.StringVar(&thread, "thread", "", "")
	return cmd
}

// interactionTable lists interactions; whose they are too, where n is given.
func (a *app) interactionTable(page []store.Interaction, n *names) {
	w := a.T.Records
	t := newTied(n, "at", "kind", "direction", "subject")
	for _, i := range page {
		when := a.minute(i.At)
		if a.narrow() {
			when = a.date(i.At)
		}
		t.add(i.ID, i.Contact, when, word(w.Kinds, i.Kind), word(w.Ways, i.Direction), i.Subject)
	}
	t.write(a)
}

func interactionShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Interaction.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			i, err := a.interaction(s, args[0])
			if err != nil {
				return err
			}
			return a.print(i, func() { a.showInteraction(namesIn(s), i) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) showInteraction(n *names, i store.Interaction) {
	w, f := a.T.Records, a.field
	fmt.Fprintln(a.out, a.bold(a.interactionTitle(n, i)))
	a.details(f("contact"), n.contact(i.Contact), f("at"), a.minute(i.At), f("kind"), word(w.Kinds, i.Kind),
		f("direction"), word(w.Directions, i.Direction), f("subject"), i.Subject, f("body"), a.wrapped(i.Body, 22),
		f("follow_up"), a.T.Language.Day(string(i.FollowUp)), f("support"), word(w.Supports, i.Support), f("thread"), a.threadTitle(n, i),
		f("activity"), a.servedName(n, i),
		f("created_at"), a.date(i.CreatedAt), f("updated_at"), a.changedOn(i.CreatedAt, i.UpdatedAt), f("id"), i.ID.String())
}

// servedName is what a call was for.
func (a *app) servedName(n *names, i store.Interaction) string {
	if i.Activity == (store.ID{}) {
		return ""
	}
	return a.purposeName(n.s, i.Activity)
}

func interactionEdit(a *app) *cobra.Command {
	var f interactionFlags
	return editCommand(a, a.T.Interaction.Edit, editing[store.Interaction]{
		define: f.define, from: &f.from, find: a.interaction, changed: a.T.Interaction.Changed,
		apply: func(cmd *cobra.Command, s *store.Store, _ store.Interaction, next *store.Interaction) error {
			if err := f.apply(a, cmd, next); err != nil {
				return err
			}
			if err := f.join(a, s, cmd, next); err != nil {
				return err
			}
			return f.serve(a, s, cmd, next)
		},
		edit: func(s *store.Store, old, next store.Interaction) (store.Interaction, bool, error) {
			now, err := s.EditInteractionOf(old.Contact, old.ID, func(to *store.Interaction) error { *to = next; return nil })
			return now, now.UpdatedAt.Equal(old.UpdatedAt), err
		},
		title: func(s *store.Store, i store.Interaction) string { return a.interactionTitle(namesIn(s), i) },
	})
}

func interactionDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Interaction.Delete, a.T.Interaction.DeleteAsk, a.T.Interaction.Deleted, a.interaction,
		func(s *store.Store, i store.Interaction) string { return a.interactionTitle(namesIn(s), i) },
		func(s *store.Store, i store.Interaction) error { return s.DeleteInteraction(i.ID) })
}
