package paper

import "strings"

// TextOf writes a document as plain text, to be copied.
func TextOf(d Document) string {
	var b strings.Builder
	b.WriteString(d.Title + "\n")
	for _, block := range d.Blocks {
		b.WriteByte('\n')
		if block.Kind == Entry || block.Kind == Ticks {
			block = byHand(block)
		}
		for i, l := range block.Lines {
			if block.Kind == Bullets {
				b.WriteString("• ")
			}
			if block.Kind == Frame && i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(l.String() + "\n")
		}
		for _, row := range block.Rows {
			b.WriteString(textRow(row, d.pair()) + "\n")
		}
	}
	return b.String()
}

// textRow writes a name and its value, or cells one after the other.
func textRow(row []Line, pair string) string {
	if len(row) == 2 {
		value := row[1].String()
		if strings.Contains(value, "\n") {
			value = "\n  " + strings.ReplaceAll(value, "\n", "\n  ")
		}
		return strings.TrimSpace(row[0].String() + pair + value)
	}
	cells := make([]string, len(row))
	for i, c := range row {
		cells[i] = strings.ReplaceAll(c.String(), "\n", ", ")
	}
	return strings.Join(cells, " | ")
}
