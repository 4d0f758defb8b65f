package app

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/help"
	"calepin/ui/screen/palette"
	"calepin/ui/text"
)

// actions are all that can be done now: the top screen's, then the root's.
func (r *root) actions() []screen.Action {
	var all []screen.Action
	if top := r.page(); top != nil {
		all = append(all, top.Actions()...)
	}
	return r.doable(append(all, r.own()...))
}

// doable are the actions, those that the operator's role does not allow disabled
// with the reason.
func (r *root) doable(actions []screen.Action) []screen.Action {
	if r.desk.Store == nil {
		return actions
	}
	for i, a := range actions {
		if a.Needs == "" {
			continue
		}
		if err := r.desk.Store.Can(a.Needs); err != nil {
			actions[i].Disabled = r.desk.W.Sentence(err)
		}
	}
	return actions
}

// page is the page on top, whatever boxes are above it.
func (r *root) page() screen.Screen {
	if n := len(r.pages); n > 0 {
		return r.pages[n-1]
	}
	return nil
}

// own are the root's actions, the same everywhere.
func (r *root) own() []screen.Action {
	w := r.desk.T.App
	act := func(id string, words text.Action, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{ID: "app." + id, Words: words, Keys: keys, Run: run, Hidden: true}
	}
	all := []screen.Action{
		r.helpAction(),
		act("palette", w.Palette, func() tea.Cmd { return screen.Overlay(palette.New(r.desk)) }, ":", "ctrl+p"),
		act("back", w.Back, r.back, "esc"),
		act("mouse", w.Mouse, r.turnMouse, "f9"),
		act("shade", w.Shade, r.turnShade, "f8"),
		act("suspend", w.Suspend, func() tea.Cmd { return tea.Suspend }, "ctrl+z"),
	}
	if r.jobs.cancellable() {
		all = append(all, act("cancel", w.CancelJob, r.cancelJob, "ctrl+x"))
	}
	quit := act("quit", w.Quit, r.askQuit, "q")
	if r.desk.Store == nil {
		return append(all, quit)
	}
	for _, p := range places {
		all = append(all, r.goAction(p))
	}
	for _, e := range everywhere {
		all = append(all, e(r.desk, r.about))
	}
	return append(all,
		act("undo", w.Undo, r.undo, "u").For(store.Work),
		act("backups", w.Backups, func() tea.Cmd { return r.desk.Open(screen.BackupsPage) }, "B"),
		r.draftAction(),
		act("lock", w.Lock, func() tea.Cmd { return screen.Lock }, "ctrl+l"),
		quit)
}

// helpAction shows what can be done. The footer always ends with it.
func (r *root) helpAction() screen.Action {
	return screen.Action{
		ID: "app.help", Words: r.desk.T.App.Help, Keys: []string{"?", "f1"}, Hidden: true,
		Run: func() tea.Cmd { return screen.Overlay(help.New(r.desk)) },
	}
}

// goAction shows a place.
func (r *root) goAction(p place) screen.Action {
	title := p.title(r.desk)
	return screen.Action{
		ID: "app.go." + p.id, Keys: []string{p.key}, Hidden: true,
		Words: text.Action{Name: title, Help: r.desk.T.App.GoTo.With("place", title)},
		Run:   func() tea.Cmd { return screen.Go(p.id) },
	}
}

// about is whom the page is about, if anyone.
func (r *root) about() (id store.ID, ok bool) {
	if a, is := r.page().(screen.About); is {
		return a.About()
	}
	return id, false
}

// askQuit is q: at the bottom of the stack it ends the program, above it goes
// back, for who is one page too deep does not mean to leave.
func (r *root) askQuit() tea.Cmd {
	if len(r.pages) > 1 || len(r.overlays) > 0 {
		return r.back()
	}
	return screen.Quit
}

func (r *root) turnMouse() tea.Cmd {
	r.mouse = !r.mouse
	if r.mouse {
		return screen.Toast(screen.Note, r.desk.T.App.MouseOn)
	}
	return screen.Toast(screen.Note, r.desk.T.App.MouseOff)
}

func (r *root) turnShade() tea.Cmd {
	t := r.desk.Theme
	t.Turn()
	return r.broadcast(screen.Restyled{})
}
