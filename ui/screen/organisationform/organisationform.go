// Package organisationform adds and edits an organisation.
package organisationform

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// DraftKind names the drafts of this form.
const DraftKind = "organisation"

type page struct {
	*form.Page
	desk *screen.Desk
	was  store.Organisation // zero for a new one
}

// Add opens the form of a new organisation.
func Add(d *screen.Desk, _ ...store.ID) tea.Cmd {
	return screen.Push(newPage(d, store.Organisation{}))
}

// Edit opens the form of an organisation on file.
func Edit(d *screen.Desk, ids ...store.ID) tea.Cmd {
	was, err := d.Store.Organisation(ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(newPage(d, was))
}

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Organisation)
	if err != nil {
		return nil, err
	}
	p := newPage(d, was)
	p.Resume(draft, kept)
	return p, nil
}

func newPage(d *screen.Desk, was store.Organisation) *page {
	p := &page{desk: d, was: was}
	title := d.T.OrganisationForm.AddTitle
	if was.ID != (store.ID{}) {
		title = d.T.OrganisationForm.EditTitle
	}
	f := d.W.Records.Fields
	emails, phones, addresses, urls := form.Reach(d)
	p.Page = form.New(d, form.Options{
		ID: "organisation.form", Title: title, Save: p.save, Record: was.ID, Draft: store.Draft{Kind: DraftKind},
		Fields: []*widget.Field{
			widget.NewText("name", f["name"]).Must().Of(was.Name),
			widget.NewText("siren", f["siren"]).WithHint(d.T.OrganisationForm.SIRENHint).Of(was.SIREN),
			widget.NewText("siret", f["siret"]).Of(was.SIRET),
			widget.NewText("vat_number", f["vat_number"]).Of(was.VATNumber),
			phones, emails, addresses, urls,
			widget.NewArea("note", f["note"], 3).Of(was.Note),
		},
	})
	p.Own(p)
	form.ShowReach(d, p.Form, was.Emails, was.Phones, was.Addresses, was.URLs)
	p.Form.Clean()
	return p
}

// save adds the organisation, or stores the fields that were changed: what was
// written to the others since the form was opened stays.
func (p *page) save() tea.Cmd {
	next := p.read()
	s, id, keys := p.desk.Store, p.was.ID, p.Changed()
	return form.Store(p.Page, func() (store.Organisation, error) {
		if id == (store.ID{}) {
			err := s.AddOrganisation(&next)
			return next, err
		}
		return s.EditOrganisation(id, func(old *store.Organisation) error {
			for _, key := range keys {
				put(key, old, next)
			}
			return nil
		})
	}, p.saved)
}

func (p *page) saved(saved store.Organisation) tea.Cmd {
	then := screen.Back(p)
	if p.was.ID == (store.ID{}) {
		then = tea.Sequence(then, p.desk.Open(screen.OrganisationPage, saved.ID))
	}
	return tea.Batch(then, p.told(saved))
}

// told says that it is saved, and what is odd about it.
func (p *page) told(saved store.Organisation) tea.Cmd {
	said := screen.Toast(screen.Success, form.Told(p.desk, widget.Clean(saved.Name)))
	if odd := form.OddPhone(p.desk.Store.Settings().Country, saved.Phones); odd != "" {
		return tea.Sequence(said, screen.Toast(screen.Warning, p.desk.W.Records.KeptPhone.With("number", widget.Clean(odd))))
	}
	return said
}

// read is the organisation in the fields.
func (p *page) read() store.Organisation {
	next, f := p.was, p.Form
	next.Name, next.SIREN, next.SIRET, next.VATNumber = f.Value("name"), f.Value("siren"), f.Value("siret"), f.Value("vat_number")
	next.Note = f.Value("note")
	form.ReadReach(p.desk, f, &next.Emails, &next.Phones, &next.Addresses, &next.URLs)
	return next
}

// put takes what one field holds from one organisation into another.
func put(key string, to *store.Organisation, from store.Organisation) {
	switch key {
	case "name":
		to.Name = from.Name
	case "siren":
		to.SIREN = from.SIREN
	case "siret":
		to.SIRET = from.SIRET
	case "vat_number":
		to.VATNumber = from.VATNumber
	case "phones":
		to.Phones = from.Phones
	case "emails":
		to.Emails = from.Emails
	case "addresses":
		to.Addresses = from.Addresses
	case "urls":
		to.URLs = from.URLs
	case "note":
		to.Note = from.Note
	}
}
