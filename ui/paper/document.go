// Package paper makes what leaves calepin to be read: the register, notices,
// receipts. A document is built once, of a few kinds of blocks, and written as
// Markdown, HTML, PDF or plain text.
package paper

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"calepin/ui/text"
)

// Document is a paper.
type Document struct {
	Title    string
	Author   string // whose paper it is: the controller
	Language text.Language
	Footer   string    // at the foot of every printed page
	Date     time.Time // of the file: two writings of the same document are the same bytes
	Blocks   []Block
	// SendTo and Send make a form of an HTML document that has fields: where it
	// goes, and the word on the button.
	SendTo, Send string
}

// Kind is what a block is.
type Kind int

// The kinds.
const (
	Paragraph Kind = iota
	Heading        // of its Level, from 1
	Bullets        // one item a line of Lines
	Frame          // paragraphs that stand apart from the rest
	Table          // Rows, the first of which is repeated on each page where Headed
	Sheet          // a table of two columns, each row a name and its value
	Entry          // a field to be filled in, of Level lines
	Ticks          // boxes to tick, a line each
)

// Block is a part of a document.
type Block struct {
	Kind   Kind
	Level  int
	Lines  []Line
	Rows   [][]Line
	Headed bool
}

// Line is text in runs. A line break in it is kept.
type Line []Span

// Span is a run of text.
type Span struct {
	Text   string
	Strong bool
}

// Plain is a line of ordinary text.
func Plain(s string) Line { return Line{{Text: s}} }

// Strong is a line of text that stands out.
func Strong(s string) Line { return Line{{Text: s, Strong: true}} }

// String is the text alone.
func (l Line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

func (d *Document) add(b Block) { d.Blocks = append(d.Blocks, b) }

// Heading adds a heading below the title.
func (d *Document) Heading(level int, s string) {
	d.add(Block{Kind: Heading, Level: level, Lines: []Line{Plain(s)}})
}

// Paragraph adds a paragraph.
func (d *Document) Paragraph(s string) { d.add(Block{Lines: []Line{Plain(s)}}) }

// Bullets adds a list of lines.
func (d *Document) Bullets(all ...string) {
	d.add(Block{Kind: Bullets, Lines: lines(all, Plain)})
}

// Frame adds paragraphs that stand apart.
func (d *Document) Frame(lines ...Line) { d.add(Block{Kind: Frame, Lines: lines}) }

// Sheet adds pairs of a name and a value, by turns; empty values are left out.
func (d *Document) Sheet(pairs ...string) {
	b := Block{Kind: Sheet}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			b.Rows = append(b.Rows, []Line{Strong(pairs[i]), Plain(pairs[i+1])})
		}
	}
	if len(b.Rows) > 0 {
		d.add(b)
	}
}

// Table adds a table under headings.
func (d *Document) Table(headings []string, rows [][]string) {
	b := Block{Kind: Table, Headed: true, Rows: [][]Line{lines(headings, Strong)}}
	for _, row := range rows {
		b.Rows = append(b.Rows, lines(row, Plain))
	}
	d.add(b)
}

func lines(cells []string, as func(string) Line) []Line {
	out := make([]Line, len(cells))
	for i, c := range cells {
		out[i] = as(c)
	}
	return out
}

// Format is how a document is written.
type Format string

// The formats, by the ends of their files' names.
const (
	Markdown  Format = "md"
	HTML      Format = "html"
	PDF       Format = "pdf"
	PlainText Format = "txt"
)

// FormatOf is the format that the end of a file's name says, usual where it says
// none.
func FormatOf(path string, usual Format) Format {
	switch f := Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")); f {
	case "htm":
		return HTML
	case Markdown, HTML, PDF, PlainText:
		return f
	}
	return usual
}

// Write writes d.
func Write(w io.Writer, d Document, f Format) error {
	switch f {
	case PDF:
		return writePDF(w, d)
	case HTML:
		_, err := io.WriteString(w, htmlOf(d))
		return err
	case Markdown:
		_, err := io.WriteString(w, MarkdownOf(d))
		return err
	case PlainText:
		_, err := io.WriteString(w, TextOf(d))
		return err
	}
	return fmt.Errorf("write a paper: unknown format %q", f)
}
