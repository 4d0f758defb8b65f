// Plot draws a table of costs by size as SVG, both axes by powers of ten: what
// grows in step with the size is a line at 45 degrees.
//
//	plot <TABLE.tsv >PLOT.svg
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

const (
	width, height, margin = 720.0, 480.0, 60.0
	least, most           = -2.0, 4.0 // of the costs, powers of ten
)

var colours = []string{"#1b6ca8", "#c0392b", "#1e8449", "#8e44ad", "#b9770e", "#16a085", "#7f8c8d", "#2c3e50", "#d35400", "#6c3483", "#117a65"}

func main() {
	var rows [][]string
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		rows = append(rows, strings.Split(lines.Text(), "\t"))
	}
	if len(rows) < 3 {
		fmt.Fprintln(os.Stderr, "plot: two sizes are the least that can be drawn")
		os.Exit(1)
	}
	first, last := power(rows[1][0]), power(rows[len(rows)-1][0])
	x := func(size float64) float64 { return margin + (size-first)/(last-first)*(width-3*margin) }
	y := func(cost float64) float64 { return height - margin - (cost-least)/(most-least)*(height-2*margin) }

	fmt.Printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" font-family="sans-serif" font-size="12">`+"\n", width, height)
	fmt.Printf(`<rect width="%g" height="%g" fill="white"/>`+"\n", width, height)
	for p := least; p <= most; p++ {
		line(margin, y(p), width-2*margin, y(p), "#ddd")
		text(margin-8, y(p)+4, "end", "black", fmt.Sprint(math.Pow(10, p)))
	}
	for _, row := range rows[1:] {
		line(x(power(row[0])), margin, x(power(row[0])), height-margin, "#ddd")
		text(x(power(row[0])), height-margin+18, "middle", "black", row[0])
	}
	text(width/2-margin, height-14, "middle", "black", "contacts, ten interactions each; seconds, MB for vault, MiB for memory")
	for i, name := range rows[0][1:] {
		var points []string
		for _, row := range rows[1:] {
			points = append(points, fmt.Sprintf("%.1f,%.1f", x(power(row[0])), y(power(row[i+1]))))
		}
		colour := colours[i%len(colours)]
		fmt.Printf(`<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(points, " "), colour)
		text(width-2*margin+12, margin+22*float64(i), "start", colour, name+" "+rows[len(rows)-1][i+1])
	}
	fmt.Println("</svg>")
}

// power is the power of ten that a figure is, within what is drawn.
func power(figure string) float64 {
	n, err := strconv.ParseFloat(figure, 64)
	if err != nil {
		fmt.Fprintln(os.Stderr, "plot:", err)
		os.Exit(1)
	}
	return math.Log10(max(n, math.Pow(10, least)))
}

func line(x1, y1, x2, y2 float64, colour string) {
	fmt.Printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`+"\n", x1, y1, x2, y2, colour)
}

func text(x, y float64, anchor, colour, s string) {
	fmt.Printf(`<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s">%s</text>`+"\n", x, y, anchor, colour, s)
}
