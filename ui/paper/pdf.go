package paper

import (
	"bytes"
	"fmt"
	"io"
)

// An A4 page, in points.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	margin     = 56.0
	bottom     = pageHeight - 62
	fullWidth  = pageWidth - 2*margin
)

// Sizes of type, in points, and the height of a line in times its size.
const (
	titleSize   = 20.0
	bodySize    = 10.0
	tableSize   = 9.0
	footSize    = 8.0
	leading     = 1.4
	paragraphGp = 6.0
)

var headingSizes = []float64{14, 11.5, 10.5}

// press sets a document in pages.
type press struct {
	file  pdfFile
	pages []*bytes.Buffer // what is drawn on each
	used  [2]*used        // of the regular and of the strong font
	marks []mark
	ink   string  // what sets the colour of text
	y     float64 // where the next line begins
}

// Colours, as pages set them.
const (
	black      = "0 g"
	grey       = "0.35 g"
	tint       = "0.95 0.96 0.98 rg"
	barColour  = "0.1 0.31 0.54 rg"
	lineColour = "0.73 G 0.5 w"
)

// writePDF writes a document as PDF: A4, its fonts within, its title, author
// and language named, the same bytes for the same document.
func writePDF(w io.Writer, d Document) error {
	p := &press{ink: black}
	for i, name := range []string{"NotoSans", "NotoSans-Bold"} {
		p.used[i] = &used{fonts()[i], name, map[rune]uint16{}, nil}
	}
	p.turn()
	p.para(Strong(d.Title), titleSize, margin, fullWidth)
	p.y += paragraphGp
	for _, b := range d.Blocks {
		p.block(b)
	}
	p.feet(drawable(d.Footer))
	return p.output(w, d)
}

// turn begins a page.
func (p *press) turn() {
	p.pages = append(p.pages, new(bytes.Buffer))
	p.y = margin
}

// op draws on the page at hand.
func (p *press) op(format string, values ...any) {
	fmt.Fprintf(p.pages[len(p.pages)-1], format+"\n", values...)
}

// fill draws a rectangle of a colour, by its upper left corner.
func (p *press) fill(colour string, x, y, width, height float64) {
	p.op("%s %.2f %.2f %.2f %.2f re f", colour, x, pageHeight-y-height, width, height)
}

// feet writes the foot of every page, with its number.
func (p *press) feet(s string) {
	p.ink = grey
	all := p.pages
	room := fullWidth - p.width(Span{Text: "000/000"}, footSize) - 12
	for n := range all {
		p.pages = all[:n+1]
		number := Span{Text: fmt.Sprint(n+1, "/", len(all))}
		for i, line := range p.wrap(Plain(s), footSize, room) {
			p.draw(line, footSize, margin, pageHeight-44+float64(i)*footSize*leading)
		}
		p.draw([]Span{number}, footSize, pageWidth-margin-p.width(number, footSize), pageHeight-44)
	}
}

func (p *press) block(b Block) {
	switch b.Kind {
	case Heading:
		p.heading(b)
	case Bullets:
		for _, l := range b.Lines {
			p.need(bodySize * leading)
			p.draw([]Span{{Text: "•"}}, bodySize, margin+6, p.y+bodySize)
			p.para(l, bodySize, margin+18, fullWidth-18)
		}
		p.y += paragraphGp
	case Frame:
		p.frame(b)
	case Table, Sheet:
		p.table(b)
	case Entry, Ticks:
		p.block(byHand(b))
	default:
		for _, l := range b.Lines {
			p.para(l, bodySize, margin, fullWidth)
		}
		p.y += paragraphGp
	}
}

// heading never stays alone at the foot of a page.
func (p *press) heading(b Block) {
	size := headingSizes[min(max(b.Level, 1), len(headingSizes))-1]
	p.need(size*leading*2 + 5*bodySize*leading)
	if p.y > margin {
		p.y += size * 0.6
	}
	p.marks = append(p.marks, mark{drawable(b.Lines[0].String()), b.Level, len(p.pages) - 1, p.y})
	p.para(Strong(b.Lines[0].String()), size, margin, fullWidth)
	p.y += 3
}

// para sets a text from x on, over as many pages as it takes.
func (p *press) para(l Line, size, x, width float64) {
	for _, line := range p.wrap(l, size, width) {
		p.need(size * leading)
		p.draw(line, size, x, p.y+size)
		p.y += size * leading
	}
}

// need begins a page where less than height is left on this one.
func (p *press) need(height float64) {
	if p.y+height > bottom && p.y > margin {
		p.turn()
	}
}

// frame draws what must stand apart with a bar at its side.
func (p *press) frame(b Block) {
	const indent = 14.0
	p.y += 2
	for i, l := range b.Lines {
		if i > 0 {
			p.y += paragraphGp / 2
		}
		for _, line := range p.wrap(l, bodySize, fullWidth-2*indent) {
			p.need(bodySize * leading)
			p.fill(tint, margin, p.y-2, fullWidth, bodySize*leading+4)
			p.fill(barColour, margin, p.y-2, 3, bodySize*leading+4)
			p.draw(line, bodySize, margin+indent, p.y+bodySize)
			p.y += bodySize * leading
		}
	}
	p.y += paragraphGp + 2
}
