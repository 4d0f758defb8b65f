package retention

import "strings"

// bars are an eighth of a cell each, from nothing.
var bars = []rune(" ▁▂▃▄▅▆▇█")

// chart draws how much expires in each month of the next years, as far as there
// is room: over the years where the page is high enough, else in one line with
// the first month and the last. The highest count is told.
func (p *Page) chart(w, h int) []string {
	months := p.have.forecast.Months
	most := 0
	for _, m := range months {
		most = max(most, m.Count)
	}
	highest := p.d.Language().Number(int64(most))
	rows := 0
	switch {
	case h >= 30:
		rows = 4
	case h >= 18:
		rows = 2
	default:
		months = months[:max(1, min(len(months), w-40))]
		return []string{p.d.T.Retention.Chart.With("from", months[0].Month, "bars", p.bars(len(months), 1, 0, most), "to", months[len(months)-1].Month, "most", highest)}
	}
	months = months[:max(1, min(len(months), w-24))]
	var lines []string
	for row := rows - 1; row >= 0; row-- {
		line := p.bars(len(months), rows, row, most)
		if row == rows-1 {
			line += "  " + p.d.T.Retention.Axis.With("n", highest)
		}
		lines = append(lines, line)
	}
	return append(lines, p.years(len(months)))
}

// bars is a row of the chart, the lowest being 0. Any count shows.
func (p *Page) bars(n, rows, row, most int) string {
	var b strings.Builder
	for _, m := range p.have.forecast.Months[:n] {
		eighths := 0
		if m.Count > 0 {
			eighths = max(1, rows*(len(bars)-1)*m.Count/most)
		}
		b.WriteRune(bars[max(0, min(eighths-row*(len(bars)-1), len(bars)-1))])
	}
	return b.String()
}

// years is the axis: each year under its first month.
func (p *Page) years(n int) string {
	axis := []rune(strings.Repeat("─", n))
	for i, m := range p.have.forecast.Months[:n] {
		if year, first := strings.CutSuffix(m.Month, "-01"); first && i+len(year) <= n {
			copy(axis[i:], []rune(year))
		}
	}
	return string(axis)
}
