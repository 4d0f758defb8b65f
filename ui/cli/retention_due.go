package cli

import (
	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// expiring is what is due, as JSON has it.
type expiring struct {
	Kind    store.RecordKind `json:"kind"`
	ID      store.ID         `json:"id"`
	Contact store.ID         `json:"contact,omitzero"`
	Name    string           `json:"name,omitempty"`
	Clock   privacy.Clock    `json:"clock"`
	Asked   store.Date       `json:"asked,omitempty"`
	Text    string           `json:"text"`
}

func (a *app) expiringOf(s *store.Store, due []privacy.Due) []expiring {
	n := namesIn(s)
	list := make([]expiring, len(due))
	for i, d := range due {
		reason := ""
		if d.Clock.Event == privacy.Decided {
			if r, err := s.Retained(d.Contact); err == nil {
				reason = r.Reason
			}
		}
		list[i] = expiring{d.Kind, d.ID, d.Contact, n.contact(d.Contact), d.Clock, d.Asked, a.T.Retention.Clock(d.Clock, reason, a.T.Language)}
	}
	return list
}

func (a *app) expiringTable(s *store.Store, list []expiring) {
	rows := make([][]string, len(list))
	for i, d := range list {
		rows[i] = []string{shortID(d.ID), d.Name, a.T.Retention.Record(d.Kind, a.T.Errors.Store.Kinds), d.Text, a.T.Language.Day(string(d.Asked))}
	}
	a.table(a.fields("id", "contact", "record", "kept", "asked"), rows)
}

// retentionDue lists what has expired, and says how much comes next.
func retentionDue(a *app) *cobra.Command {
	return a.command("due", a.T.Retention.Due, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error { return a.showDue(s, a.today()) })
	})
}

func retentionPreview(a *app) *cobra.Command {
	var asOf string
	cmd := a.command("preview", a.T.Retention.Preview, func(cmd *cobra.Command, _ []string) error {
		day := a.today()
		if err := a.setDay(cmd, "as-of", &day, text.Future); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error { return a.showDue(s, day) })
	})
	cmd.Flags().StringVar(&asOf, "as-of", "", "")
	return cmd
}

func (a *app) showDue(s *store.Store, day store.Date) error {
	l, err := privacy.NewLookout(s)
	if err != nil {
		return err
	}
	due, err := l.Due(day)
	if err != nil {
		return err
	}
	forecast, err := l.Forecast(day)
	if err != nil {
		return err
	}
	list := a.expiringOf(s, due)
	record := struct {
		AsOf     store.Date       `json:"as_of"`
		Due      []expiring       `json:"due"`
		Forecast privacy.Forecast `json:"forecast"`
	}{day, list, forecast}
	if len(list) == 0 {
		a.none(a.T.Retention.Nothing)
	}
	return a.print(record, func() {
		a.expiringTable(s, list)
		n := func(n int) string { return a.T.Language.Number(int64(n)) }
		a.say(a.T.Retention.Summary.With("now", n(forecast.Now), "in30", n(forecast.In30), "in90", n(forecast.In90), "later", n(forecast.Later)))
	})
}
