package widget

import (
	"strings"

	"calepin/ui/theme"
)

// Teach is what an empty screen shows: a first line of what is not there yet,
// and lines of what it is for and which key begins, in the middle of h lines
// of w cells.
func Teach(th *theme.Theme, w, h int, lines ...string) string {
	if w <= 0 || h <= 0 {
		return Block(nil, 0, h)
	}
	var out []string
	width := min(w, 64)
	for i, line := range lines {
		p := penOf(th.Muted)
		if i == 0 {
			p = penOf(th.Strong)
		}
		for _, piece := range Wrap(CleanLines(line), width) {
			out = append(out, Spaces((w-Width(piece))/2)+p.paint(piece))
		}
		if i < len(lines)-1 {
			out = append(out, "")
		}
	}
	above := max(0, (h-len(out))/3)
	return Block(append(strings.Split(strings.Repeat("\n", above), "\n")[:above], out...), w, h)
}
