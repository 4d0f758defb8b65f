package cli

import (
	"cmp"
	"errors"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// step is one step of a request as flags give it.
type step struct {
	app      *app
	cmd      *cobra.Command
	text, by string
	means    store.Route
	on       string
}

// define defines the flags of a step; what it says is called by a flag of its
// own: --how, --reason, --what.
func (o *step) define(says string) {
	f := o.cmd.Flags()
	f.StringVar(&o.text, says, "", "")
	enumFlag(o.cmd, f, &o.means, "means", store.Routes...)
	f.StringVar(&o.on, "on", "", "")
}

// event is the step, of today unless told.
func (o *step) event(kind store.EventOf) (store.RequestEvent, error) {
	e := store.RequestEvent{Kind: kind, Text: o.text, Means: o.means, By: o.by}
	day, err := o.app.day(o.on, text.Past)
	e.On = cmp.Or(day, o.app.today())
	return e, err
}

// note adds events to the request that ref names, and says so of the last.
func (o *step) note(s *store.Store, r store.Request, events ...store.RequestEvent) error {
	r, err := privacy.NoteRequest(s, r.ID, o.app.today(), events...)
	if err != nil {
		return o.refused(err)
	}
	return o.app.noted(s, r, events[len(events)-1].Kind)
}

// refused names the flags that a step lacks.
func (o *step) refused(err error) error {
	var refused *privacy.RequestError
	if errors.As(err, &refused) && refused.Code == privacy.NothingSaid {
		return failure(exitRefused, o.app.T.Sentence(err)+" "+o.app.T.Request.SayMeans, err)
	}
	return err
}

// stepCommand is a command that notes one step of a request.
func stepCommand(o *step, use string, words text.Command, run func(*store.Store, store.Request) error) *cobra.Command {
	cmd := o.app.command(use, words, func(cmd *cobra.Command, args []string) error {
		return o.app.withStore(cmd, func(s *store.Store) error {
			r, err := o.app.request(s, args[0])
			if err != nil {
				return err
			}
			return run(s, r)
		})
	})
	o.cmd, cmd.Args = cmd, o.app.args(1, 1)
	return cmd
}

func requestVerify(a *app) *cobra.Command {
	var (
		o     = &step{app: a}
		ask   bool
		doubt string
	)
	cmd := stepCommand(o, "verify", a.T.Request.Verify, func(s *store.Store, r store.Request) error {
		kind := store.IdentityChecked
		if ask {
			kind, o.text, o.by = store.IdentityAsked, doubt, ""
		} else {
			o.by = cmp.Or(o.by, s.Settings().Business.Name)
		}
		e, err := o.event(kind)
		if err != nil {
			return err
		}
		return o.note(s, r, e)
	})
	o.define("how")
	cmd.Flags().StringVar(&o.by, "by", "", "")
	cmd.Flags().BoolVar(&ask, "ask", false, "")
	cmd.Flags().StringVar(&doubt, "doubt", "", "")
	return cmd
}

func requestExtend(a *app) *cobra.Command {
	o := &step{app: a}
	cmd := stepCommand(o, "extend", a.T.Request.Extend, func(s *store.Store, r store.Request) error {
		e, err := o.event(store.Extended)
		if err != nil {
			return err
		}
		return o.note(s, r, e)
	})
	o.define("reason")
	return cmd
}

func requestRefuse(a *app) *cobra.Command {
	o := &step{app: a}
	cmd := stepCommand(o, "refuse", a.T.Request.Refuse, func(s *store.Store, r store.Request) error {
		e, err := o.event(store.RefusedRequest)
		if err != nil {
			return err
		}
		if err := o.note(s, r, e); err != nil {
			return err
		}
		if !o.app.flags.json {
			o.app.say(o.app.T.Request.RefuseLetter.With("id", shortID(r.ID)))
		}
		return nil
	})
	o.define("reason")
	return cmd
}

// requestClose closes a request that has its answer, or gets it now.
func requestClose(a *app) *cobra.Command {
	var (
		o    = &step{app: a}
		note string
	)
	cmd := stepCommand(o, "close", a.T.Request.Close, func(s *store.Store, r store.Request) error {
		var events []store.RequestEvent
		if o.text != "" || o.means != "" {
			answer, err := o.event(store.Answered)
			if err != nil {
				return err
			}
			events = append(events, answer)
		}
		closing, err := o.event(store.Closed)
		if err != nil {
			return err
		}
		closing.Text, closing.Means = note, ""
		return o.note(s, r, append(events, closing)...)
	})
	o.define("what")
	cmd.Flags().StringVar(&note, "note", "", "")
	return cmd
}
