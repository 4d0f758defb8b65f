package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// opening is a request as flags give it.
type opening struct {
	app                           *app
	cmd                           *cobra.Command
	contact, asked, from          string
	notOnFile                     bool
	right                         store.Right
	channel                       store.Route
	name, reach, letters, arrived string
}

func requestOpen(a *app) *cobra.Command {
	o := &opening{app: a}
	cmd := a.command("open", a.T.Request.Open, func(cmd *cobra.Command, _ []string) error {
		if err := a.needs(cmd, "right", "channel"); err != nil {
			return err
		}
		if err := a.exclusive(cmd, "contact", "name"); err != nil {
			return err
		}
		var given struct {
			store.Request
			Contact string `json:"contact"` // named as --contact does
		}
		if o.from != "" {
			if err := a.from(cmd, o.from, &given); err != nil {
				return err
			}
		}
		return a.withStore(cmd, func(s *store.Store) error { return o.open(s, given.Request, given.Contact) })
	})
	o.cmd = cmd
	f := cmd.Flags()
	f.StringVar(&o.contact, "contact", "", "")
	f.StringVar(&o.name, "name", "", "")
	f.StringVar(&o.reach, "reach", "", "")
	f.BoolVar(&o.notOnFile, "not-on-file", false, "")
	enumFlag(cmd, f, &o.right, "right", store.Rights...)
	f.StringVar(&o.arrived, "received", "", "")
	enumFlag(cmd, f, &o.channel, "channel", store.Routes...)
	f.StringVar(&o.asked, "asked", "", "")
	enumFlag(cmd, f, &o.letters, "letters", "fr", "en")
	f.StringVar(&o.from, "from", "", "")
	return cmd
}

func (o *opening) open(s *store.Store, r store.Request, contact string) (err error) {
	for flag, value := range map[string]*string{"name": &r.Name, "reach": &r.Reach, "letters": &r.Language, "contact": &contact} {
		set(o.cmd, flag, value)
	}
	set(o.cmd, "right", &r.Right)
	set(o.cmd, "channel", &r.Channel)
	if o.cmd.Flags().Changed("asked") {
		if r.Asked, err = o.app.longText(o.cmd, o.asked); err != nil {
			return err
		}
	}
	if err := o.app.setDay(o.cmd, "received", &r.Received, text.Past); err != nil {
		return err
	}
	if r.Received == "" {
		r.Received = o.app.today()
	}
	if r.Contact, err = o.requester(s, contact, r.Name); err != nil {
		return err
	}
	if err := privacy.OpenRequest(s, &r, o.app.today()); err != nil {
		return err
	}
	x := o.app.requestRecord(s, namesIn(s), r)
	return o.app.print(x, func() {
		o.app.say(o.app.T.Request.Opened.With("right", word(o.app.T.Request.Rights, r.Right), "name", o.app.who(x), "id", shortID(r.ID)))
		o.app.say(text.Capital(x.ReasoningText) + ".")
		if x.Late {
			o.app.warn(o.app.T.Request.Overdue.With("day", o.app.T.Language.Day(string(x.Due))))
		}
	})
}

// requester is who asks: the contact named, or one on file whose name is that
// of someone said not to be. What cannot be told apart is asked on a terminal
// and refused elsewhere: an answer must not go to somebody else (GDPR art.
// 12(6), 5(1)(f)).
func (o *opening) requester(s *store.Store, ref, name string) (store.ID, error) {
	if ref != "" {
		id, err := o.app.contactID(s, ref)
		var (
			none    *store.NotFoundError
			several *store.AmbiguousError
		)
		switch {
		case errors.As(err, &none):
			err = failure(exitFailed, o.app.T.Sentence(err)+" "+o.app.T.Request.SayName, err)
		case errors.As(err, &several):
			err = failure(exitRefused, o.app.sentence(err), err)
		}
		return id, err
	}
	if name == "" || o.notOnFile {
		return store.ID{}, nil
	}
	matches, err := o.app.named(s, name)
	if err != nil || len(matches) == 0 {
		return store.ID{}, err
	}
	options := make([]string, len(matches))
	for i, m := range matches {
		options[i] = o.app.matchLine(m)
	}
	c, noTerminal := o.app.console()
	if noTerminal != nil {
		return store.ID{}, failure(exitRefused, o.app.T.Request.Known.With("name", clean(name))+bullets(options), nil)
	}
	i, err := c.choose(o.app.T.Request.WhichIsIt.With("name", clean(name)), append(options, o.app.T.Request.SomeoneElse)...)
	if err != nil || i == len(matches) {
		return store.ID{}, err
	}
	return matches[i].ID, nil
}

// named are the contacts on file of a name.
func (a *app) named(s *store.Store, name string) ([]store.Row, error) {
	p, err := s.FindPerson(name)
	var (
		none    *store.NotFoundError
		several *store.AmbiguousError
	)
	switch {
	case errors.As(err, &none):
		return nil, nil
	case errors.As(err, &several):
		return several.Matches, nil
	case err != nil:
		return nil, err
	}
	row := store.Row{ID: p.ID, Name: namesIn(s).person(&p)}
	if len(p.Emails) > 0 {
		row.Email = p.Emails[0].Address
	}
	return []store.Row{row}, nil
}
