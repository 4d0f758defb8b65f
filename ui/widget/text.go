package widget

import (
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Clean makes a text that came from outside safe on one line of a terminal:
// control characters and those that turn the direction of what follows are
// dropped, tabs and ends of lines become spaces.
func Clean(s string) string {
	if strings.Contains(s, "\r\n") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	return clean(s, false)
}

// CleanLines is Clean for a text of several lines: "\n" stays.
func CleanLines(s string) string {
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return clean(s, true)
}

func clean(s string, lines bool) string {
	dirty := func(r rune) bool { return cleaned(r, lines) != r }
	if utf8.ValidString(s) && strings.IndexFunc(s, dirty) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune { return cleaned(r, lines) }, s)
}

// cleaned returns what stands for a rune, -1 for nothing.
func cleaned(r rune, lines bool) rune {
	switch {
	case r >= ' ' && r < 0x7f:
		return r
	case r == '\n' && lines:
		return r
	case r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == '\u2028' || r == '\u2029':
		return ' '
	case r < 0xa0, // C0, DEL, C1
		r == '\u061c', r == '\u200e', r == '\u200f', r == '\ufeff',
		r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069',
		// signs before a number, which would swallow the space behind a cell
		r >= '\u0600' && r <= '\u0605', r == '\u06dd', r == '\u070f', r == '\u0890', r == '\u0891', r == '\u08e2',
		r == '\U000110bd', r == '\U000110cd':
		return -1
	}
	return r
}

// Width is how many cells a line takes.
func Width(s string) int {
	if n, ok := plainWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// plainWidth counts the cells of Western letters, rules and styles, which is
// nearly every line there is: parting clusters would be a third of a repaint. It
// gives up at what may join what stands before it, or take two cells or none.
func plainWidth(s string) (n int, ok bool) {
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b >= ' ' && b <= '~':
			n, i = n+1, i+1
		case b == '\x1b':
			size := styleLen(s[i:])
			if size == 0 {
				return 0, false
			}
			i += size
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !oneCell(r) {
				return 0, false
			}
			n, i = n+1, i+size
		}
	}
	return n, true
}

// styleLen is the length of the escape sequence that s begins with, 0 where it
// is none that sets a style.
func styleLen(s string) int {
	if len(s) < 2 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch b := s[i]; {
		case b == 'm':
			return i + 1
		case b < '0' || b > ';':
			return 0
		}
	}
	return 0
}

// oneCell tells of a rune that it takes one cell whatever of its kind stands
// beside it.
func oneCell(r rune) bool {
	switch {
	case r >= '\u00a0' && r <= '\u017f': // Western and Central Europe
		return r != '\u00ad' // a soft hyphen
	case r >= '\u2500' && r <= '\u259f': // rules and blocks
		return true
	}
	switch r {
	case '\u2013', '\u2014', '‘', '’', '“', '”', '•', '…', '\u202f', '›', '€', '←', '↑', '→', '↓', '▲', '▼':
		return true
	}
	return false
}

// Fit cuts or fills a line to exactly w cells, its styles kept. What is cut
// ends with "…".
func Fit(s string, w int) string {
	s = Cut(s, w)
	n := Width(s)
	s += Spaces(w - n)
	if n < len(s) && n < w { // some letters take the space behind them in
		s += Spaces(w - Width(s))
	}
	return s
}

// FitRight is Fit with the text at the right end.
func FitRight(s string, w int) string {
	s = Cut(s, w)
	return Spaces(w-Width(s)) + s
}

// Cut is Fit without the filling: at most w cells.
func Cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if strings.ContainsAny(s, "\r\n") {
		s = strings.NewReplacer("\n", " ", "\r", "").Replace(s)
	}
	if Width(s) <= w {
		return s
	}
	return ansi.Truncate(s, w, "…")
}

const blanks = "                                                                                                                                "

// Spaces returns n spaces, none for less than 0.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Wrap breaks a plain text into lines of at most w cells: at spaces, between
// wide characters, and inside a word only where it is longer than a line.
// No-break spaces hold.
func Wrap(s string, w int) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		starts := wrapAt(line, w)
		for i, from := range starts {
			to := len(line)
			if i+1 < len(starts) {
				to = starts[i+1]
			}
			lines = append(lines, Cut(strings.TrimRight(line[from:to], " "), max(w, 1)))
		}
	}
	return lines
}

// wrapAt returns where the lines begin that s is drawn on, the first at 0.
// Spaces at the end of a line may stand out of it.
func wrapAt(s string, w int) []int {
	starts := []int{0}
	start, after, afterCells, cells := 0, 0, 0, 0 // after: behind the last place to break
	for i := 0; i < len(s); {
		g, gw := grapheme(s[i:])
		for g != " " && cells+gw > max(w, 1) && i > start {
			if after <= start {
				after, afterCells = i, cells
			}
			starts = append(starts, after)
			start, cells, afterCells = after, cells-afterCells, 0
		}
		i, cells = i+len(g), cells+gw
		if g == " " || gw > 1 {
			after, afterCells = i, cells
		}
	}
	return starts
}

// grapheme returns what a person sees as the first character of s, and its
// width in cells.
func grapheme(s string) (string, int) {
	if s[0] >= ' ' && s[0] < 0x7f && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return s[:1], 1
	}
	g, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if len(g) == 0 {
		return s[:1], 0
	}
	return g, w
}

// Block makes a screen of lines: exactly h of them, none wider than w.
func Block(lines []string, w, h int) string {
	if h <= 0 {
		return ""
	}
	var b strings.Builder
	for i := range h {
		if i > 0 {
			b.WriteByte('\n')
		}
		if i < len(lines) {
			b.WriteString(Cut(lines[i], w))
		}
	}
	return b.String()
}

// Columns puts two blocks side by side, a rule between them: h lines of
// wl + 3 + wr cells.
func Columns(left, right string, wl, wr, h int, rule lipgloss.Style) string {
	if h <= 0 {
		return ""
	}
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	bar := " " + penOf(rule).paint("│") + " "
	lines := make([]string, h)
	for i := range lines {
		var a, b string
		if i < len(l) {
			a = l[i]
		}
		if i < len(r) {
			b = r[i]
		}
		lines[i] = Fit(a, wl) + bar + Cut(b, wr)
	}
	return strings.Join(lines, "\n")
}

// Panes tells how wide two panes are on a screen of w cells, the left one
// taking percent of it; ok is false below 100 cells, where there is one.
func Panes(w, percent int) (wl, wr int, ok bool) {
	if w < 100 {
		return w, 0, false
	}
	wl = (w - 3) * percent / 100
	return wl, w - 3 - wl, true
}
