package exchange

import (
	"fmt"
	"strings"
)

// Code says what is wrong. The words for it are the interface's.
type Code string

// What is wrong with a file: it is refused whole, and Read returns the Problem
// as its error.
const (
	UnknownFormat  Code = "unknown-format"   // neither vCard, nor CSV, nor a calepin export
	Spreadsheet    Code = "spreadsheet"      // an .xlsx or .ods file: to be saved as CSV first
	Archive        Code = "archive"          // a .zip file: to be unpacked first
	LDIF           Code = "ldif"             // a directory's export: to be made as vCard or CSV
	EmptyFile      Code = "empty-file"       //
	NoHeader       Code = "no-header"        // no column is recognised and none is mapped
	MapColumn      Code = "map-column"       // Options.Map names a column that is not there (Field)
	MapField       Code = "map-field"        // Options.Map names an unknown field (Field)
	TooManyColumns Code = "too-many-columns" // Count, over Limit
	TooManyRecords Code = "too-many-records" // over Limit
	TooLarge       Code = "too-large"        // the files hold more than fits in memory: over Limit bytes
	RowTooLong     Code = "row-too-long"     // over Limit bytes: most often a quote that is never closed
	Syntax         Code = "syntax"           // not JSON
	NewerVersion   Code = "newer-version"    // written by a newer calepin: version Count, Limit is known
	ReadFailed     Code = "read-failed"      // the cause is wrapped
)

// What is wrong with a record or with one of its values.
const (
	Unfinished     Code = "unfinished"      // a card without END
	StrayLine      Code = "stray-line"      // outside a card, or not "name:value"
	LineTooLong    Code = "line-too-long"   // over Limit bytes
	ValueTooLong   Code = "value-too-long"  // over Limit bytes
	CardTooLarge   Code = "card-too-large"  // over Limit bytes
	TooManyValues  Code = "too-many-values" // of one field, over Limit
	RowShort       Code = "row-short"       // Count cells, where the header has Limit
	RowLong        Code = "row-long"        // Count cells, where the header has Limit
	UnclosedQuote  Code = "unclosed-quote"  // the lines after the row's first are read as rows of their own
	Preamble       Code = "preamble"        // Count lines before the header
	NoName         Code = "no-name"         // nothing to call the contact by
	GroupCard      Code = "group-card"      // a list of contacts, not a contact
	InvalidText    Code = "invalid-text"    // bytes that are no text in the file's encoding: replaced
	MixedText      Code = "mixed-text"      // bytes that are no UTF-8 in a file that is: read as Windows-1252
	ControlChars   Code = "control-chars"   // NUL and other control characters: removed
	EncodedTwice   Code = "encoded-twice"   // as "Ã‰cole" was: kept as it is, Likely says what it was
	UnknownCharset Code = "unknown-charset" // guessed instead
	InvalidCode    Code = "invalid-code"    // broken quoted-printable or base64: kept as it is
	InvalidEmail   Code = "invalid-email"   //
	InvalidPhone   Code = "invalid-phone"   // no network has such a number: kept as given
	InvalidDate    Code = "invalid-date"    //
	InvalidTime    Code = "invalid-time"    //
	InvalidValue   Code = "invalid-value"   // not one of the words, or not of the type, that the field takes
	UnknownField   Code = "unknown-field"   // not in the schema
	Missing        Code = "missing"         // a field that the schema asks for
	Dangling       Code = "dangling"        // an id of no record
	Erased         Code = "erased"          // someone whom the erasure ledger names: not brought back
	MissingColumn  Code = "missing-column"  // of a CSV of answers
	NotOnFile      Code = "not-on-file"     // names no record, or several
	NotByChannel   Code = "not-by-channel"  // the activity does not use it
	Future         Code = "future"          // a time to come
	TitleAlone     Code = "title-alone"     // a job title or department without an organisation
)

// Lost says how much a problem costs.
type Lost string

// The losses.
const (
	Nothing  Lost = ""       // kept, changed as the Code says
	Value    Lost = "value"  // the value is left out
	Record   Lost = "record" // the record is left out
	AllOfIt  Lost = "file"   // nothing is imported
	maxToken      = 64
)

// Problem is one thing wrong with a file. It holds no value out of the file but
// in Likely.
type Problem struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`   // from 1; 0 where the whole file is meant
	Column int    `json:"column,omitempty"` // of a CSV, from 1
	// Field is a field of calepin ("email"), a vCard property ("TEL") or the
	// path of a JSON value ("persons[3].emails.address").
	Field string `json:"field,omitempty"`
	Code  Code   `json:"code"`
	Lost  Lost   `json:"lost,omitempty"`
	Count int64  `json:"count,omitempty"`
	Limit int64  `json:"limit,omitempty"`
	// Likely is what a value encoded twice was, its beginning where it is long.
	Likely string `json:"likely,omitempty"`

	cause error
}

// Error gives the problem to developers; it holds no personal data but what
// the user put in the file's name.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	if p.Column > 0 {
		fmt.Fprintf(&b, ": column %d", p.Column)
	}
	if p.Field != "" {
		b.WriteString(": " + p.Field)
	}
	b.WriteString(": " + string(p.Code))
	switch {
	case p.Count > 0 && p.Limit > 0:
		fmt.Fprintf(&b, " (%d, limit %d)", p.Count, p.Limit)
	case p.Limit > 0:
		fmt.Fprintf(&b, " (limit %d)", p.Limit)
	}
	if p.cause != nil {
		b.WriteString(": " + p.cause.Error())
	}
	return b.String()
}

// Unwrap returns the failure of the reader, where there was one.
func (p *Problem) Unwrap() error { return p.cause }

// report adds a problem to the list.
func (p *Parsed) report(problem Problem) {
	if problem.Lost == Record {
		p.Bad++
	}
	if len(p.Problems) >= MaxProblems {
		p.More++
		return
	}
	p.Problems = append(p.Problems, problem)
}

// unkept counts a value that calepin has no place for. Names are cut to
// something printable: in a damaged file they can be anything.
func (p *Parsed) unkept(name string) { p.unkeptTimes(name, 1) }

func (p *Parsed) unkeptTimes(name string, n int) {
	name, _ = clean(name, false)
	if len(name) > maxToken || name == "" {
		name = "…"
	}
	if _, known := p.Unkept[name]; !known && len(p.Unkept) >= maxUnkept {
		name = "…"
	}
	if p.Unkept == nil {
		p.Unkept = map[string]int{}
	}
	p.Unkept[name] += n
}
