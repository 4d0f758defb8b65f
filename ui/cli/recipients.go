package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// recipientsCommand is about those who were handed data, and who are told what
// was done with them since (GDPR art. 19).
func recipientsCommand(a *app) *cobra.Command {
	return a.noun("recipients", a.T.Recipients.Command, recipientsList(a), recipientsTold(a), recipientsMessage(a))
}

func recipientsList(a *app) *cobra.Command {
	var (
		ref    string
		toTell bool
	)
	cmd := a.command("list", a.T.Recipients.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Recipients.None, func(s *store.Store, id store.ID) ([]store.Telling, error) {
			list, err := s.Tellings(id)
			return slices.DeleteFunc(list, func(t store.Telling) bool { return toTell && !t.ToTell() }), err
		}, a.tellingTable)
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	cmd.Flags().BoolVar(&toTell, "to-tell", false, "")
	return cmd
}

func (a *app) tellingTable(s *store.Store, list []store.Telling) {
	n := namesIn(s)
	rows := make([][]string, len(list))
	for i, t := range list {
		who := a.T.Recipients.Erased
		if t.Contact != (store.ID{}) {
			who = n.contact(t.Contact)
		}
		rows[i] = []string{shortID(t.ID), t.Recipient, who, word(a.T.Recipients.Acts, t.Of), a.date(t.At), a.T.TellingState(t), strings.ReplaceAll(t.Note, "\n", " ")}
	}
	a.table(a.fields("id", "recipient", "contact", "act", "at", "state", "note"), rows)
}

func recipientsTold(a *app) *cobra.Command {
	var (
		day string
		n   privacy.Notice19
	)
	cmd := a.command("told", a.T.Recipients.Told, func(cmd *cobra.Command, args []string) error {
		n.On = store.DateOf(a.now())
		if err := a.setDay(cmd, "at", &n.On, text.Past); err != nil {
			return err
		}
		if err := a.exclusive(cmd, "means", "excuse"); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			ids := make([]store.ID, len(args))
			for i, ref := range args {
				t, err := s.FindTelling(ref)
				if err != nil {
					return err
				}
				ids[i] = t.ID
			}
			told, err := privacy.Tell(s, ids, n, store.DateOf(a.now()))
			if err != nil {
				return err
			}
			return a.done(told, a.T.Recipients.Noted.Of(len(told)))
		})
	})
	cmd.Args = a.args(1, -1)
	f := cmd.Flags()
	f.StringVar(&day, "at", "", "")
	enumFlag(cmd, f, &n.Means, "means", store.EMail, store.Paper, store.Telephone, store.InPerson, store.Web)
	enumFlag(cmd, f, &n.Excuse, "excuse", store.Excuses...)
	f.StringVar(&n.Note, "note", "", "")
	return cmd
}

func recipientsMessage(a *app) *cobra.Command {
	var language text.Language
	cmd := a.command("message", a.T.Recipients.Message, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			t, err := s.FindTelling(args[0])
			if err != nil {
				return err
			}
			ids, err := privacy.KnownAs(s, t)
			if err != nil {
				return err
			}
			if language == "" {
				language = text.Language(s.Settings().Language)
			}
			words, err := text.Load(language)
			if err != nil {
				return err
			}
			m := words.TellingMessage(t, namesIn(s).contact(t.Contact), ids, s.Settings().Business.Name)
			return a.print(m, func() { fmt.Fprintf(a.out, "%s\n\n%s\n", m.Subject, m.Text) })
		})
	})
	cmd.Args = a.args(1, 1)
	enumFlag(cmd, cmd.Flags(), &language, "language", text.French, text.English)
	return cmd
}
