package holds

import (
	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// page is the form of a new hold.
type page struct {
	*form.Page
	d   *screen.Desk
	who store.ID
}

// DraftKind is the kind of the drafts of this form.
const DraftKind = "hold"

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, _, err := form.Read(draft, d.Store.Request) // it is of nothing that is on file yet
	if err == nil {
		_, err = d.Store.Person(draft.Contact)
	}
	if err != nil {
		return nil, err
	}
	p := newForm(d, draft.Contact)
	p.Resume(draft, kept)
	return p, nil
}

func newForm(d *screen.Desk, who store.ID) *page {
	p := &page{d: d, who: who}
	w, f := d.T.Holds, d.W.Records.Fields
	what := []widget.Option{{Label: d.W.Hold.Whole}}
	if all, err := d.Store.Documents(who); err == nil {
		for i := range all {
			what = append(what, widget.Option{Value: all[i].ID.String(), Label: facts.Document(d, &all[i])})
		}
	}
	p.Page = form.New(d, form.Options{ID: "holds.form", Title: w.Add.Name + " · " + widget.Clean(due.NameOf(d.Store, who)), Save: p.save,
		Draft: store.Draft{Kind: DraftKind, Contact: who}, Fields: []*widget.Field{
			widget.NewText("reason", f["reason"]).Must().WithHint(w.ReasonHint),
			widget.NewDay("review", f["review"], text.Future).Must().WithHint(w.ReviewHint),
			widget.NewChoice("document", w.What, what...),
		}})
	p.Own(p)
	p.Form.Clean()
	return p
}

// About is whose data are held.
func (p *page) About() (store.ID, bool) { return p.who, true }

func (p *page) save() tea.Cmd {
	day, _ := p.Form.Field("review").Day() // checked
	h := store.Hold{Contact: p.who, Reason: p.Form.Value("reason"), Review: store.Date(day)}
	if id, err := uuid.Parse(p.Form.Value("document")); err == nil {
		h.Document = id
	}
	s, d := p.d.Store, p.d
	return form.Store(p.Page, func() (store.Hold, error) { err := s.Hold(&h); return h, err }, func(h store.Hold) tea.Cmd {
		said := d.W.Hold.Done.With("name", widget.Clean(due.NameOf(s, h.Contact)), "day", facts.Day(d, h.Review))
		return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said))
	})
}
