package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// retentionKeep keeps contacts longer, for a reason and until a day.
func retentionKeep(a *app) *cobra.Command {
	var until, reason string
	cmd := a.command("keep", a.T.Retention.Keep, func(cmd *cobra.Command, args []string) error {
		day, err := a.day(until, text.Future)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			ids, err := a.contactIDs(s, args)
			if err != nil {
				return err
			}
			if err := privacy.KeepLonger(s, ids, day, reason); err != nil {
				return err
			}
			record := struct {
				Contacts []store.ID `json:"contacts"`
				Until    store.Date `json:"until"`
				Reason   string     `json:"reason"`
			}{ids, day, reason}
			return a.done(record, a.T.Retention.KeptUntil.Of(len(ids), "until", a.T.Language.Day(string(day))))
		})
	})
	cmd.Args = a.args(1, -1)
	f := cmd.Flags()
	f.StringVar(&until, "until", "", "")
	f.StringVar(&reason, "reason", "", "")
	required(cmd, "until", "reason")
	return cmd
}

func (a *app) contactIDs(s *store.Store, refs []string) (ids []store.ID, err error) {
	for _, ref := range refs {
		p, err := a.contact(s, ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, p.ID)
	}
	return ids, nil
}

// retentionAsk writes the one message that prospects may be sent before their
// end, or the list of them, and records that they were asked (CNIL délib.
// 2021-131).
func retentionAsk(a *app) *cobra.Command {
	var (
		days        int
		format, out string
		force       bool
	)
	cmd := a.command("ask", a.T.Retention.Ask, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			list, already, err := a.toAsk(s, args, days)
			if err != nil {
				return err
			}
			if already > 0 {
				a.warn(a.T.Retention.Already.Of(already))
			}
			if len(list) == 0 {
				a.none(a.T.Retention.Nothing)
				return nil
			}
			if err := a.writeOut(out, force, func(w io.Writer) error { return a.writeQuestions(w, s, list, format) }); err != nil {
				return err
			}
			ids := make([]store.ID, len(list))
			for i, d := range list {
				ids[i] = d.ID
			}
			if err := privacy.RecordAsked(s, ids, a.today()); err != nil {
				return err
			}
			a.say(a.T.Retention.Asked.Of(len(ids)))
			return nil
		})
	})
	cmd.Args = a.args(0, -1)
	f := cmd.Flags()
	f.IntVar(&days, "days", 90, "")
	enumFlag(cmd, f, &format, "format", "list", "letter")
	f.StringVar(&out, "out", "-", "")
	f.BoolVar(&force, "force", false, "")
	return cmd
}

// toAsk are the prospects who may be asked, and how many were asked already.
func (a *app) toAsk(s *store.Store, refs []string, days int) (list []privacy.Due, already int, err error) {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return nil, 0, err
	}
	by := a.today().AddDays(days)
	if len(refs) > 0 {
		by = a.today().AddMonths(1200, 0)
	}
	all, err := l.ToAsk(by)
	if err != nil || len(refs) == 0 {
		return all, 0, err
	}
	ids, err := a.contactIDs(s, refs)
	if err != nil {
		return nil, 0, err
	}
	for _, id := range ids {
		found := false
		for _, d := range all {
			if d.ID == id {
				list, found = append(list, d), true
			}
		}
		if !found {
			already++
		}
	}
	return list, already, nil
}

func (a *app) writeQuestions(w io.Writer, s *store.Store, list []privacy.Due, format string) error {
	n, b := namesIn(s), s.Settings().Business
	if format == "letter" {
		for i, d := range list {
			letter := a.T.Retention.Letter.With("name", n.contact(d.ID), "business", b.Name,
				"contact", strings.ReplaceAll(privacy.ContactOf(b), "\n", ", "), "until", a.T.Language.Day(string(d.Clock.Until)))
			if i > 0 {
				letter = "\f\n" + letter
			}
			if _, err := io.WriteString(w, letter+"\n"); err != nil {
				return err
			}
		}
		return nil
	}
	people := make([]store.Person, len(list))
	for i, d := range list {
		p, err := s.Person(d.ID)
		if err != nil {
			return err
		}
		people[i] = p
	}
	return exchange.Mailing(w, people, store.ByEmail, a.T.Export.Headers, s.Settings().Language, n.organisation)
}

// retentionCounts shows what is left of the contacts made anonymous.
func retentionCounts(a *app) *cobra.Command {
	return a.command("counts", a.T.Retention.Counts, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := s.Tallies()
			if err != nil {
				return err
			}
			if len(all) == 0 {
				a.none(a.T.Retention.NoCounts)
			}
			return a.print(orEmpty(all), func() {
				rows := make([][]string, len(all))
				for i, t := range all {
					n := func(n int) string { return a.T.Language.Number(int64(n)) }
					rows[i] = []string{n(t.Year), word(a.T.Records.Statuses, t.Status), word(a.T.Records.Natures, t.Nature),
						n(t.Contacts), n(t.Interactions), n(t.Documents)}
				}
				a.table(a.fields("created_at", "status", "nature", "contacts", "interaction", "document"), rows)
			})
		})
	})
}
