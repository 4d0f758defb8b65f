package facts

import (
	"strings"

	"charm.land/lipgloss/v2"

	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Sheet gathers lines of facts for a width: labels on the left, what they name
// beside them, broken where it is long.
type Sheet struct {
	d     *screen.Desk
	w     int
	label int
	lines []string
}

// NewSheet returns an empty sheet of w cells, label of which are for labels.
func NewSheet(d *screen.Desk, w, label int) *Sheet {
	return &Sheet{d: d, w: max(w, 1), label: min(label, max(0, w/2))}
}

// Lines are what was written so far.
func (s *Sheet) Lines() []string { return s.lines }

// Gap leaves a line free, unless there is one or nothing above it.
func (s *Sheet) Gap() {
	if n := len(s.lines); n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}

// Heading begins a part.
func (s *Sheet) Heading(title string) {
	s.Gap()
	s.lines = append(s.lines, s.d.Theme.Heading.Render(widget.Cut(widget.Clean(title), s.w)))
}

// Line writes a line over the whole width, cut where it is too long.
func (s *Sheet) Line(text string, style lipgloss.Style) {
	if text != "" {
		s.lines = append(s.lines, style.Render(widget.Cut(widget.Clean(text), s.w)))
	}
}

// Text writes a text over the whole width, on as many lines as it takes.
func (s *Sheet) Text(text string, style lipgloss.Style) {
	if text == "" {
		return
	}
	for _, line := range widget.Wrap(widget.CleanLines(text), s.w) {
		s.lines = append(s.lines, style.Render(line))
	}
}

// Item writes a text as one of a list, on as many lines as it takes.
func (s *Sheet) Item(text string, style lipgloss.Style) {
	sign := "· "
	for _, line := range widget.Wrap(widget.CleanLines(text), max(1, s.w-2)) {
		s.lines = append(s.lines, widget.Cut(style.Render(sign+line), s.w))
		sign = "  "
	}
}

// Fact writes a value beside its label; nothing where there is no value.
func (s *Sheet) Fact(label, value string) { s.Styled(label, value, s.d.Theme.Text, "") }

// Styled is Fact in a style, with a muted word behind it.
func (s *Sheet) Styled(label, value string, style lipgloss.Style, aside string) {
	if value == "" {
		return
	}
	th := s.d.Theme
	room := max(1, s.w-s.label-1)
	head := th.Muted.Render(widget.Fit(widget.Clean(label), s.label))
	lines := widget.Wrap(widget.CleanLines(value), room)
	aside = widget.Clean(aside)
	for i, line := range lines {
		out := head + " " + style.Render(line)
		if i == len(lines)-1 && aside != "" {
			if widget.Width(line)+2+widget.Width(aside) <= room {
				out += "  " + th.Muted.Render(aside)
			} else {
				s.lines = append(s.lines, out)
				out = widget.Spaces(s.label+1) + th.Muted.Render(widget.Cut(aside, room))
			}
		}
		s.lines = append(s.lines, out)
		head = widget.Spaces(s.label)
	}
}

// Mailbox breaks an e-mail address too long for a line of w cells where it reads
// well: before its sign, then at hyphens and before dots.
func Mailbox(address string, w int) string {
	if widget.Width(address) <= w {
		return address
	}
	box, domain, ok := strings.Cut(address, "@")
	if !ok {
		return parted(address, w)
	}
	return parted(box, w) + "\n" + parted("@"+domain, w)
}

func parted(s string, w int) string {
	var out strings.Builder
	for widget.Width(s) > w {
		at := -1
		for i, r := range s {
			if r == '-' {
				i++
			} else if r != '.' {
				continue
			}
			if i > 0 && widget.Width(s[:i]) <= w {
				at = i
			}
		}
		if at < 0 {
			break
		}
		out.WriteString(s[:at] + "\n")
		s = s[at:]
	}
	return out.String() + s
}

// Rest tells how much is left for more lines in h.
func (s *Sheet) Rest(h int) int { return h - len(s.lines) }
