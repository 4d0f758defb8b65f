package person

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Actions are those of the person, then those of the section that has the keys.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Person
	if p.search.Typing() {
		return []screen.Action{
			act("person.search_done", p.d.T.Contacts.SearchDone, func() tea.Cmd { p.search.Close(); return nil }, "enter", "tab"),
			p.clearAction(),
		}
	}
	if p.gone {
		return nil
	}
	var list []screen.Action
	if a, ok := p.openAction(); ok {
		list = append(list, a)
	}
	list = append(list,
		p.to("person.edit", w.Edit, screen.PersonEdit, "e").Writes(store.KindPerson),
		p.to("person.reach", w.Reach, screen.Reach, "r"),
		p.taskAction(), p.documentAction(), p.attachAction(),
		act("person.next", w.Next, func() tea.Cmd { return p.step(1) }, "tab"))
	if p.at == timeline {
		list = append(list, p.searchAction(), p.filterAction())
		if p.search.Query() != "" || p.narrowed() {
			list = append(list, p.clearAction())
		}
	}
	list = append(list,
		p.to("person.why", w.Why, screen.PurposesPage, "p"),
		p.to("person.right", w.Right, screen.RequestAdd, "x").Writes(store.KindRequest),
		p.to("person.withdraw", w.Withdraw, screen.ConsentWithdraw, "w").Writes(store.KindConsent),
		p.restrictAction(),
		p.to("person.merge", w.Merge, screen.PersonMerge, "m").Writes(store.KindPerson),
		p.to("person.delete", w.Delete, screen.PersonDelete, "d").Writes(store.KindPerson),
		p.eraseAction(), p.holdsAction(),
		hidden(p.to("person.package", w.Package, screen.PackageMake, "P").Writes(store.KindDisclosure)),
		hidden(act("person.previous", w.Previous, func() tea.Cmd { return p.step(-1) }, "shift+tab")))
	return append(list, p.moves()...)
}

func act(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
	return screen.Action{ID: id, Keys: keys, Words: words, Run: run}
}

func hidden(a screen.Action) screen.Action {
	a.Hidden = true
	return a
}

// to leads from the person elsewhere.
func (p *Page) to(id string, words text.Action, target screen.Target, key string) screen.Action {
	return act(id, words, func() tea.Cmd { return p.d.Open(target, p.id) }, key)
}

func (p *Page) taskAction() screen.Action {
	return p.to("person.task", p.d.T.Person.Task, screen.TaskAdd, "t").Writes(store.KindTask)
}

func (p *Page) documentAction() screen.Action {
	return p.to("person.document", p.d.T.Person.Document, screen.DocumentAdd, "o").Writes(store.KindDocument)
}

func (p *Page) attachAction() screen.Action {
	return p.to("person.attach", p.d.T.Person.Attach, screen.AttachmentAdd, "A").Writes(store.KindAttachment)
}

// restrictAction keeps the data apart, or ends that.
func (p *Page) restrictAction() screen.Action {
	if p.person.Restricted {
		return p.to("person.lift", p.d.T.Restricted.Lift, screen.RestrictionLift, "z").Writes(store.KindRestriction)
	}
	return hidden(p.to("person.restrict", p.d.T.Restricted.Add, screen.RestrictionAdd, "z").Writes(store.KindRestriction))
}

// eraseAction leads to what an erasure takes, which nothing brings back.
func (p *Page) eraseAction() screen.Action {
	a := hidden(p.to("person.erase", p.d.T.Person.Erase, screen.PersonErase, "X").Writes(store.KindErasure))
	a.Dangerous = true
	return a
}

// holdsAction leads to what legal claims keep of the person.
func (p *Page) holdsAction() screen.Action {
	return hidden(p.to("person.holds", p.d.T.Holds.Page, screen.HoldsPage, "H"))
}

func (p *Page) searchAction() screen.Action {
	return act("person.search", p.d.T.Person.Search, func() tea.Cmd { p.search.Open(); return nil }, "/")
}

func (p *Page) filterAction() screen.Action {
	return act("person.filter", p.d.T.Person.Filter, p.filter, "f")
}

func (p *Page) clearAction() screen.Action {
	return hidden(act("person.clear", p.d.T.Person.Clear, p.clear, "esc"))
}

// clear ends the search, then the filter.
func (p *Page) clear() tea.Cmd {
	p.search.Close()
	if p.search.Query() != "" {
		p.search.Set("")
		return p.load()
	}
	if p.narrowed() {
		return p.narrow("all")
	}
	return nil
}

