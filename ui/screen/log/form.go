package log

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page is the form of an interaction, new or on file.
type Page struct {
	d    *screen.Desk
	form *widget.Form
	was  store.Interaction // as it began; without an id it is new
	name string
	now  time.Time // when the form was opened: what an empty moment means

	requests []store.Request // of the person, not solved
	recent   []store.Interaction

	draft  store.ID
	kept   bool // the draft was given away
	saving bool
	failed string // why the last save did not happen
	seen   bool   // the size is known
}

// The most and the fewest lines of text that show, and what the rest takes.
const (
	leastRows, mostRows = 4, 24
	otherRows           = 12
	maxBody             = 1 << 20
	maxSubject          = 2000
)

// New makes the form of an interaction. Its contact is given; its kind and
// direction may be changed in it.
func New(d *screen.Desk, i store.Interaction) *Page {
	p := &Page{d: d, was: i, now: d.Now(), name: nameOf(d, i.Contact)}
	p.read()
	p.build(8)
	return p
}

// read reads what is shown beside the form and offered in it.
func (p *Page) read() {
	// Who is gone has no requests; saving will tell.
	p.requests, _, _ = p.d.Store.Requests(store.RequestQuery{Contact: p.was.Contact})
	p.recent, _, _ = p.d.Store.Interactions(p.was.Contact, 20, "")
}

// build makes the fields, with what the interaction holds.
func (p *Page) build(rows int) {
	d, w, f := p.d, p.d.T.Log, p.d.W.Records.Fields
	kind := widget.NewChoice("kind", f["kind"], p.kindOptions()...).Of(string(p.was.Kind))
	way := widget.NewChoice("direction", f["direction"],
		widget.Option{Value: string(store.In), Label: w.Received, Key: "i"},
		widget.Option{Value: string(store.Out), Label: w.Sent, Key: "o"}).Of(string(p.was.Direction))
	if p.was.Direction == "" {
		way.Of(string(store.In))
	}
	at := widget.NewMoment("at", w.When, text.Past).
		WithHint(w.NowHint.With("when", widget.LongDate(d, p.now, true)))
	subject := widget.NewText("subject", f["subject"]).WithHint(w.SubjectHint)
	subject.Limit, subject.Watched = maxSubject, true
	body := widget.NewArea("body", f["body"], rows).WithHint(w.BodyHint)
	body.Limit = maxBody
	follow := widget.NewDay("follow_up", w.FollowUp, text.Future).WithHint(w.FollowUpHint)
	support := widget.NewChoice("support", w.Support, p.supportOptions()...).Of(p.supportValue(p.was))
	subject.Of(p.was.Subject)
	body.Of(p.was.Body)
	p.form = widget.NewForm(d, kind, way, at, subject, body, follow, support)
	way.Skip = func() bool { return store.Kind(p.form.Value("kind")) == store.Note }
	if !p.was.At.IsZero() {
		at.SetMoment(p.was.At.In(p.now.Location()))
	}
	follow.SetDay(string(p.was.FollowUp))
	p.form.Clean()
	p.form.Focus("subject")
}

func (p *Page) kindOptions() (list []widget.Option) {
	for _, k := range kinds {
		list = append(list, widget.Option{Value: string(k.kind), Label: p.d.W.Records.Kinds[string(k.kind)], Key: k.key})
	}
	return list
}

// supportOptions are what an interaction can be for support: nothing, a request
// in some state, or part of a request.
func (p *Page) supportOptions() []widget.Option {
	w := p.d.T.Log
	list := []widget.Option{{Value: "", Label: w.NoSupport}}
	if p.was.Support == "" {
		list = append(list, widget.Option{Value: string(store.Opened), Label: w.NewSupport})
	} else {
		for _, s := range []store.SupportState{store.Opened, store.Waiting, store.Solved} {
			list = append(list, widget.Option{Value: string(s), Label: p.d.W.Records.Supports[string(s)]})
		}
	}
	threads := false
	for _, r := range p.requests {
		if r.ID == p.was.ID {
			continue
		}
		threads = threads || r.ID == p.was.Thread
		list = append(list, p.answers(r.Interaction))
	}
	if p.was.Thread != (store.ID{}) && !threads { // a solved one
		if r, err := p.d.Store.InteractionOf(p.was.Contact, p.was.Thread); err == nil {
			list = append(list, p.answers(r))
		}
	}
	return list
}

// answers is the option of being part of a request.
func (p *Page) answers(r store.Interaction) widget.Option {
	return widget.Option{Value: r.ID.String(), Label: p.d.T.Log.Answers.With("request", talk.Subject(p.d, &r))}
}

func (p *Page) supportValue(i store.Interaction) string {
	if i.Thread != (store.ID{}) {
		return i.Thread.String()
	}
	return string(i.Support)
}

// Title says of whom.
func (p *Page) Title() string {
	if p.was.ID != (store.ID{}) {
		return p.d.T.Log.EditTitle.With("name", p.name)
	}
	return p.d.T.Log.Title.With("name", p.name)
}

// Init does nothing.
func (p *Page) Init() tea.Cmd { return nil }

// Typing is so while a field has the keys.
func (p *Page) Typing() bool { return p.form.Typing() }

// About is the person of the interaction.
func (p *Page) About() (store.ID, bool) { return p.was.Contact, true }

// Actions save, and open the text on a page of its own.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Log
	all := []screen.Action{
		{ID: "log.save", Keys: []string{"ctrl+s"}, Words: w.Save, Run: p.save},
		{ID: "log.text", Keys: []string{"ctrl+e"}, Words: w.Edit, Run: p.edit},
	}
	return append(all, p.form.Actions()...)
}

// edit opens the text where there is more room.
func (p *Page) edit() tea.Cmd {
	field := p.form.Field("body")
	return widget.Edit(p.d, p, p.d.W.Records.Fields["body"], field.Value(), func(s string) tea.Cmd {
		field.SetValue(s)
		p.form.Focus("body")
		return nil
	})
}

// Update types. The first size tells how much text can show.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if !p.seen {
			p.seen = true
			p.rebuild(max(leastRows, min(msg.Height-otherRows, mostRows)))
		}
		return nil
	case screen.Changed:
		p.read()
		return nil
	}
	return p.form.Update(widget.Shift(msg, 0, headRows))
}

// rebuild makes the fields again for another height, keeping what was typed.
func (p *Page) rebuild(rows int) {
	typed, dirty := p.form.State(), p.form.Dirty()
	p.build(rows)
	if dirty {
		p.form.Restore(typed)
	}
}
