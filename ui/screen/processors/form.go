package processors

import (
	"slices"
	"strings"

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

// page is the form of a processor.
type page struct {
	*form.Page
	d          *screen.Desk
	was        store.Processor // without an id it is new
	activities []store.Activity
}

// DraftKind names the drafts of this form.
const DraftKind = "processor"

// Resume opens the form of a draft.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, d.Store.Processor)
	if err != nil {
		return nil, err
	}
	p := newForm(d, was)
	p.Resume(draft, kept)
	return p, nil
}

func newForm(d *screen.Desk, x store.Processor) *page {
	f, w, t := d.W.Records.Fields, d.W.Processor, d.T.Processors
	p := &page{d: d, was: x}
	p.activities, _ = d.Store.Activities()
	area := func(key, label, value string) *widget.Field {
		a := widget.NewArea(key, label, 2).Of(value)
		a.Watched = false // it speaks of categories, not of people
		return a
	}
	check := func(key, label, hint string, on bool) *widget.Field {
		c := widget.NewCheck(key, label).WithHint(hint)
		c.SetChecked(on)
		return c
	}
	signed, review, ended := widget.NewDay("signed", f["signed"], text.Past), widget.NewDay("review", f["review"], text.Future).WithHint(t.ReviewHint), widget.NewDay("ended", f["ended"], text.Past)
	fields := []*widget.Field{widget.NewText("name", f["name"]).WithHint(t.NameHint).Must().Of(x.Name), area("service", f["service"], x.Service), area("data", f["data"], x.Data),
		widget.NewText("place", f["place"]).WithHint(t.PlaceHint).Of(x.Place), area("reach", w.Reach, x.Reach), widget.NewHeading(f["activities"])}
	for _, a := range p.activities {
		fields = append(fields, check(a.ID.String(), "", a.Text(string(d.Language())).Name, slices.Contains(x.Activities, a.ID)))
	}
	fields = append(fields, widget.NewHeading(f["clauses"]), signed, widget.NewText("reference", w.Reference).Of(x.Reference))
	for _, c := range store.Clauses {
		letter, rest, _ := strings.Cut(w.Clauses[string(c)], " ")
		fields = append(fields, check("clause."+string(c), letter, rest, slices.Contains(x.Clauses, c)))
	}
	safeguards := make([]widget.Option, len(store.Safeguards))
	for i, s := range store.Safeguards {
		safeguards[i] = widget.Option{Value: string(s), Label: w.Safeguards[string(s)]}
	}
	outside := check("outside", t.Outside, t.Leaves, x.Outside)
	inside := func() bool { return !outside.Checked() }
	safeguard := widget.NewChoice("safeguard", f["safeguard"], safeguards...)
	safeguard.Optional, safeguard.Skip = true, inside
	safeguard.Of(string(x.Safeguard))
	transfer := area("transfer", f["transfer"], x.Transfer)
	transfer.Skip = inside
	fields = append(fields, widget.NewHeading(f["transfer"]), outside, safeguard, transfer, review, ended)
	title := t.Add.Help
	if x.ID != (store.ID{}) {
		title = x.Name
	}
	p.Page = form.New(d, form.Options{ID: "processor.form", Title: title, Record: x.ID, Draft: store.Draft{Kind: DraftKind}, Fields: fields, Save: p.save})
	p.Own(p)
	signed.SetDay(string(x.Signed))
	review.SetDay(string(x.Review))
	ended.SetDay(string(x.Ended))
	p.Form.Clean()
	return p
}

func (p *page) save() tea.Cmd {
	f, x := p.Form, p.was
	day := func(key string) store.Date { iso, _ := f.Field(key).Day(); return store.Date(iso) } // checked
	x.Name, x.Service, x.Data, x.Place, x.Reach, x.Reference = f.Value("name"), f.Value("service"), f.Value("data"), f.Value("place"), f.Value("reach"), f.Value("reference")
	x.Signed, x.Review, x.Ended = day("signed"), day("review"), day("ended")
	x.Activities, x.Clauses = nil, nil
	for _, a := range p.activities {
		if f.Field(a.ID.String()).Checked() {
			x.Activities = append(x.Activities, a.ID)
		}
	}
	for _, c := range store.Clauses {
		if f.Field("clause." + string(c)).Checked() {
			x.Clauses = append(x.Clauses, c)
		}
	}
	x.Outside, x.Safeguard, x.Transfer = f.Field("outside").Checked(), "", ""
	if x.Outside {
		x.Safeguard, x.Transfer = store.Safeguard(f.Value("safeguard")), f.Value("transfer")
	}
	s, today := p.d.Store, facts.Today(p.d)
	return form.Store(p.Page, func() (store.Processor, error) { err := privacy.SetProcessor(s, &x, today); return x, err },
		func(x store.Processor) tea.Cmd {
			return tea.Batch(screen.Back(p), screen.Toast(screen.Success, form.Told(p.d, widget.Clean(x.Name))))
		})
}

// look is the form of one look taken at a processor.
type look struct {
	*form.Page
	d *screen.Desk
	x store.Processor
}

func newReview(d *screen.Desk, x store.Processor) *look {
	p := &look{d: d, x: x}
	f, t := d.W.Records.Fields, d.T.Processors
	note := widget.NewArea("note", f["note"], 3).Must().WithHint(t.LookHint)
	note.Watched = false
	next := widget.NewDay("review", t.Next, text.Future).WithHint(t.ReviewHint)
	p.Page = form.New(d, form.Options{ID: "processor.form", Title: t.Review.Help, Save: p.save,
		Fields: []*widget.Field{note, widget.NewText("by", f["by"]).Of(d.Store.Settings().Business.Name), next}})
	p.Own(p)
	p.Form.Clean()
	return p
}

func (p *look) save() tea.Cmd {
	iso, _ := p.Form.Field("review").Day() // checked
	r := store.ProcessorReview{On: facts.Today(p.d), Note: p.Form.Value("note"), By: p.Form.Value("by")}
	s := p.d.Store
	return form.Store(p.Page, func() (store.Processor, error) { return privacy.ReviewProcessor(s, p.x.ID, r, store.Date(iso)) },
		func(x store.Processor) tea.Cmd {
			said := p.d.W.Processor.Reviewed.With("name", widget.Clean(x.Name), "day", facts.Day(p.d, x.Review))
			return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said+" "+due.Undoes(p.d)))
		})
}
