package fields

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/widget"
)

// page is the form of a field. It is not made without what it serves and for how
// long it is kept (GDPR art. 5(1)(b), (c), (e)).
type page struct {
	*form.Page
	d     *screen.Desk
	was   store.Field // without an id it is new
	names map[string]store.ID
}

// DraftKind names the drafts of this form.
const DraftKind = "field"

func openForm(d *screen.Desk, was store.Field) tea.Cmd {
	p, err := newForm(d, was)
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(p)
}

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, func(id store.ID) (store.Field, error) { return d.Store.FindField(id.String()) })
	if err != nil {
		return nil, err
	}
	p, err := newForm(d, was)
	if err != nil {
		return nil, err
	}
	p.Resume(draft, kept)
	return p, nil
}

func newForm(d *screen.Desk, was store.Field) (*page, error) {
	w, f := d.T.Fields, d.W.Records.Fields
	activities, err := d.Store.Activities()
	if err != nil {
		return nil, err
	}
	p := &page{d: d, was: was, names: map[string]store.ID{}}
	title, purpose, months := w.Add.Name, "", ""
	var names []string
	today := store.DateOf(d.Now())
	for _, a := range activities {
		name := a.Text(string(d.Language())).Name
		if a.ID == was.Activity {
			title, purpose, months = w.Edit.Name, name, strconv.Itoa(was.Months)
		}
		if a.Ended == "" || a.Ended >= today || a.ID == was.Activity {
			names = append(names, name)
			p.names[store.Fold(name)] = a.ID
		}
	}
	suggest := func(typed string) (found []string) {
		for _, name := range names {
			if strings.Contains(store.Fold(name), store.Fold(strings.TrimSpace(typed))) {
				found = append(found, name)
			}
		}
		return found
	}
	p.Page = form.New(d, form.Options{ID: "fields.form", Title: title, Record: was.ID, Save: p.save, Draft: store.Draft{Kind: DraftKind}, Fields: []*widget.Field{
		widget.NewText("name", f["name"]).Must().Of(was.Name),
		widget.NewSuggest("activity", f["activity"], suggest).Must().WithHint(w.ActivityHint).Of(purpose),
		widget.NewText("months", f["months"]).Must().WithHint(w.MonthsHint).Of(months),
	}})
	p.Own(p)
	p.Form.Clean()
	return p, nil
}

// purpose is the activity of a name, or of the only one that holds what was typed.
func (p *page) purpose(typed string) (found store.ID, ok bool) {
	typed = store.Fold(strings.TrimSpace(typed))
	if id, exact := p.names[typed]; exact {
		return id, true
	}
	n := 0
	for name, id := range p.names {
		if strings.Contains(name, typed) {
			found = id
			n++
		}
	}
	return found, n == 1
}

func (p *page) save() tea.Cmd {
	next := p.was
	next.Name = p.Form.Value("name")
	purpose, known := p.purpose(p.Form.Value("activity"))
	if !known {
		return p.Failed(&store.FieldError{Field: "activity", Code: store.NoSuch})
	}
	months, err := strconv.Atoi(strings.TrimSpace(p.Form.Value("months")))
	if err != nil || months <= 0 {
		return p.Failed(&store.FieldError{Field: "months", Code: store.Range})
	}
	next.Activity, next.Months = purpose, months
	s := p.d.Store
	return form.Store(p.Page, func() (store.Field, error) {
		if p.was.ID == (store.ID{}) {
			err := s.AddField(&next)
			return next, err
		}
		return s.EditField(p.was.ID, func(f *store.Field) error { *f = next; return nil })
	}, func(saved store.Field) tea.Cmd {
		said := p.d.T.Fields.Saved.With("name", widget.Clean(saved.Name)) + " " + due.Undoes(p.d)
		return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said))
	})
}
