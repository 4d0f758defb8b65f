package widget

import (
	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// Question is what a Confirm asks.
type Question struct {
	Title string
	// Lines are what goes, or what is to be known first. They scroll.
	Lines []string
	// Act is the name of what is done: "Delete". Yes where it is empty.
	Act string
	// Key does it, the letter of yes where it is empty. It must not be the key
	// that brought the question up.
	Key string
	// Dangerous shows the act as such.
	Dangerous bool
	// Told is for what asks nothing: there is one button, and it closes the box.
	Told bool
	// Run does it, once the box is closed.
	Run func() tea.Cmd
	// Cancel is done where the answer is no. It may be nil.
	Cancel func() tea.Cmd
}

// Confirm asks before something goes. Cancel has the focus at first, and esc
// means it.
type Confirm struct {
	d      *screen.Desk
	q      Question
	act    bool // the act has the focus
	top    int
	lines  []string
	width  int
	height int
	spots  [2][2]int // the cells of cancel and the act
	row    int       // the line they are on
}

// NewConfirm returns a box to be shown with screen.Overlay.
func NewConfirm(d *screen.Desk, q Question) *Confirm {
	if q.Act == "" {
		q.Act = d.T.Widgets.Yes
	}
	if q.Key == "" {
		q.Key = d.T.Widgets.YesKey
	}
	return &Confirm{d: d, q: q}
}

// Title is the question.
func (c *Confirm) Title() string { return c.q.Title }

// Init does nothing.
func (c *Confirm) Init() tea.Cmd { return nil }

// Leave is esc: no.
func (c *Confirm) Leave() (bool, tea.Cmd) { return false, c.answer(false) }

func (c *Confirm) answer(yes bool) tea.Cmd {
	then := c.q.Cancel
	if yes {
		then = c.q.Run
	}
	if then == nil {
		return screen.Back(c)
	}
	return tea.Sequence(screen.Back(c), then())
}

// Actions are the act, cancel, and what moves.
func (c *Confirm) Actions() []screen.Action {
	w := &c.d.T.Widgets
	other := func() tea.Cmd { c.act = !c.act; return nil }
	list := []screen.Action{
		{ID: "confirm.close", Keys: []string{"enter", "esc"}, Words: text.Action{Name: c.q.Act, Help: w.Cancel.Help}, Run: func() tea.Cmd { return c.answer(false) }},
	}
	if !c.q.Told {
		list = []screen.Action{
			{ID: "confirm.act", Keys: []string{c.q.Key}, Words: text.Action{Name: c.q.Act, Help: w.Confirm.Help}, Dangerous: c.q.Dangerous,
				Run: func() tea.Cmd { return c.answer(true) }},
			{ID: "confirm.cancel", Keys: []string{"esc", "n"}, Words: w.Cancel, Run: func() tea.Cmd { return c.answer(false) }},
			{ID: "confirm.enter", Keys: []string{"enter"}, Words: w.Pick, Hidden: true, Run: func() tea.Cmd { return c.answer(c.act) }},
			{ID: "confirm.other", Keys: []string{"tab", "left", "right", "shift+tab"}, Words: w.NextField, Hidden: true, Run: other},
		}
	}
	if c.scrolls() {
		list = append(list,
			screen.Action{ID: "confirm.down", Keys: []string{"down", "j", "pgdown"}, Words: w.ScrollDown, Run: func() tea.Cmd { c.top++; return nil }},
			screen.Action{ID: "confirm.up", Keys: []string{"up", "k", "pgup"}, Words: w.ScrollUp, Hidden: true, Run: func() tea.Cmd { c.top = max(0, c.top-1); return nil }})
	}
	return list
}

func (c *Confirm) scrolls() bool { return len(c.lines) > max(0, c.height-2) }

// Update handles the mouse; keys are actions.
func (c *Confirm) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelDown {
			c.top++
		} else if m.Button == tea.MouseWheelUp {
			c.top = max(0, c.top-1)
		}
	case tea.MouseClickMsg:
		for i, spot := range c.spots {
			if m.Button == tea.MouseLeft && m.Y == c.row && m.X >= spot[0] && m.X < spot[1] {
				return c.answer(i == 1)
			}
		}
	}
	return nil
}

// wrapped keeps the lines as they break at a width.
func (c *Confirm) wrapped(w int) []string {
	if c.width != w || c.lines == nil {
		c.width, c.lines = w, []string{}
		for _, line := range c.q.Lines {
			c.lines = append(c.lines, Wrap(CleanLines(line), max(1, w))...)
		}
	}
	return c.lines
}

// Size is as large as the lines need.
func (c *Confirm) Size(w, h int) (int, int) {
	wide := min(w, 64)
	return wide, min(h, len(c.wrapped(wide-1))+3)
}

// View draws the lines, and the buttons below.
func (c *Confirm) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	lines := c.wrapped(w - 1)
	c.height = h
	room := max(0, h-2)
	c.top = max(0, min(c.top, len(lines)-room))
	var out []string
	bar := scrollbar(c.top, room, len(lines))
	p := pens{border: penOf(c.d.Theme.Border), focus: penOf(c.d.Theme.Focus)}
	for y := range room {
		s := ""
		if c.top+y < len(lines) {
			s = lines[c.top+y]
		}
		if bar != nil {
			s = Fit(s, w-1) + bar.cell(y, p)
		}
		out = append(out, s)
	}
	if h > 1 {
		out = append(out, "")
	}
	c.row = len(out)
	return Block(append(out, c.buttons(w)), w, h)
}

// buttons draws cancel and the act at the right end.
func (c *Confirm) buttons(w int) string {
	th := c.d.Theme
	no, yes := c.d.T.Widgets.No, c.q.Act
	plain, danger := th.Text, th.Text
	if c.q.Dangerous {
		danger = th.Bad
	}
	if c.q.Told {
		left := button(c.d.T.KeyName("enter"), yes, true)
		c.spots = [2][2]int{{max(0, w-Width(left)), w}, {}}
		return Spaces(max(0, w-Width(left))) + penOf(th.Selected).paint(left)
	}
	left, right := button("esc", no, !c.act), button(c.q.Key, yes, c.act)
	x := max(0, w-Width(left)-Width(right)-2)
	c.spots = [2][2]int{{x, x + Width(left)}, {x + Width(left) + 2, x + Width(left) + 2 + Width(right)}}
	a, b := penOf(plain), penOf(danger)
	if c.act {
		b = penOf(th.Selected)
	} else {
		a = penOf(th.Selected)
	}
	return Spaces(x) + a.paint(left) + "  " + b.paint(right)
}

func button(key, name string, focused bool) string {
	s := " " + name + " (" + key + ") "
	if focused {
		return "›" + s
	}
	return " " + s
}
