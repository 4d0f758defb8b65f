package cli

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
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
			if format == "letter" && s.Settings().Business.Name == "" {
				return failure(exitFailed, a.T.Notice.Gaps["name"], nil)
			}
			list, left, err := a.toAsk(s, args, days, format)
			if err != nil {
				return err
			}
			if left > 0 {
				a.warn(a.T.Retention.LeftOut.Of(left))
			}
			if len(list) == 0 {
				a.none(a.T.Retention.NobodyToAsk)
				return nil
			}
			if err := a.writeOut(out, force, func(w io.Writer) error { return paper.Questions(w, a.T, s, list, format == "letter") }); err != nil {
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

// toAsk are the prospects who may be asked, and how many of those named may not.
func (a *app) toAsk(s *store.Store, refs []string, days int, format string) (list []privacy.Due, left int, err error) {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return nil, 0, err
	}
	today, ch := a.today(), store.ByEmail
	if format == "letter" {
		ch = ""
	}
	by := today.AddDays(days)
	if len(refs) > 0 {
		by = today.AddMonths(1200, 0)
	}
	all, err := l.ToAsk(today, by, ch)
	if err != nil || len(refs) == 0 {
		return all, 0, err
	}
	ids, err := a.contactIDs(s, refs)
	if err != nil {
		return nil, 0, err
	}
	list = slices.DeleteFunc(all, func(d privacy.Due) bool { return !slices.Contains(ids, d.ID) })
	return list, len(ids) - len(list), nil
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
