package widget

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// pen is a style as the two sequences around what it paints: a table paints
// hundreds of pieces a frame, and lipgloss takes microseconds for each.
type pen struct{ on, off string }

func penOf(s lipgloss.Style) pen {
	on, off, _ := strings.Cut(s.Inline(true).Render("x"), "x")
	return pen{on, off}
}

func (p pen) paint(s string) string {
	if s == "" || p.on == "" {
		return s
	}
	return p.on + s + p.off
}
