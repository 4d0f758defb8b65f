package app

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// key sends a key to the top screen's actions, its field, or the root.
func (r *root) key(msg tea.KeyPressMsg) tea.Cmd {
	name := msg.String()
	if name == "ctrl+c" {
		return r.interrupt()
	}
	top := r.top()
	if top == nil || r.ending.begun || r.tooSmall() {
		return nil
	}
	if n := len(r.overlays); n > 0 && r.desk.Now().Before(r.overlays[n-1].deaf) {
		return nil
	}
	if typing(top) && writes(msg) {
		return top.Update(msg)
	}
	if a, ok := r.find(r.doable(top.Actions()), name); ok {
		return r.run(a)
	}
	if a, ok := r.find(r.doable(r.own()), name); ok && (!typing(top) || !plain(name)) {
		return r.run(a)
	}
	return top.Update(msg)
}

func typing(s screen.Screen) bool {
	t, ok := s.(screen.Typing)
	return ok && t.Typing()
}

// writes tells whether a key belongs to the text being typed.
func writes(msg tea.KeyPressMsg) bool {
	if msg.Text != "" {
		return true
	}
	switch msg.String() {
	case "space", "backspace", "delete", "left", "right", "home", "end",
		"ctrl+left", "ctrl+right", "alt+left", "alt+right", "ctrl+w", "ctrl+backspace", "alt+backspace", "ctrl+h",
		"shift+left", "shift+right", "shift+home", "shift+end":
		return true
	}
	return false
}

// plain is a key that a text or a list may want, so that the root's own
// actions leave it alone while something is typed.
func plain(name string) bool {
	return name != "esc" && !strings.HasPrefix(name, "ctrl+") && !strings.HasPrefix(name, "alt+") && !functionKey(name)
}

func functionKey(name string) bool {
	return len(name) > 1 && name[0] == 'f' && name[1] >= '0' && name[1] <= '9'
}

func (r *root) find(actions []screen.Action, key string) (screen.Action, bool) {
	for _, a := range actions {
		if slices.Contains(r.desk.Keys(a), key) {
			return a, true
		}
	}
	return screen.Action{}, false
}

// run does an action, or says why it cannot be done.
func (r *root) run(a screen.Action) tea.Cmd {
	if a.Disabled != "" {
		return screen.Toast(screen.Note, r.desk.T.App.Disabled.With("name", a.Words.Name, "why", a.Disabled))
	}
	if a.Run == nil {
		return nil
	}
	return a.Run()
}

// paste goes to a field or nowhere: pasted text is never taken for commands.
func (r *root) paste(msg tea.PasteMsg) tea.Cmd {
	if top := r.top(); top != nil && typing(top) && !r.ending.begun {
		return top.Update(msg)
	}
	return nil
}

// pointer gives a mouse event to the top screen, counted from its corner.
func (r *root) pointer(msg tea.MouseMsg) tea.Cmd {
	top := r.top()
	if top == nil || r.ending.begun || r.tooSmall() {
		return nil
	}
	x, y := 0, bodyTop
	if n := len(r.overlays); n > 0 {
		x, y = r.boxAt(top)
	} else if click, ok := msg.(tea.MouseClickMsg); ok && click.Y == 0 {
		return r.clickPlace(click.X)
	}
	switch m := msg.(type) {
	case tea.MouseClickMsg:
		m.X, m.Y = m.X-x, m.Y-y
		return top.Update(m)
	case tea.MouseWheelMsg:
		m.X, m.Y = m.X-x, m.Y-y
		return top.Update(m)
	}
	return nil
}

// interrupt is ctrl+c: once asks, twice quits.
func (r *root) interrupt() tea.Cmd {
	now := r.desk.Now()
	if now.Sub(r.armed) < 3*time.Second || r.desk.Store == nil && r.vault.close == nil {
		return r.quit(0)
	}
	r.armed = now
	return screen.Toast(screen.Note, r.desk.T.App.QuitAgain)
}
