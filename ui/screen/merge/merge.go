// Package merge makes one contact of two, both sides shown first, and deletes
// a contact with what is tied to it shown first.
package merge

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// page shows both sides, field by field, and what comes of them.
type page struct {
	desk    *screen.Desk
	keep    store.ID
	other   store.ID
	preview store.MergePreview
	top     int
	h       int
	busy    bool
}

// Open shows the merge of two contacts; with one, the other is picked first.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	if len(ids) < 2 {
		return pick(d, ids[0])
	}
	p := &page{desk: d, keep: ids[0], other: ids[1]}
	if err := p.load(); err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Push(p)
}

// pick asks who the other one is, those most alike first.
func pick(d *screen.Desk, keep store.ID) tea.Cmd {
	find := func(ctx context.Context, query string) ([]widget.Item, error) {
		rows, err := candidates(ctx, d, keep, query)
		if err != nil {
			return nil, err
		}
		var items []widget.Item
		for _, r := range rows {
			if r.ID != keep {
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

// candidates are whom the words find, or, before any word, those most alike.
func candidates(ctx context.Context, d *screen.Desk, keep store.ID, query string) ([]store.Row, error) {
	if strings.TrimSpace(query) != "" {
		page, err := d.Store.Persons(store.Query{Search: query, Limit: 30})
		return page.Rows, err
	}
	p, err := d.Store.Person(keep)
	if err != nil {
		return nil, err
	}
	matches, err := d.Store.LikelyDuplicates(p)
	if err != nil {
		return nil, err
	}
	var rows []store.Row
	for _, m := range matches {
		rows = append(rows, m.Row)
	}
	near, err := d.Store.Similar(ctx, strings.TrimSpace(p.Given+" "+p.Family), 8)
	return append(rows, near...), err
}

func (p *page) load() (err error) {
	p.preview, err = p.desk.Store.MergePreview(p.keep, p.other)
	return err
}

// Title says what it is.
func (p *page) Title() string { return p.desk.T.Merge.Title }

// Init does nothing.
func (p *page) Init() tea.Cmd { return nil }

// Actions join, and swap the sides.
func (p *page) Actions() []screen.Action {
	w := p.desk.T.Merge
	return []screen.Action{
		{ID: "merge.join", Keys: []string{"ctrl+s", "enter"}, Words: w.Join, Run: p.join},
		{ID: "merge.swap", Keys: []string{"x"}, Words: w.Swap, Run: p.swap},
		{ID: "list.down", Keys: []string{"j", "down"}, Words: p.desk.T.Widgets.Down, Hidden: true, Run: p.scroll(1)},
		{ID: "list.up", Keys: []string{"k", "up"}, Words: p.desk.T.Widgets.Up, Hidden: true, Run: p.scroll(-1)},
	}
}

func (p *page) scroll(by int) func() tea.Cmd {
	return func() tea.Cmd {
		p.top = max(0, min(p.top+by, len(p.preview.Fields)*2-p.h+4))
		return nil
	}
}

func (p *page) swap() tea.Cmd {
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
	return screen.Save(p, func() (store.Person, error) {
		return p.desk.Store.MergePersons(p.keep, p.other)
	}, func(joined store.Person, err error) tea.Cmd {
		p.busy = false
		if err != nil {
			return screen.Toast(screen.Failure, p.desk.W.Sentence(err))
		}
		name := widget.Clean(joined.DisplayName(""))
		return tea.Batch(
			tea.Sequence(screen.Back(p), p.desk.Open(screen.PersonPage, joined.ID)),
			screen.Toast(screen.Success, p.desk.T.Merge.Joined.With("name", name)))
	})
}

// Update follows the records.
func (p *page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.h = msg.Height
	case tea.MouseWheelMsg:
		by := 3
		if msg.Button == tea.MouseWheelUp {
			by = -3
		}
		return p.scroll(by)()
	case screen.Changed:
		if !p.busy && p.load() != nil {
			return screen.Back(p)
		}
	}
	return nil
}

// View shows each field: this one, the other, and what is kept.
func (p *page) View(w, h int) string {
	th, t := p.desk.Theme, p.desk.T.Merge
	label := min(18, w/5)
	side := max(1, (w-label-6)/3)
	line := func(name string, cells ...string) string {
		s := " " + th.Muted.Render(widget.Fit(name, label))
		for _, c := range cells {
			s += " " + widget.Fit(c, side)
		}
		return s
	}
	lines := []string{
		line("", th.Heading.Render(t.Kept), th.Heading.Render(t.Other), th.Heading.Render(t.Result)), "",
	}
	for _, f := range p.preview.Fields {
		name := p.desk.W.Records.Fields[f.Field]
		rows := max(1, len(f.Keep), len(f.Other), len(f.Result))
		for i := range rows {
			lines = append(lines, line(name, p.cell(f, f.Keep, i), p.cell(f, f.Other, i), th.Strong.Render(p.at(f, f.Result, i))))
			name = ""
		}
		if f.Fate == store.FateNote {
			lines = append(lines, line("", "", "", th.Warning.Render("! "+t.ToNote)))
		}
	}
	if moves := p.moves(); moves != "" {
		lines = append(lines, "", " "+th.Muted.Render(t.Moves.With("what", moves)))
	}
	lines = append(lines, " "+th.Muted.Render(t.CanUndo))
	top := max(0, min(p.top, len(lines)-h))
	return widget.Block(lines[top:], w, h)
}

func (p *page) cell(f store.MergeField, values []string, i int) string {
	s := p.at(f, values, i)
	if f.Fate == store.FateSame {
		return p.desk.Theme.Muted.Render(s)
	}
	return s
}

func (p *page) at(f store.MergeField, values []string, i int) string {
	if i >= len(values) {
		return ""
	}
	s := values[i]
	switch f.Field {
	case "status":
		s = p.desk.W.Records.Statuses[s]
	case "nature":
		s = p.desk.W.Records.Natures[s]
	}
	return widget.Clean(s)
}

// moves are the records of the other that become the kept one's.
func (p *page) moves() string {
	return Tied(p.desk, p.preview.Moves)
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
