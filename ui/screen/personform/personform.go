// Package personform adds and edits a contact.
package personform

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// DraftKind names the drafts of this form.
const DraftKind = "person"

// page is the form, with those it may be already.
type page struct {
	*form.Page
	desk  *screen.Desk
	was   store.Person // without an id for a new one
	alike []match
	asked string // what alike was looked up for

	request store.ID // that asks for the correction, if any

	country string // whose numbers are written its own way
}

// Add opens the form of a new contact, of an organisation where one is given.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd {
	var begun store.Person
	if len(ids) > 0 {
		if _, err := d.Store.Organisation(ids[0]); err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		begun.Organisations = []store.Affiliation{{Organisation: ids[0]}}
	}
	return screen.Push(newPage(d, begun))
}

// Edit opens the form of a contact on file. Where a request is the second id,
// saving notes on it what was corrected (GDPR art. 16).
func Edit(d *screen.Desk, ids ...store.ID) tea.Cmd {
	was, err := d.Store.Person(ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	p := newPage(d, was)
	if len(ids) > 1 {
		p.request = ids[1]
	}
	return screen.Push(p)
}

// Resume opens the form of a draft. That of a contact deleted meanwhile becomes
// the form of a new one, and says so.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Person)
	if err != nil {
		return nil, err
	}
	p := newPage(d, was)
	p.Resume(draft, kept)
	return p, nil
}

func newPage(d *screen.Desk, was store.Person) *page {
	p := &page{desk: d, was: was, country: d.Store.Settings().Country}
	title := d.T.PersonForm.EditTitle
	if p.isNew() {
		title = d.T.PersonForm.AddTitle
		p.was.Source, p.was.Status = d.W.Contact.ByHand, store.Prospect
	}
	tags, _ := d.Store.Tags() // suggestions only
	names := make([]string, len(tags))
	for i, t := range tags {
		names[i] = t.Tag
	}
	own, _ := d.Store.Fields() // none where they cannot be read: what they hold stays
	p.Page = form.New(d, form.Options{
		ID: "person.form", Title: title, Fields: fields(d, names, own), Save: p.save, Record: was.ID,
		Draft: store.Draft{Kind: DraftKind, Contact: was.ID},
		Names: map[string]string{"organisations": "organisation", "organisations[0].title": "title", "name": "given"},
		Aside: p.aside, More: p.more,
	})
	p.Own(p)
	show(d, p.Form, p.was)
	for _, key := range []string{"given", "family", "nickname", "organisation", "others", "emails", "phones"} {
		p.Form.Field(key).OnChange = p.lookUp
	}
	p.Form.Clean()
	return p
}

func (p *page) isNew() bool { return p.was.ID == store.ID{} }

// About is the contact being edited.
func (p *page) About() (store.ID, bool) { return p.was.ID, !p.isNew() }

// Init looks for those a draft may be already.
func (p *page) Init() tea.Cmd {
	if p.Form.Dirty() {
		return p.lookUp()
	}
	p.asked = fingerprint(read(p.desk, p.Form, p.was))
	return nil
}

// Update types, and looks again for those alike when the records change.
func (p *page) Update(msg tea.Msg) tea.Cmd {
	if _, changed := msg.(screen.Changed); changed && len(p.alike) > 0 {
		p.asked = ""
		return p.lookUp()
	}
	return p.Page.Update(msg)
}

// save adds or changes the contact. One who is on file by an e-mail or a number
// is asked about.
func (p *page) save() tea.Cmd {
	next := read(p.desk, p.Form, p.was)
	if err := p.fault(next); err != nil {
		return p.Failed(err)
	}
	if p.Form.Value("organisation") == "" && p.Form.Value("title") != "" {
		return p.Wrong(map[string]string{"title": p.desk.W.Contact.TitleNeedsOrg})
	}
	if !p.isNew() {
		return p.change(next)
	}
	same, err := p.certain(next)
	switch {
	case err != nil:
		return p.Failed(err)
	case len(same) > 0:
		return p.Stay(p.askSame(next, same))
	}
	return p.add(next)
}

// longestFirm is how many bytes the name of a firm may have.
const longestFirm = 400

// fault is what the store would refuse without saying at which field, or after
// a question in vain.
func (p *page) fault(next store.Person) error {
	if len(p.Form.Value("organisation")) > longestFirm {
		return &store.FieldError{Field: "organisation", Code: store.TooLong}
	}
	for _, l := range p.Form.Lines("others") {
		if len(l.Value) > longestFirm {
			return &store.FieldError{Field: "others", Code: store.TooLong}
		}
	}
	if next.Given+next.Middle+next.Family+next.Nickname == "" && len(next.Organisations) == 0 {
		return &store.FieldError{Field: "name", Code: store.Required}
	}
	return nil
}

func (p *page) add(next store.Person) tea.Cmd {
	s := p.desk.Store
	return form.Store(p.Page, func() (store.Person, error) {
		err := s.AddPerson(&next, store.AddOptions{Source: next.Source})
		return next, err
	}, p.saved)
}

// change stores the fields that were changed: what was written to the others
// since the form was opened stays.
func (p *page) change(next store.Person) tea.Cmd {
	s, id, keys := p.desk.Store, p.was.ID, p.Changed()
	edit := func(old *store.Person) error {
		for _, key := range keys {
			put(key, old, next)
		}
		return nil
	}
	if p.request != (store.ID{}) {
		return p.correct(edit)
	}
	return form.Store(p.Page, func() (store.Person, error) { return s.EditPerson(id, edit) }, p.saved)
}

// correct stores the correction that a request asks for, with what was before
// and after, and names those who are to be told (GDPR arts 16, 19).
func (p *page) correct(edit func(*store.Person) error) tea.Cmd {
	d, today := p.desk, facts.Today(p.desk)
	e := store.RequestEvent{Kind: store.Carried, On: today, Text: d.W.Request.CorrectedAsAsked}
	return form.Store(p.Page, func() (store.Person, error) {
		_ = d.Store.Despite(p.was.ID, store.ForAnswering) // GDPR art. 18(2)
		if _, err := privacy.Rectify(d.Store, p.request, today, e, edit); err != nil {
			return p.was, err
		}
		return d.Store.Person(p.was.ID)
	}, func(saved store.Person) tea.Cmd {
		names, err := privacy.Recipients(d.Store, saved.ID)
		if err != nil || len(names) == 0 {
			return p.saved(saved)
		}
		told := d.W.Request.TellThem.With("names", widget.Clean(strings.Join(names, ", ")))
		return tea.Batch(p.saved(saved), screen.Toast(screen.Warning, told))
	})
}

func (p *page) saved(saved store.Person) tea.Cmd {
	return tea.Batch(p.told(saved), p.next(saved.ID, p.isNew()))
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
	said := screen.Toast(screen.Success, form.Told(p.desk, widget.Clean(p.nameOf(saved))))
	if odd := form.OddPhone(p.country, saved.Phones); odd != "" {
		return tea.Sequence(said, screen.Toast(screen.Warning, p.desk.W.Records.KeptPhone.With("number", widget.Clean(odd))))
	}
	return said
}

// nameOf is what a contact is called; one without a name by the firm's.
func (p *page) nameOf(q store.Person) string {
	if len(q.Organisations) == 0 {
		return q.DisplayName("")
	}
	return q.DisplayName(firm(p.desk, q.Organisations[0]))
}
