package cli

import (
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

func consentCommand(a *app) *cobra.Command {
	return a.noun("consent", a.T.Consent.Command, consentRecord(a), consentWithdraw(a), consentObject(a),
		consentList(a), consentShow(a), consentReceipt(a), consentCheck(a), consentEnding(a), consentAudience(a), consentImport(a))
}

// answering is an answer as flags give it.
type answering struct {
	app                                                  *app
	cmd                                                  *cobra.Command
	activity, at, wording, evidence, collector, language string
	reference, notice, parent, note                      string
	channel                                              store.Channel
	answer                                               store.Answer
	means                                                store.Means
}

func (o *answering) defineQuestion(f *pflag.FlagSet) {
	f.StringVar(&o.activity, "activity", "", "")
	enumFlag(o.cmd, f, &o.channel, "channel", store.Channels...)
}

// defineProof defines the flags of what every answer may come with.
func (o *answering) defineProof(f *pflag.FlagSet) {
	f.StringVar(&o.at, "at", "", "")
	enumFlag(o.cmd, f, &o.means, "means", store.InPerson, store.Telephone, store.Paper, store.EMail, store.Web)
	f.StringVar(&o.collector, "collector", "", "")
	f.StringVar(&o.evidence, "evidence", "", "")
	f.StringVar(&o.reference, "reference", "", "")
	f.StringVar(&o.note, "note", "", "")
}

func consentRecord(a *app) *cobra.Command {
	o := &answering{app: a}
	cmd := a.command("record", a.T.Consent.Record, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error { return o.record(s, args[0]) })
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	f := cmd.Flags()
	o.defineQuestion(f)
	enumFlag(cmd, f, &o.answer, "answer", store.Yes, store.No, store.Later)
	f.StringVar(&o.wording, "wording", "", "")
	enumFlag(cmd, f, &o.language, "wording-language", "fr", "en")
	o.defineProof(f)
	f.StringVar(&o.notice, "notice", "", "")
	f.StringVar(&o.parent, "parent", "", "")
	required(cmd, "activity", "channel", "answer")
	return cmd
}

func (o *answering) record(s *store.Store, ref string) error {
	p, err := o.app.contact(s, ref)
	if err != nil {
		return err
	}
	activity, err := o.app.purpose(s, o.activity)
	if err != nil {
		return err
	}
	e, err := o.event(p.ID, o.answer)
	if err != nil {
		return err
	}
	e.Activity, e.Channel, e.Parent = activity.ID, o.channel, o.parent
	if e.Wording, err = o.words(s, activity, e.At); err != nil {
		return err
	}
	if o.notice != "" {
		n, err := s.FindNotice(o.notice)
		if err != nil {
			return err
		}
		e.Notice = n.ID
	}
	events := []store.Consent{e}
	if err := o.keep(s, events); err != nil {
		return err
	}
	return o.app.done(events[0], o.app.T.Consent.Recorded.With("name", clean(namesIn(s).person(&p)), "what", o.app.question(activity, e.Channel),
		"answer", o.app.T.Privacy.Answers[string(e.Answer)]))
}

// event is an answer with what the flags say of it.
func (o *answering) event(contact store.ID, answer store.Answer) (store.Consent, error) {
	e := store.Consent{Contact: contact, Answer: answer, Means: o.means, Collector: o.collector, Reference: o.reference, Note: o.note}
	if o.at == "" {
		return e, nil
	}
	at, err := text.ParseTime(o.at, o.app.now(), text.Past)
	e.At = at
	return e, err
}

// words is the version that was shown or read out: the one named, or today's,
// which cannot be what was asked before it was written.
func (o *answering) words(s *store.Store, activity store.Activity, at time.Time) (store.ID, error) {
	if o.wording != "" {
		w, err := found(o.app, s.FindWording, s.Wording, o.wording)
		return w.ID, err
	}
	language := o.language
	if language == "" {
		language = s.Settings().Language
	}
	w, err := privacy.WordingFor(s, activity, o.channel, language, o.app.today())
	if err != nil {
		return w.ID, err
	}
	if !at.IsZero() && store.DateOf(at) < store.DateOf(w.CreatedAt) && o.answer == store.Yes {
		return w.ID, usage(o.cmd, o.app.T.Consent.WordsOfThen.With("day", o.app.T.Language.Date(w.CreatedAt.Local())))
	}
	return w.ID, nil
}

// keep records answers together, with the evidence of them where a file was
// given.
func (o *answering) keep(s *store.Store, events []store.Consent) error {
	if o.evidence == "" {
		return s.RecordConsents(events)
	}
	f, err := os.Open(o.evidence)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return s.RecordConsentsWith(events, filepath.Base(o.evidence), f)
}

// purpose finds an activity by its code, its name or its id.
func (a *app) purpose(s *store.Store, ref string) (store.Activity, error) {
	return found(a, s.FindActivity, s.Activity, ref)
}

// question is what an answer is to, in a few words.
func (a *app) question(activity store.Activity, ch store.Channel) string {
	return clean(activity.Text(string(a.T.Language)).Name) + ", " + word(a.T.Privacy.Channels, ch)
}

func consentWithdraw(a *app) *cobra.Command {
	o := &answering{app: a}
	cmd := a.command("withdraw", a.T.Consent.Withdraw, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error { return o.withdraw(s, args[0]) })
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	o.defineQuestion(cmd.Flags())
	o.defineProof(cmd.Flags())
	return cmd
}

// withdraw withdraws what was given and still stands, all of it unless the
// flags say which: no harder than to give it (GDPR art. 7(3)).
func (o *answering) withdraw(s *store.Store, ref string) error {
	p, err := o.app.contact(s, ref)
	if err != nil {
		return err
	}
	given, err := privacy.Given(s, p.ID)
	if err != nil {
		return err
	}
	var only store.Activity
	if o.activity != "" {
		if only, err = o.app.purpose(s, o.activity); err != nil {
			return err
		}
	}
	var events []store.Consent
	for _, g := range given {
		if o.activity != "" && g.Activity != only.ID || o.channel != "" && g.Channel != o.channel {
			continue
		}
		e, err := o.event(p.ID, store.Withdrawn)
		if err != nil {
			return err
		}
		e.Activity, e.Channel = g.Activity, g.Channel
		events = append(events, e)
	}
	if len(events) == 0 {
		return store.ErrNothingGiven
	}
	if err := o.keep(s, events); err != nil {
		return err
	}
	return o.app.print(events, func() {
		for _, e := range events {
			activity, _ := s.Activity(e.Activity)
			o.app.say(o.app.T.Consent.Recorded.With("name", clean(namesIn(s).person(&p)), "what", o.app.question(activity, e.Channel),
				"answer", o.app.T.Privacy.Answers[string(e.Answer)]))
		}
	})
}

func consentObject(a *app) *cobra.Command {
	o := &answering{app: a}
	cmd := a.command("object", a.T.Consent.Object, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error { return o.object(s, args[0]) })
	})
	o.cmd, cmd.Args = cmd, a.args(1, 1)
	o.defineQuestion(cmd.Flags())
	o.defineProof(cmd.Flags())
	return cmd
}

// object records an objection: to all direct marketing, unless the flags say to
// what (GDPR art. 21).
func (o *answering) object(s *store.Store, ref string) error {
	p, err := o.app.contact(s, ref)
	if err != nil {
		return err
	}
	e, err := o.event(p.ID, store.Objected)
	if err != nil {
		return err
	}
	e.Channel = o.channel
	what := o.app.T.Consent.AllMarketing
	if o.activity != "" {
		activity, err := o.app.purpose(s, o.activity)
		if err != nil {
			return err
		}
		e.Activity, what = activity.ID, clean(activity.Text(string(o.app.T.Language)).Name)
	}
	if o.channel != "" {
		what += ", " + word(o.app.T.Privacy.Channels, o.channel)
	}
	events := []store.Consent{e}
	if err := o.keep(s, events); err != nil {
		return err
	}
	return o.app.done(events[0], o.app.T.Consent.Recorded.With("name", clean(namesIn(s).person(&p)), "what", what,
		"answer", o.app.T.Privacy.Answers[string(e.Answer)]))
}
