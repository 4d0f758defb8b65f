// Package sheet lays out the pages on the way in, where nothing is open yet: a
// column of text in the middle, and a form below it.
package sheet

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"calepin/ui/widget"
)

// widest is how long a line is that reads well.
const widest = 76

// Width is the room of the column on a page of w cells.
func Width(w int) int { return max(0, min(w-4, widest)) }

// Sheet is a page as it is put together.
type Sheet struct {
	w, h  int
	lines []string
	form  *widget.Form
	at    int // the line the form begins on
	left  int
	top   int
}

// New begins a page of w by h cells.
func New(w, h int) *Sheet {
	s := &Sheet{w: w, h: h, left: max(0, (w-Width(w))/2)}
	if h >= 18 {
		s.top = 1 + (h-18)/6
	}
	return s
}

// Room is how many lines are left.
func (s *Sheet) Room() int { return max(0, s.h-s.top-len(s.lines)) }

// Say adds a paragraph.
func (s *Sheet) Say(style lipgloss.Style, text string) {
	for _, line := range widget.Wrap(widget.CleanLines(text), Width(s.w)) {
		s.lines = append(s.lines, style.Render(line))
	}
}

// Gap adds an empty line, where the page is not short of lines.
func (s *Sheet) Gap() {
	if s.h >= 16 || len(s.lines) < 3 {
		s.lines = append(s.lines, "")
	}
}

// Add adds lines that are drawn already.
func (s *Sheet) Add(lines ...string) { s.lines = append(s.lines, lines...) }

// Form puts a form below what was said, in all the room that is left.
func (s *Sheet) Form(f *widget.Form) {
	s.form, s.at = f, len(s.lines)
	s.lines = append(s.lines, strings.Split(f.View(Width(s.w), s.Room()), "\n")...)
}

// View draws the page.
func (s *Sheet) View() string {
	lines := make([]string, s.top, s.top+len(s.lines))
	for _, line := range s.lines {
		lines = append(lines, widget.Spaces(s.left)+line)
	}
	return widget.Block(lines, s.w, s.h)
}

// Bare is what was put on the page, without its margins.
func (s *Sheet) Bare() string { return strings.Join(s.lines, "\n") }

// Cursor is the form's, on the page.
func (s *Sheet) Cursor() *tea.Cursor {
	if s == nil || s.form == nil {
		return nil
	}
	c := s.form.Cursor()
	if c != nil {
		c.X, c.Y = c.X+s.left, c.Y+s.top+s.at
	}
	return c
}

// Turn is the sign of something going on, n-th of its kind.
func Turn(n int) string { return []string{"◐", "◓", "◑", "◒"}[n%4] }

// ToForm moves a mouse message to the corner of the form.
func (s *Sheet) ToForm(msg tea.Msg) tea.Msg {
	if s == nil {
		return msg
	}
	return widget.Shift(msg, s.left, s.top+s.at)
}
