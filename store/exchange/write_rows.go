package exchange

import (
	"bufio"
	"encoding/csv"
	"io"
)

// Rows writes a CSV as spreadsheets in France open it: UTF-8 with its mark,
// semicolons, no cell that a spreadsheet would run.
func Rows(w io.Writer, rows [][]string) error {
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.Comma, c.UseCRLF = ';', true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = neutral(cell)
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	if c.Flush(); c.Error() != nil {
		return c.Error()
	}
	return out.Flush()
}
