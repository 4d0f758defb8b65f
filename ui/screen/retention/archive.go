package retention

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Archive lists what is kept for the law alone, or who read what of it and why.
// What it says is told for a reason only, which is noted.
type Archive struct {
	d        *screen.Desk
	table    *widget.Table
	all      []store.Archived
	readings bool
}

func openArchive(d *screen.Desk) tea.Cmd {
	p := &Archive{d: d}
	p.table = widget.NewTable(d)
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.open() }
	return screen.Push(p)
}

// Title names it.
func (p *Archive) Title() string {
	if p.readings {
		return text.Capital(p.d.T.Retention.Readings.Name)
	}
	return text.Capital(p.d.T.Retention.Archive.Name)
}

// Init reads the archive.
func (p *Archive) Init() tea.Cmd {
	var err error
	var list widget.Rows
	if p.readings {
		list, err = p.read()
	} else {
		list, err = p.archived()
	}
	if err != nil {
		return screen.Toast(screen.Failure, p.d.W.Sentence(err))
	}
	p.table.SetSource(list)
	return nil
}

func (p *Archive) archived() (list widget.Rows, err error) {
	f, l := p.d.W.Records.Fields, p.d.Language()
	p.table.SetColumns(widget.Column{Title: f["record"], Min: 24, Flex: 3}, widget.Column{Title: f["date"], Min: 12},
		widget.Column{Title: f["rule"], Min: 16, Flex: 1}, widget.Column{Title: f["until"], Min: 12})
	p.table.Empty = []string{p.d.W.Archive.Nothing}
	p.all, err = p.d.Store.ArchivedDocuments()
	for i := range p.all {
		x := &p.all[i]
		list = append(list, widget.Row{ID: x.ID.String(), Cells: []widget.Cell{{Text: widget.Clean(p.d.W.Archived(x)), Style: &p.d.Theme.Strong},
			{Text: l.Day(string(x.Day()))}, {Text: p.d.W.Privacy.Rule(x.Rule)}, {Text: l.Day(string(x.Until))}}})
	}
	return list, err
}

func (p *Archive) read() (list widget.Rows, err error) {
	f := p.d.W.Records.Fields
	p.table.SetColumns(widget.Column{Title: f["at"], Min: 18}, widget.Column{Title: f["record"], Min: 24, Flex: 2}, widget.Column{Title: f["reason"], Min: 16, Flex: 3})
	p.table.Empty = []string{p.d.W.Archive.NoOpened}
	all, err := p.d.Store.Readings()
	for _, r := range all {
		what := r.Archived.String()[28:]
		for i := range p.all {
			if p.all[i].ID == r.Archived {
				what = p.d.W.Archived(&p.all[i])
			}
		}
		list = append(list, widget.Row{ID: r.ID.String(), Cells: []widget.Cell{{Text: p.d.Language().Time(r.At.Local())}, {Text: widget.Clean(what)},
			{Text: widget.Clean(strings.ReplaceAll(r.Reason, "\n", " "))}}})
	}
	return list, err
}

// Update reads again what changed.
func (p *Archive) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.Init()
	case tea.WindowSizeMsg, tea.MouseMsg:
		return p.table.Update(m)
	}
	return nil
}

// View is the list.
func (p *Archive) View(w, h int) string {
	p.table.Focus(true)
	return p.table.View(w, h)
}

// open asks for the reason, notes it, and shows what is archived.
func (p *Archive) open() tea.Cmd {
	id := p.table.Selected()
	if p.readings || id == "" {
		return nil
	}
	d := p.d
	return ask(d, "archive.open", d.T.Retention.ReadArchive.Help, []*widget.Field{widget.NewText("reason", d.W.Records.Fields["reason"]).Must()},
		func(form *widget.Form) (tea.Cmd, error) {
			x, err := d.Store.OpenArchived(id, form.Value("reason"))
			if err != nil {
				return nil, err
			}
			return screen.Overlay(widget.NewConfirm(d, widget.Question{Title: widget.Clean(d.W.Archived(&x)), Lines: said(d, &x), Act: d.T.Retention.Close,
				Run: func() tea.Cmd { return nil }})), nil
		})
}

// said is what an archived record says.
func said(d *screen.Desk, x *store.Archived) (lines []string) {
	f, w := d.W.Records.Fields, d.W
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, widget.Clean(w.Common.Pair.With("name", name, "value", value)))
		}
	}
	add(f["date"], d.Language().Day(string(x.Day())))
	switch {
	case x.Consent != nil:
		e := x.Consent
		add(f["answer"], w.Privacy.Answers[string(e.Answer)])
		add(f["channel"], w.Privacy.Channels[string(e.Channel)])
		add(f["means"], w.Privacy.Means[string(e.Means)])
		add(f["collector"], e.Collector)
		add(f["reference"], e.Reference)
		add(f["wording"], idOf(e.Wording))
	case x.Given != nil:
		add(f["means"], w.Privacy.Means[string(x.Given.Means)])
		add(f["notice"], idOf(x.Given.Notice))
	default:
		add(f["amount"], d.Language().Amount(int64(x.Document.Amount), x.Document.Currency))
	}
	add(f["erasure"], idOf(x.Erasure))
	for _, file := range x.Attachments {
		add(f["name"], file.Name+" ("+d.Language().Bytes(file.Size)+")")
	}
	add(f["rule"], w.Privacy.Rule(x.Rule))
	add(f["until"], d.Language().Day(string(x.Until)))
	return lines
}

func idOf(id store.ID) string {
	if id == (store.ID{}) {
		return ""
	}
	return id.String()
}

// Actions open for a reason, and tell who read what.
func (p *Archive) Actions() []screen.Action {
	w, none := p.d.T.Retention, ""
	if p.readings || len(p.all) == 0 {
		none = p.d.T.Today.NothingSelected
	}
	act := func(id string, words text.Action, disabled string, run func() tea.Cmd, key string) screen.Action {
		return screen.Action{ID: "archive." + id, Keys: []string{key}, Words: words, Disabled: disabled, Run: run}
	}
	turn := func() tea.Cmd { p.readings = !p.readings; return p.Init() }
	return append([]screen.Action{act("open", w.ReadArchive, none, p.open, "enter").Writes(store.KindReading), act("readings", w.Readings, "", turn, "tab")}, p.table.Actions("list")...)
}
