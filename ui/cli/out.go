package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// print writes v as JSON with --json, else calls human, which writes to a.out.
// v has snake_case field names and RFC 3339 times, as docs/formats.md has them.
func (a *app) print(v any, human func()) error {
	if !a.flags.json {
		human()
		return nil
	}
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// table writes rows under headings. On a terminal it fits the width; with
// --plain every row is lines of "heading: value", for a screen reader.
func (a *app) table(headings []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	for _, row := range rows {
		for i := range row {
			row[i] = clean(row[i])
		}
	}
	if a.flags.plain {
		for i, row := range rows {
			if i > 0 {
				fmt.Fprintln(a.out)
			}
			for j, cell := range row {
				if cell != "" {
					fmt.Fprintln(a.out, a.T.Common.Pair.With("name", headings[j], "value", cell))
				}
			}
		}
		return
	}
	widths := fit(columnWidths(headings, rows), stdoutWidth())
	a.row(headings, widths, a.bold)
	for _, row := range rows {
		a.row(row, widths, asIs)
	}
}

const gap = 2 // cells between two columns

func columnWidths(headings []string, rows [][]string) []int {
	widths := make([]int, len(headings))
	for i, h := range headings {
		widths[i] = width(h)
		for _, row := range rows {
			widths[i] = max(widths[i], width(row[i]))
		}
	}
	return widths
}

// fit takes cells off the widest columns until the row fits; total 0 is
// unbounded.
func fit(widths []int, total int) []int {
	if total == 0 {
		return widths
	}
	for {
		sum, widest := -gap, 0
		for i, w := range widths {
			sum += w + gap
			if w > widths[widest] {
				widest = i
			}
		}
		if sum <= total || widths[widest] <= 8 {
			return widths
		}
		widths[widest]--
	}
}

func (a *app) row(cells []string, widths []int, style func(string) string) {
	var line strings.Builder
	for i, cell := range cells {
		line.WriteString(pad(truncate(cell, widths[i]), widths[i]+gap))
	}
	fmt.Fprintln(a.out, style(strings.TrimRight(line.String(), " ")))
}

// details writes pairs of a name and a value by turns, one a line, leaving out
// empty values. A value of several lines is indented below its name.
func (a *app) details(pairs ...string) {
	column := 0
	for i := 0; i < len(pairs) && !a.flags.plain; i += 2 {
		if pairs[i+1] != "" {
			column = max(column, width(pairs[i]))
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i], cleanLines(pairs[i+1])
		if value == "" {
			continue
		}
		head := a.T.Common.Pair.With("name", name, "value", "")
		value = strings.ReplaceAll(value, "\n", "\n"+strings.Repeat(" ", max(2, column+gap+1)))
		fmt.Fprintln(a.out, pad(head, column+gap+1)+value)
	}
}

// clean takes control characters out of what goes on one line of a terminal:
// an imported name must not be able to move the cursor.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \n")
}

// stdoutWidth is the terminal's width, 0 where stdout is not one.
func stdoutWidth() int {
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		return width
	}
	return 0
}

// coloured tells whether stdout takes colours: a terminal, and nobody minds.
func (a *app) coloured() bool {
	return !a.flags.noColor && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb" && stdoutWidth() > 0
}

func (a *app) bold(s string) string   { return a.style("1", s) }
func (a *app) dim(s string) string    { return a.style("2", s) }
func (a *app) red(s string) string    { return a.style("31;1", s) }
func (a *app) yellow(s string) string { return a.style("33", s) }
func (a *app) green(s string) string  { return a.style("32", s) }

func (a *app) style(code, s string) string {
	if !a.coloured() || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func asIs(s string) string { return s }
