// Package recipients is where those who were handed data are told of what was
// done with them since (GDPR art. 19).
package recipients

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Page lists who is to be told, then who was.
type Page struct {
	d     *screen.Desk
	table *widget.Table
	all   map[string]store.Telling
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d}
	f := d.W.Records.Fields
	p.table = widget.NewTable(d, widget.Column{Title: f["recipient"], Min: 16, Flex: 2}, widget.Column{Title: f["contact"], Min: 14, Flex: 2},
		widget.Column{Title: f["act"], Min: 16, Flex: 1}, widget.Column{Title: f["at"], Min: 11, HideBelow: 76}, widget.Column{Title: f["state"], Min: 12, Flex: 2})
	p.table.Empty = []string{d.T.Recipients.Nobody, d.T.Recipients.NobodyHint}
	p.table.OnOpen = func(string) tea.Cmd { return p.message() }
	return p
}

// Open answers screen.RecipientsPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// Title names it.
func (p *Page) Title() string { return p.d.T.Recipients.Title }

// Init reads the list.
func (p *Page) Init() tea.Cmd {
	all, err := p.d.Store.Tellings(store.ID{})
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.all = map[string]store.Telling{}
	list := make(widget.Rows, len(all))
	for i, t := range all {
		id, style, sign := t.ID.String(), &p.d.Theme.Muted, "  "
		if t.ToTell() {
			style, sign = &p.d.Theme.Warning, "• "
		}
		p.all[id] = t
		who := p.d.W.Recipients.Erased
		if t.Contact != (store.ID{}) {
			who = due.NameOf(p.d.Store, t.Contact)
		}
		list[i] = widget.Row{ID: id, Cells: []widget.Cell{{Text: t.Recipient, Style: &p.d.Theme.Strong}, {Text: who}, {Text: p.d.W.Recipients.Acts[string(t.Of)]},
			{Text: facts.Date(p.d, t.At)}, {Text: sign + p.d.W.TellingState(t), Style: style}}}
	}
	p.table.SetSource(markable{list})
	return nil
}

// markable are rows that can be marked.
type markable struct{ widget.Rows }

// IDs are all that can be marked.
func (m markable) IDs() (ids []string) {
	for _, row := range m.Rows {
		ids = append(ids, row.ID)
	}
	return ids
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.Init()
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

// About is the person under the cursor.
func (p *Page) About() (store.ID, bool) {
	t := p.all[p.table.Selected()]
	return t.Contact, t.Contact != store.ID{}
}

// message copies what tells the recipient.
func (p *Page) message() tea.Cmd {
	t, is := p.all[p.table.Selected()]
	if !is {
		return nil
	}
	ids, err := privacy.KnownAs(p.d.Store, t)
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	m := p.d.W.TellingMessage(t, due.NameOf(p.d.Store, t.Contact), ids, p.d.Store.Settings().Business.Name)
	return tea.Batch(screen.Copy(m.Subject+"\n\n"+m.Text), screen.Toast(screen.Note, p.d.T.Restricted.Copied))
}

// tell asks when and how those marked, or the one under the cursor, were told.
func (p *Page) tell() tea.Cmd {
	var ids []store.ID
	for _, ref := range p.table.MarkedOrSelected() {
		if id, err := uuid.Parse(ref); err == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	q := newForm(p.d, ids)
	q.then = p.table.ClearMarks
	return screen.Push(q)
}

// newForm is the form of when and how recipients were told.
func newForm(d *screen.Desk, ids []store.ID) *page {
	f := d.W.Records.Fields
	how := make([]widget.Option, 0, 7)
	for _, m := range []store.Means{store.EMail, store.Paper, store.Telephone, store.InPerson, store.Web} {
		how = append(how, widget.Option{Value: string(m), Label: d.W.Privacy.Means[string(m)]})
	}
	for _, e := range store.Excuses {
		how = append(how, widget.Option{Value: string(e), Label: d.W.Recipients.Excuses[string(e)]})
	}
	fields := []*widget.Field{widget.NewDay("told", f["told"], text.Past).Must().WithHint(d.T.Recipients.ToldHint),
		widget.NewChoice("means", f["means"], how...).Must().Of(""), widget.NewText("note", f["note"]).WithHint(d.T.Recipients.NoteHint)}
	q := &page{then: func() {}}
	about := make([]string, len(ids))
	for i, id := range ids {
		about[i] = id.String()
	}
	q.Page = form.New(d, form.Options{ID: "recipients.tell", Title: d.T.Recipients.TellTitle, Fields: fields, Draft: store.Draft{Kind: DraftKind},
		About: map[string]string{"tellings": strings.Join(about, " ")}, Save: func() tea.Cmd {
			return screen.Save(q, func() (int, error) { return q.save(d, ids) }, func(n int, err error) tea.Cmd {
				if err != nil {
					return q.Failed(err)
				}
				q.then()
				return q.Saved(tea.Batch(screen.Back(q), screen.Toast(screen.Success, d.W.Recipients.Noted.Of(n))))
			})
		}})
	q.Own(q)
	q.Form.Clean()
	return q
}

// page is the form of one word, about one recipient or several.
type page struct {
	*form.Page
	then func() // once it is noted
}

// DraftKind is the kind of the drafts of this form.
const DraftKind = "telling"

// Resume makes the form of a draft again.
func Resume(d *screen.Desk, draft store.Draft) (screen.Screen, error) {
	kept, _, err := form.Read(draft, d.Store.Request) // it changes several records, none of its own
	if err != nil {
		return nil, err
	}
	var ids []store.ID
	for ref := range strings.FieldsSeq(kept.About["tellings"]) {
		if id, err := uuid.Parse(ref); err == nil {
			ids = append(ids, id)
		}
	}
	q := newForm(d, ids)
	q.Resume(draft, kept)
	return q, nil
}

func (q *page) save(d *screen.Desk, ids []store.ID) (int, error) {
	day, err := q.Form.Field("told").Day()
	if err != nil {
		return 0, err
	}
	n := privacy.Notice19{On: store.Date(day), Note: strings.TrimSpace(q.Form.Value("note"))}
	switch how := q.Form.Value("means"); store.Excuse(how) {
	case store.Impossible, store.Disproportionate:
		n.Excuse = store.Excuse(how)
	default:
		n.Means = store.Means(how)
	}
	told, err := privacy.Tell(d.Store, ids, n, store.DateOf(d.Now()))
	return len(told), err
}

// Actions copy the message and note who was told.
func (p *Page) Actions() []screen.Action {
	w, none := p.d.T.Recipients, ""
	if len(p.all) == 0 {
		none = p.d.T.Today.NothingSelected
	}
	act := func(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "recipients." + id, Keys: keys, Words: words, Disabled: none, Run: run}
	}
	return append([]screen.Action{act("message", w.Message, p.message, "y", "enter"), act("tell", w.Tell, p.tell, "t").Writes(store.KindTelling)}, p.table.Actions("list")...)
}
