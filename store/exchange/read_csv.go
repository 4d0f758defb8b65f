package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"calepin/store"
)

// readCSV adds the contacts of a CSV file, a few batches of rows in memory at a time.
func (r *reading) readCSV(src *source) error {
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
	table, isHeader, err := r.columns(first, rows.line)
	if err != nil {
		return err
	}
	rows.table, rows.text.width = table, table.width
	if isHeader {
		first = nil
	}
	return r.readRows(rows, table, first)
}

// rowReader reads row by row and knows where each begins. Where a row ends is
// rowText's to say; the library parts it into cells.
type rowReader struct {
	*reading
	text  *rowText
	csv   *csv.Reader
	feed  bytes.Reader // the row at hand
	table *table       // nil until the header is read
	line  int
}

// begin finds out what sets the cells apart and returns the first row, past
// what stands before the header.
func (r *rowReader) begin() ([]string, error) {
	sample, err := r.text.peek(16 << 10)
	if err != nil {
		return nil, r.failed(1, err)
	}
	comma, n := separatorLine(sample)
	if n == 0 {
		comma = delimiter(sample)
	}
	r.text.take(n)
	r.text.comma = comma
	r.csv = newRowParser(bufio.NewReader(&r.feed), comma)
	if err := r.preamble(); err != nil {
		return nil, err
	}
	return r.next()
}

func newRowParser(from io.Reader, comma byte) *csv.Reader {
	c := csv.NewReader(from)
	c.Comma, c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = rune(comma), true, -1, true
	return c
}

// next returns the next row. One whose quote is never closed is reported, and
// costs no other.
func (r *rowReader) next() ([]string, error) {
	for {
		raw, line, bad, err := r.text.next()
		r.line = line
		switch {
		case err == io.EOF:
			return nil, io.EOF
		case err == errTooLong:
			return nil, r.refuse(Problem{Line: line, Code: RowTooLong, Limit: maxRow})
		case err != nil:
			return nil, r.failed(line, err)
		case bad != nil && r.table == nil:
			return nil, r.refuse(Problem{Line: line, Column: bad.cell + 1, Code: UnclosedQuote})
		case bad != nil:
			r.parsed.report(Problem{File: r.name(), Line: line, Column: bad.cell + 1, Field: r.table.fieldAt(bad.cell),
				Code: UnclosedQuote, Lost: Record})
			continue
		}
		r.feed.Reset(raw)
		row, err := r.csv.Read()
		if err != nil {
			return nil, r.failed(line, err)
		}
		return row, nil
	}
}

// rowMap makes contacts of rows.
type rowMap struct {
	builder
	table     *table
	addresses []store.Address
	wholes    []string // the same in one cell, for want of the parts
	firms     []store.Affiliation
	labels    map[string]string // ownLabel of the cells met
	at        int               // index of the file
	source    string            // where its contacts come from
}

func (r *reading) newRowMap(t *table) *rowMap {
	m := &rowMap{table: t, labels: map[string]string{}, at: r.file, source: r.input().Source}
	m.file = r.name()
	return m
}

// contact makes a contact of a row; nil where it is blank or bad, which is
// reported.
func (m *rowMap) contact(row []string, line int) *Contact {
	m.builder = newBuilder(m.parsed, m.file, m.source)
	m.line = line
	if !m.fits(row) {
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
	return m.finish(m.at, line)
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
// programs write when the last cells are empty. Of a long one what the header
// has columns for is kept, unless the cells plainly are not in their columns.
func (m *rowMap) fits(row []string) bool {
	n, width := len(row), m.table.width
	for n > width && strings.TrimSpace(row[n-1]) == "" {
		n--
	}
	p := Problem{File: m.file, Line: m.line, Count: int64(n), Limit: int64(width)}
	switch {
	case n > width && m.shifted(row):
		p.Code, p.Lost = RowLong, Record
	case n > width:
		p.Code, p.Lost = RowLong, Value
	case n < width && (n > 1 || strings.TrimSpace(row[0]) != ""):
		p.Code = RowShort
	default:
		return true
	}
	m.parsed.report(p)
	return p.Lost != Record
}

// shifted tells whether the cells of a row stand beside their columns, as they
// do after a cell with a delimiter and no quotes: an e-mail address that is
// none, a number without a digit, or an address beyond the last column.
func (m *rowMap) shifted(row []string) bool {
	for _, c := range m.table.columns {
		cell := strings.TrimSpace(row[c.at])
		if cell != "" && (c.field == "email" && !strings.Contains(cell, "@") || c.field == "phone" && !strings.ContainsAny(cell, "0123456789")) {
			return true
		}
	}
	return slices.ContainsFunc(row[m.table.width:], func(s string) bool { return store.PlausibleEmail(strings.TrimSpace(s)) })
}

// cell undoes what spreadsheets and calepin itself do to a cell.
func (m *rowMap) cell(c *column, s string) string {
	m.column = c.at + 1
	if !utf8.ValidString(s) {
		s = mixed(s)
		m.problem(c.field, MixedText, Nothing, 0)
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
	p := m.person
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
	label := shortLabel(ownLabel(defuse(mixed(cell))))
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
