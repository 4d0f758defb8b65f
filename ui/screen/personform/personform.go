// Package personform adds and edits a contact.
package personform

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// DraftKind names the drafts of this form.
const DraftKind = "person"

// page is the form, with those it may be already.
type page struct {
	*form.Page
	desk  *screen.Desk
	was   store.Person // zero for a new one
	alike []match
	asked string // what alike was looked up for
}

// match is somebody on file who may be the one being typed.
type match struct {
	row store.Row
	why string
}

// Add opens the form of a new contact, of an organisation where one is given.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd {
	p := newPage(d, store.Person{})
	if len(ids) > 0 {
		if o, err := d.Store.Organisation(ids[0]); err == nil {
			p.Form.Field("organisation").Of(o.Name)
		}
	}
	return screen.Push(p)
}

// Edit opens the form of a contact on file.
func Edit(d *screen.Desk, ids ...store.ID) tea.Cmd {
	was, err := d.Store.Person(ids[0])
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
	var was store.Person
	if kept.Record != (store.ID{}) {
		if was, err = d.Store.Person(kept.Record); err != nil {
			return nil, err
		}
	}
	p := newPage(d, was)
	p.Resume(draft, kept)
	return p, nil
}

func newPage(d *screen.Desk, was store.Person) *page {
	w := d.T.PersonForm
	p := &page{desk: d, was: was}
	title := w.AddTitle
	if was.ID != (store.ID{}) {
		title = w.EditTitle
	}
	tags, _ := d.Store.Tags() // suggestions only
	names := []string{}
	for _, t := range tags {
		names = append(names, t.Tag)
	}
	p.Page = form.New(d, form.Options{
		ID: "person.form", Title: title, Fields: fields(d, names), Save: p.save, Record: was.ID,
		Draft:   store.Draft{Kind: DraftKind, Contact: was.ID},
		Names:   map[string]string{"organisations": "organisation", "name": "given"},
		Changed: p.lookUp, Aside: p.aside, Lines: 4, More: p.more,
	})
	if was.ID != (store.ID{}) {
		show(d, p.Form, was)
	} else {
		p.Form.Field("source").Of(d.W.Contact.ByHand)
	}
	p.Form.Clean()
	return p
}

// About is the contact being edited.
func (p *page) About() (store.ID, bool) { return p.was.ID, p.was.ID != store.ID{} }

// save adds or changes the contact.
func (p *page) save() tea.Cmd {
	next := p.was
	read(p.desk, p.Form, &next)
	add := p.was.ID == (store.ID{})
	return screen.Save(p, func() (store.Person, error) {
		if add {
			err := p.desk.Store.AddPerson(&next, store.AddOptions{Source: next.Source})
			return next, err
		}
		return p.desk.Store.EditPerson(p.was.ID, func(old *store.Person) error {
			next.LastContact, next.FollowUp = old.LastContact, old.FollowUp
			*old = next
			return nil
		})
	}, func(saved store.Person, err error) tea.Cmd {
		if err != nil {
			return p.Failed(err)
		}
		return p.Saved(tea.Batch(p.told(saved), p.next(saved.ID, add)))
	})
}

// next shows the new contact in place of the form, or goes back to the old one.
func (p *page) next(id store.ID, added bool) tea.Cmd {
	if !added {
		return screen.Back(p)
	}
	return tea.Sequence(screen.Back(p), p.desk.Open(screen.PersonPage, id))
}

// told says that it is saved, and what is odd about it.
func (p *page) told(saved store.Person) tea.Cmd {
	w := p.desk.T.PersonForm
	if odd := form.OddPhone(p.desk.Store.Settings().Country, saved.Phones); odd != "" {
		return screen.Toast(screen.Warning, p.desk.W.Records.KeptPhone.With("number", odd))
	}
	return screen.Toast(screen.Success, w.Saved.With("name", widget.Clean(saved.DisplayName(""))))
}

// lookUp finds, off the loop, who on file may be the one being typed.
func (p *page) lookUp() tea.Cmd {
	var typed store.Person
	read(p.desk, p.Form, &typed)
	key := fingerprint(typed)
	if key == p.asked {
		return nil
	}
	p.asked = key
	return screen.Do(screen.Job{Owner: p, Key: "alike"}, func(ctx context.Context, _ screen.Report) ([]match, error) {
		return p.find(ctx, typed)
	}, func(found []match, err error) tea.Cmd {
		if err == nil {
			p.alike = found
		}
		return nil
	})
}

// fingerprint is what duplicates are told by.
func fingerprint(t store.Person) string {
	parts := []string{t.Given, t.Family}
	for _, e := range t.Emails {
		parts = append(parts, e.Address)
	}
	for _, n := range t.Phones {
		parts = append(parts, n.Number)
	}
	for _, a := range t.Organisations {
		parts = append(parts, a.Name)
	}
	return strings.Join(parts, "\x00")
}

// find looks for the same e-mail, number or name, then for a name nearly the
// same.
func (p *page) find(ctx context.Context, typed store.Person) ([]match, error) {
	typed.ID = p.was.ID
	certain, err := p.desk.Store.LikelyDuplicates(typed)
	if err != nil {
		return nil, err
	}
	var found []match
	seen := map[store.ID]bool{p.was.ID: true}
	add := func(row store.Row, why string) {
		if !seen[row.ID] {
			seen[row.ID] = true
			found = append(found, match{row, why})
		}
	}
	for _, m := range certain {
		add(m.Row, p.desk.W.Contact.Whys[string(m.Why)])
	}
	name := strings.TrimSpace(typed.Given + " " + typed.Family)
	if p.was.ID == (store.ID{}) && len([]rune(name)) >= 4 {
		near, err := p.desk.Store.Similar(ctx, name, 3)
		if err != nil {
			return found, err
		}
		for _, row := range near {
			add(row, p.desk.T.PersonForm.NearName)
		}
	}
	return found, nil
}

// aside shows them under the form.
func (p *page) aside(w, h int) string {
	th := p.desk.Theme
	if len(p.alike) == 0 {
		return widget.Block(nil, w, h)
	}
	lines := []string{th.Warning.Render("! " + p.desk.T.PersonForm.MayBe.Of(len(p.alike)))}
	for _, m := range p.alike {
		line := "  " + m.row.Name
		for _, more := range []string{m.row.Organisation, m.row.Email, m.row.Phone} {
			if more != "" {
				line += "  " + more
			}
		}
		lines = append(lines, th.Text.Render(widget.Clean(line))+th.Muted.Render("  ("+m.why+")"))
	}
	return widget.Block(lines, w, h)
}

// more opens the first one who may be the same.
func (p *page) more() []screen.Action {
	a := screen.Action{ID: "person.form.alike", Keys: []string{"ctrl+o"}, Words: p.desk.T.PersonForm.Alike}
	if len(p.alike) == 0 {
		a.Disabled, a.Hidden = p.desk.T.PersonForm.NobodyAlike, true
		return []screen.Action{a}
	}
	id := p.alike[0].row.ID
	a.Run = func() tea.Cmd { return p.desk.Open(screen.PersonPage, id) }
	return []screen.Action{a}
}
