// Package wordings is the page of the questions that a consent is asked with: the
// words of each channel and language, and their versions.
package wordings

import (
	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists the wordings of one activity.
type Page struct {
	d        *screen.Desk
	activity store.Activity
	list     []store.Wording
	table    *widget.Table
}

// New makes the page of an activity.
func New(d *screen.Desk, a store.Activity) *Page {
	p := &Page{d: d, activity: a}
	f := d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	p.table = widget.NewTable(d, widget.Column{Title: f["channel"], Min: 10}, widget.Column{Title: f["language"], Min: 8},
		widget.Column{Title: f["version"], Min: 9, Right: true}, widget.Column{Title: f["since"], Min: day, HideBelow: 80},
		widget.Column{Title: f["text"], Min: 30, Flex: 5})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.edit() }
	return p
}

// Title is what is asked for.
func (p *Page) Title() string { return p.activity.Text(string(p.d.Language())).Name }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

// load reads the versions of each question, the newest first; where nobody
// wrote one it is what calepin ships, version 0.
func (p *Page) load() tea.Cmd {
	all, err := p.d.Store.Wordings()
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	rules, err := privacy.RulesOf(p.d.Store)
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	months := rules.ConsentMonths(store.DateOf(p.d.Now()))
	p.list = nil
	business := p.d.Store.Settings().Business
	for _, ch := range p.activity.Channels {
		for _, l := range [...]text.Language{text.French, text.English} {
			like := store.Wording{Activity: p.activity.ID, Channel: ch, Language: string(l)}
			before := len(p.list)
			for _, w := range all {
				if w.Activity == like.Activity && w.Channel == ch && w.Language == like.Language {
					p.list = append(p.list, w)
				}
			}
			if len(p.list) == before {
				like.Text, like.Shipped = privacy.Question(p.activity, ch, like.Language, business, months), true
				p.list = append(p.list, like)
			}
		}
	}
	p.show()
	return nil
}

// key names a row: a shipped wording has no id.
func key(w store.Wording) string { return string(w.Channel) + w.Language + w.ID.String() }

func (p *Page) show() {
	d := p.d
	var list widget.Rows
	for i, w := range p.list {
		version, style := d.T.Wordings.Shipped, &d.Theme.Strong
		if w.Version > 0 {
			version = d.Language().Number(int64(w.Version))
		}
		if i > 0 && p.list[i-1].Channel == w.Channel && p.list[i-1].Language == w.Language {
			style = &d.Theme.Muted // a former version
		}
		since := ""
		if w.Version > 0 {
			since = facts.Date(d, w.CreatedAt)
		}
		list = append(list, widget.Row{ID: key(w), Cells: []widget.Cell{{Text: d.W.Privacy.Channels[string(w.Channel)], Style: style},
			{Text: w.Language}, {Text: version}, {Text: since}, {Text: w.Text, Style: style}}})
	}
	p.table.SetSource(list)
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.load()
	case screen.Restyled:
		p.show()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return p.table.Update(m)
	}
	return nil
}

// View is the list.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

// Actions change the words.
func (p *Page) Actions() []screen.Action {
	edit := screen.Action{ID: "wordings.edit", Keys: []string{"enter", "e"}, Words: p.d.T.Wordings.Edit, Run: p.edit}.Writes(store.KindWording)
	return append([]screen.Action{edit}, p.table.Actions("list")...)
}

// edit opens the form of the words selected; those of a former version are made
// the current ones again by saving them.
func (p *Page) edit() tea.Cmd {
	if w, ok := widget.Chosen(p.table, p.list, key); ok {
		return screen.Push(newForm(p.d, w))
	}
	return nil
}

// page is the form of the words of one question.
type page struct {
	*form.Page
	d   *screen.Desk
	was store.Wording
}

// DraftKind names the drafts of this form.
const DraftKind = "wording"

// Resume opens the form of a draft: new words of the same question.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, a, err := form.Read(draft, d.Store.Activity)
	if err == nil && a.ID == (store.ID{}) {
		err = &store.NotFoundError{Kind: store.KindActivity, Ref: kept.Record.String()} // words are an activity's
	}
	if err != nil {
		return nil, err
	}
	p := newForm(d, store.Wording{Activity: a.ID, Channel: store.Channel(kept.About["channel"]), Language: kept.About["language"]})
	p.Resume(draft, kept)
	return p, nil
}

func newForm(d *screen.Desk, was store.Wording) *page {
	p := &page{d: d, was: was}
	words := widget.NewArea("text", d.W.Records.Fields["text"], 8).Must().WithHint(d.T.Wordings.Hint).Of(was.Text)
	words.Watched = false // it is asked of everybody
	p.Page = form.New(d, form.Options{ID: "wordings.form", Title: d.W.Privacy.Channels[string(was.Channel)] + " · " + was.Language,
		Fields: []*widget.Field{words}, Save: p.save, Draft: store.Draft{Kind: DraftKind}, Record: was.Activity,
		About: map[string]string{"channel": string(was.Channel), "language": was.Language}})
	p.Own(p)
	p.Form.Clean()
	return p
}

// save makes a version: words that somebody answered to stay as they are (GDPR
// art. 7(1)).
func (p *page) save() tea.Cmd {
	next := store.Wording{Activity: p.was.Activity, Channel: p.was.Channel, Language: p.was.Language, Text: p.Form.Value("text")}
	s := p.d.Store
	return form.Store(p.Page, func() (int, error) { err := s.SetWording(&next); return next.Version, err }, func(version int) tea.Cmd {
		said := p.d.T.Wordings.Saved.With("n", version)
		return tea.Batch(screen.Back(p), screen.Toast(screen.Success, said))
	})
}
