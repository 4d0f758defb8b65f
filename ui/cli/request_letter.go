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

// letter is a letter about a request as flags ask for it.
type letter struct {
	printing
	of     store.LetterFor
	reason string
	sent   bool
	means  store.Route
	on     string
}

func requestLetter(a *app) *cobra.Command {
	o := &letter{printing: printing{app: a}}
	cmd := a.command("letter", a.T.Request.Letter, func(cmd *cobra.Command, args []string) error {
		format, err := o.as(paper.PlainText)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			r, err := a.request(s, args[0])
			if err != nil {
				return err
			}
			if err := o.print(s, r, format); err != nil || !o.sent {
				return err
			}
			return o.noteSent(s, r)
		})
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	f := cmd.Flags()
	enumFlag(cmd, f, &o.of, "step", store.Letters...)
	f.StringVar(&o.reason, "reason", "", "")
	o.define(paper.PlainText)
	f.BoolVar(&o.sent, "sent", false, "")
	enumFlag(cmd, f, &o.means, "means", store.Routes...)
	f.StringVar(&o.on, "on", "", "")
	required(cmd, "step")
	return cmd
}

// print writes the letter: with its letterhead where it is printed.
func (o *letter) print(s *store.Store, r store.Request, format paper.Format) error {
	words, err := o.in(cmp.Or(r.Language, s.Settings().Language))
	if err != nil {
		return err
	}
	template, err := privacy.LetterTemplate(s, o.of, string(words.Language))
	if err != nil {
		return err
	}
	order := paper.OrderLetter(s, r, o.of, o.reason, o.app.now())
	d, err := paper.Letter(words, template.Text, order)
	if err != nil {
		return err
	}
	if format == paper.PDF || format == paper.HTML {
		d = paper.Headed(words, d, order)
	}
	return o.write(func(w io.Writer) error { return paper.Write(w, d, format) })
}

// noteSent notes in the register that a letter went.
func (o *letter) noteSent(s *store.Store, r store.Request) error {
	day, err := o.app.day(o.on, text.Past)
	if err != nil {
		return err
	}
	e := store.RequestEvent{Kind: store.LetterSent, On: cmp.Or(day, o.app.today()), Letter: o.of, Means: o.means}
	if _, err := privacy.NoteRequest(s, r.ID, o.app.today(), e); err != nil {
		return err
	}
	o.app.say(o.app.T.Request.LetterNoted.With("event", o.app.T.Request.Steps[string(o.of)]))
	return nil
}

// requestTemplate shows the template of a letter, or keeps another.
func requestTemplate(a *app) *cobra.Command {
	var (
		step            store.LetterFor
		language, given string
		shipped         bool
	)
	cmd := a.command("template", a.T.Request.Template, func(cmd *cobra.Command, _ []string) error {
		if err := a.exclusive(cmd, "text", "shipped"); err != nil {
			return err
		}
		template, err := a.longText(cmd, given)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			in := cmp.Or(language, s.Settings().Language)
			if shipped {
				l, err := privacy.ShipLetter(s, step, in)
				if err != nil {
					return err
				}
				return a.done(l, a.T.Request.TemplateBack.With("step", a.T.Request.Steps[string(step)], "language", in))
			}
			if !cmd.Flags().Changed("text") {
				l, err := privacy.LetterTemplate(s, step, in)
				if err != nil {
					return err
				}
				return a.print(l, func() { a.paragraphs(l.Text) })
			}
			if err := privacy.CheckLetter(step, template); err != nil {
				return err
			}
			l := store.LetterText{For: step, Language: in, Text: template}
			if err := s.SetLetter(&l); err != nil {
				return err
			}
			return a.done(l, a.T.Request.TemplateKept.With("step", a.T.Request.Steps[string(step)], "language", in, "n", l.Version))
		})
	})
	enumFlag(cmd, cmd.Flags(), &step, "step", store.Letters...)
	enumFlag(cmd, cmd.Flags(), &language, "language", "fr", "en")
	cmd.Flags().StringVar(&given, "text", "", "")
	cmd.Flags().BoolVar(&shipped, "shipped", false, "")
	required(cmd, "step")
	return cmd
}

// requestForm writes the form by which people ask for their rights.
func requestForm(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("form", a.T.Request.Form, func(cmd *cobra.Command, _ []string) error {
		format, err := o.as(paper.HTML)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			words, err := o.in(s.Settings().Language)
			if err != nil {
				return err
			}
			b := s.Settings().Business
			if b.Name == "" {
				return failure(exitRefused, a.T.Notice.Gaps[string(privacy.GapName)], nil)
			}
			return o.write(func(w io.Writer) error { return paper.Write(w, paper.RequestForm(words, b, a.now()), format) })
		})
	})
	o.cmd = cmd
	o.define(paper.PlainText)
	return cmd
}

// requestCalendar writes the deadlines of the requests under way.
func requestCalendar(a *app) *cobra.Command {
	o := &printing{app: a}
	cmd := a.command("calendar", a.T.Request.Calendar, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			requests, err := s.Requests(store.ID{})
			if err != nil {
				return err
			}
			return o.write(func(w io.Writer) error {
				return paper.WriteDeadlines(w, a.T, requests, privacy.CalendarOf(s.Settings().Business), a.now())
			})
		})
	})
	o.cmd = cmd
	cmd.Flags().StringVar(&o.out, "out", "-", "")
	cmd.Flags().BoolVar(&o.force, "force", false, "")
	return cmd
}
