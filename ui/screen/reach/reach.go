// Package reach is the box that leads from a person to the system's mailer and
// dialler, and then offers to log what was said.
package reach

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// way is one way to reach a person.
type way struct {
	phone        bool
	shown, label string
	copied       string // what is put on the clipboard
	address      string // the URL; empty where there is nothing to dial
}

// Box lists the ways to reach a person.
type Box struct {
	d      *screen.Desk
	id     store.ID
	name   string
	ways   []way
	at     int
	launch func(ctx context.Context, address string) error
}

// Open answers screen.Reach.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	b, err := New(d, ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return screen.Overlay(b)
}

// New makes the box of a person.
func New(d *screen.Desk, id store.ID) (*Box, error) {
	p, err := d.Store.Person(id)
	if err != nil {
		return nil, err
	}
	if err := d.Store.MayUse(id); err != nil {
		return nil, err
	}
	b := &Box{d: d, id: id, launch: launch}
	_, b.name = facts.Ties(d, &p)
	for _, e := range p.Emails {
		b.ways = append(b.ways, way{shown: widget.Clean(e.Address), label: d.W.Label(e.Label), copied: e.Address, address: mailURL(e.Address)})
	}
	for _, n := range p.Phones {
		b.ways = append(b.ways, way{phone: true, shown: widget.Clean(facts.Phone(d, n.Number)), label: d.W.Label(n.Label), copied: facts.Phone(d, n.Number), address: telURL(n.Number)})
	}
	return b, nil
}

// Title names the person.
func (b *Box) Title() string { return b.d.T.Reach.Title.With("name", b.name) }

// Init does nothing.
func (b *Box) Init() tea.Cmd { return nil }

// Size is that of the list.
func (b *Box) Size(w, h int) (int, int) { return min(w, 64), min(h, max(3, len(b.ways))) }

// Actions open, copy and move.
func (b *Box) Actions() []screen.Action {
	w, list := b.d.T.Reach, b.d.T.Widgets
	move := func(n int) func() tea.Cmd {
		return func() tea.Cmd { b.at = max(0, min(b.at+n, len(b.ways)-1)); return nil }
	}
	open := screen.Action{ID: "reach.open", Keys: []string{"enter"}, Words: w.Open, Run: b.open}
	clip := screen.Action{ID: "reach.copy", Keys: []string{"y"}, Words: w.Copy, Run: b.copy}
	if len(b.ways) == 0 {
		open.Disabled, clip.Disabled = w.Nothing, w.Nothing
	} else if b.ways[b.at].address == "" {
		open.Disabled = w.Odd
	}
	note := screen.Action{ID: "reach.log", Keys: []string{"l"}, Words: w.Log, Disabled: clip.Disabled, Needs: store.Writing(store.KindInteraction), Run: func() tea.Cmd {
		return tea.Sequence(screen.Back(b), b.d.Open(target(b.ways[b.at].phone), b.id))
	}}
	return []screen.Action{open, clip, note,
		{ID: "list.down", Keys: []string{"down", "j", "tab"}, Words: list.Down, Hidden: true, Run: move(1)},
		{ID: "list.up", Keys: []string{"up", "k", "shift+tab"}, Words: list.Up, Hidden: true, Run: move(-1)},
	}
}

// open starts the mailer or the dialler, off the loop, then offers to log it.
func (b *Box) open() tea.Cmd {
	chosen := b.ways[b.at]
	return screen.Do(screen.Job{Owner: b, Key: "open"}, func(ctx context.Context, _ screen.Report) (struct{}, error) {
		return struct{}{}, b.launch(ctx, chosen.address)
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Warning, b.why(err))
		}
		return tea.Sequence(screen.Back(b), b.offer(chosen.phone))
	})
}

// why says why nothing was opened, and what can be done instead.
func (b *Box) why(err error) string {
	w, key := b.d.T.Reach, b.d.KeyOf(screen.Action{ID: "reach.copy", Keys: []string{"y"}})
	switch {
	case errors.Is(err, errNoOpener):
		return w.NoOpener.With("key", key)
	case errors.Is(err, errNoDesktop):
		return w.NoDesktop.With("key", key)
	case errors.Is(err, errNoProgram):
		return w.NoProgram.With("key", key)
	}
	return w.Failed.With("why", b.d.W.Sentence(err), "key", key)
}

// copy puts what is chosen on the terminal's clipboard.
func (b *Box) copy() tea.Cmd { return screen.Copy(b.ways[b.at].copied) }

// offer asks whether to log the call or the e-mail.
func (b *Box) offer(phone bool) tea.Cmd {
	w, title := b.d.T.Reach, b.d.T.Reach.LogMail
	if phone {
		title = w.LogCall
	}
	return screen.Overlay(widget.NewConfirm(b.d, widget.Question{
		Title: title.With("name", b.name), Lines: []string{w.LogWhat}, Act: w.LogAct,
		Run: func() tea.Cmd { return b.d.Open(target(phone), b.id) },
	}))
}

// target is the form that logs it.
func target(phone bool) screen.Target {
	if phone {
		return screen.LogCall
	}
	return screen.LogMail
}

// Update takes clicks: on what is chosen, one opens it.
func (b *Box) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.MouseClickMsg); ok && m.Y >= 0 && m.Y < len(b.ways) {
		if m.Y == b.at && b.ways[b.at].address != "" {
			return b.open()
		}
		b.at = m.Y
	}
	return nil
}

// View lists the ways, a sign first.
func (b *Box) View(w, h int) string {
	th, words := b.d.Theme, b.d.T.Reach
	if len(b.ways) == 0 {
		return widget.Block([]string{th.Strong.Render(words.Nothing), "", th.Muted.Render(words.NothingHint)}, w, h)
	}
	var lines []string
	top := max(0, b.at-h+1)
	for n, way := range b.ways[top:] {
		sign := "@"
		if way.phone {
			sign = "☏"
		}
		room := max(8, w-20)
		if n+top == b.at {
			lines = append(lines, th.Selected.Render(widget.Fit(" "+sign+"  "+widget.Fit(way.shown, room)+" "+widget.Clean(way.label), w)))
			continue
		}
		lines = append(lines, " "+th.Accent.Render(sign)+"  "+widget.Fit(way.shown, room)+" "+th.Muted.Render(widget.Clean(way.label)))
	}
	return widget.Block(lines, w, h)
}
