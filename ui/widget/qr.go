package widget

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the blank border, in modules, that scanners need.
const quiet = 4

// QR draws a text as a QR code, two modules a cell, one above the other. It is
// to be shown black on white; where there are no colours, paper is false and
// the light modules are drawn, as for a dark terminal.
func QR(text string, paper bool) ([]string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	var lines []string
	for y := -quiet; y < code.Size+quiet; y += 2 {
		var b strings.Builder
		for x := -quiet; x < code.Size+quiet; x++ {
			upper, lower := code.Black(x, y), code.Black(x, y+1)
			if !paper {
				upper, lower = !upper, !lower
			}
			b.WriteString(halfBlock(upper, lower))
		}
		lines = append(lines, b.String())
	}
	return lines, nil
}

func halfBlock(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}
