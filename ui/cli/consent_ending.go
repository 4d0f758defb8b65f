package cli

import (
	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

// endingRecord is a consent whose end is near, as JSON has it.
type endingRecord struct {
	Contact  store.ID      `json:"contact"`
	Name     string        `json:"name"`
	Activity string        `json:"activity"`
	Channel  store.Channel `json:"channel"`
	Until    store.Date    `json:"until"`
}

// consentEnding lists who is to be asked again, the first to end first (C. conso
// L223-1).
func consentEnding(a *app) *cobra.Command {
	return a.command("ending", a.T.Consent.Ending, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			all, err := privacy.EndingOn(s, a.today())
			if err != nil {
				return err
			}
			n := namesIn(s)
			list := make([]endingRecord, len(all))
			rows := make([][]string, len(all))
			for i, e := range all {
				list[i] = endingRecord{e.Contact, n.contact(e.Contact), e.Activity.Code, e.Channel, e.Until}
				rows[i] = []string{shortID(e.Contact), list[i].Name, e.Activity.Text(string(a.T.Language)).Name,
					word(a.T.Privacy.Channels, e.Channel), a.T.Language.Day(string(e.Until))}
			}
			if len(list) == 0 {
				a.none(a.T.Consent.NothingEnding)
			}
			return a.print(list, func() {
				a.table(append(a.fields("id", "contact", "activity", "channel"), a.T.Consent.HoldsUntil), rows)
			})
		})
	})
}
