package tasks

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Actions are what can be done with the selected task and with the list.
func (p *Page) Actions() []screen.Action {
	w := &p.d.T.Tasks
	t, ok := p.selected()
	act := func(id string, words text.Action, not string, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "tasks." + id, Keys: keys, Words: words, Disabled: not, Run: run}
	}
	unless := func(can bool, why string) string {
		switch {
		case !ok:
			return w.NothingSelected
		case !can:
			return why
		}
		return ""
	}
	toDo := unless(t.DoneAt.IsZero(), w.IsDone)
	list := []screen.Action{
		act("edit", w.Edit, unless(true, ""), p.edit, "e", "enter").Writes(store.KindTask),
		act("done", w.Done, toDo, func() tea.Cmd { return due.Done(p.d, p, t.ID) }, "space", "x").Writes(store.KindTask),
		act("add", w.Add, "", p.add, "a").Writes(store.KindTask),
		act("postpone", w.Postpone, toDo, p.postpone, "z").Writes(store.KindTask),
		act("filter", w.Filter, "", p.filter, "f"),
		act("whose", w.Whose, "", p.whose, "w"),
		act("delete", w.Delete, unless(true, ""), p.delete, "d").Writes(store.KindTask),
		act("person", w.Person, unless(t.Contact != store.ID{}, w.NoPerson), func() tea.Cmd { return p.d.Open(screen.PersonPage, t.Contact) }, "P"),
	}
	return append(list, p.table.Actions("list")...)
}

func (p *Page) edit() tea.Cmd {
	if t, ok := p.selected(); ok {
		return p.d.Open(screen.TaskEdit, t.ID)
	}
	return nil
}

func (p *Page) add() tea.Cmd {
	if p.who != (store.ID{}) {
		return p.d.Open(screen.TaskAdd, p.who)
	}
	return p.d.Open(screen.TaskAdd)
}

func (p *Page) postpone() tea.Cmd {
	t, ok := p.selected()
	if !ok {
		return nil
	}
	return due.Postpone(p.d, t.Title, func(to store.Date) tea.Cmd {
		return p.save(func() error {
			_, err := p.d.Store.EditTask(t.ID, func(t *store.Task) error { t.Due = to; return nil })
			return err
		}, p.d.T.Today.Moved.With("name", widget.Clean(t.Title), "date", p.d.Language().Day(string(to))))
	})
}

// filter asks which tasks to list.
func (p *Page) filter() tea.Cmd {
	w := &p.d.T.Tasks
	c := widget.NewChoose(p.d, w.FilterTitle, []widget.Option{
		{Value: open, Label: w.OpenOnes, Key: "o"}, {Value: done, Label: w.DoneOnes, Key: "d"}, {Value: all, Label: w.AllOnes, Key: "a"},
	}, func(which string) tea.Cmd {
		p.which = which
		return p.read()
	})
	c.Select(p.which)
	return screen.Overlay(c)
}

// whose asks for the person whose tasks to list.
func (p *Page) whose() tea.Cmd {
	w := &p.d.T.Tasks
	return due.PickPerson(p.d, w.WhoTitle, w.Anybody, func(id store.ID) tea.Cmd {
		p.who, p.name = id, due.NameOf(p.d.Store, id)
		return p.read()
	})
}

// delete takes the task away at once: u brings it back.
func (p *Page) delete() tea.Cmd {
	t, ok := p.selected()
	if !ok {
		return nil
	}
	return p.save(func() error { return p.d.Store.DeleteTask(t.ID) }, p.d.W.Task.Deleted.With("name", widget.Clean(t.Title)))
}

// save writes, and says what it did and how to take it back.
func (p *Page) save(write func() error, said string) tea.Cmd {
	return screen.Save(p, func() (struct{}, error) { return struct{}{}, write() }, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			return p.failed(err)
		}
		return screen.Toast(screen.Success, said+" "+due.Undoes(p.d))
	})
}
