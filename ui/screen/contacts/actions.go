package contacts

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/text"
)

// Actions are those of the search while it is typed, else those of the list.
func (p *Page) Actions() []screen.Action {
	if p.search.Typing() {
		return []screen.Action{
			act("contacts.search_done", p.d.T.Contacts.SearchDone, p.closeSearch, "enter", "tab"),
			shown(p.clearAction()),
		}
	}
	w := p.d.T.Contacts
	_, some := p.selected()
	one := func(a screen.Action) screen.Action {
		if !some {
			a.Disabled = w.Nobody
		}
		return a
	}
	list := []screen.Action{
		one(act("contacts.open", w.Open, func() tea.Cmd { return p.open(p.table.Selected()) }, "enter")),
		p.searchAction(),
		p.addAction(),
		one(p.to("contacts.edit", w.Edit, screen.PersonEdit, "e").Writes(store.KindPerson)),
		p.filterAction(),
		p.viewsAction(),
		one(act("contacts.tag", w.Tag, p.tag, "t").Writes(store.KindPerson)),
		one(p.to("contacts.reach", w.Reach, screen.Reach, "r")),
		p.mergeAction(),
		one(p.to("contacts.delete", w.Delete, screen.PersonDelete, "d").Writes(store.KindPerson)),
		p.importAction(),
	}
	if p.clearable() {
		list = append(list, p.clearAction())
	}
	list = append(list,
		hidden(act("list.next", w.Next, func() tea.Cmd { return p.table.Move(1) }, "n")),
		hidden(act("list.previous", w.Previous, func() tea.Cmd { return p.table.Move(-1) }, "N")))
	return append(list, p.table.Actions("list")...)
}

func act(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
	return screen.Action{ID: id, Keys: keys, Words: words, Run: run}
}

func hidden(a screen.Action) screen.Action {
	a.Hidden = true
	return a
}

func shown(a screen.Action) screen.Action {
	a.Hidden = false
	return a
}

// to leads from the person under the cursor elsewhere.
func (p *Page) to(id string, words text.Action, target screen.Target, key string) screen.Action {
	return act(id, words, func() tea.Cmd {
		who, ok := p.selected()
		if !ok {
			return nil
		}
		return p.d.Open(target, who)
	}, key)
}

func (p *Page) open(id string) tea.Cmd {
	who, ok := parse(id)
	if !ok {
		return nil
	}
	return p.d.Open(screen.PersonPage, who)
}

func (p *Page) addAction() screen.Action {
	return act("contacts.add", p.d.T.Contacts.Add, func() tea.Cmd { return p.d.Open(screen.PersonAdd) }, "a").Writes(store.KindPerson)
}

func (p *Page) importAction() screen.Action {
	return act("contacts.import", p.d.T.Contacts.Import, func() tea.Cmd { return p.d.Open(screen.Import) }, "i").Writes(store.KindBatch)
}

func (p *Page) searchAction() screen.Action {
	return act("contacts.search", p.d.T.Contacts.Search, func() tea.Cmd {
		p.search.Open()
		return nil
	}, "/")
}

func (p *Page) filterAction() screen.Action {
	return act("contacts.filter", p.d.T.Contacts.Filter, p.filter, "f")
}

func (p *Page) clearAction() screen.Action {
	return hidden(act("contacts.clear", p.d.T.Contacts.Clear, p.clear, "esc"))
}

func (p *Page) clearable() bool {
	return p.search.Query() != "" || p.marked() > 0 || say(p.d, p.query) != ""
}

// clear takes away one thing at a time: the search, the filter, the marks.
func (p *Page) clear() tea.Cmd {
	typing := p.search.Typing()
	p.search.Close()
	switch {
	case p.search.Query() != "" || typing:
		if p.search.Query() == "" {
			return nil
		}
		p.search.Set("")
	case say(p.d, p.query) != "":
		p.query.Status, p.query.Tags, p.view = "", nil, ""
	default:
		p.table.ClearMarks()
		return nil
	}
	return p.load(false)
}

func (p *Page) closeSearch() tea.Cmd {
	p.search.Close()
	return nil
}

// mergeAction joins the two that are marked, or the one under the cursor with
// one to be picked.
func (p *Page) mergeAction() screen.Action {
	w := p.d.T.Contacts
	marked := p.table.Marked()
	a := act("contacts.merge", w.Merge, nil, "m").Writes(store.KindPerson)
	at, some := p.selected()
	switch {
	case len(marked) == 2:
		a.Run = func() tea.Cmd { return p.d.Open(screen.PersonMerge, keepFirst(marked, at)...) }
	case len(marked) > 2:
		a.Disabled = w.MergeTwo
	case !some:
		a.Disabled = w.Nobody
	default:
		a.Run = func() tea.Cmd { return p.d.Open(screen.PersonMerge, at) }
	}
	return a
}

// keepFirst puts the one under the cursor first, who is kept.
func keepFirst(marked []string, at store.ID) []store.ID {
	var ids []store.ID
	for _, m := range marked {
		if id, ok := parse(m); ok {
			ids = append(ids, id)
		}
	}
	if len(ids) == 2 && ids[1] == at {
		ids[0], ids[1] = ids[1], ids[0]
	}
	return ids
}
