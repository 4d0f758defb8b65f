package cli

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/text"
)

// printing is where a paper goes, in which format and language.
type printing struct {
	app           *app
	cmd           *cobra.Command
	format        paper.Format
	language, out string
	force         bool
}

// define defines the flags; other formats than those of papers may be offered.
func (o *printing) define(more ...paper.Format) {
	o.defineFormat(more...)
	enumFlag(o.cmd, o.cmd.Flags(), &o.language, "language", "fr", "en")
}

// defineFormat is define for what has its language already.
func (o *printing) defineFormat(more ...paper.Format) {
	f := o.cmd.Flags()
	enumFlag(o.cmd, f, &o.format, "format", append(more, paper.PDF, paper.HTML, paper.Markdown)...)
	f.StringVar(&o.out, "out", "-", "")
	f.BoolVar(&o.force, "force", false, "")
}

// in are the words of the paper's language: that of the vault unless told.
func (o *printing) in(vault string) (*text.Words, error) {
	language := text.Language(cmp.Or(o.language, vault))
	if language == o.app.T.Language {
		return o.app.T, nil
	}
	return text.Load(language)
}

// as is the format asked for, by name or by the end of the file's.
func (o *printing) as(usual paper.Format) (paper.Format, error) {
	ending := paper.Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(o.out)), "."))
	switch ending {
	case "htm":
		ending = paper.HTML
	case paper.PDF, paper.HTML, paper.Markdown, paper.PlainText, "csv", "json":
	default:
		ending = ""
	}
	format := cmp.Or(o.format, ending, usual)
	if format == paper.PDF && o.out == "-" && term.IsTerminal(int(os.Stdout.Fd())) {
		return format, usage(o.cmd, o.app.T.Records.BinaryOnTerminal)
	}
	return format, nil
}

// export writes what is kept of the whole file, such as a register: as data too,
// for --json. make reads what there is and returns what writes it.
func (o *printing) export(make func(*store.Store, *text.Words) (func(io.Writer, paper.Format) error, error)) error {
	format, err := o.as(paper.Markdown)
	if err != nil {
		return err
	}
	if o.app.flags.json && o.out == "-" {
		format = "json"
	}
	return o.app.withStore(o.cmd, func(s *store.Store) error {
		words, err := o.in(s.Settings().Language)
		if err != nil {
			return err
		}
		write, err := make(s, words)
		if err != nil {
			return err
		}
		return o.write(func(w io.Writer) error { return write(w, format) })
	})
}

// write writes where it was asked to, and says so of a file.
func (o *printing) write(write func(io.Writer) error) error {
	if err := o.app.writeOut(o.out, o.force, write); err != nil {
		return err
	}
	if o.out != "-" {
		o.app.say(o.app.T.Records.Written.With("path", o.out))
	}
	return nil
}
