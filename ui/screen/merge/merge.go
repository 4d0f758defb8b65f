// Package merge makes one contact of two, both sides shown first, and deletes
// a contact with what is tied to it shown first.
package merge

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// page shows both sides, field by field, and what comes of them.
type page struct {
	desk    *screen.Desk
	from    store.ID // whose page it was opened on
	keep    store.ID
	other   store.ID
	preview store.MergePreview
	top     int
	busy    bool
	width   int // the lines are wrapped for
	height  int
	lines   []string
}

// Open shows the merge of two contacts; with one, the other is picked first.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	if len(ids) < 2 {
		return pick(d, ids[0])
	}
	p := &page{desk: d, from: ids[0], keep: ids[0], other: ids[1]}
	if err := p.load(); err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(p)
}

// pick asks who the other one is, those most alike first.
func pick(d *screen.Desk, keep store.ID) tea.Cmd {
	s := d.Store
	find := func(ctx context.Context, query string) ([]widget.Item, error) {
		rows, err := candidates(ctx, s, keep, query)
		if err != nil {
			return nil, err
		}
		var items []widget.Item
		seen := map[store.ID]bool{keep: true}
		for _, r := range rows {
			if !seen[r.ID] {
				seen[r.ID] = true
				items = append(items, widget.Item{ID: r.ID.String(), Title: r.Name, Detail: strings.TrimSpace(r.Organisation + "  " + r.Email)})
			}
		}
		return items, nil
	}
	return screen.Overlay(widget.NewPicker(d, widget.PickerOptions{
		Title: d.T.Merge.PickTitle, Hint: d.T.Merge.PickHint, Find: find,
		Pick: func(item widget.Item) tea.Cmd {
			other, err := uuid.Parse(item.ID)
			if err != nil {
				return nil
			}
			return Open(d, keep, other)
		},
	}))
}

// candidates are whom the words find, or, before any word, those most alike;
// where nobody is, the first on file: a list teaches more than its absence.
func candidates(ctx context.Context, s *store.Store, keep store.ID, query string) ([]store.Row, error) {
	if strings.TrimSpace(query) != "" {
		page, err := s.Persons(store.Query{Search: query, Limit: 30, Sort: store.SortMatch})
		return page.Rows, err
	}
	p, err := s.Person(keep)
	if err != nil {
		return nil, err
	}
	matches, err := s.LikelyDuplicates(p)
	if err != nil {
		return nil, err
	}
	var rows []store.Row
	for _, m := range matches {
		rows = append(rows, m.Row)
	}
	near, err := s.Similar(ctx, strings.TrimSpace(p.Given+" "+p.Family), 8)
	if rows = append(rows, near...); err != nil || slices.ContainsFunc(rows, func(r store.Row) bool { return r.ID != keep }) {
		return rows, err
	}
	page, err := s.Persons(store.Query{Limit: 30})
	return page.Rows, err
}

func (p *page) load() (err error) {
	p.preview, err = p.desk.Store.MergePreview(p.keep, p.other)
	p.lines = nil
	return err
}

// Title says what it is.
func (p *page) Title() string { return p.desk.T.Merge.Title }

// Init does nothing.
func (p *page) Init() tea.Cmd { return nil }

// Actions join, and swap the sides. Enter does not join: it is what picked the
// other one a moment ago.
func (p *page) Actions() []screen.Action {
	w, l := p.desk.T.Merge, &p.desk.T.Widgets
	return []screen.Action{
		{ID: "merge.join", Keys: []string{"ctrl+s"}, Words: w.Join, Needs: store.Writing(store.KindPerson), Run: p.join},
		{ID: "merge.swap", Keys: []string{"x"}, Words: w.Swap, Run: p.swap},
		{ID: "list.down", Keys: []string{"j", "down"}, Words: l.ScrollDown, Hidden: true, Run: p.scroll(1)},
		{ID: "list.up", Keys: []string{"k", "up"}, Words: l.ScrollUp, Hidden: true, Run: p.scroll(-1)},
		{ID: "list.page_down", Keys: []string{"pgdown", "ctrl+d"}, Words: l.ScrollDown, Hidden: true, Run: p.scroll(10)},
		{ID: "list.page_up", Keys: []string{"pgup", "ctrl+u"}, Words: l.ScrollUp, Hidden: true, Run: p.scroll(-10)},
	}
}

func (p *page) scroll(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.top = max(0, min(p.top+by, len(p.lines)-p.height))
		return nil
	}
}

func (p *page) swap() tea.Cmd {
	if p.busy {
		return nil
	}
	p.keep, p.other = p.other, p.keep
	if err := p.load(); err != nil {
		return screen.Toast(screen.Failure, p.desk.W.Sentence(err))
	}
	return nil
}

func (p *page) join() tea.Cmd {
	if p.busy {
		return nil
	}
	p.busy = true
	s, keep, other := p.desk.Store, p.keep, p.other
	return screen.Save(p, func() (store.Person, error) {
		return s.MergePersons(keep, other)
	}, func(joined store.Person, err error) tea.Cmd {
		p.busy = false
		if err != nil {
			return screen.Toast(screen.Failure, p.desk.W.Sentence(err))
		}
		said := screen.Toast(screen.Success, p.desk.T.Merge.Joined.With("name", nameOf(p.desk, joined))+" "+due.Undoes(p.desk))
		return tea.Batch(tea.Sequence(screen.Back(p), p.then()), said)
	})
}

