package widget

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/text"
)

// Choose is a box of a few options, each with a letter.
type Choose struct {
	d       *screen.Desk
	title   string
	options []Option
	at, top int
	head    int // the lines drawn above the options
	pick    func(value string) tea.Cmd
	above   []string // told before the options
}

// NewChoose returns a box to be shown with screen.Overlay; pick is called once
// it is closed.
func NewChoose(d *screen.Desk, title string, options []Option, pick func(value string) tea.Cmd) *Choose {
	c := &Choose{d: d, title: title, options: options, pick: pick}
	c.at = max(0, slices.IndexFunc(options, func(o Option) bool { return o.Disabled == "" }))
	return c
}

// Select puts the cursor on a value.
func (c *Choose) Select(value string) {
	if i := slices.IndexFunc(c.options, func(o Option) bool { return o.Value == value }); i >= 0 {
		c.at = i
	}
}

// Say puts lines above the options. Those there is no room for are left out.
func (c *Choose) Say(lines ...string) *Choose {
	c.above = lines
	return c
}

// Title is the question.
func (c *Choose) Title() string { return c.title }

// Init does nothing.
func (c *Choose) Init() tea.Cmd { return nil }

func (c *Choose) take(i int) tea.Cmd {
	if i < 0 || i >= len(c.options) {
		return nil
	}
	o := c.options[i]
	if o.Disabled != "" {
		return screen.Toast(screen.Note, c.d.T.App.Disabled.With("name", o.Label, "why", o.Disabled))
	}
	return tea.Sequence(screen.Back(c), c.pick(o.Value))
}

func (c *Choose) move(n int) tea.Cmd {
	if len(c.options) > 0 {
		c.at = (c.at + n + len(c.options)) % len(c.options)
	}
	return nil
}

// Actions are the options by their letters, and what moves between them.
func (c *Choose) Actions() []screen.Action {
	w := &c.d.T.Widgets
	var list []screen.Action
	for i, o := range c.options {
		if o.Key == "" {
			continue
		}
		list = append(list, screen.Action{
			ID: "choose." + o.Value, Keys: []string{o.Key}, Words: text.Action{Name: o.Label, Help: o.Help}, Disabled: o.Disabled, Hidden: true,
			Run: func() tea.Cmd { return c.take(i) },
		})
	}
	return append(list,
		screen.Action{ID: "choose.pick", Keys: []string{"enter"}, Words: w.Pick, Run: func() tea.Cmd { return c.take(c.at) }},
		screen.Action{ID: "choose.down", Keys: []string{"down", "j", "tab"}, Words: w.Down, Hidden: true, Run: func() tea.Cmd { return c.move(1) }},
		screen.Action{ID: "choose.up", Keys: []string{"up", "k", "shift+tab"}, Words: w.Up, Hidden: true, Run: func() tea.Cmd { return c.move(-1) }})
}

// Update handles the mouse; keys are actions.
func (c *Choose) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.MouseWheelMsg:
		if m.Button == tea.MouseWheelDown {
			c.at = min(c.at+1, len(c.options)-1)
		} else if m.Button == tea.MouseWheelUp {
			c.at = max(c.at-1, 0)
		}
	case tea.MouseClickMsg:
		if y := m.Y - c.head; m.Button == tea.MouseLeft && y >= 0 {
			return c.take(c.top + y)
		}
	}
	return nil
}

// Size is as large as the options need.
func (c *Choose) Size(w, h int) (int, int) {
	wide := 30
	for _, o := range c.options {
		n := 8 + Width(o.Label)
		if o.Help != "" {
			n += 2 + Width(o.Help)
		}
		wide = max(wide, n)
	}
	wide = min(w, max(wide, Width(c.title)+4, min(len(c.above), 1)*64))
	return wide, min(h, max(1, len(c.options))+len(c.said(wide)))
}

// said are the lines above the options, broken at a width, and an empty one.
func (c *Choose) said(w int) (lines []string) {
	for _, line := range c.above {
		lines = append(lines, Wrap(CleanLines(line), max(1, w))...)
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// View draws the options: letter, name, help.
func (c *Choose) View(w, h int) string {
	said := c.said(w)
	c.head = max(0, min(len(said), h-len(c.options)))
	said = said[:c.head:c.head]
	h -= c.head
	c.top = max(0, min(c.top, c.at))
	c.top = max(c.top, c.at-h+1)
	th := c.d.Theme
	wide := 0
	for _, o := range c.options {
		wide = max(wide, Width(o.Label))
	}
	var lines []string
	for i := c.top; i < len(c.options) && len(lines) < h; i++ {
		o := c.options[i]
		key, name, help := penOf(th.Accent.Bold(true)), penOf(th.Text), penOf(th.Muted)
		sign, note := "  ", o.Help
		if o.Disabled != "" {
			key, name, note = help, help, o.Disabled
		}
		if i == c.at {
			sel := penOf(th.Selected)
			key, name, help, sign = sel, sel, sel, "› "
		}
		head := sign + Fit(o.Key, 1)
		if o.Key == "" {
			head = sign
		}
		label := Fit(Clean(o.Label), min(wide, max(0, w-6)))
		rest := max(0, w-Width(head)-2-Width(label))
		if note != "" {
			note = "  " + note
		}
		lines = append(lines, key.paint(head+"  ")+name.paint(label)+help.paint(Fit(note, rest)))
	}
	return Block(append(said, lines...), w, h+c.head)
}
