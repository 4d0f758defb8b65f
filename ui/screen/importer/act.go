package importer

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

func act(id string, words text.Action, not string, run func() tea.Cmd, keys ...string) screen.Action {
	return screen.Action{ID: "import." + id, Keys: keys, Words: words, Disabled: not, Run: run}
}

// Actions are those of the step.
func (p *Page) Actions() []screen.Action {
	w := &p.d.T.Importer
	var list []screen.Action
	switch p.step {
	case stepFile:
		list = append(list, act("choose", w.Choose, "", p.choose, "enter"))
	case stepColumns:
		list = append(list, act("continue", w.Continue, "", p.prepare, "ctrl+s", "n"), act("change", w.Change, "", p.change, "enter", "e"))
		if !p.survey.HasHeader {
			list = append(list, act("header", w.Header, "", p.turnHeader, "h"))
		}
		list = append(list, act("source", w.Source, "", p.askSource, "s"))
	case stepPreview:
		list = append(list, p.previewActions()...)
	default:
		list = append(list, p.doneActions()...)
	}
	if p.step == stepColumns || p.step == stepPreview || p.faults {
		back := act("back", w.Back, "", p.back, "esc")
		back.Hidden = true
		list = append(list, back)
	}
	if t := p.table(); t != nil {
		list = append(list, t.Actions("list")...)
	}
	return list
}

func (p *Page) previewActions() []screen.Action {
	w := &p.d.T.Importer
	wait, nothing := "", ""
	switch {
	case p.writing:
		wait = w.Writing
	case p.busy || p.plan == nil:
		wait = w.Busy
	case p.plan.Empty():
		nothing = w.NothingToImport
	}
	list := []screen.Action{act("run", w.Run, wait+nothing, p.run, "ctrl+s")}
	see := act("see", w.See, wait, p.see, "v")
	if r, ok := p.row(); ok && r.Why != "" && !p.faults {
		list = append(list, act("decide", w.Decide, wait, p.decide, "enter"), see)
	} else {
		see.Keys = []string{"enter", "v"}
		list = append(list, see)
	}
	if p.alike > 0 {
		list = append(list, act("all", w.All, wait, p.all, "a"))
	}
	list = append(list, act("source", w.Source, wait, p.askSource, "s"))
	list = append(list, p.looks(wait)...)
	if p.survey.Format == exchange.CSV {
		list = append(list, act("columns", w.Columns, wait, p.toColumns, "c"))
	}
	return list
}

// enter decides about the contact under the cursor where there is something to
// decide, else shows it.
func (p *Page) enter() tea.Cmd {
	if r, ok := p.row(); ok && r.Why != "" && p.step == stepPreview {
		return p.decide()
	}
	return p.see()
}

func (p *Page) toColumns() tea.Cmd {
	p.faults = false
	return p.back()
}

// looks are what shows other rows of a plan.
func (p *Page) looks(wait string) []screen.Action {
	w := &p.d.T.Importer
	return []screen.Action{
		act("filter", w.Filter, wait, p.filter, "f"),
		act("problems", w.Problems, wait, func() tea.Cmd { p.faults = !p.faults; return nil }, "p"),
	}
}

func (p *Page) doneActions() []screen.Action {
	w := &p.d.T.Importer
	var not string
	switch {
	case p.writing:
		not = w.Writing
	case p.undone != nil:
		not = w.Undone
	}
	return append([]screen.Action{
		act("undo", w.UndoAll, not, p.undo, "u"),
		act("contacts", w.Contacts, "", func() tea.Cmd { return screen.Go("contacts") }, "enter"),
	}, p.looks("")...)
}

// change asks what the column under the cursor holds.
func (p *Page) change() tea.Cmd {
	n, err := strconv.Atoi(p.columns.Selected())
	if err != nil {
		return nil
	}
	w := &p.d.T.Importer
	c := p.survey.Columns[n-1]
	var all []widget.Item
	if c.Field != "" || c.Label {
		said := w.LabelOf
		if c.Field != "" {
			said = p.fieldWords(c.Field)
		}
		all = append(all, widget.Item{ID: "auto", Title: w.AsRecognised, Detail: said})
	}
	for _, f := range exchange.Fields {
		all = append(all, widget.Item{ID: f, Title: p.fieldWords(f), Detail: f})
	}
	all = append(all, widget.Item{ID: ignore, Title: w.Ignored, Detail: ignore})
	return screen.Overlay(widget.NewPicker(p.d, widget.PickerOptions{
		Title: w.FieldTitle.With("column", widget.Clean(title(c))), Hint: w.FieldHint,
		Find: func(_ context.Context, query string) ([]widget.Item, error) { return matching(all, query), nil },
		Pick: func(item widget.Item) tea.Cmd { return p.is(n, item.ID) },
	}))
}

func title(c exchange.Column) string {
	if c.Header == "" {
		return "#" + strconv.Itoa(c.Number)
	}
	return c.Header
}