// then shows the contact kept, where the page below is not its own already.
func (p *page) then() tea.Cmd {
	if p.keep == p.from {
		return nil
	}
	return p.desk.Open(screen.PersonPage, p.keep)
}

// Update follows the records.
func (p *page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.lay(msg.Width, msg.Height)
	case tea.MouseWheelMsg:
		by := 3
		if msg.Button == tea.MouseWheelUp {
			by = -3
		}
		return p.scroll(by)()
	case screen.Restyled:
		p.lines = nil
	case screen.Changed:
		if !p.busy && p.load() != nil {
			return screen.Back(p)
		}
	}
	return nil
}

// View shows each field: this one, the other, and what is kept.
func (p *page) View(w, h int) string {
	p.lay(w, h)
	top := max(0, min(p.top, len(p.lines)-h))
	return widget.Block(p.lines[top:], w, h)
}

// lay wraps what is shown, once for a width: nothing of either side is cut.
func (p *page) lay(w, h int) {
	p.height = h
	if p.lines != nil && p.width == w {
		return
	}
	th, t := p.desk.Theme, p.desk.T.Merge
	p.width = w
	label, side := p.label(), p.side()
	row := func(name string, keep, other, result cell) {
		cells := []cell{{name, th.Muted}, keep, other, result}
		p.lines = append(p.lines, across(cells, label, side)...)
	}
	p.lines = []string{}
	row("", cell{t.Kept, th.Heading}, cell{t.Other, th.Heading}, cell{t.Result, th.Heading})
	p.lines = append(p.lines, th.Border.Render(strings.Repeat("─", max(0, w))))
	for _, f := range p.preview.Fields {
		name, style := p.desk.W.Records.Fields[f.Field], th.Text
		if f.Fate == store.FateSame {
			style = th.Muted
		}
		for i := range max(1, len(f.Keep), len(f.Other), len(f.Result)) {
			row(name, cell{p.at(f, f.Keep, i), style}, cell{p.at(f, f.Other, i), style}, cell{p.at(f, f.Result, i), th.Strong})
			name = ""
		}
		if f.Fate == store.FateNote {
			row("", cell{}, cell{"! " + t.ToNote, th.Warning}, cell{})
		}
	}
	p.lines = append(p.lines, "")
	for _, line := range []string{p.moves(), t.CanUndo} {
		for _, part := range widget.Wrap(line, max(1, w-2)) {
			if part != "" {
				p.lines = append(p.lines, " "+th.Muted.Render(part))
			}
		}
	}
}

// label and side are how wide the first column and the other three are.
func (p *page) label() int { return min(18, p.width/5) }
func (p *page) side() int  { return max(1, (p.width-p.label()-8)/3) }

// cell is a text in one of the columns.
type cell struct {
	text  string
	style lipgloss.Style
}

// across lays cells side by side, each wrapped to its column.
func across(cells []cell, label, side int) []string {
	var lines []string
	for i, c := range cells {
		wide := side
		if i == 0 {
			wide = label
		}
		for y, part := range widget.Wrap(c.text, max(1, wide)) {
			for len(lines) <= y {
				lines = append(lines, "")
			}
			before := 1
			if i > 0 {
				before = 1 + label + 1 + (i-1)*(side+2)
			}
			lines[y] += widget.Spaces(before-widget.Width(lines[y])) + c.style.Render(widget.Cut(part, wide))
		}
	}
	return lines
}

func (p *page) at(f store.MergeField, values []string, i int) string {
	if i >= len(values) {
		return ""
	}
	s := widget.Clean(values[i])
	switch f.Field {
	case "emails":
		s = facts.Mailbox(s, p.side())
	case "phones":
		s = facts.Phone(p.desk, s)
	case "status":
		s = p.desk.W.Records.Statuses[s]
	case "nature":
		s = p.desk.W.Records.Natures[s]
	}
	return s
}

// moves says which records of the other become the kept one's.
func (p *page) moves() string {
	if tied := Tied(p.desk, p.preview.Moves); tied != "" {
		return p.desk.T.Merge.Moves.With("what", tied)
	}
	return ""
}

// nameOf is what a contact is called; one without a name by the firm's.
func nameOf(d *screen.Desk, p store.Person) string {
	firm := ""
	if len(p.Organisations) > 0 {
		if o, err := d.Store.Organisation(p.Organisations[0].Organisation); err == nil {
			firm = o.Name
		}
	}
	return widget.Clean(p.DisplayName(firm))
}

// Tied counts records in words: "3 interactions, 1 document".
func Tied(d *screen.Desk, counts map[store.RecordKind]int) string {
	r := d.W.Records
	var parts []string
	for _, k := range []store.RecordKind{store.KindInteraction, store.KindDocument, store.KindAttachment, store.KindTask} {
		n := counts[k]
		if n == 0 {
			continue
		}
		switch k {
		case store.KindInteraction:
			parts = append(parts, r.Interactions.Of(n))
		case store.KindDocument:
			parts = append(parts, r.DocumentCount.Of(n))
		case store.KindAttachment:
			parts = append(parts, r.Attachments.Of(n))
		case store.KindTask:
			parts = append(parts, r.Tasks.Of(n))
		}
	}
	return strings.Join(parts, ", ")
}
