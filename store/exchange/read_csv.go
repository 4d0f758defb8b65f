package exchange

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"calepin/store"
)

// readCSV adds the contacts of a CSV file, one row in memory at a time.
func (r *reading) readCSV(src *source) error {
	limit := &budget{r: newUTF8Reader(src), left: maxRow}
	text := bufio.NewReaderSize(limit, sampleSize)
	rows := &rowReader{reading: r, limit: limit}
	comma, skipped := separatorLine(text)
	if skipped {
		rows.before = 1
	} else {
		comma = delimiter(text)
	}
	rows.csv = csv.NewReader(text)
	rows.csv.Comma, rows.csv.LazyQuotes, rows.csv.FieldsPerRecord, rows.csv.ReuseRecord = comma, true, -1, true

	first, err := rows.next()
	if err == io.EOF {
		return r.refuse(Problem{Code: EmptyFile})
	}
	if err != nil {
		return err
	}
	if n := len(first); n > MaxColumns {
		return r.refuse(Problem{Line: rows.line, Code: TooManyColumns, Count: int64(n), Limit: MaxColumns})
	}
	table, isHeader, err := r.columns(first)
	if err != nil {
		return err
	}
	m := &rowMap{table: table, labels: map[string]string{}}
	m.parsed, m.file = r.parsed, r.name()
	for row := first; ; {
		if !isHeader {
			if err := r.add(m.contact(rows, row, r.file, r.input().Source), rows.line); err != nil {
				return err
			}
		}
		isHeader = false
		if row, err = rows.next(); err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// rowReader reads row by row and knows where each begins.
type rowReader struct {
	*reading
	csv    *csv.Reader
	limit  *budget
	before int // lines taken off before the CSV
	line   int
	last   int // line that the row ends on
}

func (r *rowReader) next() ([]string, error) {
	r.limit.left = maxRow + sampleSize
	r.limit.over = &Problem{File: r.name(), Line: r.last + 1, Code: RowTooLong, Lost: AllOfIt, Limit: maxRow}
	row, err := r.csv.Read()
	if err == io.EOF {
		return nil, io.EOF
	}
	if err != nil {
		if parse, ok := errors.AsType[*csv.ParseError](err); ok {
			err = parse.Err
		}
		return nil, r.failed(r.last+1, err)
	}
	r.line, _ = r.csv.FieldPos(0)
	r.last, _ = r.csv.FieldPos(len(row) - 1)
	r.line, r.last = r.line+r.before, r.last+r.before+strings.Count(row[len(row)-1], "\n")
	return row, nil
}

// rowMap makes contacts of rows.
type rowMap struct {
	builder
	table     *table
	addresses []store.Address
	wholes    []string // the same in one cell, for want of the parts
	firms     []store.Affiliation
	labels    map[string]string // ownLabel of the cells met
}

// contact makes a contact of a row; nil where it is blank or bad, which is
// reported.
func (m *rowMap) contact(rows *rowReader, row []string, file int, source string) *Contact {
	m.builder = builder{parsed: m.parsed, file: m.file, line: rows.line}
	m.person.Source = source
	if !m.fits(rows, row) {
		return nil
	}
	m.addresses = zeroed(m.addresses, len(m.table.addresses))
	m.wholes = zeroed(m.wholes, len(m.table.addresses))
	m.firms = zeroed(m.firms, m.table.firms)
	blank := true
	for i := range m.table.columns {
		c := &m.table.columns[i]
		if c.at >= len(row) || row[c.at] == "" {
			continue
		}
		cell := m.cell(c, row[c.at])
		if cell == "" {
			continue
		}
		blank = false
		m.value(c, cell, row)
	}
	for i := range m.table.others {
		if c := &m.table.others[i]; c.at < len(row) && strings.TrimSpace(row[c.at]) != "" {
			blank = false
			if fold(c.header) == "photo" {
				m.parsed.Photos++
				continue
			}
			m.parsed.unkept(c.header)
		}
	}
	if blank {
		return nil
	}
	m.column = 0
	for i, a := range m.addresses {
		if a == (store.Address{}) {
			a.Street = m.wholes[i]
		}
		if a != (store.Address{}) {
			a.Label = m.label(m.table.labelAts[i], m.table.addresses[i], row)
			m.address(a)
		}
	}
	for _, f := range m.firms {
		if f != (store.Affiliation{}) {
			m.organisation(f.Name, f.Title, f.Department)
		}
	}
	return m.finish(file, rows.line)
}

// zeroed returns s with n zero elements.
func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// fits checks the row's length against the header's. A short row is what some
// programs write when the last cells are empty, or, over several lines, the
// work of a quote that is never closed.
func (m *rowMap) fits(rows *rowReader, row []string) bool {
	n, width := len(row), m.table.width
	for n > width && strings.TrimSpace(row[n-1]) == "" {
		n--
	}
	p := Problem{File: m.file, Line: rows.line, Count: int64(n), Limit: int64(width)}
	switch {
	case n > width:
		p.Code, p.Lost = RowLong, Record
	case n < width && rows.last > rows.line:
		p.Code, p.Lost = RowShort, Record
	case n < width && (n > 1 || strings.TrimSpace(row[0]) != ""):
		p.Code = RowShort
	default:
		return true
	}
	m.parsed.report(p)
	return p.Lost != Record
}

// cell undoes what spreadsheets and calepin itself do to a cell.
func (m *rowMap) cell(c *column, s string) string {
	m.column = c.at + 1
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
		m.problem(c.field, InvalidText, Nothing, 0)
	}
	return defuse(s)
}

// defuse undoes neutral, and the ="0612" that keeps a spreadsheet from taking
// a number for one.
func defuse(s string) string {
	switch {
	case len(s) > 1 && s[0] == '\'' && formula(s[1:]):
		return s[1:]
	case len(s) > 3 && s[0] == '=' && s[1] == '"' && s[len(s)-1] == '"' && !strings.Contains(s[2:len(s)-1], `"`):
		return s[2 : len(s)-1]
	}
	return s
}

const several = " ::: " // between the values of one cell of Google's

// value takes one cell in.
func (m *rowMap) value(c *column, s string, row []string) {
	if slices.Contains(addressParts, c.field) {
		m.addressPart(c, s)
		return
	}
	switch c.field {
	case "email", "phone", "url":
		label := m.label(c.labelAt, c.label, row)
		for strings.Contains(s, several) {
			one, rest, _ := strings.Cut(s, several)
			m.contactPoint(c.field, label, one)
			s = rest
		}
		m.contactPoint(c.field, label, s)
	case "organisation":
		m.firms[c.slot].Name = s
	case "title":
		m.firms[c.slot].Title = join(m.firms[c.slot].Title, s, ", ")
	case "department":
		m.firms[c.slot].Department = join(m.firms[c.slot].Department, s, ", ")
	case "tags":
		for t := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '|' || r == '\n' }) {
			for one := range strings.SplitSeq(t, strings.TrimRight(several, " ")) {
				m.tag(one)
			}
		}
	default:
		m.scalar(c, s)
	}
}