// matching is the items whose words hold what is typed.
func matching(all []widget.Item, query string) (found []widget.Item) {
	typed := store.Fold(query)
	for _, item := range all {
		if strings.Contains(store.Fold(item.Title+" "+item.Detail), typed) {
			found = append(found, item)
		}
	}
	return found
}

// is settles what a column holds; a field with labels asks for one.
func (p *Page) is(n int, field string) tea.Cmd {
	switch {
	case field == "auto":
		delete(p.chosen, n)
	case exchange.Labelled(field):
		return p.labelled(n, field)
	default:
		p.chosen[n] = field
	}
	p.showColumns()
	return p.columns.Move(1)
}

// labelled asks which e-mail, phone or address it is.
func (p *Page) labelled(n int, field string) tea.Cmd {
	w := &p.d.T.Importer
	labels := []string{"work", "home", "other"}
	if field == "phone" {
		labels = []string{"mobile", "work", "home", "main", "fax", "other"}
	}
	options := []widget.Option{{Value: "", Label: w.NoLabel}}
	for _, l := range labels {
		options = append(options, widget.Option{Value: l, Label: p.d.W.Label(l)})
	}
	return screen.Overlay(widget.NewChoose(p.d, w.LabelTitle.With("field", p.fieldWords(field)), options, func(label string) tea.Cmd {
		p.chosen[n] = field
		if label != "" {
			p.chosen[n] += ":" + label
		}
		p.showColumns()
		return p.columns.Move(1)
	}))
}

// turnHeader says that the first row is, or is not, a header.
func (p *Page) turnHeader() tea.Cmd {
	p.header = !p.header
	p.showColumns()
	if p.header {
		return screen.Toast(screen.Note, p.d.T.Importer.HeaderOn)
	}
	return screen.Toast(screen.Note, p.d.T.Importer.HeaderOff)
}

// decide asks what is to become of the contact under the cursor.
func (p *Page) decide() tea.Cmd {
	r, ok := p.row()
	if !ok || r.Why == "" || p.busy || p.step != stepPreview {
		return nil
	}
	w, t := &p.d.T.Importer, &p.d.W.Import
	match := ""
	if r.Match != nil {
		match = widget.Clean(r.Match.Name)
		if r.Match.Organisation != "" {
			match += " (" + widget.Clean(r.Match.Organisation) + ")"
		}
	}
	if r.MatchLine > 0 {
		match = strings.TrimSpace(match + " " + t.SameImport.With("line", r.MatchLine))
	}
	question := w.DecideTitle.With("name", widget.Clean(r.Name), "match", match, "why", t.Whys[string(r.Why)])
	merge := widget.Option{Value: string(exchange.Merge), Label: t.DoMerge, Key: "m"}
	if len(r.Conflicts) > 0 {
		merge.Help = w.Differences.With("fields", p.d.W.FieldList(r.Conflicts))
	}
	box := widget.NewChoose(p.d, question, []widget.Option{
		{Value: string(exchange.Skip), Label: t.DoSkip, Key: "s"}, merge,
		{Value: string(exchange.Create), Label: t.DoCreate, Key: "c"},
	}, func(said string) tea.Cmd {
		p.decided[place{r.Line, r.Name}] = exchange.Policy(said)
		p.rows.Move(1)
		return p.prepare()
	})
	box.Select(string(r.Action))
	return screen.Overlay(box)
}

// all asks what is to become of all that seem to be on file. What was decided
// one by one is decided anew.
func (p *Page) all() tea.Cmd {
	w := &p.d.T.Importer
	box := widget.NewChoose(p.d, w.AllTitle, []widget.Option{
		{Value: string(exchange.Skip), Label: w.AllSkip, Key: "s"},
		{Value: string(exchange.Merge), Label: w.AllMerge, Key: "m"},
		{Value: string(exchange.Create), Label: w.AllCreate, Key: "c"},
	}, func(said string) tea.Cmd {
		clear(p.decided)
		p.policy = exchange.Policy(said)
		return p.prepare()
	})
	box.Select(string(p.policy))
	return screen.Overlay(box)
}

// filter asks which contacts to show.
func (p *Page) filter() tea.Cmd {
	w := &p.d.T.Importer
	box := widget.NewChoose(p.d, w.Filter.Name, []widget.Option{
		{Value: showAll, Label: w.ShowAll, Key: "a"},
		{Value: showDuplicates, Label: w.ShowDuplicates, Key: "d"},
		{Value: string(exchange.Creates), Label: w.ShowNew, Key: "n"},
		{Value: string(exchange.Merges), Label: w.ShowMerged, Key: "m"},
		{Value: string(exchange.Skips), Label: w.ShowSkipped, Key: "s"},
		{Value: string(exchange.Bad), Label: w.ShowBad, Key: "b"},
	}, func(which string) tea.Cmd {
		p.which, p.faults = which, false
		p.showRows()
		return nil
	})
	box.Select(p.which)
	return screen.Overlay(box)
}
