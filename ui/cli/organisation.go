package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
)

func organisationCommand(a *app) *cobra.Command {
	return a.noun("organisation", a.T.Organisation.Command,
		organisationList(a), organisationShow(a), organisationAdd(a), organisationEdit(a), organisationDelete(a))
}

func (a *app) organisation(s *store.Store, ref string) (store.Organisation, error) {
	return found(a, s.FindOrganisation, s.Organisation, ref)
}

func organisationList(a *app) *cobra.Command {
	var q store.OrganisationQuery
	cmd := a.command("list", a.T.Organisation.List, func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			page, err := s.Organisations(q)
			if err != nil {
				return err
			}
			if len(page.Rows) == 0 {
				a.none(a.T.Records.None)
			}
			rows := make([][]string, len(page.Rows))
			for i, r := range page.Rows {
				rows[i] = []string{r.Name, r.City, r.SIREN, strconv.Itoa(r.People)}
			}
			err = a.print(orEmpty(page.Rows), func() { a.table(a.fields("name", "city", "siren", "people"), rows) })
			a.more(page.Next)
			return err
		})
	})
	f := cmd.Flags()
	f.StringVar(&q.Search, "search", "", "")
	f.Var((*count)(&q.Limit), "limit", "")
	f.StringVar(&q.After, "after", "", "")
	return cmd
}

func organisationShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Organisation.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			o, err := a.organisation(s, args[0])
			if err != nil {
				return err
			}
			people, err := s.People(o.ID)
			if err != nil {
				return err
			}
			whole := struct {
				store.Organisation
				People []store.Row `json:"people"`
			}{o, orEmpty(people)}
			return a.print(whole, func() { a.showOrganisation(&o, people, s.Settings().Country) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) showOrganisation(o *store.Organisation, people []store.Row, country string) {
	mail, phone, post, web := a.reachLines(o.Emails, o.Phones, o.Addresses, o.URLs, country)
	fmt.Fprintln(a.out, a.bold(clean(o.Name)))
	f := a.field
	a.details(f("siren"), o.SIREN, f("siret"), o.SIRET, f("vat_number"), o.VATNumber,
		f("email"), mail, f("phone"), phone, f("address"), post, f("urls"), web,
		f("note"), a.wrapped(o.Note, 22), f("created_at"), a.date(o.CreatedAt), f("updated_at"), a.changedOn(o.CreatedAt, o.UpdatedAt),
		f("id"), o.ID.String())
	if len(people) > 0 {
		a.titled(a.T.Records.People.Of(len(people)))
		a.peopleTable(people, country)
	}
}

// organisationFlags are the fields of an organisation as flags.
type organisationFlags struct {
	reach
	note, from string
}

func (o *organisationFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	for _, name := range []string{"name", "siren", "siret", "vat-number"} {
		f.String(name, "", "")
	}
	o.reach.define(cmd)
	f.StringVar(&o.note, "note", "", "")
	f.StringVar(&o.from, "from", "", "")
}

func (o *organisationFlags) apply(a *app, cmd *cobra.Command, country string, known []store.Phone, org *store.Organisation) (err error) {
	set(cmd, "name", &org.Name)
	set(cmd, "siren", &org.SIREN)
	set(cmd, "siret", &org.SIRET)
	set(cmd, "vat-number", &org.VATNumber)
	if cmd.Flags().Changed("note") {
		if org.Note, err = a.longText(cmd, o.note); err != nil {
			return err
		}
	}
	return o.reach.apply(a, cmd, country, known, &org.Emails, &org.Phones, &org.Addresses, &org.URLs)
}

func organisationAdd(a *app) *cobra.Command {
	var f organisationFlags
	cmd := a.command("add", a.T.Organisation.Add, func(cmd *cobra.Command, args []string) error {
		var o store.Organisation
		if f.from != "" {
			if err := a.from(cmd, f.from, &o); err != nil {
				return err
			}
		}
		o.Batch = store.ID{}
		if len(args) > 0 {
			o.Name = strings.Join(args, " ")
		} else if err := a.needs(cmd, "name"); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			if err := f.apply(a, cmd, s.Settings().Country, nil, &o); err != nil {
				return err
			}
			if err := a.refuseSameName(s, o.Name); err != nil {
				return err
			}
			if err := s.AddOrganisation(&o); err != nil {
				return err
			}
			a.heed(nil, &o)
			return a.done(o, a.T.Organisation.Added.With("name", clean(o.Name)))
		})
	})
	cmd.Args = a.args(0, -1)
	f.define(cmd)
	return cmd
}

// refuseSameName keeps two organisations from bearing one name: contacts are
// tied to them by it.
func (a *app) refuseSameName(s *store.Store, name string) error {
	page, err := s.Organisations(store.OrganisationQuery{Search: name})
	if err != nil {
		return err
	}
	for _, r := range page.Rows {
		if store.Fold(r.Name) == store.Fold(strings.TrimSpace(name)) {
			return failure(exitFailed, a.T.Organisation.Exists.With("name", clean(r.Name)), nil)
		}
	}
	return nil
}

func organisationEdit(a *app) *cobra.Command {
	var f organisationFlags
	return editCommand(a, a.T.Organisation.Edit, editing[store.Organisation]{
		define: func(cmd *cobra.Command) { f.define(cmd); f.reach.defineRemoval(cmd) }, from: &f.from, find: a.organisation, changed: a.T.Organisation.Changed,
		apply: func(cmd *cobra.Command, s *store.Store, old store.Organisation, next *store.Organisation) error {
			return f.apply(a, cmd, s.Settings().Country, old.Phones, next)
		},
		edit: func(s *store.Store, old, next store.Organisation) (store.Organisation, bool, error) {
			now, err := s.EditOrganisation(old.ID, func(to *store.Organisation) error { *to = next; return nil })
			return now, now.UpdatedAt.Equal(old.UpdatedAt), err
		},
		title: func(_ *store.Store, o store.Organisation) string { return clean(o.Name) },
	})
}

func organisationDelete(a *app) *cobra.Command {
	var yes, untie bool
	cmd := a.command("delete", a.T.Organisation.Delete, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			o, err := a.organisation(s, args[0])
			if err != nil {
				return err
			}
			w, name := a.T.Organisation, clean(o.Name)
			return a.delete(w.DeleteAsk.With("name", name), yes,
				func() error { return a.deleteOrganisation(s, o.ID, untie) }, w.Deleted.With("name", name))
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().BoolVar(&yes, "yes", false, "")
	cmd.Flags().BoolVar(&untie, "untie", false, "")
	return cmd
}

// deleteOrganisation says how an organisation that has people can go.
func (a *app) deleteOrganisation(s *store.Store, id store.ID, untie bool) error {
	err := s.DeleteOrganisation(id, untie)
	var inUse *store.InUseByError
	switch {
	case !errors.As(err, &inUse):
		return err
	case inUse.Nameless:
		return failure(exitFailed, a.T.Organisation.Nameless, err)
	}
	return failure(exitFailed, a.T.Organisation.InUse.Of(inUse.People), err)
}
