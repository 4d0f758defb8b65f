package widget

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
)

// choiceInput is one option of a few, at -1 for none.
type choiceInput struct {
	options []Option
	at      int
	given   bool // a value was set
	changes int
}

func (c *choiceInput) key(f *Field, m tea.KeyPressMsg) bool {
	switch k := m.String(); k {
	case "left":
		c.move(-1, f.Optional)
	case "right", "space":
		c.move(1, f.Optional)
	case "backspace", "delete":
		if f.Optional {
			c.to(-1)
		}
	default:
		if m.Text == "" {
			return false
		}
		c.letter(store.Fold(m.Text))
	}
	return true
}

// move goes round the options, none among them where the choice is optional.
func (c *choiceInput) move(n int, optional bool) {
	if len(c.options) == 0 {
		return
	}
	if optional {
		c.to((c.at+1+n+len(c.options)+1)%(len(c.options)+1) - 1)
		return
	}
	c.to((c.at + n + len(c.options)) % len(c.options))
}

// letter takes the option of that key, or the next that begins with it.
func (c *choiceInput) letter(k string) {
	if i := slices.IndexFunc(c.options, func(o Option) bool { return o.Key == k }); i >= 0 {
		c.to(i)
		return
	}
	for n := 1; n <= len(c.options); n++ {
		if i := (c.at + n + len(c.options)) % len(c.options); strings.HasPrefix(store.Fold(c.options[i].Label), k) {
			c.to(i)
			return
		}
	}
}

func (c *choiceInput) to(i int) {
	if i != c.at {
		c.at = i
		c.changes++
	}
}

func (c *choiceInput) paste(*Field, string) {}
func (c *choiceInput) step(int) bool        { return false }
func (c *choiceInput) enter(bool)           {}
func (c *choiceInput) leave()               {}
func (c *choiceInput) version() int         { return c.changes }

func (c *choiceInput) state() string {
	if c.at < 0 || c.at >= len(c.options) {
		return ""
	}
	return c.options[c.at].Value
}

func (c *choiceInput) restore(s string) {
	c.given = true
	c.at = slices.IndexFunc(c.options, func(o Option) bool { return o.Value == s })
}

// draw shows all options where they fit, and otherwise the one taken.
func (c *choiceInput) draw(f *Field, w int, focused bool) drawn {
	th := f.d.Theme
	chosen := th.Faded
	if focused {
		chosen = th.Selected
	}
	on, off := penOf(chosen), penOf(th.Muted)
	var b strings.Builder
	cells := 0
	for i, o := range c.options {
		label, p := "○ "+Clean(o.Label), off
		if i == c.at {
			label, p = "● "+Clean(o.Label), on
		}
		cells += Width(label) + 3
		b.WriteString(p.paint(" "+label+" ") + " ")
	}
	if cells <= w+1 {
		return drawn{lines: []string{b.String() + off.paint(Cut(f.Hint, w-cells))}}
	}
	label, place := f.d.T.Widgets.None, ""
	if c.at >= 0 && c.at < len(c.options) {
		label = Clean(c.options[c.at].Label)
		place = strconv.Itoa(c.at+1) + "/" + strconv.Itoa(len(c.options))
	}
	line := on.paint("‹ "+Cut(label, max(1, w-12))+" ›") + " " + off.paint(place)
	return drawn{lines: []string{line}}
}
