package paper

import (
	"io"
	"strconv"
	"time"

	"calepin/privacy"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// PseudonymsJSON writes a pseudonymised export as JSON. It says what it is: still
// personal data.
func PseudonymsJSON(out io.Writer, w *text.Words, x privacy.Pseudonyms, at time.Time) error {
	dates, places := "month", "department"
	if x.Order.Years {
		dates = "year"
	}
	if x.Order.Countries {
		places = "country"
	}
	return indented(out, struct {
		Format    string                  `json:"format"`
		Version   int                     `json:"version"`
		Notice    string                  `json:"notice"`
		At        time.Time               `json:"exported_at"`
		Recipient string                  `json:"recipient"`
		Purpose   string                  `json:"purpose"`
		Dates     string                  `json:"dates"`
		Places    string                  `json:"places"`
		K         int                     `json:"k"`
		People    []privacy.Pseudonymised `json:"people"`
	}{"calepin-pseudonymised", 1, w.Pseudonyms.StillPersonal, at.UTC().Truncate(time.Second), x.Order.Recipient, x.Order.Purpose, dates, places, x.K, x.People})
}

// PseudonymRows writes a pseudonymised export as a table.
func PseudonymRows(out io.Writer, w *text.Words, x privacy.Pseudonyms) error {
	h := w.Pseudonyms.Columns
	rows := [][]string{{h["pseudonym"], h["status"], h["nature"], h["country"], h["department"], h["since"], h["last_contact"], h["received"], h["sent"], h["purchases"], h["invoiced"]}}
	for _, p := range x.People {
		rows = append(rows, append(append([]string{p.Pseudonym}, w.Looks(p.Looks)...), strconv.Itoa(p.Received), strconv.Itoa(p.Sent),
			strconv.Itoa(p.Purchases), strconv.FormatInt(p.Invoiced, 10)))
	}
	return exchange.Rows(out, rows)
}
