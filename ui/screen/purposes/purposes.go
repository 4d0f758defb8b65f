// Package purposes is the page of why a person is on file: purposes with their
// legal basis, and the history of what they answered.
package purposes

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/consent"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// Page is about one person.
type Page struct {
	d    *screen.Desk
	id   store.ID
	name string

	purposes []privacy.Purpose
	history  []store.Consent
	all      []store.Activity
	tied     []store.ID                 // by hand
	names    map[store.ID]string        // of activities
	calls    map[store.ID]privacy.Calls // by activity, where something bounds them
	why      *widget.Table
	said     *widget.Table
	inSaid   bool
	read     bool
}

// Open answers screen.PurposesPage.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	p, err := New(d, ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(p)
}

// New makes the page of a person.
func New(d *screen.Desk, id store.ID) (*Page, error) {
	person, err := d.Store.Person(id)
	if err != nil {
		return nil, err
	}
	p := &Page{d: d, id: id}
	_, p.name = facts.Ties(d, &person)
	p.makeTables()
	return p, nil
}

func (p *Page) makeTables() {
	d, f := p.d, p.d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28")) + 2
	p.why = widget.NewTable(d, widget.Column{Title: f["activity"], Min: 30, Flex: 4}, widget.Column{Title: f["basis"], Min: 17, HideBelow: 72},
		widget.Column{Title: d.T.Purposes.State, Min: 16, Flex: 3}, widget.Column{Title: f["since"], Min: day, HideBelow: 112},
		widget.Column{Title: d.W.Contact.Until, Min: day, HideBelow: 96})
	p.why.NoMarks = true
	p.said = widget.NewTable(d, widget.Column{Title: f["at"], Min: day}, widget.Column{Title: f["answer"], Min: 12},
		widget.Column{Title: f["activity"], Min: 20, Flex: 3}, widget.Column{Title: f["channel"], Min: 10, HideBelow: 60},
		widget.Column{Title: f["means"], Min: 13, HideBelow: 84}, widget.Column{Title: f["collector"], Min: 12, Flex: 1, HideBelow: 100})
	p.said.NoMarks = true
	p.said.OnOpen = func(string) tea.Cmd { return p.open() }
	capture := d.KeyOf(p.captureAction())
	p.why.Empty = []string{d.T.Purposes.None, d.T.Purposes.NoneHint}
	p.said.Empty = []string{d.T.Purposes.NoAnswer, d.T.Purposes.NoAnswerHint.With("key", capture)}
}

// Title is whom it is about.
func (p *Page) Title() string { return p.d.T.Purposes.Title }

// About is whom it is about.
func (p *Page) About() (store.ID, bool) { return p.id, true }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

type content struct {
	all      []store.Activity
	tied     []store.ID
	purposes []privacy.Purpose
	history  []store.Consent
	names    map[store.ID]string
	calls    map[store.ID]privacy.Calls
}

func (p *Page) load() tea.Cmd {
	s, id, now, language := p.d.Store, p.id, p.d.Now().Local(), string(p.d.Language())
	today := store.DateOf(now)
	return screen.Do(screen.Job{Owner: p, Key: "content"}, func(context.Context, screen.Report) (content, error) {
		c := content{names: map[store.ID]string{}}
		activities, err := s.Activities()
		if err != nil {
			return c, err
		}
		for _, a := range activities {
			c.names[a.ID] = a.Text(language).Name
		}
		who, err := s.Person(id)
		if err != nil {
			return c, err
		}
		c.all, c.tied = activities, who.Purposes
		if c.purposes, err = privacy.PurposesOf(s, id, today); err != nil {
			return c, err
		}
		if c.calls, err = callsTo(s, id, c.purposes, now); err != nil {
			return c, err
		}
		c.history, err = s.Consents(id)
		return c, err
	}, func(c content, err error) tea.Cmd {
		if err != nil {
			return tea.Batch(screen.Back(p), screen.Toast(screen.Failure, p.d.W.Sentence(err)))
		}
		p.purposes, p.history, p.names, p.read = c.purposes, c.history, c.names, true
		p.all, p.tied, p.calls = c.all, c.tied, c.calls
		p.show()
		return nil
	})
}

