package requests

import (
	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// step is the form of one step of a request.
type step struct {
	*form.Page
	d    *screen.Desk
	r    row
	kind store.EventOf
}

// StepDraft is the kind of the drafts of this form.
const StepDraft = "request.step"

// ResumeStep makes the form of a draft again: of a request that is there still.
func ResumeStep(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, r, err := form.Read(draft, d.Store.Request)
	if err == nil && r.ID == (store.ID{}) {
		err = &store.NotFoundError{Kind: store.KindRequest, Ref: kept.Record.String()}
	}
	if err != nil {
		return nil, err
	}
	p := newStep(d, look(d, r), store.EventOf(kept.About["step"]))
	p.Resume(draft, kept)
	return p, nil
}

func newStep(d *screen.Desk, r row, kind store.EventOf) *step {
	p := &step{d: d, r: r, kind: kind}
	w, f := d.T.Requests, d.W.Records.Fields
	says := widget.NewArea("text", w.Says[string(kind)], 3).WithHint(w.Hints[string(kind)])
	if kind != store.Closed {
		says.Must()
	}
	if done, has := r.Last(store.Carried); has && kind == store.Answered {
		says.Of(done.Text)
	}
	fields := []*widget.Field{says}
	switch kind {
	case store.IdentityChecked:
		fields = append(fields, widget.NewText("by", f["by"]).Must().Of(d.Store.Settings().Business.Name))
	case store.Answered, store.RefusedRequest:
		fields = append(fields, routes(d, "means", f["means"], r.Channel), widget.NewCheck("close", w.CloseToo))
	case store.IdentityAsked, store.Extended:
		fields = append(fields, routes(d, "means", f["means"], r.Channel))
	}
	on := widget.NewDay("on", d.W.Request.When, text.Past).Must()
	p.Page = form.New(d, form.Options{ID: "request.form", Title: d.W.Request.Events[string(kind)], Fields: append(fields, on), Save: p.save,
		Draft: store.Draft{Kind: StepDraft, Contact: r.Contact}, Record: r.ID, About: map[string]string{"step": string(kind)}})
	p.Own(p)
	on.SetDay(string(facts.Today(d)))
	p.Form.Clean()
	return p
}

// routes is a choice of ways, that by which the request came chosen.
func routes(d *screen.Desk, key, label string, usual store.Route) *widget.Field {
	options := make([]widget.Option, len(store.Routes))
	for i, r := range store.Routes {
		options[i] = widget.Option{Value: string(r), Label: d.W.Request.Routes[string(r)]}
	}
	return widget.NewChoice(key, label, options...).Of(string(usual))
}

// About is who asks.
func (p *step) About() (store.ID, bool) { return p.r.Contact, p.r.Contact != store.ID{} }

func (p *step) save() tea.Cmd {
	f := p.Form
	iso, _ := f.Field("on").Day() // checked
	e := store.RequestEvent{Kind: p.kind, On: store.Date(iso), Text: f.Value("text"), By: f.Value("by"), Means: store.Route(f.Value("means"))}
	events := []store.RequestEvent{e}
	if field := f.Field("close"); field != nil && field.Checked() {
		events = append(events, store.RequestEvent{Kind: store.Closed, On: e.On})
	}
	s, today := p.d.Store, facts.Today(p.d)
	return form.Store(p.Page, func() (store.Request, error) { return privacy.NoteRequest(s, p.r.ID, today, events...) },
		func(store.Request) tea.Cmd {
			said := p.d.W.Request.Noted.With("event", p.d.W.Request.Events[string(p.kind)], "name", p.r.who, "id", short(p.r.ID))
			return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said+" "+due.Undoes(p.d)))
		})
}

// short is the end of an id, by which the register, the letters and the
// commands name a request.
func short(id store.ID) string { s := id.String(); return s[len(s)-8:] }
