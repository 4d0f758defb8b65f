package paper

import "strings"

// Parse reads the Markdown that notices are kept as: headings, paragraphs,
// lists, frames (quotations), tables and strong text. Anything else is text.
func Parse(markdown string) (title string, blocks []Block) {
	p := &parser{}
	for line := range strings.SplitSeq(strings.ReplaceAll(markdown, "\r\n", "\n"), "\n") {
		p.line(line)
	}
	p.end()
	return p.title, p.blocks
}

type parser struct {
	title  string
	blocks []Block
	open   *Block // goes on with the next line
	soft   bool   // the open paragraph's last line ended without a break
}

func (p *parser) end() {
	if p.open != nil {
		p.blocks = append(p.blocks, *p.open)
	}
	p.open = nil
}

// into makes a block of a kind the open one.
func (p *parser) into(k Kind) *Block {
	if p.open == nil || p.open.Kind != k {
		p.end()
		p.open, p.soft = &Block{Kind: k}, false
	}
	return p.open
}

func (p *parser) line(raw string) {
	line := strings.TrimSpace(raw)
	broken := strings.HasSuffix(raw, "  ")
	level := len(line) - len(strings.TrimLeft(line, "#"))
	switch {
	case line == "":
		p.end()
	case level > 0 && strings.HasPrefix(line[level:], " "):
		p.end()
		heading := inline(strings.TrimSpace(line[level:]))
		if level == 1 && p.title == "" {
			p.title = heading.String()
			return
		}
		p.blocks = append(p.blocks, Block{Kind: Heading, Level: max(1, level-1), Lines: []Line{heading}})
	case strings.HasPrefix(line, "- "):
		b := p.into(Bullets)
		b.Lines = append(b.Lines, inline(line[2:]))
		p.soft = !broken
	case strings.HasPrefix(line, ">"):
		b := p.into(Frame)
		if line = strings.TrimSpace(line[1:]); line == "" {
			p.soft = false
			return
		}
		p.text(b, line, broken)
	case strings.HasPrefix(line, "|"):
		p.row(line)
	case p.open != nil && p.open.Kind == Bullets && strings.HasPrefix(raw, " "):
		p.text(p.open, line, broken)
	default:
		p.text(p.into(Paragraph), line, broken)
	}
}

// text adds to the last line of a block, or begins one.
func (p *parser) text(b *Block, s string, broken bool) {
	last := len(b.Lines) - 1
	switch {
	case last < 0, b.Kind == Frame && !p.soft && !p.hard():
		b.Lines = append(b.Lines, inline(s))
	case p.hard():
		b.Lines[last] = append(b.Lines[last], inline(s)...)
	default:
		b.Lines[last] = append(append(b.Lines[last], Span{Text: " "}), inline(s)...)
	}
	p.soft = true
	if broken {
		last = len(b.Lines) - 1
		b.Lines[last] = append(b.Lines[last], Span{Text: "\n"})
	}
}

// hard tells whether the open block's last line ended with a break.
func (p *parser) hard() bool {
	if p.open == nil || len(p.open.Lines) == 0 {
		return false
	}
	l := p.open.Lines[len(p.open.Lines)-1]
	return len(l) > 0 && l[len(l)-1].Text == "\n"
}

func (p *parser) row(line string) {
	b := p.open
	if b == nil || b.Kind != Sheet {
		b = p.into(Table)
	}
	cells := cellsOf(line)
	if strings.Trim(strings.Join(cells, ""), "-: ") == "" && len(b.Rows) == 1 && strings.Contains(line, "---") {
		b.Headed = true
		if strings.TrimSpace(joined(b.Rows[0])) == "" { // Markdown wanted one
			b.Kind, b.Headed, b.Rows = Sheet, false, nil
		}
		return
	}
	row := make([]Line, len(cells))
	for i, c := range cells {
		row[i] = inline(strings.ReplaceAll(strings.TrimSpace(c), "<br>", "\n"))
	}
	b.Rows = append(b.Rows, row)
}

func joined(row []Line) (s string) {
	for _, c := range row {
		s += c.String()
	}
	return s
}

// cellsOf parts a row at the bars that are not escaped.
func cellsOf(line string) []string {
	line = strings.TrimPrefix(line, "|")
	var cells []string
	from := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, line[from:i])
			from = i + 1
		}
	}
	if rest := strings.TrimSpace(line[min(from, len(line)):]); rest != "" {
		cells = append(cells, rest)
	}
	return cells
}

// inline reads strong runs and escapes.
func inline(s string) (l Line) {
	var b strings.Builder
	strong := false
	flush := func() {
		if b.Len() > 0 {
			l = append(l, Span{b.String(), strong})
		}
		b.Reset()
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] < 0x80 && !isWord(s[i+1]):
			i++
			b.WriteByte(s[i])
		case strings.HasPrefix(s[i:], "**"):
			flush()
			strong = !strong
			i++
		default:
			b.WriteByte(s[i])
		}
	}
	flush()
	return l
}

func isWord(c byte) bool {
	return c == ' ' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
