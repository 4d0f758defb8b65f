package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
)

func contactCommand(a *app) *cobra.Command {
	return a.noun("contact", a.T.Contact.Command,
		contactList(a), contactShow(a), contactAdd(a), contactEdit(a), contactMerge(a), contactDelete(a), contactErase(a), contactPurposes(a), contactPackage(a))
}

// personRecord is a contact as commands read and write it in JSON: as stored,
// its organisations named besides.
type personRecord struct {
	store.Person
	Organisations []affiliationRecord `json:"organisations,omitempty"`
}

type affiliationRecord struct {
	store.Affiliation
	Organisation store.ID `json:"organisation,omitzero"`
	Name         string   `json:"name,omitempty"`
}

// record is p with the names of its organisations.
func (n *names) record(p store.Person) personRecord {
	r := personRecord{Person: p}
	for _, a := range p.Organisations {
		r.Organisations = append(r.Organisations, affiliationRecord{Affiliation: a, Organisation: a.Organisation, Name: n.organisation(a)})
	}
	return r
}

// person is the reverse of record. An organisation with an id is that one,
// whatever name is beside it.
func (r personRecord) person() store.Person {
	p := r.Person
	p.Organisations = nil
	for _, a := range r.Organisations {
		a.Affiliation.Organisation, a.Affiliation.Name = a.Organisation, a.Name
		p.Organisations = append(p.Organisations, a.Affiliation)
	}
	return p
}

func contactList(a *app) *cobra.Command {
	var q store.Query
	cmd := a.command("list", a.T.Contact.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			if q.Search != "" && !cmd.Flags().Changed("sort") {
				q.Sort = store.SortMatch
			}
			page, err := s.Persons(q)
			if err != nil {
				return err
			}
			if len(page.Rows) == 0 {
				a.none(cmp.Or(a.noneYet(s, q), a.T.Contact.None))
			}
			err = a.print(orEmpty(page.Rows), func() { a.contactTable(page.Rows, s.Settings().Country, q.Sort) })
			a.more(page.Next)
			return err
		})
	})
	f := cmd.Flags()
	f.StringVar(&q.Search, "search", "", "")
	f.StringArrayVar(&q.Tags, "tag", nil, "")
	enumFlag(cmd, f, &q.Status, "status", store.Prospect, store.Client, store.Former)
	q.Sort = store.SortName
	enumFlag(cmd, f, &q.Sort, "sort", store.SortName, store.SortOrganisation, store.SortLastContact, store.SortFollowUp, store.SortCreated)
	f.BoolVar(&q.Descending, "reverse", false, "")
	f.Var((*count)(&q.Limit), "limit", "")
	f.StringVar(&q.After, "after", "", "")
	return cmd
}

// noneYet is what an empty vault is told, "" where it is a filter that found
// nobody.
func (a *app) noneYet(s *store.Store, q store.Query) string {
	if q.Search != "" || len(q.Tags) > 0 || q.Status != "" || q.After != "" {
		return ""
	}
	return a.T.Contact.NoneYet
}

func contactMerge(a *app) *cobra.Command {
	cmd := a.command("merge", a.T.Contact.Merge, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			keep, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			other, err := a.contact(s, args[1])
			if err != nil {
				return err
			}
			n := namesIn(s)
			if keep.ID == other.ID {
				return usage(cmd, a.T.Contact.SameTwice.With("name", clean(n.person(&keep))))
			}
			joined, err := s.MergePersons(keep.ID, other.ID)
			if err != nil {
				return err
			}
			a.tellSuppressed(s, joined)
			return a.done(n.record(joined), a.T.Contact.Joined.With("name", clean(n.person(&joined)), "other", clean(n.person(&other))))
		})
	})
	cmd.Args = a.args(2, 2)
	return cmd
}

func contactDelete(a *app) *cobra.Command {
	var yes bool
	cmd := a.command("delete", a.T.Contact.Delete, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			w, name := a.T.Contact, clean(namesIn(s).person(&p))
			question := w.DeleteAsk.With("name", name)
			tied, err := a.tiedTo(s, p.ID)
			if err != nil {
				return err
			}
			if tied != "" {
				question = w.DeleteAskWith.With("name", name, "tied", tied)
			}
			return a.delete(question, yes, func() error { return s.DeletePerson(p.ID) }, w.Deleted.With("name", name))
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().BoolVar(&yes, "yes", false, "")
	return cmd
}

// tiedTo counts in words what belongs to a contact.
func (a *app) tiedTo(s *store.Store, id store.ID) (string, error) {
	t, err := tiedOf(s, id)
	if err != nil {
		return "", err
	}
	w := a.T.Records
	var parts []string
	for _, c := range []struct {
		n     int
		words interface{ Of(int, ...any) string }
	}{{len(t.Interactions), w.Interactions}, {len(t.Documents), w.DocumentCount}, {len(t.Attachments), w.Attachments}, {len(t.Tasks), w.Tasks}} {
		if c.n > 0 {
			parts = append(parts, c.words.Of(c.n))
		}
	}
	return strings.Join(parts, ", "), nil
}
