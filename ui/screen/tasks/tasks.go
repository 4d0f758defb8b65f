// Package tasks is the list of what is to be done, and of what was.
package tasks

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/widget"
)

// Which tasks are listed.
const (
	open = "open"
	done = "done"
	all  = "all"
)

// Page lists tasks by their day, those late first.
type Page struct {
	d     *screen.Desk
	table *widget.Table
	which string
	who   store.ID // whose, zero for anybody's
	name  string
	tasks map[string]store.Task
	late  int
	ready bool
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d, which: open, tasks: map[string]store.Task{}}
	w := &d.T.Tasks
	p.table = widget.NewTable(d,
		widget.Column{Title: w.Due, Min: 17, Max: 18},
		widget.Column{Title: w.What, Min: 20, Flex: 4},
		widget.Column{Title: w.Who, Min: 12, Max: 22, Flex: 2},
		widget.Column{Title: w.Repeat, Min: 14, HideBelow: 90},
		widget.Column{Title: w.DoneOn, Min: 11, HideBelow: 100})
	p.table.NoMarks = true
	p.table.OnOpen = func(string) tea.Cmd { return p.edit() }
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Tasks.Title }

// Init reads the tasks.
func (p *Page) Init() tea.Cmd { return p.read() }

// listed is a task and whom it is about.
type listed struct {
	store.Task
	name string
}

// read asks for the tasks off the loop, since it reads them all.
func (p *Page) read() tea.Cmd {
	s := p.d.Store
	f := store.TaskFilter{Contact: p.who, Done: p.which == done, All: p.which == all}
	return screen.Do(screen.Job{Owner: p, Key: "read"},
		func(context.Context, screen.Report) ([]listed, error) {
			tasks, err := s.Tasks(f)
			list := make([]listed, len(tasks))
			names := map[store.ID]string{}
			for i, t := range tasks {
				name, known := names[t.Contact]
				if !known {
					name = due.NameOf(s, t.Contact)
					names[t.Contact] = name
				}
				list[i] = listed{t, name}
			}
			return list, err
		},
		func(list []listed, err error) tea.Cmd {
			if err != nil {
				return p.failed(err)
			}
			p.set(list)
			return nil
		})
}

func (p *Page) failed(err error) tea.Cmd {
	return screen.Toast(screen.Failure, p.d.W.Sentence(err))
}

// set shows tasks: by day, but those done by when they were done, last first.
func (p *Page) set(list []listed) {
	w := &p.d.T.Tasks
	p.ready = true
	p.rows(list)
	p.table.Empty = []string{w.Empty, w.EmptyWhat, "", w.EmptyAdd.With("key", p.d.KeyOf(screen.Action{ID: "tasks.add", Keys: []string{"a"}}))}
	if p.which != open || p.who != (store.ID{}) {
		p.table.Empty = []string{w.NoneSuch}
	}
}

// Update reads again what changed, and gives the table its size and the mouse.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Changed:
		return p.read()
	case screen.Shown: // another day may have come
		return p.read()
	case tea.WindowSizeMsg:
		return p.table.Update(msg)
	case tea.MouseMsg:
		return p.table.Update(widget.Shift(msg, 0, headHeight))
	}
	return nil
}

// selected is the task under the cursor.
func (p *Page) selected() (store.Task, bool) {
	t, ok := p.tasks[p.table.Selected()]
	return t, ok
}

// About is the person of the selected task.
func (p *Page) About() (store.ID, bool) {
	t, ok := p.selected()
	return t.Contact, ok && t.Contact != store.ID{}
}
