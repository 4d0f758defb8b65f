package breaches

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// step is the form of one step about a breach.
type step struct {
	*form.Page
	d    *screen.Desk
	b    store.Breach
	kind store.BreachStep
}

func newStep(d *screen.Desk, b store.Breach, kind store.BreachStep) *step {
	p := &step{d: d, b: b, kind: kind}
	f, w, t := d.W.Records.Fields, d.W.Breach, d.T.Breaches
	at := widget.NewMoment("at", f["at"], text.Past).Must()
	says := widget.NewArea("text", t.Says[string(kind)], 3).WithHint(t.SaysHints[string(kind)])
	fields := []*widget.Field{says}
	if grounds := store.BreachGrounds[kind]; len(grounds) > 0 {
		options := make([]widget.Option, len(grounds))
		for i, g := range grounds {
			options[i] = widget.Option{Value: string(g), Label: w.Grounds[string(g)]}
		}
		says.Must()
		fields = []*widget.Field{widget.NewChoice("ground", f["ground"], options...).Must().Of(""), says}
	}
	switch kind {
	case store.Notified:
		partial := widget.NewCheck("partial", t.Partial)
		partial.SetChecked(len(privacy.LacksOfBreach(&b)) > 0)
		fields = append(fields, partial)
		if k := privacy.BreachClockOf(&b, d.Now()); k.Running && k.Late {
			fields = append(fields, widget.NewArea("delay", w.Delay, 2).Must())
		}
	case store.ToldPeople:
		var means []widget.Option
		for _, m := range []store.Means{store.EMail, store.Paper, store.Telephone, store.InPerson, store.Web} {
			means = append(means, widget.Option{Value: string(m), Label: d.W.Privacy.Means[string(m)]})
		}
		fields = append(fields, widget.NewChoice("means", f["means"], means...).Must().Of(""))
	}
	p.Page = form.New(d, form.Options{ID: "breach.form", Title: w.Events[string(kind)], Fields: append(fields, at), Save: p.save})
	p.Own(p)
	at.SetMoment(d.Now())
	p.Form.Clean()
	return p
}

func (p *step) save() tea.Cmd {
	f := p.Form
	at, _ := f.Field("at").Moment() // checked
	if now := p.d.Now(); at.After(now) && at.Sub(now) < time.Minute {
		at = now // as typed, to the minute
	}
	if at.Before(p.b.Aware) && p.b.Aware.Sub(at) < time.Minute {
		at = p.b.Aware
	}
	e := store.BreachEvent{Kind: p.kind, At: at, Text: f.Value("text"), By: p.d.Store.Settings().Business.Name}
	if field := f.Field("ground"); field != nil {
		e.Ground = store.BreachGround(f.Value("ground"))
	}
	if field := f.Field("partial"); field != nil {
		e.Partial = field.Checked()
	}
	if f.Field("delay") != nil {
		e.Delay = f.Value("delay")
	}
	if f.Field("means") != nil {
		e.Means, e.Count = store.Means(f.Value("means")), p.b.Count
	}
	s, now := p.d.Store, p.d.Now()
	return form.Store(p.Page, func() (store.Breach, error) { return privacy.NoteBreach(s, p.b.ID, now, e) }, func(store.Breach) tea.Cmd {
		return tea.Batch(screen.Back(p), screen.Toast(screen.Success, p.d.W.Breach.Events[string(p.kind)]+". "+due.Undoes(p.d)))
	})
}
