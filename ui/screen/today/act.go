package today

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/text"
)

// Actions are what can be done with the selected row, and to begin with.
func (p *Page) Actions() []screen.Action {
	w := &p.d.T.Today
	it, ok := p.selected()
	act := func(id string, words text.Action, not string, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "today." + id, Keys: keys, Words: words, Disabled: not, Run: run}
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
	list := []screen.Action{
		act("open", w.Open, unless(true, ""), p.open, "enter"),
		act("done", w.Done, unless(it.task != nil || it.follow || it.request, w.NothingToDo), p.done, "space", "x").Writes(store.KindTask),
		act("postpone", w.Postpone, unless(it.task != nil || it.follow, w.NotToPostpone), p.postpone, "z").Writes(store.KindTask),
		act("person", w.Person, unless(it.person != store.ID{}, w.NoPerson), func() tea.Cmd { return p.d.Open(screen.PersonPage, it.person) }, "P"),
		act("add_task", w.AddTask, "", p.addTask, "t").Writes(store.KindTask),
		act("add", w.AddPerson, "", func() tea.Cmd { return p.d.Open(screen.PersonAdd) }, "a").Writes(store.KindPerson),
		act("import", w.Import, "", func() tea.Cmd { return p.d.Open(screen.Import) }, "i").Writes(store.KindBatch),
		act("next", w.NextPart, "", func() tea.Cmd { return p.jump(1) }, "tab"),
		act("previous", w.PreviousPart, "", func() tea.Cmd { return p.jump(-1) }, "shift+tab"),
	}
	if it.task != nil {
		list[0] = list[0].Writes(store.KindTask)
	}
	for i := range list {
		list[i].Hidden = i >= 7
	}
	return append(list, p.moves()...)
}

// moves are the keys of the list, which go on into the other one.
func (p *Page) moves() []screen.Action {
	t := p.active()
	own := map[string]func() tea.Cmd{
		"list.down": func() tea.Cmd { return p.step(1) }, "list.up": func() tea.Cmd { return p.step(-1) },
		"list.left": func() tea.Cmd { return p.across(false) }, "list.right": func() tea.Cmd { return p.across(true) },
	}
	list := t.Actions("list")
	for i := range list {
		if run := own[list[i].ID]; run != nil {
			list[i].Run = run
			continue
		}
		run := list[i].Run
		list[i].Run = func() tea.Cmd {
			cmd := run()
			p.follow(t)
			return cmd
		}
	}
	return list
}

// key is what the action of an id is done with.
func (p *Page) key(id, key string) string {
	return p.d.KeyOf(screen.Action{ID: id, Keys: []string{key}})
}

func (p *Page) open() tea.Cmd {
	it, ok := p.selected()
	switch {
	case !ok:
		return nil
	case it.breach != store.ID{}:
		return p.d.Open(screen.BreachPage, it.breach)
	case it.seat:
		return p.d.Open(screen.OperatorsPage)
	case it.hold:
		return p.d.Open(screen.HoldsPage)
	case it.review:
		return p.d.Open(screen.ReviewsPage)
	case it.host:
		return p.d.Open(screen.ProcessorsPage)
	case it.telling:
		return p.d.Open(screen.RecipientsPage)
	case it.right != store.ID{}:
		return p.d.Open(screen.RequestPage, it.right)
	case it.task != nil:
		return p.d.Open(screen.TaskEdit, it.task.ID)
	case it.exchange != nil:
		return p.d.Open(screen.ExchangePage, it.person, it.exchange.ID)
	case it.expired:
		return p.d.Open(screen.RetentionPage)
	case it.consent:
		return p.d.Open(screen.PurposesPage, it.person)
	}
	return p.d.Open(screen.PersonPage, it.person)
}

func (p *Page) addTask() tea.Cmd {
	if id, ok := p.About(); ok {
		return p.d.Open(screen.TaskAdd, id)
	}
	return p.d.Open(screen.TaskAdd)
}

// done marks as done what the selected row is about.
func (p *Page) done() tea.Cmd {
	it, ok := p.selected()
	s, w := p.d.Store, &p.d.T.Today
	switch {
	case !ok:
	case it.task != nil:
		return due.Done(p.d, p, it.task.ID)
	case it.follow:
		return p.save(func() error {
			_, err := s.EditInteractionOf(it.person, it.exchange.ID, func(i *store.Interaction) error { i.FollowUp = ""; return nil })
			return err
		}, w.FollowUpDone.With("name", it.name))
	case it.request:
		return p.save(func() error {
			_, err := s.SetSupport(it.person, it.exchange.ID, store.Solved)
			return err
		}, w.Solved.With("name", it.name))
	}
	return nil
}

// postpone asks for another day.
func (p *Page) postpone() tea.Cmd {
	it, ok := p.selected()
	if !ok || it.task == nil && !it.follow {
		return nil
	}
	s := p.d.Store
	return due.Postpone(p.d, it.name, func(to store.Date) tea.Cmd {
		return p.save(func() (err error) {
			if it.task != nil {
				_, err = s.EditTask(it.task.ID, func(t *store.Task) error { t.Due = to; return nil })
			} else {
				_, err = s.EditInteractionOf(it.person, it.exchange.ID, func(i *store.Interaction) error { i.FollowUp = to; return nil })
			}
			return err
		}, p.d.T.Today.Moved.With("name", it.name, "date", p.d.Language().Day(string(to))))
	})
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
