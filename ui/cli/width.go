package cli

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// Widths are in terminal cells: a grapheme of CJK or an emoji takes two, a
// combining mark none.

func width(s string) int { return displaywidth.String(s) }

// pad fills s with spaces to a width.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(0, to-width(s))) }

// truncate cuts s to a width, the ellipsis included.
func truncate(s string, to int) string { return displaywidth.TruncateString(s, to, "…") }

// wordwrap breaks lines at plain spaces; a no-break space is no place to.
func wordwrap(s string, to int) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		at := 0
		for i, word := range strings.Split(strings.TrimSuffix(line, "\n"), " ") {
			w := width(word)
			switch {
			case i > 0 && at+1+w > to:
				b.WriteByte('\n')
				at = 0
			case i > 0:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += w
		}
		if strings.HasSuffix(line, "\n") {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
