package tasks

import (
	"strings"

	"calepin/store"
	"calepin/ui/widget"
)

// headHeight is the lines above the table: which tasks, how many.
const headHeight = 2

// rows makes the rows of the table.
func (p *Page) rows(list []listed) {
	d := p.d
	th := d.Theme
	today := store.DateOf(d.Now())
	if p.which == done {
		store.SortRecords(list, func(a, b listed) int { return b.DoneAt.Compare(a.DoneAt) })
	}
	p.late, p.tasks = 0, make(map[string]store.Task, len(list))
	src := &source{at: make(map[string]int, len(list))}
	for i, t := range list {
		id := t.ID.String()
		p.tasks[id], src.at[id] = t.Task, i
		when, late := d.T.Today.Due(d.Language(), string(t.Due), string(today))
		style := &th.Muted
		finished := ""
		switch {
		case !t.DoneAt.IsZero():
			when = "✓ " + d.Language().Day(string(t.Due))
			finished = d.Language().Date(t.DoneAt.In(d.Now().Location()))
		case late > 0:
			when, style = "! "+when, &th.Bad
			p.late++
		case t.Due == today:
			when, style = "• "+when, &th.Warning
		default:
			when = "  " + when
		}
		src.rows = append(src.rows, widget.Row{ID: id, Cells: []widget.Cell{
			{Text: when, Style: style}, {Text: t.Title}, {Text: t.name, Style: &th.Strong},
			{Text: d.W.Records.Repeats[string(t.Repeat)], Style: &th.Muted}, {Text: finished, Style: &th.Muted},
		}})
	}
	p.table.SetSource(src)
}

type source struct {
	rows []widget.Row
	at   map[string]int
}

func (s *source) Len() int             { return len(s.rows) }
func (s *source) Row(i int) widget.Row { return s.rows[i] }
func (s *source) Index(id string) int {
	if i, ok := s.at[id]; ok {
		return i
	}
	return -1
}

// View draws which tasks are listed, and the list.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	lines := []string{p.head(w), ""}
	if p.ready {
		lines = append(lines, strings.Split(p.table.View(w, max(0, h-headHeight)), "\n")...)
	}
	return widget.Block(lines, w, h)
}

// head tells which tasks these are, and how many.
func (p *Page) head(w int) string {
	th, t := p.d.Theme, &p.d.T.Tasks
	which := map[string]string{open: t.OpenOnes, done: t.DoneOnes, all: t.AllOnes}[p.which]
	if p.name != "" {
		which = t.Of.With("filter", which, "who", widget.Clean(p.name))
	}
	line := " " + th.Title.Render(which)
	if p.ready {
		line += "  " + th.Muted.Render(t.Count.Of(len(p.tasks)))
	}
	if p.late > 0 {
		line += "  " + th.Bad.Render("! "+t.Late.Of(p.late))
	}
	return widget.Cut(line, w)
}
