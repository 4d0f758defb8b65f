package sheet

import (
	"calepin/ui/theme"
	"calepin/ui/widget"
)

// Menu is one of a few, below each other, with what each means.
type Menu struct {
	Options []widget.Option
	At      int
}

// Value is the one chosen.
func (m *Menu) Value() string { return m.Options[m.At].Value }

// Choose goes to the option of that value.
func (m *Menu) Choose(value string) {
	for i, o := range m.Options {
		if o.Value == value {
			m.At = i
		}
	}
}

// Key moves by a key, and tells whether it meant something.
func (m *Menu) Key(name string) bool {
	switch name {
	case "up", "k", "shift+tab":
		m.At = (m.At + len(m.Options) - 1) % len(m.Options)
	case "down", "j", "tab":
		m.At = (m.At + 1) % len(m.Options)
	case "home":
		m.At = 0
	case "end":
		m.At = len(m.Options) - 1
	default:
		for i, o := range m.Options {
			if o.Key == name {
				m.At = i
				return true
			}
		}
		return false
	}
	return true
}

// Menu draws a menu, with what each option means where there is room for it.
func (s *Sheet) Menu(th *theme.Theme, m *Menu) {
	w := Width(s.w)
	help := s.Room() >= 2*len(m.Options)+2
	for i, o := range m.Options {
		line, style := "  ○ "+o.Label, th.Text
		if o.Disabled != "" {
			o.Help, style = o.Disabled, th.Muted
		}
		if i == m.At {
			line, style = "› ● "+o.Label, th.Selected
		}
		s.Add(style.Render(widget.Fit(line, w)))
		if o.Help == "" || !help && i != m.At {
			continue
		}
		for _, l := range widget.Wrap(o.Help, w-4) {
			s.Add("    " + th.Muted.Render(l))
		}
	}
}
