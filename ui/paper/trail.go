package paper

import (
	"encoding/json"
	"io"
	"strconv"
	"time"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/text"
)

// Trail is the audit trail as an inspector gets it: identifiers only.
type Trail struct {
	*text.Words
	Entries   []store.AuditEntry // oldest first
	Operators []store.Operator
}

func (t Trail) rows() [][]string {
	w := t.Audit
	rows := [][]string{{w.Number, w.At, w.Who, w.What, w.Which}}
	for _, e := range t.Entries {
		number := ""
		if e.Number > 0 {
			number = strconv.FormatUint(e.Number, 10)
		}
		rows = append(rows, []string{number, t.Language.Time(e.At.Local()), t.Called(e.By, t.Operators), w.Deeds[string(e.What)], t.Subject(e)})
	}
	return rows
}

// Document is the trail as a paper.
func (t Trail) Document(b store.Business, at time.Time) Document {
	w := t.Audit
	d := Document{Title: w.Title, Author: b.Name, Language: t.Language, Date: at,
		Footer: w.Footer.With("name", b.Name, "day", t.Language.Date(at))}
	d.Paragraph(w.Law)
	if len(t.Entries) == 0 {
		d.Paragraph(w.None)
		return d
	}
	rows := t.rows()
	d.Table(rows[0], rows[1:])
	return d
}

// Rows is the trail as CSV.
func (t Trail) Rows(w io.Writer) error { return exchange.Rows(w, t.rows()) }

// JSON is the trail with the operators that it names.
func (t Trail) JSON(w io.Writer, at time.Time) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Format    string             `json:"format"`
		Version   int                `json:"version"`
		At        time.Time          `json:"at"`
		Operators []store.Operator   `json:"operators"`
		Entries   []store.AuditEntry `json:"entries"`
	}{"calepin-audit", 1, at.UTC().Truncate(time.Second), t.Operators, t.Entries})
}
