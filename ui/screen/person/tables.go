package person

import (
	"cmp"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

func parse(id string) (store.ID, bool) {
	parsed, err := uuid.Parse(id)
	return parsed, err == nil
}

func (p *Page) makeTables() {
	f, d := p.d.W.Records.Fields, p.d
	day := widget.Width(d.Language().Day("2026-09-28")) + 2
	columns := [sections][]widget.Column{
		documents: {{Title: f["date"], Min: day}, {Title: f["document"], Min: 14, Flex: 2},
			{Title: f["total"], Min: 12, Flex: 1, Right: true}, {Title: f["due"], Min: day, HideBelow: 62}, {Title: f["paid"], Min: day, HideBelow: 52}},
		tasks: {{Title: f["due"], Min: day}, {Title: d.W.Task.Task, Min: 20, Flex: 3}, {Title: f["repeat"], Min: 10, Flex: 1, HideBelow: 50}},
		files: {{Title: f["name"], Min: 20, Flex: 3}, {Title: f["size"], Min: 9, Right: true}, {Title: f["created_at"], Min: day, HideBelow: 46}},
		requests: {{Title: f["at"], Min: day}, {Title: f["support"], Min: 10}, {Title: f["subject"], Min: 16, Flex: 3},
			{Title: d.T.Person.Messages, Min: 9, Right: true, HideBelow: 56}},
	}
	w := d.T.Person
	empty := [sections][]string{
		documents: {w.NoDocuments, w.NoDocumentsFor.With("key", d.KeyOf(p.documentAction()))},
		tasks:     {w.NoTasks, w.NoTasksFor.With("key", d.KeyOf(p.taskAction()))},
		files:     {w.NoFiles, w.NoFilesFor.With("key", d.KeyOf(p.attachAction()))},
		requests:  {w.NoRequests, w.NoRequestsFor},
	}
	for s := documents; s < sections; s++ {
		t := widget.NewTable(d, columns[s]...)
		t.NoMarks = true
		t.Empty = empty[s]
		t.OnOpen = func(string) tea.Cmd { return p.open() }
		p.tables[s] = t
	}
}

// rows are those of a section.
func (p *Page) rows(s section) widget.Rows {
	d, th := p.d, p.d.Theme
	var out widget.Rows
	add := func(id store.ID, cells ...widget.Cell) { out = append(out, widget.Row{ID: id.String(), Cells: cells}) }
	switch s {
	case documents:
		for i := range p.rest.documents {
			doc := &p.rest.documents[i]
			due, style := facts.Due(d, doc.Due)
			if doc.Paid != "" {
				due, style = facts.Day(d, doc.Due), th.Text
			}
			add(doc.ID, widget.Cell{Text: facts.Day(d, doc.Date)}, widget.Cell{Text: facts.Document(d, doc), Style: &th.Strong},
				widget.Cell{Text: facts.Total(d, doc)}, widget.Cell{Text: due, Style: &style}, widget.Cell{Text: facts.Day(d, doc.Paid)})
		}
	case tasks:
		for _, t := range p.rest.tasks {
			due, style := facts.Due(d, t.Due)
			add(t.ID, widget.Cell{Text: due, Style: &style}, widget.Cell{Text: t.Title, Style: &th.Strong},
				widget.Cell{Text: d.W.Records.Repeats[string(t.Repeat)], Style: &th.Muted})
		}
	case files:
		for _, a := range p.rest.files {
			add(a.ID, widget.Cell{Text: a.Name, Style: &th.Strong}, widget.Cell{Text: d.Language().Bytes(a.Size)},
				widget.Cell{Text: facts.Date(d, a.CreatedAt), Style: &th.Muted})
		}
	case requests:
		for i := range p.rest.requests {
			r := &p.rest.requests[i]
			state, style := cmp.Or(d.W.Records.Supports[string(r.Support)], string(r.Support)), th.Warning
			if r.Support == store.Solved {
				style = th.Good
			}
			add(r.ID, widget.Cell{Text: facts.Date(d, r.At)}, widget.Cell{Text: state, Style: &style},
				widget.Cell{Text: facts.Said(&r.Interaction), Style: &th.Strong}, widget.Cell{Text: d.Language().Number(int64(r.Messages + 1))})
		}
	}
	return out
}
