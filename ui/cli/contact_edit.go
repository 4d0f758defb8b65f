package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"calepin/store"
)

// contactFlags are the fields of a contact as flags.
type contactFlags struct {
	reach
	orgs, titles, tags, dropOrgs, dropTags []string
	purposes, dropPurposes, fields         []string
	origin                                 store.Origin
	status                                 store.Status
	consumer, professional                 bool
	note, from                             string
}

func (o *contactFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	for _, name := range []string{"given", "family", "prefix", "nickname"} {
		f.String(name, "", "")
	}
	f.StringArrayVar(&o.orgs, "org", nil, "")
	f.StringArrayVar(&o.titles, "title", nil, "")
	o.reach.define(cmd)
	f.StringArrayVar(&o.tags, "tag", nil, "")
	enumFlag(cmd, f, &o.status, "status", store.Prospect, store.Client, store.Former)
	f.BoolVar(&o.consumer, "consumer", false, "")
	f.BoolVar(&o.professional, "professional", false, "")
	f.String("source", "", "")
	enumFlag(cmd, f, &o.origin, "origin", store.FromPerson, store.FromElsewhere)
	f.StringArrayVar(&o.purposes, "purpose", nil, "")
	f.StringArrayVar(&o.fields, "field", nil, "")
	f.StringVar(&o.note, "note", "", "")
	f.StringVar(&o.from, "from", "", "")
}

// apply changes p as the flags say. known are the numbers it has on file. It may
// read stdin.
func (o *contactFlags) apply(a *app, cmd *cobra.Command, s *store.Store, known []store.Phone, p *store.Person) error {
	if err := a.exclusive(cmd, "consumer", "professional"); err != nil {
		return err
	}
	set(cmd, "given", &p.Given)
	set(cmd, "family", &p.Family)
	set(cmd, "prefix", &p.Prefix)
	set(cmd, "nickname", &p.Nickname)
	set(cmd, "source", &p.Source)
	set(cmd, "origin", &p.Origin)
	set(cmd, "status", &p.Status)
	switch {
	case o.consumer:
		p.Nature = store.Consumer
	case o.professional:
		p.Nature = store.Professional
	}
	if cmd.Flags().Changed("note") {
		note, err := a.longText(cmd, o.note)
		if err != nil {
			return err
		}
		p.Note = note
	}
	for _, tag := range o.dropTags {
		if err := remove(a, cmd, "untag", tag, &p.Tags, func(t string) bool { return store.Fold(t) == store.Fold(tag) }); err != nil {
			return err
		}
	}
	p.Tags = append(p.Tags, o.tags...)
	if err := o.affiliate(a, cmd, s, p); err != nil {
		return err
	}
	if err := o.tie(a, cmd, s, p); err != nil {
		return err
	}
	if err := o.fill(a, cmd, s, p); err != nil {
		return err
	}
	return o.reach.apply(a, cmd, s.Settings().Country, known, &p.Emails, &p.Phones, &p.Addresses, &p.URLs)
}

// affiliate ties p to organisations and gives the job titles: each to the
// organisation of its rank among those given, or to the one p has.
func (o *contactFlags) affiliate(a *app, cmd *cobra.Command, s *store.Store, p *store.Person) error {
	n := namesIn(s)
	named := func(name string) func(store.Affiliation) bool {
		return func(af store.Affiliation) bool {
			return store.Fold(n.organisation(af)) == store.Fold(name) || af.Organisation.String() == name
		}
	}
	for _, name := range o.dropOrgs {
		if err := remove(a, cmd, "remove-org", name, &p.Organisations, named(name)); err != nil {
			return err
		}
	}
	targets := make([]int, 0, len(o.orgs))
	for _, name := range o.orgs {
		i := slices.IndexFunc(p.Organisations, named(name))
		if i < 0 {
			i = len(p.Organisations)
			p.Organisations = append(p.Organisations, store.Affiliation{Name: name})
		}
		targets = append(targets, i)
	}
	if len(targets) == 0 && len(p.Organisations) > 0 {
		targets = []int{0}
	}
	if len(o.titles) > len(targets) {
		return usage(cmd, a.T.Contact.TitleNeedsOrg)
	}
	for i, title := range o.titles {
		p.Organisations[targets[i]].Title = title
	}
	return nil
}

// defineEdit defines what changes a contact: the fields, and what takes values
// away.
func (o *contactFlags) defineEdit(cmd *cobra.Command) {
	o.define(cmd)
	o.reach.defineRemoval(cmd)
	cmd.Flags().StringArrayVar(&o.dropOrgs, "remove-org", nil, "")
	cmd.Flags().StringArrayVar(&o.dropTags, "untag", nil, "")
	cmd.Flags().StringArrayVar(&o.dropPurposes, "remove-purpose", nil, "")
}

// edited is p as the flags, and the JSON that they name, change it.
func (o *contactFlags) edited(a *app, cmd *cobra.Command, s *store.Store, p store.Person) (store.Person, error) {
	record := namesIn(s).record(p)
	if o.from != "" {
		if err := patch(a, cmd, o.from, &record); err != nil {
			return p, err
		}
	}
	next := record.person()
	return next, o.apply(a, cmd, s, p.Phones, &next)
}

func contactEdit(a *app) *cobra.Command {
	var f contactFlags
	cmd := a.command("edit", a.T.Contact.Edit, func(cmd *cobra.Command, args []string) error {
		if !changed(cmd) {
			return usage(cmd, a.T.Records.NoChange)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			n := namesIn(s)
			next, err := f.edited(a, cmd, s, p)
			if err != nil {
				return err
			}
			now, err := s.EditPerson(p.ID, func(old *store.Person) error { *old = next; return nil })
			if err != nil {
				return err
			}
			a.heed(&p, &now)
			a.tellSuppressed(s, now)
			return a.edited(n.record(now), a.T.Contact.Changed.With("name", clean(n.person(&now))), p.UpdatedAt.Equal(now.UpdatedAt))
		})
	})
	cmd.Args = a.args(1, 1)
	f.defineEdit(cmd)
	return cmd
}
