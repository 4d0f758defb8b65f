package exchange

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
)

// Read reads the files. What is wrong with a record or with a value is in
// Parsed.Problems and does not stop the rest; an error means that nothing can
// be imported: a *Problem that loses AllOfIt, or the context's.
func Read(ctx context.Context, inputs []Input, o Options) (*Parsed, error) {
	r := &reading{ctx: ctx, inputs: inputs, options: o, parsed: &Parsed{country: o.Country}}
	for _, in := range inputs {
		r.parsed.Files = append(r.parsed.Files, in.Name)
		if r.total >= 0 && in.Size > 0 {
			r.total += in.Size
		} else {
			r.total = -1
		}
	}
	for i := range inputs {
		r.file = i
		if err := r.read(); err != nil {
			return nil, err
		}
	}
	return r.parsed, nil
}

// reading is one run of Read.
type reading struct {
	ctx     context.Context
	inputs  []Input
	options Options
	parsed  *Parsed
	file    int // the one being read
	done    int64
	total   int64 // bytes of all files, -1 where a size is unknown
}

func (r *reading) input() *Input { return &r.inputs[r.file] }
func (r *reading) name() string  { return r.inputs[r.file].Name }

func (r *reading) read() error {
	src, err := newSource(&counted{reading: r, r: r.input().Reader})
	if err != nil {
		return r.failed(0, err)
	}
	head, err := src.Peek(4096)
	if err != nil && err != io.EOF {
		return r.failed(0, err)
	}
	format := r.options.Format
	if format == "" || format == Auto {
		var code Code
		if format, code = recognise(head); code != "" {
			return r.refuse(Problem{Code: code})
		}
	}
	if r.parsed.Format == "" {
		r.parsed.Format = format
	}
	switch format {
	case VCard, VCard3:
		return r.readVCard(src)
	case JSON:
		return r.readJSON(src)
	default:
		return r.readCSV(src)
	}
}

// recognise tells a file's format by how it begins.
func recognise(head []byte) (Format, Code) {
	text := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(text) == 0:
		return "", EmptyFile
	case hasPrefixFold(text, "BEGIN:VCARD"):
		return VCard, ""
	case text[0] == '{':
		return JSON, ""
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return "", zipped(text)
	case bytes.HasPrefix(text, []byte("\xd0\xcf\x11\xe0")):
		return "", Spreadsheet
	case hasPrefixFold(text, "dn:"), hasPrefixFold(text, "version: 1\n"), hasPrefixFold(text, "version: 1\r\n"):
		return "", LDIF
	case hasPrefixFold(text, "BEGIN:"): // a calendar
		return "", UnknownFormat
	case text[0] == '<', text[0] == '[', bytes.HasPrefix(text, []byte("age-encryption.org/")), bytes.HasPrefix(text, []byte("-----BEGIN ")):
		return "", UnknownFormat
	}
	odd := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			odd++
		}
	}
	if odd > max(min(16, len(head)/4), len(head)/20) { // a few NULs in cells are a damaged CSV
		return "", UnknownFormat
	}
	return CSV, ""
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

// zipped tells a spreadsheet from any other zip file, by the name of the first
// file in it.
func zipped(head []byte) Code {
	const name = 30 // where it stands (APPNOTE.TXT 4.3.7)
	if len(head) <= name {
		return Spreadsheet // too little to tell
	}
	for _, first := range []string{"[Content_Types].xml", "_rels/", "docProps/", "xl/", "mimetype"} {
		if bytes.HasPrefix(head[name:], []byte(first)) {
			return Spreadsheet
		}
	}
	return Archive
}

// add takes a contact in; nil is passed over.
func (r *reading) add(c *Contact, line int) error {
	if c == nil {
		return nil
	}
	if len(r.parsed.Contacts) >= MaxContacts {
		return r.refuse(Problem{Line: line, Code: TooManyRecords, Limit: MaxContacts})
	}
	if r.parsed.kept > maxKept {
		return r.refuse(Problem{Line: line, Code: TooLarge, Limit: maxKept})
	}
	r.parsed.Contacts = append(r.parsed.Contacts, c)
	return nil
}

// refuse makes the error that ends the import.
func (r *reading) refuse(p Problem) error {
	p.File, p.Lost = r.name(), AllOfIt
	return &p
}

// failed is the error for a reader that broke.
func (r *reading) failed(line int, err error) error {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	if ctx := r.ctx.Err(); ctx != nil {
		return ctx
	}
	return r.refuse(Problem{Line: line, Code: ReadFailed, cause: err})
}

// counted stops at the context's end and tells the progress.
type counted struct {
	*reading
	r     io.Reader
	quiet int64 // bytes since progress was last told
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.done += int64(n)
	if c.quiet += int64(n); c.options.Progress != nil && (c.quiet >= 1<<20 || err != nil) {
		c.quiet = 0
		c.options.Progress(c.done, max(c.total, 0))
	}
	return n, err
}
