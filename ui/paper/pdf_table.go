package paper

// Room around the text of a cell, and the least width of a column.
const (
	cellPad  = 4.0
	leastCol = 52.0
)

// table draws rows over as many pages as they take; each page repeats the
// heading, and a row taller than what is left of a page goes on on the next.
func (p *press) table(b Block) {
	widths := p.columns(b)
	var head [][][]Span
	p.y += 2
	for i, row := range b.Rows {
		cells := p.cells(row, widths)
		if i == 0 && b.Headed {
			head = cells
			p.need(height(cells) + 3*tableSize*leading)
			p.row(cells, widths, true, false)
			continue
		}
		p.place(cells, head, widths, b.Kind == Sheet)
	}
	p.y += paragraphGp + 4
}

// columns shares the width out: a name and its value as a sheet has them, else
// by what the columns hold.
func (p *press) columns(b Block) []float64 {
	count := 0
	for _, row := range b.Rows {
		count = max(count, len(row))
	}
	if b.Kind == Sheet && count == 2 {
		return []float64{fullWidth * 0.3, fullWidth * 0.7}
	}
	widths, sum := make([]float64, count), 0.0
	for _, row := range b.Rows {
		for i, cell := range row {
			for _, line := range p.wrap(cell, tableSize, fullWidth/2) {
				w := 2 * cellPad
				for _, s := range line {
					w += p.width(s, tableSize)
				}
				widths[i] = max(widths[i], w+1)
			}
		}
	}
	for _, w := range widths {
		sum += max(w, leastCol)
	}
	for i, w := range widths {
		widths[i] = max(w, leastCol) * fullWidth / sum
	}
	return widths
}

func (p *press) cells(row []Line, widths []float64) [][][]Span {
	cells := make([][][]Span, len(row))
	for i, cell := range row {
		cells[i] = p.wrap(cell, tableSize, widths[i]-2*cellPad)
	}
	return cells
}

func tallest(cells [][][]Span) (n int) {
	for _, c := range cells {
		n = max(n, len(c))
	}
	return n
}

func height(cells [][][]Span) float64 { return float64(tallest(cells))*tableSize*leading + 2*cellPad }

// place draws a row where it fits: here, on a page of its own, or in parts.
func (p *press) place(cells, head [][][]Span, widths []float64, sheet bool) {
	turn := func() {
		p.pdf.AddPage()
		p.y = margin
		if head != nil {
			p.row(head, widths, true, false)
		}
	}
	whole := bottom - margin
	if head != nil {
		whole -= height(head)
	}
	if p.y+height(cells) > bottom && (height(cells) <= whole/3 || p.y+4*tableSize*leading > bottom) {
		turn()
	}
	for p.y+height(cells) > bottom {
		fits := max(1, int((bottom-p.y-2*cellPad)/(tableSize*leading)))
		if fits >= tallest(cells) {
			break
		}
		first, rest := make([][][]Span, len(cells)), make([][][]Span, len(cells))
		for i, c := range cells {
			first[i], rest[i] = c[:min(fits, len(c))], c[min(fits, len(c)):]
		}
		p.row(first, widths, false, sheet)
		turn()
		cells = rest
	}
	p.row(cells, widths, false, sheet)
}

// row draws one row, in a frame.
func (p *press) row(cells [][][]Span, widths []float64, head, sheet bool) {
	h := height(cells)
	p.pdf.SetDrawColor(185, 185, 185)
	p.pdf.SetFillColor(242, 244, 247)
	p.pdf.SetLineWidth(0.5)
	x := margin
	for i, cell := range cells {
		style := "D"
		if head || sheet && i == 0 {
			style = "FD"
		}
		p.pdf.Rect(x, p.y, widths[i], h, style)
		for n, line := range cell {
			p.draw(line, tableSize, x+cellPad, p.y+cellPad+tableSize+float64(n)*tableSize*leading)
		}
		x += widths[i]
	}
	p.y += h
}
