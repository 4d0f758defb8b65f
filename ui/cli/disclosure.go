package cli

import (
	"cmp"

	"github.com/spf13/cobra"

	"calepin/store"
)

func disclosureCommand(a *app) *cobra.Command {
	return a.noun("disclosure", a.T.Disclosure.Command, disclosureList(a))
}

func disclosureList(a *app) *cobra.Command {
	var ref string
	cmd := a.command("list", a.T.Disclosure.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Records.None, (*store.Store).Disclosures,
			func(s *store.Store, list []store.Disclosure) { a.disclosureTable(list, namesIn(s)) })
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	return cmd
}

// disclosureTable lists what was handed over; whose data too, where n is given.
func (a *app) disclosureTable(list []store.Disclosure, n *names) {
	columns := []string{"at", "recipient", "format"}
	if n != nil {
		columns = append(columns, "contacts")
	}
	rows := make([][]string, len(list))
	for i, d := range list {
		rows[i] = []string{a.minute(d.At), cmp.Or(d.Recipient, a.T.Contact.Ourselves), word(a.T.Disclosure.Formats, d.Format)}
		if n != nil {
			rows[i] = append(rows[i], a.whose(d, n))
		}
	}
	a.table(a.fields(columns...), rows)
}

// whose says whose data a disclosure held.
func (a *app) whose(d store.Disclosure, n *names) string {
	switch {
	case len(d.Contacts) == 0:
		return a.T.Contact.Everyone + " (" + a.T.Language.Number(int64(d.Count)) + ")"
	case len(d.Contacts) > 1:
		return a.T.Language.Number(int64(len(d.Contacts)))
	case d.Contacts[0] == (store.ID{}):
		return a.T.Contact.ErasedSince
	}
	return cmp.Or(n.contact(d.Contacts[0]), shortID(d.Contacts[0]))
}
