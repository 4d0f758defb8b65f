package exchange

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/talk"
	"calepin/ui/text"
)

// Actions are what can be done to the request, to the message at hand, and the
// moves.
func (p *Page) Actions() []screen.Action {
	if p.gone {
		return nil
	}
	w := p.d.T.Exchange
	request := p.thread.Request
	var list []screen.Action
	if request.Support != "" {
		list = append(list,
			p.to("exchange.reply", w.Reply, screen.LogAnswer, "R", request.ID).Writes(store.KindInteraction),
			p.move("exchange.solve", w.Solve, "s", store.Solved),
			p.move("exchange.wait", w.Wait, "w", store.Waiting),
			p.move("exchange.open", w.Reopen, "o", store.Opened))
	}
	if m, ok := p.reader.At(); ok {
		list = append(list,
			p.to("exchange.edit", w.Edit, screen.ExchangeEdit, "e", m.ID).Writes(store.KindInteraction),
			p.to("exchange.delete", w.Delete, screen.ExchangeDelete, "d", m.ID).Writes(store.KindInteraction))
	}
	list = append(list, p.to("exchange.person", w.Person, screen.PersonPage, "P"))
	if request.Support == "" {
		list = append(list, p.move("exchange.request", w.Request, "r", store.Opened))
	}
	return append(list, p.moves()...)
}

// to leads elsewhere, with the contact and another id.
func (p *Page) to(id string, words text.Action, target screen.Target, key string, more ...store.ID) screen.Action {
	ids := append([]store.ID{p.ids[0]}, more...)
	return screen.Action{ID: id, Keys: []string{key}, Words: words, Run: func() tea.Cmd { return p.d.Open(target, ids...) }}
}

// move changes the state of the request.
func (p *Page) move(id string, words text.Action, key string, to store.SupportState) screen.Action {
	a := screen.Action{ID: id, Keys: []string{key}, Words: words, Run: func() tea.Cmd {
		return talk.Move(p.d, p, p.thread.Request, to)
	}}
	if p.thread.Request.Support == to {
		a.Disabled = p.d.T.Exchange.Already
	}
	return a.Writes(store.KindInteraction)
}

func (p *Page) moves() []screen.Action {
	w, own := p.d.T.Widgets, p.d.T.Exchange
	move := func(id string, words text.Action, do func(), keys ...string) screen.Action {
		return screen.Action{ID: "list." + id, Keys: keys, Words: words, Hidden: true, Run: func() tea.Cmd { do(); return nil }}
	}
	by := func(n int) func() { return func() { p.reader.Scroll(n) } }
	list := []screen.Action{
		move("down", w.Down, by(1), "down", "j"), move("up", w.Up, by(-1), "up", "k"),
		move("page_down", w.PageDown, by(max(1, p.h-6)), "pgdown", "space"), move("page_up", w.PageUp, by(-max(1, p.h-6)), "pgup"),
		move("half_down", w.HalfDown, by(max(1, p.h/2)), "ctrl+d"), move("half_up", w.HalfUp, by(-max(1, p.h/2)), "ctrl+u"),
		move("first", w.First, by(-1<<30), "g", "home"), move("last", w.Last, by(1<<30), "G", "end"),
	}
	if len(p.thread.Messages) > 0 {
		list = append(list,
			screen.Action{ID: "exchange.next", Keys: []string{"tab", "n"}, Words: own.Next, Run: func() tea.Cmd { p.reader.Step(1); return nil }},
			screen.Action{ID: "exchange.previous", Keys: []string{"shift+tab", "N"}, Words: own.Previous, Hidden: true, Run: func() tea.Cmd { p.reader.Step(-1); return nil }})
	}
	return list
}
