// Package documentform adds and edits the reference of a quote, an order, an
// invoice or a contract.
package documentform

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// DraftKind names the drafts of this form.
const DraftKind = "document"

type page struct {
	*form.Page
	desk    *screen.Desk
	contact store.ID
	was     store.Document // zero for a new one
}

// Add opens the form of a new document of a contact.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return screen.Push(newPage(d, ids[0], store.Document{}))
}

// Edit opens the form of a document on file.
func Edit(d *screen.Desk, ids ...store.ID) tea.Cmd {
	was, err := d.Store.Document(ids[len(ids)-1])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(newPage(d, was.Contact, was))
}

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Document)
	if err != nil {
		return nil, err
	}
	if _, err := d.Store.Person(draft.Contact); err != nil {
		return nil, err // a document is somebody's
	}
	p := newPage(d, draft.Contact, was)
	p.Resume(draft, kept)
	return p, nil
}

func newPage(d *screen.Desk, contact store.ID, was store.Document) *page {
	p := &page{desk: d, contact: contact, was: was}
	w, f := d.T.DocumentForm, d.W.Records.Fields
	title, kind, currency, date := w.AddTitle, string(store.Quote), "EUR", store.DateOf(d.Now())
	if was.ID != (store.ID{}) {
		title, kind, currency, date = w.EditTitle, string(was.Kind), was.Currency, was.Date
	}
	var kinds []widget.Option
	for _, k := range []store.DocumentKind{store.Quote, store.Order, store.Invoice, store.Contract} {
		kinds = append(kinds, widget.Option{Value: string(k), Label: d.W.Records.Documents[string(k)]})
	}
	choice := widget.NewChoice("kind", f["kind"], kinds...).Of(kind)
	day := func(key string, lean text.Lean) *widget.Field { return widget.NewDay(key, f[key], lean) }
	only := func(field *widget.Field, kinds ...store.DocumentKind) *widget.Field {
		field.Skip = func() bool {
			for _, k := range kinds {
				if choice.Value() == string(k) {
					return false
				}
			}
			return field.Value() == ""
		}
		return field
	}
	online := widget.NewCheck("online", f["online"]) // C. conso L213-1
	online.SetChecked(was.Online)
	p.Page = form.New(d, form.Options{
		ID: "document.form", Title: title, Save: p.save, Record: was.ID,
		Draft: store.Draft{Kind: DraftKind, Contact: contact},
		Fields: []*widget.Field{
			choice,
			widget.NewText("number", f["number"]).Must().Of(was.Number),
			day("date", text.Past),
			widget.NewText("amount", f["amount"]).Must().WithHint(w.AmountHint).Of(amount(d, was.Amount, was.ID)),
			widget.NewText("vat", f["vat"]).Of(amount(d, was.VAT, was.ID)),
			widget.NewText("currency", f["currency"]).Of(currency),
			day("due", text.Future),
			only(day("paid", text.Past), store.Invoice),
			only(day("end", text.Future), store.Contract),
			only(day("fiscal_year_end", text.Future), store.Invoice, store.Order),
			only(online, store.Contract, store.Order),
			widget.NewArea("note", f["note"], 3).Of(was.Note),
		},
	})
	p.Own(p)
	for key, value := range map[string]store.Date{"date": date, "due": was.Due, "paid": was.Paid, "end": was.End, "fiscal_year_end": was.FiscalYearEnd} {
		p.Form.Field(key).SetDay(string(value))
	}
	p.Form.Clean()
	return p
}

// amount writes what is on file as people write it, and nothing in a new form.
func amount(d *screen.Desk, a store.Amount, id store.ID) string {
	if id == (store.ID{}) {
		return ""
	}
	if d.Language() == text.French {
		return strings.Replace(a.String(), ".", ",", 1)
	}
	return a.String()
}

// About is whom the document is of.
func (p *page) About() (store.ID, bool) { return p.contact, true }

func (p *page) save() tea.Cmd {
	next, err := p.read()
	if err != nil {
		return p.Failed(err)
	}
	s, id := p.desk.Store, p.was.ID
	return form.Store(p.Page, func() (store.Document, error) {
		if id == (store.ID{}) {
			err := s.AddDocument(&next)
			return next, err
		}
		return s.EditDocument(id, func(old *store.Document) error { *old = next; return nil })
	}, func(saved store.Document) tea.Cmd {
		name := p.desk.W.Records.Documents[string(saved.Kind)] + " " + widget.Clean(saved.Number)
		return tea.Batch(screen.Back(p), screen.Toast(screen.Success, form.Told(p.desk, name)))
	})
}

// read takes what is in the fields.
func (p *page) read() (store.Document, error) {
	d, f := p.was, p.Form
	d.Contact = p.contact
	d.Kind, d.Number, d.Note = store.DocumentKind(f.Value("kind")), f.Value("number"), f.Value("note")
	d.Online = f.Field("online").Checked()
	d.Currency = strings.ToUpper(f.Value("currency"))
	for key, to := range map[string]*store.Date{"date": &d.Date, "due": &d.Due, "paid": &d.Paid, "end": &d.End, "fiscal_year_end": &d.FiscalYearEnd} {
		day, err := f.Field(key).Day()
		if err != nil {
			return d, &store.FieldError{Field: key, Code: store.NotADay}
		}
		*to = store.Date(day)
	}
	for _, money := range []struct {
		key string
		to  *store.Amount
	}{{"amount", &d.Amount}, {"vat", &d.VAT}} {
		if err := p.money(money.key, money.to); err != nil {
			return d, err
		}
	}
	return d, nil
}

// money reads an amount with or without its sign.
func (p *page) money(key string, to *store.Amount) error {
	typed := strings.TrimSpace(strings.TrimSuffix(p.Form.Value(key), "€"))
	if typed == "" {
		*to = 0
		return nil
	}
	value, err := store.ParseAmount(typed)
	var fault *store.FieldError
	if errors.As(err, &fault) {
		return &store.FieldError{Field: key, Code: fault.Code}
	}
	*to = value
	return err
}