// callsTo tells when and how often a person may be called, for each purpose that
// calls.
func callsTo(s *store.Store, id store.ID, purposes []privacy.Purpose, now time.Time) (map[store.ID]privacy.Calls, error) {
	facts, err := privacy.FactsOf(s, id)
	if err != nil {
		return nil, err
	}
	calls := map[store.ID]privacy.Calls{}
	for _, u := range purposes {
		if !slices.Contains(u.Activity.Channels, store.ByPhone) {
			continue
		}
		if c, bound := privacy.CallsOf(u.Activity, store.ByPhone, facts, now); bound {
			calls[u.Activity.ID] = c
		}
	}
	return calls, nil
}

// show fills the tables, the last answer first.
func (p *Page) show() {
	d, th := p.d, p.d.Theme
	var why, said widget.Rows
	for _, u := range p.purposes {
		sign, style := Sign(d, u)
		why = append(why, widget.Row{ID: u.Activity.ID.String(), Cells: []widget.Cell{
			{Text: u.Activity.Text(string(d.Language())).Name, Style: &th.Strong}, {Text: d.W.Privacy.Bases[string(u.Activity.Basis)]},
			{Text: sign + " " + d.W.Privacy.Reasons[string(u.Why)], Style: &style},
			{Text: facts.Day(d, u.Since)}, {Text: facts.Day(d, u.Until)}}})
	}
	for i := len(p.history) - 1; i >= 0; i-- {
		e := p.history[i]
		style := th.Text
		switch e.Answer {
		case store.Yes:
			style = th.Good
		case store.Withdrawn, store.Objected, store.No:
			style = th.Warning
		}
		name, known := p.names[e.Activity]
		if !known {
			name = d.W.Consent.AllMarketing
		}
		said = append(said, widget.Row{ID: e.ID.String(), Cells: []widget.Cell{
			{Text: facts.Date(d, e.At)}, {Text: d.W.Privacy.Answers[string(e.Answer)], Style: &style}, {Text: name, Style: &th.Strong},
			{Text: d.W.Privacy.Channels[string(e.Channel)]}, {Text: d.W.Privacy.Means[string(e.Means)]}, {Text: e.Collector}}})
	}
	p.why.SetSource(why)
	p.said.SetSource(said)
}

// Update reads again after a change.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.load()
	case screen.Restyled:
		p.show()
	case tea.WindowSizeMsg:
		_ = p.why.Update(m)
		_ = p.said.Update(m)
	}
	return nil
}

func (p *Page) captureAction() screen.Action {
	return p.to("purposes.capture", p.d.T.Purposes.Capture.Name, p.d.T.Purposes.Capture.Help, screen.ConsentCapture, "a", "c").Writes(store.KindConsent)
}

func (p *Page) to(id, name, help string, target screen.Target, keys ...string) screen.Action {
	a := screen.Action{ID: id, Keys: keys, Run: func() tea.Cmd { return p.d.Open(target, p.id) }}
	a.Words.Name, a.Words.Help = name, help
	return a
}

// Actions ask, withdraw, object, and lead to the proof of an answer.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Purposes
	list := []screen.Action{
		p.captureAction(),
		p.to("purposes.withdraw", w.Withdraw.Name, w.Withdraw.Help, screen.ConsentWithdraw, "w").Writes(store.KindConsent),
		p.to("purposes.object", w.Object.Name, w.Object.Help, screen.ConsentObject, "x").Writes(store.KindConsent),
		p.to("purposes.tell", w.Tell.Name, w.Tell.Help, screen.NoticeGive, "n").Writes(store.KindGiven),
		p.tieAction(), p.untieAction(),
		{ID: "purposes.next", Keys: []string{"tab", "shift+tab"}, Words: w.Next, Run: func() tea.Cmd { p.inSaid = !p.inSaid; return nil }},
	}
	if !p.inSaid {
		return append(list, p.why.Actions("list")...)
	}
	if p.said.Len() > 0 {
		list = append([]screen.Action{{ID: "purposes.open", Keys: []string{"enter"}, Words: w.Open, Run: p.open}}, list...)
	}
	return append(list, p.said.Actions("list")...)
}

// open shows an answer with its proof.
func (p *Page) open() tea.Cmd {
	for _, e := range p.history {
		if e.ID.String() == p.said.Selected() {
			return consent.ShowReceipt(p.d, e)
		}
	}
	return nil
}
