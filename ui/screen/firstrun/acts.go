package firstrun

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/screen/sheet"
	"calepin/ui/session"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Actions is part of screen.Screen.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.FirstRun
	act := func(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "firstrun." + id, Words: words, Keys: keys, Run: run}
	}
	switch {
	case p.busy && p.step == place:
		return []screen.Action{act("stop", w.StopWaiting, p.stop, "esc")}
	case p.busy:
		return nil
	case p.step == done:
		return []screen.Action{
			act("import", w.Import, func() tea.Cmd { return p.enter(screen.Go("import")) }, "i"),
			act("start", w.Start, func() tea.Cmd { return p.enter(nil) }, "enter", "esc"),
		}
	}
	words := map[step]text.Action{paper: w.Prove, proof: w.Make}[p.step]
	if words.Name == "" {
		words = w.Next
	}
	list := []screen.Action{act("next", words, p.next, "enter")}
	if f := p.form(); f != nil && p.step != place {
		list[0] = act("next", words, p.enterField, "enter")
		list = append(list, hidden(act("save", words, p.next, "ctrl+s")))
	}
	if p.step == paper {
		list = append(list, p.flip())
	}
	if m := p.menu(); m != nil {
		list = append(list, p.moves(m)...)
	}
	if p.step != language {
		list = append(list, act("previous", w.Previous, p.previous, "esc"))
	}
	return append(list, act("quit", w.Quit, p.askQuit, "ctrl+q"))
}

func hidden(a screen.Action) screen.Action {
	a.Hidden = true
	return a
}

// enterField is enter in a form: the next field, and the next page after the
// last.
func (p *Page) enterField() tea.Cmd {
	return p.form().Update(tea.KeyPressMsg{Code: tea.KeyEnter})
}

// moves are the keys of a menu.
func (p *Page) moves(m *sheet.Menu) []screen.Action {
	move := func(id, key string, more ...string) screen.Action {
		return hidden(screen.Action{ID: "firstrun." + id, Words: p.d.T.FirstRun.Choose, Keys: append([]string{key}, more...),
			Run: func() tea.Cmd { return p.choose(m, key) }})
	}
	return []screen.Action{move("up", "up", "shift+tab"), move("down", "down", "tab")}
}

func (p *Page) choose(m *sheet.Menu, key string) tea.Cmd {
	if !m.Key(key) {
		return nil
	}
	p.err = nil
	if p.step == language {
		return p.speak()
	}
	p.chose = true
	return nil
}

// menu is the menu of the page, nil for none.
func (p *Page) menu() *sheet.Menu {
	switch p.step {
	case language:
		return p.languages
	case place:
		return p.places
	}
	return nil
}

// form is the form that has the keys, nil for none.
func (p *Page) form() *widget.Form {
	switch p.step {
	case business:
		return p.owner
	case place:
		if session.Choice(p.places.Value()) == session.KeyFile {
			return p.file
		}
	case passphrase:
		return p.secret
	case proof:
		return p.back
	}
	return nil
}

// flip changes between the groups and the code, where both do not fit.
func (p *Page) flip() screen.Action {
	w := p.d.T.FirstRun
	a := screen.Action{ID: "firstrun.qr", Keys: []string{"v"}, Words: w.QR, Run: func() tea.Cmd { p.qr = !p.qr; return nil }}
	if p.qr {
		a.Words = w.Groups
	}
	code := p.code()
	switch {
	case p.beside(code):
		a.Hidden = true
	case len(code) > p.room[1] || widget.Width(code[0]) > p.room[0]:
		a.Disabled = p.tooSmall(code)
	}
	return a
}

// askQuit asks before the answers are lost.
func (p *Page) askQuit() tea.Cmd {
	w := p.d.T.FirstRun
	return screen.Overlay(widget.NewConfirm(p.d, widget.Question{
		Title: w.QuitTitle, Lines: []string{w.QuitText}, Act: w.QuitYes.Name,
		Run: func() tea.Cmd { return screen.Quit },
	}))
}

// turn keeps the sign of waiting turning.
type turn struct{ page *Page }

func (p *Page) tick() tea.Cmd {
	if p.ticked {
		return nil
	}
	p.ticked = true
	return tea.Tick(150*time.Millisecond, func(time.Time) tea.Msg { return turn{p} })
}

// Update is part of screen.Screen.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(turn); ok {
		if m.page != p {
			return nil
		}
		p.frame++
		if p.ticked = false; p.busy {
			return p.tick()
		}
		return nil
	}
	if p.busy {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok && p.form() == nil {
		if m := p.menu(); m != nil {
			return p.choose(m, k.String())
		}
		return nil
	}
	if f := p.form(); f != nil {
		return f.Update(p.sheet.ToForm(msg))
	}
	return nil
}

// Typing is part of screen.Typing.
func (p *Page) Typing() bool { return !p.busy && p.form() != nil }

// Cursor is part of screen.Cursored.
func (p *Page) Cursor() *tea.Cursor {
	if p.busy || p.form() == nil {
		return nil
	}
	return p.sheet.Cursor()
}
