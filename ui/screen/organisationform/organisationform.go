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
	kept, err := form.Read(draft)
	if err != nil {
		return nil, err
	}
	var was store.Organisation
	if kept.Record != (store.ID{}) {
		if was, err = d.Store.Organisation(kept.Record); err != nil {
			return nil, err
		}
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
			emails, phones, addresses, urls,
			widget.NewArea("note", f["note"], 4).Of(was.Note),
		},
	})
	form.ShowReach(d, p.Form, was.Emails, was.Phones, was.Addresses, was.URLs)
	p.Form.Clean()
	return p
}

func (p *page) save() tea.Cmd {
	next, f := p.was, p.Form
	next.Name, next.SIREN, next.SIRET, next.VATNumber, next.Note = f.Value("name"), f.Value("siren"), f.Value("siret"), f.Value("vat_number"), f.Value("note")
	form.ReadReach(p.desk, f, &next.Emails, &next.Phones, &next.Addresses, &next.URLs)
	add := p.was.ID == (store.ID{})
	return screen.Save(p, func() (store.Organisation, error) {
		if add {
			err := p.desk.Store.AddOrganisation(&next)
			return next, err
		}
		return p.desk.Store.EditOrganisation(p.was.ID, func(old *store.Organisation) error { *old = next; return nil })
	}, func(saved store.Organisation, err error) tea.Cmd {
		if err != nil {
			return p.Failed(err)
		}
		then := screen.Back(p)
		if add {
			then = tea.Sequence(then, p.desk.Open(screen.OrganisationPage, saved.ID))
		}
		return p.Saved(tea.Batch(then, screen.Toast(screen.Success, p.desk.T.PersonForm.Saved.With("name", widget.Clean(saved.Name)))))
	})
}
