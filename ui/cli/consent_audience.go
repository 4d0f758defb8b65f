package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
)

// audience is one run of the command "consent audience".
type audience struct {
	app                     *app
	cmd                     *cobra.Command
	purpose, out, recipient string
	channel                 store.Channel
	excluded, force         bool
}

// member is a person of the audience as JSON has it.
type member struct {
	ID      store.ID       `json:"id"`
	Name    string         `json:"name"`
	Address string         `json:"address,omitempty"`
	Allowed bool           `json:"allowed"`
	Reason  privacy.Reason `json:"reason"`
	Rule    string         `json:"rule,omitempty"`
	Until   store.Date     `json:"until,omitempty"`
}

func consentAudience(a *app) *cobra.Command {
	o := &audience{app: a}
	cmd := a.command("audience", a.T.Consent.Audience, func(cmd *cobra.Command, _ []string) error {
		if o.out != "" && o.recipient == "" {
			return usage(cmd, a.T.Consent.WhoReceives)
		}
		return a.withStore(cmd, o.run)
	})
	o.cmd = cmd
	f := cmd.Flags()
	f.StringVar(&o.purpose, "activity", "", "")
	enumFlag(cmd, f, &o.channel, "channel", store.Channels...)
	f.BoolVar(&o.excluded, "excluded", false, "")
	f.StringVar(&o.out, "out", "", "")
	f.StringVar(&o.recipient, "recipient", "", "")
	f.BoolVar(&o.force, "force", false, "")
	required(cmd, "activity", "channel")
	return cmd
}

func (o *audience) run(s *store.Store) error {
	activity, err := o.app.purpose(s, o.purpose)
	if err != nil {
		return err
	}
	all, err := privacy.Audience(s, activity, o.channel, store.DateOf(o.app.now()))
	if err != nil {
		return err
	}
	var people []store.Person
	for _, m := range all {
		if m.Allowed {
			people = append(people, m.Person)
		}
	}
	o.app.say(o.app.T.Consent.MayBe.Of(len(people)) + " " + o.app.T.Consent.MayNotBe.Of(len(all)-len(people)))
	if o.out != "" {
		return o.hand(s, people)
	}
	shown := slices.DeleteFunc(all, func(m privacy.Member) bool { return m.Allowed == o.excluded })
	return o.list(namesIn(s), shown)
}

// hand writes the list for a mailing tool and records that it was handed over;
// where that cannot be recorded there is no file (GDPR art. 15(1)(c), 19).
func (o *audience) hand(s *store.Store, people []store.Person) error {
	if err := s.May(store.Work); err != nil {
		return err
	}
	n := namesIn(s)
	d := store.Disclosure{Recipient: o.recipient, Format: string(exchange.CSV), Count: len(people)}
	for _, p := range people {
		d.Contacts = append(d.Contacts, p.ID)
	}
	if len(people) == 0 {
		return failure(exitRefused, o.app.T.Consent.NobodyToWrite, nil)
	}
	err := o.app.writeOut(o.out, o.force, func(w io.Writer) error {
		if err := exchange.Mailing(w, people, o.channel, o.app.T.Export.Headers, s.Settings().Language, n.organisation); err != nil {
			return err
		}
		return s.RecordDisclosure(&d)
	})
	if err != nil {
		return err
	}
	return o.app.done(d, o.app.T.Consent.Handed.Of(len(people), "path", o.out, "recipient", o.recipient)+" "+o.app.T.Export.InClear)
}

func (o *audience) list(n *names, shown []privacy.Member) error {
	list := make([]member, len(shown))
	rows := make([][]string, len(shown))
	for i, m := range shown {
		address := o.app.T.Language.Reach(m.Person, o.channel, n.s.Settings().Country)
		list[i] = member{m.Person.ID, n.person(&m.Person), privacy.Reach(m.Person, o.channel), m.Allowed, m.Reason, m.Rule, m.Until}
		rows[i] = []string{shortID(m.Person.ID), list[i].Name, address, o.app.T.Privacy.AnswerUntil(m.Answer, o.app.T.Language)}
	}
	return o.app.print(list, func() {
		o.app.table([]string{o.app.field("id"), o.app.field("contact"), word(o.app.T.Privacy.Channels, o.channel), o.app.field("answer")}, rows)
	})
}
