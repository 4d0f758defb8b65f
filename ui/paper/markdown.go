package paper

import (
	"strings"

	"calepin/privacy"
)

// MarkdownOf writes a document as Markdown. Parse reads it back.
func MarkdownOf(d Document) string {
	var b strings.Builder
	b.WriteString("# " + privacy.Literal(d.Title) + "\n")
	for _, block := range d.Blocks {
		b.WriteByte('\n')
		writeMarkdown(&b, block)
	}
	return b.String()
}

func writeMarkdown(b *strings.Builder, block Block) {
	switch block.Kind {
	case Heading:
		b.WriteString(strings.Repeat("#", block.Level+1) + " " + privacy.Literal(block.Lines[0].String()) + "\n")
	case Bullets:
		for _, l := range block.Lines {
			b.WriteString("- " + inMarkdown(l, "  \n  ") + "\n")
		}
	case Frame:
		for i, l := range block.Lines {
			if i > 0 {
				b.WriteString(">\n")
			}
			b.WriteString("> " + inMarkdown(l, "  \n> ") + "\n")
		}
	case Table, Sheet:
		markdownTable(b, block)
	case Entry, Ticks:
		for _, l := range byHand(block).Lines {
			b.WriteString(inMarkdown(l, "  \n") + "  \n")
		}
	default:
		for _, l := range block.Lines {
			b.WriteString(inMarkdown(l, "  \n") + "\n")
		}
	}
}

// markdownTable writes rows under a heading, which Markdown cannot do without.
func markdownTable(b *strings.Builder, block Block) {
	for i, row := range block.Rows {
		if i == 0 && !block.Headed {
			b.WriteString(strings.Repeat("|   ", len(row)) + "|\n" + strings.Repeat("|---", len(row)) + "|\n")
		}
		for _, cell := range row {
			b.WriteString("| " + inMarkdown(cell, "<br>") + " ")
		}
		b.WriteString("|\n")
		if i == 0 && block.Headed {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
}

// inMarkdown writes a line; between joins what line breaks part.
func inMarkdown(l Line, between string) string {
	var b strings.Builder
	for _, s := range l {
		for i, part := range strings.Split(s.Text, "\n") {
			if i > 0 {
				b.WriteString(between)
			}
			if part = literal(part); s.Strong && part != "" {
				part = "**" + part + "**"
			}
			b.WriteString(part)
		}
	}
	return strings.TrimSpace(b.String())
}

// literal is privacy.Literal with the spaces at both ends, which part runs.
func literal(s string) string {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		return s
	}
	at := strings.Index(s, trimmed)
	return s[:at] + privacy.Literal(trimmed) + s[at+len(trimmed):]
}
