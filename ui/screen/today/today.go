// Package today is the page of the morning: whom to get back to, what is to be
// done, who waits for an answer, who has gone quiet, and what was said last.
package today

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Page shows one selection over two lists: what to do, and what to know. They
// stand side by side from 100 cells on, and else below each other.
type Page struct {
	d     *screen.Desk
	have  *day     // nil until it is read
	owed  *telling // who is owed information; nil until it is read
	items map[string]item
	parts [2][]part
	todo  *widget.Table // what to do
	know  *widget.Table // what to know
	both  *widget.Table // the two, where there is no room beside
	right bool          // the selection is in know
	wide  bool          // the two stand side by side
	left  int           // cells of todo then
}

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d, items: map[string]item{}}
	table := func() *widget.Table {
		t := widget.NewTable(d)
		t.NoHead, t.NoMarks = true, true
		t.OnOpen = func(string) tea.Cmd { return p.open() }
		return t
	}
	p.todo, p.know, p.both = table(), table(), table()
	p.side(false)
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.T.Today.Title }

// Init reads what there is.
func (p *Page) Init() tea.Cmd { return tea.Batch(p.read(), p.readOwed()) }

// read asks for the records off the loop: the last exchanges are a walk over
// all of them.
func (p *Page) read() tea.Cmd {
	s, now := p.d.Store, p.d.Now()
	return screen.Do(screen.Job{Owner: p, Key: "read"},
		func(ctx context.Context, _ screen.Report) (*day, error) { return readDay(ctx, s, now) },
		func(have *day, err error) tea.Cmd {
			if err != nil {
				return p.failed(err)
			}
			p.set(have)
			return nil
		})
}

// readOwed looks, behind what is shown, for who was not told yet.
func (p *Page) readOwed() tea.Cmd {
	return screen.Do(screen.Job{Owner: p, Key: "owed"},
		func(context.Context, screen.Report) (*telling, error) { return readOwed(p.d) },
		func(have *telling, err error) tea.Cmd {
			if err != nil {
				return p.failed(err)
			}
			p.owed = have
			if p.have != nil {
				p.set(p.have)
			}
			return nil
		})
}

func (p *Page) failed(err error) tea.Cmd {
	return screen.Toast(screen.Failure, p.d.W.Sentence(err))
}

// set shows what was read. The selection stays where it was.
func (p *Page) set(have *day) {
	p.have = have
	p.items = map[string]item{}
	p.parts = p.split(have)
	show := func(t *widget.Table, parts []part, mostWho int) {
		l := listOf(parts)
		t.SetColumns(l.columns(mostWho)...)
		t.SetSource(l)
	}
	show(p.todo, p.parts[0], 24)
	show(p.know, p.parts[1], 20)
	show(p.both, append(append([]part{}, p.parts[0]...), p.parts[1]...), 24)
	w := &p.d.T.Today
	p.todo.Empty = []string{w.Clear, w.ClearHow.With("log", p.key("app.log", "l"), "task", p.key("today.add_task", "t"))}
	p.know.Empty = []string{w.NoRecent}
	p.side(p.know.Len() > 0 && (p.right || p.todo.Len() == 0))
}

// Update reads again what changed, and moves.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		p.resize(m)
	case screen.Changed:
		if p.have != nil && p.have.people > oftenOwed {
			return p.read()
		}
		return tea.Batch(p.read(), p.readOwed())
	case screen.Shown:
		if p.have == nil || p.have.today != store.DateOf(p.d.Now()) {
			return tea.Batch(p.read(), p.readOwed())
		}
	case tea.MouseMsg:
		return p.mouse(msg)
	}
	return nil
}

func (p *Page) resize(m tea.WindowSizeMsg) {
	p.left, _, p.wide = panes(m.Width)
	body := tea.WindowSizeMsg{Width: m.Width, Height: max(0, m.Height-headHeight)}
	for _, t := range [...]*widget.Table{p.todo, p.know, p.both} {
		t.Update(body)
	}
}

// mouse gives an event to the list it is over.
func (p *Page) mouse(msg tea.Msg) tea.Cmd {
	at, ok := msg.(tea.MouseMsg)
	if !ok {
		return nil
	}
	msg = widget.Shift(msg, 0, headHeight)
	if p.wide {
		p.side(at.Mouse().X >= p.left && p.know.Len() > 0)
		if p.right {
			msg = widget.Shift(msg, p.left+3, 0)
		}
	}
	t := p.active()
	cmd := t.Update(msg)
	p.follow(t)
	return cmd
}
