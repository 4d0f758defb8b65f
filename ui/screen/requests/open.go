package requests

import (
	"cmp"
	"errors"

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

// opening is the form of a new request; at the counter, of one that is answered
// and closed on the spot.
type opening struct {
	*form.Page
	d       *screen.Desk
	counter bool
	who     store.ID
	first   store.ID // whom it was opened for
	name    string
	warned  string // the name that was said to be on file
}

// OpeningDraft is the kind of the drafts of this form.
const OpeningDraft = "request"

// ResumeOpening makes the form of a draft again.
func ResumeOpening(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, _, err := form.Read(draft, d.Store.Request) // it is of no request yet
	if err != nil {
		return nil, err
	}
	p := newOpening(d, kept.About["counter"] != "", nil)
	p.Resume(draft, kept)
	p.choose(draft.Contact)
	return p, nil
}

// Draft is what was typed, kept with who asks.
func (p *opening) Draft() (store.Draft, bool) {
	draft, worth := p.Page.Draft()
	draft.Contact = p.who
	return draft, worth
}

// Add is the form of a request that came, of a person where one is given.
func Add(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(newOpening(d, false, ids)) }

// Counter is the form of a request that is answered in person.
func Counter(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return screen.Push(newOpening(d, true, ids))
}

func newOpening(d *screen.Desk, counter bool, ids []store.ID) *opening {
	p := &opening{d: d, counter: counter}
	if len(ids) > 0 {
		p.choose(ids[0])
		p.first = p.who
	}
	w, q, f := d.T.Requests, d.W.Request, d.W.Records.Fields
	nobody := func() bool { return p.who != store.ID{} }
	name := widget.NewText("name", f["name"]).WithHint(w.NameHint)
	name.Skip = nobody
	rights := make([]widget.Option, len(store.Rights))
	for i, r := range store.Rights {
		rights[i] = widget.Option{Value: string(r), Label: q.Rights[string(r)]}
	}
	right := widget.NewChoice("right", q.Right, rights...)
	title, fields, about := w.AddTitle, []*widget.Field{name, right}, map[string]string{}
	day := widget.NewDay("received", q.Received, text.Past).Must()
	if counter {
		title, about["counter"] = w.CounterTitle, "true"
		fields = append(fields, widget.NewText("how", w.Says[string(store.IdentityChecked)]).Must().Of(w.KnownByUs),
			widget.NewText("by", f["by"]).Must().Of(d.Store.Settings().Business.Name),
			widget.NewArea("what", w.Says[string(store.Answered)], 3).Must().WithHint(w.HandedHint))
	} else {
		reach := widget.NewText("reach", f["reach"])
		reach.Skip = nobody
		fields = append(fields, reach, day, routes(d, "channel", f["channel"], store.RouteEmail), widget.NewArea("asked", q.Asks, 4),
			widget.NewChoice("letters", w.Letters, widget.Option{Value: string(text.French), Label: d.T.Handover.French}, widget.Option{Value: string(text.English), Label: d.T.Handover.English}).
				Of(d.Store.Settings().Language))
	}
	p.Page = form.New(d, form.Options{ID: "request.form", Title: title, Fields: fields, Save: p.save, Head: p.head, More: p.more,
		Draft: store.Draft{Kind: OpeningDraft}, About: about, Also: func() bool { return p.who != p.first }, Names: map[string]string{"contact": "name"}})
	p.Own(p)
	day.SetDay(string(facts.Today(d)))
	p.Form.Clean()
	return p
}

// About is who asks.
func (p *opening) About() (store.ID, bool) { return p.who, p.who != store.ID{} }

func (p *opening) choose(id store.ID) {
	if p.who, p.name = id, due.NameOf(p.d.Store, id); p.name == "" {
		p.who = store.ID{}
	}
}

func (p *opening) more() []screen.Action {
	w := p.d.T.Requests
	return []screen.Action{{ID: "request.who", Keys: []string{"ctrl+o"}, Words: w.Choose, Run: func() tea.Cmd {
		return due.PickPerson(p.d, w.Choose.Help, w.NotOnFile, func(id store.ID) tea.Cmd { p.choose(id); return nil })
	}}}
}

// head says who asks, and how to choose.
func (p *opening) head(w int) []string {
	th, t := p.d.Theme, p.d.T.Requests
	name := cmp.Or(widget.Clean(p.name), t.NotOnFile)
	return []string{widget.Cut(" "+th.Muted.Render(p.d.W.Request.Who)+" "+th.Strong.Render(name)+"  "+
		th.Accent.Render(p.d.KeyOf(p.more()[0]))+" "+th.Muted.Render(t.Choose.Name), w), ""}
}

func (p *opening) save() tea.Cmd {
	f, today := p.Form, facts.Today(p.d)
	if name := f.Value("name"); p.who == (store.ID{}) {
		var none *store.NotFoundError
		_, err := p.d.Store.FindPerson(name)
		switch {
		case name == "":
			return p.Wrong(map[string]string{"name": p.d.T.Requests.NameNeeded})
		case !errors.As(err, &none) && p.warned != name:
			p.warned = name
			return p.Wrong(map[string]string{"name": p.d.T.Requests.OnFile})
		}
	}
	r := store.Request{Contact: p.who, Name: f.Value("name"), Reach: f.Value("reach"), Right: store.Right(f.Value("right")),
		Received: today, Channel: store.RouteInPerson, Asked: f.Value("asked")}
	if p.counter {
		r.Events = []store.RequestEvent{
			{Kind: store.IdentityChecked, On: today, Text: f.Value("how"), By: f.Value("by"), Means: store.RouteInPerson},
			{Kind: store.Answered, On: today, Text: f.Value("what"), Means: store.RouteInPerson},
			{Kind: store.Closed, On: today},
		}
	} else {
		iso, _ := f.Field("received").Day() // checked
		r.Received, r.Channel = store.Date(iso), store.Route(f.Value("channel"))
		if l := f.Value("letters"); l != p.d.Store.Settings().Language {
			r.Language = l
		}
	}
	s, before := p.d.Store, due.NameOf(p.d.Store, p.who)
	return form.Store(p.Page, func() (store.Request, error) { err := privacy.OpenRequest(s, &r, today); return r, err },
		func(r store.Request) tea.Cmd {
			q := p.d.W.Request
			said := q.Opened
			if p.counter {
				said = q.ClosedNow
			}
			toast := screen.Toast(screen.Success, said.With("right", q.Rights[string(r.Right)], "name", cmp.Or(before, r.Name), "id", short(r.ID))+" "+due.Undoes(p.d))
			if p.counter {
				return tea.Batch(screen.Back(p), toast)
			}
			return tea.Batch(tea.Sequence(screen.Back(p), screen.Push(newSheet(p.d, r.ID))), toast)
		})
}
