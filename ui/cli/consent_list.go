package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

func consentList(a *app) *cobra.Command {
	var ref, purpose string
	cmd := a.command("list", a.T.Consent.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Consent.Nothing, func(s *store.Store, id store.ID) ([]store.Consent, error) {
			list, err := s.Consents(id)
			if err != nil || purpose == "" {
				return list, err
			}
			activity, err := a.purpose(s, purpose)
			return slices.DeleteFunc(list, func(e store.Consent) bool { return e.Activity != activity.ID }), err
		}, func(s *store.Store, list []store.Consent) { a.consentTable(s, list, namesUnless(s, ref)) })
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	cmd.Flags().StringVar(&purpose, "activity", "", "")
	return cmd
}

func (a *app) consentTable(s *store.Store, list []store.Consent, n *names) {
	t := newTied(n, "at", "activity", "channel", "answer", "means", "collector")
	for _, e := range list {
		t.add(e.ID, e.Contact, a.minute(e.At), a.purposeName(s, e.Activity), word(a.T.Privacy.Channels, e.Channel),
			word(a.T.Privacy.Answers, e.Answer), word(a.T.Privacy.Means, e.Means), e.Collector)
	}
	t.write(a)
}

// purposeName is the name of an activity; all direct marketing where id is zero.
func (a *app) purposeName(s *store.Store, id store.ID) string {
	if id == (store.ID{}) {
		return a.T.Consent.AllMarketing
	}
	activity, err := s.Activity(id)
	if err != nil {
		return shortID(id)
	}
	return activity.Text(string(a.T.Language)).Name
}

func consentShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Consent.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			e, err := a.consent(s, args[0])
			if err != nil {
				return err
			}
			return a.print(e, func() { a.showConsent(s, e) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// showConsent shows an answer with all that proves it (GDPR art. 7(1)).
func (a *app) showConsent(s *store.Store, e store.Consent) {
	f, p := a.field, a.T.Privacy
	words, version := "", ""
	if w, err := s.Wording(e.Wording); err == nil {
		words, version = w.Text, a.T.Consent.Version.With("n", w.Version, "language", w.Language)
	}
	notice := ""
	if n, err := s.Notice(e.Notice); err == nil {
		notice = a.T.Consent.NoticeVersion.With("article", n.Article, "form", word(p.Forms, n.Form), "n", n.Version)
	}
	evidence := ""
	if at, err := s.Attachment(e.Evidence); err == nil {
		evidence = at.Name
	}
	a.details(f("id"), e.ID.String(), f("contact"), namesIn(s).contact(e.Contact), f("activity"), a.purposeName(s, e.Activity),
		f("channel"), word(p.Channels, e.Channel), f("answer"), word(p.Answers, e.Answer), f("at"), a.minute(e.At),
		f("means"), word(p.Means, e.Means), f("collector"), e.Collector, f("wording"), version, "", words,
		f("notice"), notice, f("evidence"), evidence, f("sha256"), e.SHA256, f("reference"), e.Reference,
		f("parent"), e.Parent, f("note"), e.Note, f("recorded_at"), a.minute(e.RecordedAt))
}

// checked is an answer to "may I?" as JSON has it.
type checked struct {
	Activity string         `json:"activity"`
	Channel  store.Channel  `json:"channel"`
	Allowed  bool           `json:"allowed"`
	Reason   privacy.Reason `json:"reason"`
	Rule     string         `json:"rule,omitempty"`
	Until    store.Date     `json:"until,omitempty"`
	Consent  store.ID       `json:"consent,omitzero"`
	Calls    *calling       `json:"calls,omitempty"`
}

// calling is when and how often a consumer may be called, as JSON has it.
type calling struct {
	Hours  string     `json:"hours,omitempty"`
	Open   bool       `json:"open"` // it is the hour now
	Made   int        `json:"made"`
	Untold int        `json:"untold"` // of those made, without what they were for
	Limit  int        `json:"limit,omitempty"`
	Days   int        `json:"days,omitempty"`
	Rest   store.Date `json:"rest_until,omitempty"`
}

// mayContact is the answer to "may I?" with what bounds calls, and the lines that say
// the latter.
func (a *app) mayContact(x store.Activity, ch store.Channel, f privacy.Facts, language string) (c checked, answer privacy.Answer, lines []string) {
	answer = privacy.MayContact(x, ch, f, language, a.today())
	c = checked{x.Code, ch, answer.Allowed, answer.Reason, answer.Rule, answer.Until, answer.Consent.ID, nil}
	if calls, bound := privacy.CallsOf(x, ch, f, a.now().Local()); bound {
		c.Calls = &calling{calls.Hours.String(), calls.Open, calls.Made, calls.Untold, calls.Limit, calls.Period, calls.Rest}
		lines = a.T.Calls(calls)
	}
	return c, answer, lines
}

func consentCheck(a *app) *cobra.Command {
	var (
		purpose string
		channel store.Channel
	)
	cmd := a.command("check", a.T.Consent.Check, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			activities, err := s.Activities()
			if err != nil {
				return err
			}
			if purpose != "" {
				activity, err := a.purpose(s, purpose)
				if err != nil {
					return err
				}
				activities = []store.Activity{activity}
			}
			return a.check(s, p.ID, activities, channel)
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().StringVar(&purpose, "activity", "", "")
	enumFlag(cmd, cmd.Flags(), &channel, "channel", store.Channels...)
	return cmd
}

// check answers "may I address them?" for each activity and channel asked about.
// Where all are no, it exits as what a rule of data protection refuses.
func (a *app) check(s *store.Store, contact store.ID, activities []store.Activity, only store.Channel) error {
	facts, err := privacy.FactsOf(s, contact)
	if err != nil {
		return err
	}
	var (
		list    []checked
		rows    [][]string
		lines   []string
		allowed bool
	)
	for _, activity := range activities {
		channels := activity.Channels
		if only != "" {
			channels = []store.Channel{only}
		}
		for _, ch := range channels {
			c, answer, more := a.mayContact(activity, ch, facts, s.Settings().Language)
			allowed = allowed || answer.Allowed
			list, lines = append(list, c), more
			rows = append(rows, []string{activity.Text(string(a.T.Language)).Name, a.T.Privacy.May[string(ch)], a.T.Privacy.AnswerUntil(answer, a.T.Language)})
		}
	}
	if err := a.print(orEmpty(list), func() {
		if len(rows) == 1 {
			fmt.Fprintln(a.out, rows[0][1], rows[0][2])
			for _, line := range lines {
				fmt.Fprintln(a.out, line)
			}
			return
		}
		a.table([]string{a.field("activity"), a.field("channel"), a.field("answer")}, rows)
	}); err != nil || allowed || len(list) == 0 {
		return err
	}
	return failure(exitRefused, a.T.Consent.NotAllowed, nil)
}