func (m *rowMap) scalar(c *column, s string) {
	p := &m.person
	switch c.field {
	case "prefix":
		m.set(c.field, &p.Prefix, s, " ")
	case "given":
		m.set(c.field, &p.Given, s, " ")
	case "middle":
		m.set(c.field, &p.Middle, s, " ")
	case "family":
		m.set(c.field, &p.Family, s, " ")
	case "suffix":
		m.set(c.field, &p.Suffix, s, " ")
	case "nickname":
		m.set(c.field, &p.Nickname, s, ", ")
	case "name":
		if m.full == "" {
			m.full = m.text(c.field, s, maxName)
		}
	case "note":
		m.set(c.field, &p.Note, s, "\n")
	case "source":
		if s = m.text(c.field, s, maxURL); s != "" {
			p.Source = s
		}
	case "created":
		m.created(s)
	case "status":
		if _, known := statuses[fold(s)]; known || c.mapped {
			m.status(s)
		} else {
			m.parsed.unkept(c.header)
		}
	case "nature":
		m.nature(s)
	}
}

func (m *rowMap) contactPoint(field, label, s string) {
	switch field {
	case "email":
		m.email(label, s)
	case "phone":
		m.phone(label, s)
	case "url":
		m.link(label, s)
	}
}

func (m *rowMap) addressPart(c *column, s string) {
	a := &m.addresses[c.slot]
	if c.whole {
		m.wholes[c.slot] = s
		return
	}
	switch c.field {
	case "street":
		a.Street = join(a.Street, s, "\n")
	case "extended":
		a.Extended = s
	case "po_box":
		a.POBox = s
	case "postal_code":
		a.PostalCode = s
	case "city":
		a.City = s
	case "region":
		a.Region = s
	case "country":
		a.Country = s
	}
}

// label is the cell that names it, else the column's own.
func (m *rowMap) label(at int, fixed string, row []string) string {
	if at < 0 || at >= len(row) || row[at] == "" {
		return fixed
	}
	cell := row[at]
	if label, known := m.labels[cell]; known {
		return label
	}
	label := shortLabel(ownLabel(defuse(strings.ToValidUTF8(cell, "\ufffd"))))
	if len(m.labels) < 1000 {
		m.labels[strings.Clone(cell)] = label
	}
	return label
}

func join(a, b, with string) string {
	switch {
	case a == "":
		return b
	case b == "" || a == b:
		return a
	}
	return a + with + b
}
