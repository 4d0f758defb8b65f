// Package importer brings in the contacts of a file, step by step: the file,
// what its columns hold, what would become of each contact, and what became of
// them. Nothing is written before the last step, and then all of it or nothing.
package importer

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// step is where one is.
type step int

const (
	stepFile step = iota
	stepColumns
	stepPreview
	stepDone
)

// Page is one import.
type Page struct {
	d    *screen.Desk
	step step
	w    int // the width, which tells how many lines are above the tables

	path, name string
	said       string // of where the data come from; empty for the file
	refused    string // why the file cannot be imported

	survey  *exchange.Survey
	chosen  map[int]string // what the person says of columns, by their number
	header  bool           // the person says that the first row is a header
	columns *widget.Table

	policy  exchange.Policy
	decided map[place]exchange.Policy
	plan    *exchange.Planned
	unkept  map[string]int
	photos  int
	// what the free texts say that calls for care
	sensitive privacy.Sensitive
	alike     int                           // contacts of the plan that seem to be on file
	wrong     map[string][]exchange.Problem // with the rows of the plan, by their ids
	busy      bool                          // reading and comparing
	writing   bool

	which    string
	shown    []int // of the plan's rows
	rows     *widget.Table
	faults   bool // the problems are shown in place of the rows
	problems *widget.Table

	batch  store.Batch
	undone []string // what the undoing did; nil before
}

// place tells a contact of the file from the others.
type place struct {
	line int
	name string
}

// Open answers screen.Import.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// New makes the page of an import that has no file yet.
func New(d *screen.Desk) *Page {
	p := &Page{d: d, chosen: map[int]string{}, decided: map[place]exchange.Policy{}, policy: exchange.Skip, which: showAll}
	w := &d.T.Importer
	p.columns = widget.NewTable(d,
		widget.Column{Title: w.Column, Min: 14, Max: 30, Flex: 2}, widget.Column{Title: w.Field, Min: 18, Max: 32, Flex: 2},
		widget.Column{Title: w.Samples, Min: 14, Flex: 4})
	p.rows = widget.NewTable(d,
		widget.Column{Title: w.Line, Min: 6, Right: true}, widget.Column{Title: w.Name, Min: 14, Max: 32, Flex: 2},
		widget.Column{Title: w.Outcome, Min: 20, Flex: 4})
	p.problems = widget.NewTable(d,
		widget.Column{Title: w.Line, Min: 6, Right: true}, widget.Column{Title: w.About, Min: 10, Max: 26, Flex: 1},
		widget.Column{Title: w.What, Min: 20, Flex: 4})
	for _, t := range [...]*widget.Table{p.columns, p.rows, p.problems} {
		t.NoMarks = true
	}
	p.rows.Empty, p.problems.Empty = []string{w.NoRows}, []string{w.NoProblems}
	p.columns.OnOpen = func(string) tea.Cmd { return p.change() }
	p.rows.OnOpen = func(string) tea.Cmd { return p.enter() }
	return p
}

// Title names it, with the file.
func (p *Page) Title() string {
	if p.name == "" {
		return p.d.T.Importer.Title
	}
	return p.d.W.Common.Pair.With("name", p.d.T.Importer.Title, "value", widget.Clean(p.name))
}

// Init asks for the file.
func (p *Page) Init() tea.Cmd { return p.choose() }

func (p *Page) choose() tea.Cmd {
	return screen.Overlay(widget.NewFilePicker(p.d, widget.FileOptions{
		Title: p.d.T.Importer.FileTitle, Start: p.path,
		// Spreadsheets are listed to be told what to do with them.
		Extensions: []string{"vcf", "vcard", "csv", "tsv", "txt", "json", "xlsx", "xls", "ods"},
		Pick:       p.take,
	}))
}

// Update reads again where the records changed under a preview, and gives the
// tables their size and the mouse.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.w = m.Width
		for _, t := range [...]*widget.Table{p.columns, p.rows, p.problems} {
			t.Update(m)
		}
	case screen.Changed:
		if p.step == stepPreview && !p.writing {
			return p.prepare()
		}
	case tea.MouseMsg:
		if t := p.table(); t != nil {
			return t.Update(widget.Shift(msg, 0, len(p.head(p.w))))
		}
	}
	return nil
}

// table is the one shown.
func (p *Page) table() *widget.Table {
	switch {
	case p.step == stepFile:
		return nil
	case p.step == stepColumns:
		return p.columns
	case p.faults:
		return p.problems
	}
	return p.rows
}

// Leave asks before what was said about columns and duplicates is dropped. What
// is being written is waited for.
func (p *Page) Leave() (bool, tea.Cmd) {
	w := &p.d.T.Importer
	switch {
	case p.writing:
		return false, screen.Toast(screen.Note, w.Writing)
	case p.step == stepDone || len(p.chosen)+len(p.decided)+len(p.said) == 0:
		return true, nil
	}
	return false, screen.Overlay(widget.NewConfirm(p.d, widget.Question{
		Title: w.Leave, Lines: []string{w.LeaveWhat}, Act: w.LeaveAct,
		Run: func() tea.Cmd {
			clear(p.chosen)
			clear(p.decided)
			p.said = ""
			return screen.Back(p)
		},
	}))
}

// back goes to the step before.
func (p *Page) back() tea.Cmd {
	switch {
	case p.writing:
		return screen.Toast(screen.Note, p.d.T.Importer.Writing)
	case p.faults:
		p.faults = false
		return nil
	case p.step == stepPreview && p.survey.Format == exchange.CSV:
		p.step = stepColumns
		p.forget()
		return nil
	case p.step == stepPreview || p.step == stepColumns:
		p.step = stepFile
		p.forget()
		return p.choose()
	}
	return screen.Back(p)
}

// forget drops the plan; the result of a comparison under way is not waited
// for any more.
func (p *Page) forget() {
	p.busy, p.plan, p.faults = false, nil, false
	p.rows.SetSource(nil)
	p.problems.SetSource(nil)
}

// failed tells why a step did not happen. A job that the person stopped says so.
func (p *Page) failed(err error) tea.Cmd {
	w := &p.d.T.Importer
	if errors.Is(err, context.Canceled) {
		return screen.Toast(screen.Note, w.Cancelled)
	}
	return screen.Toast(screen.Failure, w.Failed.With("why", p.d.W.Sentence(err)))
}
