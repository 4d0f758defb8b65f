package cli

import (
	"cmp"
	"io"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

// breachStep is a step about a breach as flags give it, or what there is to send
// where none is noted.
type breachStep struct {
	printing
	at, reason, by, reference, delay string
	ground                           store.BreachGround
	partial, people                  bool
	means                            store.Means
	count                            int
}

// event is the step that the flags note; false where they note none.
func (o *breachStep) event(done, not store.BreachStep) (e store.BreachEvent, given bool, err error) {
	e = store.BreachEvent{Kind: done, At: o.app.now(), Text: o.reference, Delay: o.delay, Partial: o.partial, Means: o.means, Count: o.count, By: o.by}
	switch f := o.cmd.Flags(); {
	case o.ground != "":
		e = store.BreachEvent{Kind: not, At: o.app.now(), Ground: o.ground, Text: o.reason, By: o.by}
	case !f.Changed("sent"):
		return e, false, nil
	}
	if o.at != "" {
		e.At, err = text.ParseTime(o.at, o.app.now(), text.Past)
	}
	return e, true, err
}

// note adds a step and says where the breach stands.
func (o *breachStep) note(s *store.Store, b store.Breach, e store.BreachEvent) error {
	e.By = cmp.Or(e.By, s.Settings().Business.Name)
	b, err := privacy.NoteBreach(s, b.ID, o.app.now(), e)
	if err != nil {
		return err
	}
	return o.app.breachNoted(b, o.app.T.BreachEvent(e))
}

// define defines the flags that both steps have.
func (o *breachStep) define(grounds []store.BreachGround) {
	f := o.cmd.Flags()
	f.StringVar(&o.at, "sent", "", "")
	f.StringVar(&o.by, "by", "", "")
	enumFlag(o.cmd, f, &o.ground, "none", grounds...)
	f.StringVar(&o.reason, "reason", "", "")
}

// breachNotify writes what the authority is told, or notes that it was, or why it
// need not be (GDPR art. 33).
func breachNotify(a *app) *cobra.Command {
	o := &breachStep{printing: printing{app: a}}
	o.cmd = a.command("notify", a.T.Breach.Notify, func(cmd *cobra.Command, args []string) error {
		return o.run(cmd, args[0], store.Notified, store.NotNotified, func(s *store.Store, words *text.Words, b store.Breach) paper.Document {
			return paper.BreachNotice(words, s.Settings().Business, b, a.now())
		})
	})
	o.cmd.Args = a.args(1, 1)
	o.define(store.BreachGrounds[store.NotNotified])
	f := o.cmd.Flags()
	f.StringVar(&o.reference, "reference", "", "")
	f.StringVar(&o.delay, "delay", "", "")
	f.BoolVar(&o.partial, "partial", false, "")
	o.printing.define(paper.PlainText)
	return o.cmd
}

// breachTell writes what the people concerned are told, or who they are, or notes
// that they were told, or why they need not be (GDPR art. 34).
func breachTell(a *app) *cobra.Command {
	o := &breachStep{printing: printing{app: a}}
	o.cmd = a.command("tell", a.T.Breach.Tell, func(cmd *cobra.Command, args []string) error {
		if o.people {
			return a.withStore(cmd, func(s *store.Store) error { return o.list(s, args[0]) })
		}
		return o.run(cmd, args[0], store.ToldPeople, store.NotTold, func(s *store.Store, words *text.Words, b store.Breach) paper.Document {
			return paper.BreachMessage(words, s.Settings().Business, b, a.now())
		})
	})
	o.cmd.Args = a.args(1, 1)
	o.define(store.BreachGrounds[store.NotTold])
	f := o.cmd.Flags()
	enumFlag(o.cmd, f, &o.means, "means", store.EMail, store.Paper, store.Telephone, store.InPerson, store.Web)
	f.IntVar(&o.count, "count", 0, "")
	f.BoolVar(&o.people, "people", false, "")
	o.printing.define(paper.PlainText)
	return o.cmd
}

func (o *breachStep) run(cmd *cobra.Command, ref string, done, not store.BreachStep, content func(*store.Store, *text.Words, store.Breach) paper.Document) error {
	e, noting, err := o.event(done, not)
	if err != nil {
		return err
	}
	format, err := o.as(paper.PlainText)
	if err != nil {
		return err
	}
	return o.app.withStore(cmd, func(s *store.Store) error {
		b, err := o.app.breach(s, ref)
		if err != nil {
			return err
		}
		if noting {
			if e.Kind == store.ToldPeople && e.Count == 0 {
				e.Count = b.Count
			}
			return o.note(s, b, e)
		}
		words, err := o.in(s.Settings().Language)
		if err != nil {
			return err
		}
		return o.write(func(w io.Writer) error { return paper.Write(w, content(s, words, b), format) })
	})
}

// list writes whom the breach concerned: as JSON, or as a table for a mailing.
func (o *breachStep) list(s *store.Store, ref string) error {
	b, err := o.app.breach(s, ref)
	if err != nil {
		return err
	}
	people, gone, err := privacy.ConcernedBy(s, &b)
	if err != nil {
		return err
	}
	if gone > 0 || len(people) == 0 {
		o.app.say(o.app.T.Breach.NobodyNamed)
	}
	if o.app.flags.json {
		return o.app.print(orEmpty(people), nil)
	}
	return o.write(func(w io.Writer) error { return paper.BreachPeople(w, o.app.T, people) })
}

// breachClose closes a breach about which all was decided and sent.
func breachClose(a *app) *cobra.Command {
	o := &breachStep{printing: printing{app: a}}
	o.cmd = a.command("close", a.T.Breach.Close, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			b, err := a.breach(s, args[0])
			if err != nil {
				return err
			}
			return o.note(s, b, store.BreachEvent{Kind: store.BreachClosed, At: a.now(), Text: o.reason, By: o.by})
		})
	})
	o.cmd.Args = a.args(1, 1)
	o.cmd.Flags().StringVar(&o.reason, "note", "", "")
	o.cmd.Flags().StringVar(&o.by, "by", "", "")
	return o.cmd
}
