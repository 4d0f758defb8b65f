package app

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// overlay is a box above the page.
type overlay struct {
	screen.Screen
	deaf time.Time // until when keys are ignored, for a box nobody asked for
}

// A box that opens by itself ignores the keys meant for what was there before.
const (
	unasked = 300 * time.Millisecond // without a key before it
	grace   = 400 * time.Millisecond
)

// screens are all pages and boxes, the lowest first.
func (r *root) screens() []screen.Screen {
	all := slices.Clone(r.pages)
	for _, o := range r.overlays {
		all = append(all, o.Screen)
	}
	return all
}

// top is what gets the keys.
func (r *root) top() screen.Screen {
	if n := len(r.overlays); n > 0 {
		return r.overlays[n-1].Screen
	}
	if n := len(r.pages); n > 0 {
		return r.pages[n-1]
	}
	return nil
}

func (r *root) has(s screen.Screen) bool { return slices.Contains(r.screens(), s) }

// show puts a page on top.
func (r *root) show(s screen.Screen) tea.Cmd {
	r.pages = append(r.pages, s)
	return tea.Batch(s.Update(r.bodySize()), s.Init())
}

// lay puts a box above the page.
func (r *root) lay(s screen.Screen) tea.Cmd {
	o := overlay{Screen: s}
	if now := r.desk.Now(); now.Sub(r.idle.last) > unasked {
		o.deaf = now.Add(grace)
	}
	r.overlays = append(r.overlays, o)
	return tea.Batch(s.Update(r.boxSize(s)), s.Init())
}

// back leaves the top, which may want to ask first. The bottom page stays: a
// program is left by q.
func (r *root) back() tea.Cmd {
	s := r.top()
	if free, ask := mayLeave(s); !free {
		return ask
	}
	return r.leave(s)
}

// mayLeave asks a screen that minds being left.
func mayLeave(s screen.Screen) (free bool, ask tea.Cmd) {
	if g, ok := s.(screen.Guarded); ok {
		return g.Leave()
	}
	return true, nil
}

// leave takes a page or a box away, and the boxes above a page with it.
func (r *root) leave(s screen.Screen) tea.Cmd {
	if i := slices.IndexFunc(r.overlays, func(o overlay) bool { return o.Screen == s }); i >= 0 {
		r.drop(s)
		r.overlays = slices.Delete(r.overlays, i, i+1)
		return nil
	}
	if i := slices.Index(r.pages, s); i > 0 && i == len(r.pages)-1 {
		r.drop(s)
		r.pages = r.pages[:i]
		return r.pages[i-1].Update(screen.Shown{})
	}
	return nil
}

// drop ends what runs for a screen that goes.
func (r *root) drop(s screen.Screen) { r.jobs.abandon(s) }

// clear takes every page and box away.
func (r *root) clear() {
	for _, s := range r.screens() {
		r.drop(s)
	}
	r.pages, r.overlays = nil, nil
}

// goTo shows a place. Going to the place one is in returns to its first page.
// A form half filled on the way is asked about.
func (r *root) goTo(id string) tea.Cmd {
	i := slices.IndexFunc(places, func(p place) bool { return p.id == id })
	if i < 0 || r.desk.Store == nil {
		return nil
	}
	for n := len(r.pages) - 1; n > 0 || n == 0 && r.place != id; n-- {
		s := r.pages[n]
		if free, ask := mayLeave(s); !free {
			return ask
		}
		r.drop(s)
		r.pages = r.pages[:n]
	}
	for _, o := range r.overlays {
		r.drop(o.Screen)
	}
	r.overlays = nil
	if len(r.pages) > 0 {
		return r.pages[0].Update(screen.Shown{})
	}
	r.place = id
	return r.show(places[i].make(r.desk))
}
