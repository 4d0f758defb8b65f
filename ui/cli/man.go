package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The pages are written here and not by cobra/doc, whose headings are in
// English whatever the language.

func manCommand(a *app) *cobra.Command {
	var out string
	cmd := a.command("man", a.T.Help.Man, func(cmd *cobra.Command, _ []string) error {
		if err := os.MkdirAll(out, 0o755); err != nil {
			return err
		}
		count := 0
		if err := a.manPages(cmd.Root(), out, &count); err != nil {
			return err
		}
		a.say(a.T.Help.ManPages.Of(count))
		return nil
	})
	cmd.Flags().StringVar(&out, "out", "", "")
	required(cmd, "out")
	return cmd
}

// manPages writes the page of cmd and those of the commands below it.
func (a *app) manPages(cmd *cobra.Command, dir string, count *int) error {
	name := manName(cmd) + ".1"
	if err := os.WriteFile(filepath.Join(dir, name), a.manPage(cmd), 0o644); err != nil {
		return err
	}
	*count++
	for _, child := range cmd.Commands() {
		if !child.Hidden {
			if err := a.manPages(child, dir, count); err != nil {
				return err
			}
		}
	}
	return nil
}

func manName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manPage is the page in man(7) macros.
func (a *app) manPage(cmd *cobra.Command) []byte {
	t := a.T.Help.ManTitles
	p := &roff{}
	p.macro("TH", strings.ToUpper(manName(cmd)), "1", "", "calepin "+version(), t.Manual)
	p.section(t.Name, manName(cmd)+" - "+cmd.Short)
	p.section(t.Synopsis, useLine(cmd, a.T.Help.CommandWord))
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	p.section(t.Description, about)
	if cmd.HasAvailableSubCommands() {
		p.macro("SH", t.Commands)
		for _, child := range cmd.Commands() {
			p.item(child.Name(), child.Short)
		}
	}
	p.options(a, t.Options, cmd.LocalFlags())
	p.options(a, t.GlobalOptions, cmd.InheritedFlags())
	if cmd.Example != "" {
		p.macro("SH", t.Examples)
		p.verbatim(cmd.Example)
	}
	if !cmd.HasParent() {
		p.list(t.ExitStatus, t.ExitCodes)
		p.list(t.Environment, t.Variables)
		p.macro("SH", t.Files)
		p.item("~/.local/share/calepin", t.VaultAt)
		p.item(`%LOCALAPPDATA%\calepin`, t.OtherSystems)
	} else {
		p.section(t.SeeAlso, manName(cmd.Parent())+"(1)")
	}
	return p.Bytes()
}

// roff writes man(7) source.
type roff struct{ bytes.Buffer }

// roffText escapes what roff would take for its own. Letters beyond ASCII are
// named by their code, which needs no guess at the page's encoding.
func roffText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r == '\u202f' || r == '\u00a0':
			b.WriteString(`\~`)
		case r > unicode.MaxASCII:
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// text writes lines of text, none of which is taken for a macro.
func (p *roff) text(s string) {
	for line := range strings.Lines(s) {
		line = roffText(strings.TrimRight(line, "\n"))
		switch {
		case line == "":
			line = ".PP"
		case line[0] == '.' || line[0] == '\'':
			line = `\&` + line
		}
		p.WriteString(line + "\n")
	}
}

func (p *roff) macro(name string, args ...string) {
	p.WriteString("." + name)
	for _, arg := range args {
		fmt.Fprintf(p, ` "%s"`, strings.ReplaceAll(roffText(arg), `"`, `\(dq`))
	}
	p.WriteByte('\n')
}

func (p *roff) section(title, text string) { p.macro("SH", title); p.text(text) }

func (p *roff) item(term, text string) {
	p.macro("TP")
	p.macro("B", term)
	p.text(text)
}

func (p *roff) verbatim(s string) {
	p.macro("nf")
	p.text(s)
	p.macro("fi")
}

// list writes items given one a line, term and text apart by a tab.
func (p *roff) list(title, items string) {
	p.macro("SH", title)
	for line := range strings.Lines(items) {
		term, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		p.item(term, text)
	}
}

func (p *roff) options(a *app, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	p.macro("SH", title)
	flags.VisitAll(func(f *pflag.Flag) {
		head, about := a.flagHelp(f)
		p.item(strings.TrimSpace(head), about)
	})
}