// step gives the keys to the next section.
func (p *Page) step(n int) tea.Cmd {
	p.at = (p.at + section(n) + sections) % sections
	if p.at != details {
		p.last = p.at
	}
	return nil
}

// openAction opens what is under the cursor.
func (p *Page) openAction() (screen.Action, bool) {
	w := p.d.T.Person
	switch {
	case p.at == details:
		return screen.Action{}, false
	case p.at == files:
		return act("person.get", w.Get, p.open, "enter", "g"), p.tables[files].Len() > 0
	case p.at == timeline:
		return act("person.open", w.Open, p.open, "enter"), p.history.Len() > 0
	}
	open := act("person.open", w.Open, p.open, "enter")
	switch p.at { // they open as forms
	case documents:
		open = open.Writes(store.KindDocument)
	case tasks:
		open = open.Writes(store.KindTask)
	}
	return open, p.tables[p.at].Len() > 0
}

func (p *Page) open() tea.Cmd {
	if p.at == timeline {
		return p.openEvent()
	}
	if p.at == details {
		return nil
	}
	id, ok := parse(p.tables[p.at].Selected())
	if !ok {
		return nil
	}
	switch p.at {
	case documents:
		return p.d.Open(screen.DocumentEdit, p.id, id)
	case tasks:
		return p.d.Open(screen.TaskEdit, id)
	case files:
		return p.d.Open(screen.AttachmentGet, id)
	}
	return p.d.Open(screen.ExchangePage, p.id, id)
}

func (p *Page) openEvent() tea.Cmd {
	i := p.history.Index()
	if i < 0 || p.rest.history == nil {
		return nil
	}
	found, err := p.rest.history.Rows(i, 1)
	if err != nil || len(found) == 0 {
		return nil
	}
	switch ev := found[0]; ev.Kind {
	case store.KindDocument:
		return p.d.Open(screen.DocumentEdit, p.id, ev.ID)
	case store.KindTask:
		return p.d.Open(screen.TaskEdit, ev.ID)
	case store.KindAttachment:
		return p.d.Open(screen.AttachmentGet, ev.ID)
	default:
		return p.d.Open(screen.ExchangePage, p.id, ev.ID)
	}
}

// moves are the keys that move in the section.
func (p *Page) moves() []screen.Action {
	switch p.at {
	case timeline:
		return p.history.Actions("list")
	case details:
		return p.scrolling()
	}
	return p.tables[p.at].Actions("list")
}

func (p *Page) scrolling() []screen.Action {
	w := p.d.T.Widgets
	move := func(id string, words text.Action, n int, keys ...string) screen.Action {
		return hidden(act("list."+id, words, func() tea.Cmd {
			p.top = max(0, min(p.top+n, p.tall-1))
			return nil
		}, keys...))
	}
	return []screen.Action{
		move("down", w.Down, 1, "j", "down"), move("up", w.Up, -1, "k", "up"),
		move("page_down", w.PageDown, 10, "pgdown", "ctrl+d"), move("page_up", w.PageUp, -10, "pgup", "ctrl+u"),
		move("first", w.First, -1_000_000, "g", "home"), move("last", w.Last, 1_000_000, "G", "end"),
	}
}

// mouse gives a click or a wheel to what is under it.
func (p *Page) mouse(m tea.MouseMsg) tea.Cmd {
	x, y := p.bodyAt()
	at := m.Mouse()
	_, _, two := p.panes()
	if two && at.X < x {
		p.at = details
	} else if click, ok := m.(tea.MouseClickMsg); ok && at.Y == y-1 {
		p.clickTab(click.X-x, two)
		return nil
	} else if two {
		p.at = p.last
	}
	switch p.at {
	case details:
		if wheel, ok := m.(tea.MouseWheelMsg); ok {
			if wheel.Button == tea.MouseWheelUp {
				p.top = max(0, p.top-3)
			} else if wheel.Button == tea.MouseWheelDown {
				p.top += 3
			}
		}
		return nil
	case timeline:
		return p.history.Update(widget.Shift(m, x, y+1))
	}
	return p.tables[p.at].Update(widget.Shift(m, x, y))
}

func (p *Page) clickTab(x int, two bool) {
	for s := details; s < sections; s++ {
		if s == details && two {
			continue
		}
		label := 2 + widget.Width(p.sectionName(s))
		if n, ok := p.count(s); ok {
			label += 1 + widget.Width(p.d.Language().Number(int64(n)))
		}
		if x >= 0 && x < label {
			p.at = s
			if s != details {
				p.last = s
			}
			return
		}
		x -= label
	}
}
