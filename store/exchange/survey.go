package exchange

import (
	"context"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Survey is what a file looks like before it is read: what Read would take it
// for, and for a CSV what it would take each column for.
type Survey struct {
	Format   Format
	Encoding string // "UTF-8", "UTF-16", "Windows-1252", "Mac OS Roman", "CP850"
	// Of a CSV: what sets the cells apart, the line of the first row, and
	// whether that is a header. Where it is none, Header of the columns is the
	// first row's cell nevertheless.
	Delimiter byte
	Line      int
	HasHeader bool
	Columns   []Column
}

// Column is a column of a surveyed CSV.
type Column struct {
	Number int    // from 1: "#1" in Options.Map
	Header string // cleaned
	// Field is what it is taken for, as Options.Map has it ("phone:mobile");
	// empty where it is not recognised.
	Field string
	// Label tells that the column says of another one's values what they are
	// for; it has no Field.
	Label   bool
	Samples []string // the first few different values, cleaned and cut
}

// What a survey shows of a column.
const (
	surveyRows    = 200 // looked through for samples
	surveySamples = 3
	surveyCell    = 80 // bytes
)

// Look reads the beginning of a file. It ends with the errors of Read, as far as
// the beginning shows them; but a CSV of which no column is recognised is none
// here, for its columns can be mapped.
func Look(ctx context.Context, in Input, o Options) (*Survey, error) {
	r := &reading{ctx: ctx, inputs: []Input{in}, options: o, parsed: &Parsed{country: o.Country}}
	src, err := newSource(&counted{reading: r, r: in.Reader})
	if err != nil {
		return nil, r.failed(0, err)
	}
	head, err := src.Peek(4096)
	if err != nil && err != io.EOF {
		return nil, r.failed(0, err)
	}
	format, code := o.Format, Code("")
	if format == "" || format == Auto {
		if format, code = recognise(head); code != "" {
			return nil, r.refuse(Problem{Code: code})
		}
	}
	s := &Survey{Format: format}
	if format == CSV {
		if err := r.survey(src, s); err != nil {
			return nil, err
		}
	}
	s.Encoding = src.encoding()
	return s, nil
}

// survey reads the header of a CSV, and samples of its columns.
func (r *reading) survey(src *source, s *Survey) error {
	rows := &rowReader{reading: r, text: &rowText{r: newUTF8Reader(src), line: 1}}
	first, err := rows.begin()
	if err == io.EOF {
		return r.refuse(Problem{Code: EmptyFile})
	}
	if err != nil {
		return err
	}
	if n := len(first); n > MaxColumns {
		return r.refuse(Problem{Line: rows.line, Code: TooManyColumns, Count: int64(n), Limit: MaxColumns})
	}
	s.Delimiter, s.Line = rows.text.comma, rows.line
	roles, isHeader, err := r.roles(first, rows.line)
	if err != nil {
		return err
	}
	s.HasHeader = isHeader
	rows.table = layOut(roles, first, isHeader)
	rows.text.width = rows.table.width
	for i, cell := range first {
		c := Column{Number: i + 1, Header: sample(cell), Label: roles[i].naming}
		if !roles[i].naming && roles[i].field != "" {
			c.Field = roles[i].field
			if roles[i].label != "" && slices.Contains(labelled, c.Field) {
				c.Field += ":" + roles[i].label
			}
		}
		s.Columns = append(s.Columns, c)
	}
	for range surveyRows {
		row, err := rows.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range min(len(row), len(s.Columns)) {
			s.Columns[i].sample(row[i])
		}
	}
	return nil
}

// sample takes a value in, where it is another one and there is room.
func (c *Column) sample(cell string) {
	cell = sample(defuse(cell))
	if cell != "" && len(c.Samples) < surveySamples && !slices.Contains(c.Samples, cell) {
		c.Samples = append(c.Samples, cell)
	}
}

func sample(cell string) string {
	if len(cell) > 4*surveyCell {
		cell = cell[:4*surveyCell]
	}
	cell, _ = clean(strings.ToValidUTF8(cell, ""), false)
	if len(cell) > surveyCell {
		cell = strings.ToValidUTF8(cell[:surveyCell], "") + "…"
	}
	return strings.Clone(cell)
}

// encoding is the name of what the file is written in, as far as it was read.
func (s *source) encoding() string {
	switch s.legacy {
	case nil:
		if s.utf16 {
			return "UTF-16"
		}
		return "UTF-8"
	case charmap.Macintosh:
		return "Mac OS Roman"
	case charmap.CodePage850:
		return "CP850"
	}
	return "Windows-1252"
}

// Labelled tells whether a field of a CSV takes a label after a colon.
func Labelled(field string) bool { return slices.Contains(labelled, field) }
