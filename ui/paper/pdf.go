package paper

import (
	"io"

	"codeberg.org/go-pdf/fpdf"

	"calepin/assets"
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

const family = "sans"

// press sets a document in pages.
type press struct {
	pdf    *fpdf.Fpdf
	widths [2]map[rune]float64 // of regular and of strong signs, in thousandths of the size
	y      float64             // where the next line begins
}

// writePDF writes a document as PDF: A4, its fonts within, its title, author
// and language named, the same bytes for the same document.
func writePDF(w io.Writer, d Document) error {
	p := newPress(d)
	p.pdf.AddPage()
	p.y = margin
	p.para(Strong(d.Title), titleSize, margin, fullWidth)
	p.y += paragraphGp
	for _, b := range d.Blocks {
		p.block(b)
	}
	return p.pdf.Output(w)
}

func newPress(d Document) *press {
	p := &press{pdf: fpdf.New("P", "pt", "A4", "")}
	p.pdf.AddUTF8FontFromBytes(family, "", assets.SansRegular())
	p.pdf.AddUTF8FontFromBytes(family, "B", assets.SansBold())
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetCatalogSort(true)
	p.pdf.SetCreationDate(d.Date)
	p.pdf.SetModificationDate(d.Date)
	p.pdf.SetTitle(drawable(d.Title), true)
	p.pdf.SetAuthor(drawable(d.Author), true)
	p.pdf.SetCreator("calepin", true)
	p.pdf.SetLang(string(d.Language))
	p.pdf.AliasNbPages("{n}")
	p.pdf.SetFooterFunc(func() { p.foot(drawable(d.Footer)) })
	for i, style := range []string{"", "B"} {
		p.pdf.SetFont(family, style, bodySize)
		p.widths[i] = map[rune]float64{}
		for r := range covered() {
			p.widths[i][r] = float64(p.pdf.GetStringSymbolWidth(string(r)))
		}
	}
	return p
}

// foot writes the foot of a page, with its number.
func (p *press) foot(s string) {
	p.pdf.SetTextColor(90, 90, 90)
	number := p.page()
	room := fullWidth - p.width(Span{Text: "000/000"}, footSize) - 12
	for i, line := range p.wrap(Plain(s), footSize, room) {
		p.draw(line, footSize, margin, pageHeight-44+float64(i)*footSize*leading)
	}
	p.draw([]Span{{Text: number}}, footSize, pageWidth-margin-p.width(Span{Text: "0/0"}, footSize), pageHeight-44)
	p.pdf.SetTextColor(0, 0, 0)
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
	p.pdf.Bookmark(drawable(b.Lines[0].String()), max(b.Level, 1)-1, p.y)
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
		p.pdf.AddPage()
		p.y = margin
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
			p.pdf.SetFillColor(242, 246, 251)
			p.pdf.Rect(margin, p.y-2, fullWidth, bodySize*leading+4, "F")
			p.pdf.SetFillColor(26, 78, 138)
			p.pdf.Rect(margin, p.y-2, 3, bodySize*leading+4, "F")
			p.draw(line, bodySize, margin+indent, p.y+bodySize)
			p.y += bodySize * leading
		}
	}
	p.y += paragraphGp + 2
}
