package exchanges

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// kinds are the kinds with the letters that the log gives them.
var kinds = []struct {
	kind store.Kind
	key  string
}{
	{store.Call, "c"}, {store.Mail, "e"}, {store.Meeting, "m"}, {store.Message, "s"},
	{store.Note, "n"}, {store.Letter, "l"}, {store.Purchase, "p"},
}

// Actions are those of the search while it is typed, else those of the list.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Exchanges
	if p.search.Typing() {
		return []screen.Action{
			act("exchanges.search_done", w.SearchDone, func() tea.Cmd { p.search.Close(); return nil }, "enter", "tab"),
			p.clearAction(),
		}
	}
	x, some := p.chosenRow()
	one := func(id string, words text.Action, target screen.Target, key string) screen.Action {
		a := act(id, words, func() tea.Cmd { return p.to(target) }, key)
		if !some {
			a.Disabled = w.Nothing
		}
		return a
	}
	other := w.Requests
	if p.requests {
		other = w.Everything
	}
	list := []screen.Action{
		one("exchanges.open", w.Open, screen.ExchangePage, "enter"),
		act("exchanges.search", w.Search, func() tea.Cmd { p.search.Open(); return nil }, "/"),
		act("exchanges.requests", other, p.turn, "tab"),
	}
	if p.requests {
		list = append(list, p.states(x, some)...)
		list = append(list, act("exchanges.solved", w.States, p.turnSolved, "f"))
	} else {
		list = append(list,
			act("exchanges.kind", w.Kind, p.pickKind, "f"),
			act("exchanges.direction", w.Direction, p.turnWay, "i"),
			act("exchanges.open_only", w.OnlyOpen, p.turnOpen, "o"))
	}
	list = append(list,
		one("exchanges.edit", w.Edit, screen.ExchangeEdit, "e").Writes(store.KindInteraction),
		one("exchanges.delete", w.Delete, screen.ExchangeDelete, "d").Writes(store.KindInteraction),
		one("exchanges.person", w.Person, screen.PersonPage, "P"))
	if p.narrowed() || p.search.Query() != "" {
		list = append(list, p.clearAction())
	}
	list = append(list,
		hidden(act("list.next", p.d.T.Widgets.Down, func() tea.Cmd { return p.table.Move(1) }, "n")),
		hidden(act("list.previous", p.d.T.Widgets.Up, func() tea.Cmd { return p.table.Move(-1) }, "N")))
	return append(list, p.table.Actions("list")...)
}

func act(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
	return screen.Action{ID: id, Keys: keys, Words: words, Run: run}
}

func hidden(a screen.Action) screen.Action {
	a.Hidden = true
	return a
}

// states move the request under the cursor.
func (p *Page) states(x store.Exchange, some bool) []screen.Action {
	w := p.d.T.Exchange
	move := func(id string, words text.Action, key string, to store.SupportState) screen.Action {
		a := act(id, words, func() tea.Cmd { return talk.Move(p.d, p, x.Interaction, to) }, key)
		switch {
		case !some:
			a.Disabled = p.d.T.Exchanges.Nothing
		case x.Support == to:
			a.Disabled = w.Already
		}
		return a.Writes(store.KindInteraction)
	}
	reply := act("exchange.reply", w.Reply, func() tea.Cmd { return p.to(screen.LogAnswer) }, "R").Writes(store.KindInteraction)
	if !some {
		reply.Disabled = p.d.T.Exchanges.Nothing
	}
	return []screen.Action{reply,
		move("exchange.solve", w.Solve, "s", store.Solved),
		move("exchange.wait", w.Wait, "w", store.Waiting),
		move("exchange.open", w.Reopen, "o", store.Opened),
	}
}

// turn shows the other list.
func (p *Page) turn() tea.Cmd {
	p.requests = !p.requests
	p.ready, p.rows = false, nil
	p.table.SetSource(nil)
	p.table.SetColumns(p.columns()...)
	return p.load(true)
}

func (p *Page) turnSolved() tea.Cmd {
	p.solved = !p.solved
	return p.load(false)
}

// turnWay goes from both directions to what came in, then to what went out.
func (p *Page) turnWay() tea.Cmd {
	next := map[store.Direction]store.Direction{"": store.In, store.In: store.Out, store.Out: ""}
	p.query.Direction = next[p.query.Direction]
	return p.load(true)
}

func (p *Page) turnOpen() tea.Cmd {
	if p.openOnly() {
		p.query.Support = nil
	} else {
		p.query.Support = []store.SupportState{store.Opened, store.Waiting}
	}
	return p.load(true)
}

func (p *Page) openOnly() bool { return len(p.query.Support) > 0 }

func (p *Page) pickKind() tea.Cmd {
	w := p.d.T.Exchanges
	options := []widget.Option{{Value: "", Label: w.AllKinds, Key: "a"}}
	for _, k := range kinds {
		options = append(options, widget.Option{
			Value: string(k.kind), Label: talk.Sign(k.kind) + " " + p.d.W.Records.Kinds[string(k.kind)], Key: k.key,
		})
	}
	return screen.Overlay(widget.NewChoose(p.d, w.KindTitle, options, func(value string) tea.Cmd {
		p.query.Kinds = nil
		if value != "" {
			p.query.Kinds = []store.Kind{store.Kind(value)}
		}
		return p.load(true)
	}))
}

func (p *Page) narrowed() bool {
	if p.requests {
		return p.solved
	}
	return len(p.query.Kinds) > 0 || p.query.Direction != "" || p.openOnly()
}

func (p *Page) clearAction() screen.Action {
	return hidden(act("exchanges.clear", p.d.T.Exchanges.Clear, p.clear, "esc"))
}

// clear takes the search away, then the filters.
func (p *Page) clear() tea.Cmd {
	typing := p.search.Typing()
	p.search.Close()
	switch {
	case p.search.Query() != "":
		p.search.Set("")
	case typing:
		return nil
	case p.requests:
		p.solved = false
	default:
		p.query = store.ExchangeQuery{}
	}
	return p.load(false)
}
