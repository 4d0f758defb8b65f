package log

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/form"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// DraftKind names the drafts of this form.
const DraftKind = "interaction"

// Page is the form of an interaction, new or on file.
type Page struct {
	*form.Page
	d    *screen.Desk
	was  store.Interaction // as it began; without an id it is new
	name string

	requests []store.SupportRequest // of the person, not solved
	recent   []store.Interaction
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
	p := &Page{d: d, was: i, name: due.NameOf(d.Store, i.Contact)}
	p.read()
	title := d.T.Log.Title
	if i.ID != (store.ID{}) {
		title = d.T.Log.EditTitle
	}
	p.Page = form.New(d, form.Options{
		ID: "log", Title: title.With("name", p.name), Fields: p.fields(), Save: p.save, Record: i.ID,
		Draft: store.Draft{Kind: DraftKind, Contact: i.Contact},
		Names: map[string]string{"thread": "support"}, Head: p.head, More: p.more,
	})
	p.Own(p)
	way := p.Form.Field("direction")
	way.Skip = func() bool { return p.kind() == store.Note }
	p.Form.Field("activity").Skip = func() bool { return !p.dials() }
	p.Form.Field("follow_up").SetDay(string(i.FollowUp))
	if !i.At.IsZero() {
		p.Form.Field("at").SetMoment(i.At.In(d.Now().Location()))
	}
	p.hint()
	p.Form.Clean()
	p.Form.Focus("subject")
	return p
}

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, was, err := form.Read(draft, func(id store.ID) (store.Interaction, error) {
		return d.Store.InteractionOf(draft.Contact, id)
	})
	if err != nil {
		return nil, err
	}
	if _, err := d.Store.Person(draft.Contact); err != nil {
		return nil, err // an interaction is somebody's
	}
	was.Contact = draft.Contact
	p := New(d, was)
	p.Resume(draft, kept)
	p.hint()
	return p, nil
}

// hint says what an empty moment means.
func (p *Page) hint() {
	p.Form.Field("at").WithHint(p.d.T.Log.NowHint.With("when", widget.LongDate(p.d, p.Opened(), true)))
}

// read reads what is shown beside the form and offered in it.
func (p *Page) read() {
	// Who is gone has no requests; saving will tell.
	p.requests, _, _ = p.d.Store.SupportRequests(store.SupportQuery{Contact: p.was.Contact})
	p.recent, _, _ = p.d.Store.Interactions(p.was.Contact, 20, "")
}

// fields are those of an interaction, with what it holds.
func (p *Page) fields() []*widget.Field {
	w, f := p.d.T.Log, p.d.W.Records.Fields
	way := widget.NewChoice("direction", f["direction"],
		widget.Option{Value: string(store.In), Label: w.Received, Key: "i"},
		widget.Option{Value: string(store.Out), Label: w.Sent, Key: "o"})
	if p.was.Direction != "" {
		way.Of(string(p.was.Direction))
	}
	subject := widget.NewText("subject", f["subject"]).WithHint(w.SubjectHint)
	subject.Limit, subject.Watched = maxSubject, true
	body := widget.NewArea("body", f["body"], leastRows).WithHint(w.BodyHint)
	body.Limit = maxBody
	return []*widget.Field{
		widget.NewChoice("kind", f["kind"], p.kindOptions()...).Of(string(p.was.Kind)),
		way, widget.NewMoment("at", w.When, text.Past),
		subject.Of(p.was.Subject), body.Of(p.was.Body),
		widget.NewDay("follow_up", w.FollowUp, text.Future).WithHint(w.FollowUpHint),
		widget.NewChoice("support", w.Support, p.supportOptions()...).Of(p.supportValue(p.was)),
		widget.NewChoice("activity", f["activity"], p.purposeOptions()...).Of(purposeValue(p.was)).WithHint(w.PurposeHint),
	}
}

// dials tells a call made, whose purpose can be said: calls that canvass are
// counted by what they were for (C. conso D223-9).
func (p *Page) dials() bool {
	return p.kind() == store.Call && store.Direction(p.Form.Value("direction")) == store.Out
}

// purposeOptions are the activities of the register that are carried out by
// telephone, and the one that was named before.
func (p *Page) purposeOptions() []widget.Option {
	list := []widget.Option{{Value: "", Label: p.d.T.Log.NoPurpose}}
	activities, err := privacy.Register(p.d.Store)
	if err != nil {
		return list // saving will tell
	}
	today := store.DateOf(p.d.Now())
	for _, a := range activities {
		runs := slices.Contains(a.Channels, store.ByPhone) && (a.Ended == "" || a.Ended >= today)
		if runs || a.ID == p.was.Activity {
			list = append(list, widget.Option{Value: a.ID.String(), Label: a.Text(string(p.d.Language())).Name})
		}
	}
	return list
}

func purposeValue(i store.Interaction) string {
	if i.Activity == (store.ID{}) {
		return ""
	}
	return i.Activity.String()
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

// kind is the kind chosen.
func (p *Page) kind() store.Kind { return store.Kind(p.Form.Value("kind")) }

// About is the person of the interaction.
func (p *Page) About() (store.ID, bool) { return p.was.Contact, true }

// more opens the text on a page of its own.
func (p *Page) more() []screen.Action {
	return []screen.Action{{ID: "log.text", Keys: []string{"ctrl+e"}, Words: p.d.T.Log.Edit, Run: p.edit}}
}

// edit opens the text where there is more room.
func (p *Page) edit() tea.Cmd {
	field := p.Form.Field("body")
	return widget.Edit(p.d, p, p.d.W.Records.Fields["body"], field.Value(), func(s string) tea.Cmd {
		field.SetValue(s)
		p.Form.Focus("body")
		return nil
	})
}

// Update types. The height tells how much text can show.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.Form.Field("body").SetRows(max(leastRows, min(msg.Height-otherRows, mostRows)))
		return nil
	case screen.Changed:
		p.read()
		return nil
	}
	return p.Page.Update(msg)
}
