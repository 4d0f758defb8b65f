package importer

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// mostSummary is how many lines of counts stand above the table.
const mostSummary = 6

// View draws where one is, what is known, and the table of the step.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	lines := p.head(w)
	rest := max(0, h-len(lines))
	switch t := p.table(); {
	case t == nil:
		lines = append(lines, strings.Split(p.teach(w, rest), "\n")...)
	case p.step != stepColumns && p.plan == nil:
		lines = append(lines, strings.Split(widget.Teach(p.d.Theme, w, rest, p.d.T.Importer.Comparing), "\n")...)
	default:
		lines = append(lines, strings.Split(t.View(w, rest), "\n")...)
	}
	return widget.Block(lines, w, h)
}

// teach says what can be imported, and why the last file could not be.
func (p *Page) teach(w, h int) string {
	t := &p.d.T.Importer
	key := p.d.KeyOf(screen.Action{ID: "import.choose", Keys: []string{"enter"}})
	lines := []string{t.Teach, t.TeachFormats, "", t.TeachSafe, "", t.TeachKey.With("key", key)}
	if p.refused != "" {
		lines = []string{"✗ " + p.refused, t.NothingIn, "", t.TeachFormats, "", t.TeachOther.With("key", key)}
	}
	return widget.Teach(p.d.Theme, w, h, lines...)
}

// head is what stands above the table. Its number of lines is also what the
// mouse is moved by.
func (p *Page) head(w int) []string {
	lines := []string{p.steps(w)}
	switch p.step {
	case stepColumns:
		lines = append(lines, p.known(w))
		lines = append(lines, p.aboutColumns(w)...)
	case stepPreview, stepDone:
		lines = append(lines, p.known(w), p.where(w))
		if p.plan != nil {
			lines = append(lines, p.summary(w)...)
		}
	}
	return append(lines, "")
}

// aboutColumns says what there is to do about the columns.
func (p *Page) aboutColumns(w int) []string {
	t := &p.d.T.Importer
	hint, style := t.ColumnsHint, p.d.Theme.Muted
	if !p.named() {
		hint, style = t.NoColumn, p.d.Theme.Warning
	}
	if !p.survey.HasHeader {
		header := t.HeaderOff
		if p.header {
			header = t.HeaderOn
		}
		hint = header + " " + hint
	}
	return paragraph(style, hint, w)
}

// steps shows the way through, and where one is on it.
func (p *Page) steps(w int) string {
	th, t := p.d.Theme, &p.d.T.Importer
	names := []string{t.StepFile, t.StepColumns, t.StepPreview, t.StepDone}
	var parts []string
	for i, name := range names {
		if step(i) == stepColumns && p.survey != nil && p.survey.Format != exchange.CSV {
			continue
		}
		switch {
		case step(i) == p.step:
			parts = append(parts, th.Title.Render("● "+name))
		case step(i) < p.step:
			parts = append(parts, th.Text.Render("✓ "+name))
		default:
			parts = append(parts, th.Muted.Render("○ "+name))
		}
	}
	return widget.Cut(" "+strings.Join(parts, th.Muted.Render("  ›  ")), w)
}

// known is what the file was recognised as.
func (p *Page) known(w int) string {
	t, s := &p.d.T.Importer, p.survey
	name := map[exchange.Format]string{exchange.VCard: "vCard", exchange.CSV: "CSV", exchange.JSON: "calepin (JSON)"}[s.Format]
	line := t.Known.With("format", name, "encoding", s.Encoding)
	if s.Format == exchange.CSV {
		sign := "« " + string(rune(s.Delimiter)) + " »"
		if s.Delimiter == '\t' {
			sign = t.Tab
		} else if p.d.Language() != text.French {
			sign = "“" + string(rune(s.Delimiter)) + "”"
		}
		line += " · " + t.Separator.With("sign", sign) + " · " + t.ColumnCount.Of(len(s.Columns))
	}
	return " " + p.d.Theme.Strong.Render(widget.Cut(widget.Clean(p.name), max(0, w/2))) + "  " + p.d.Theme.Muted.Render(line)
}

// where says where the data come from, and how to say otherwise.
func (p *Page) where(w int) string {
	t := &p.d.T.Importer
	line := t.SourceLine.With("source", widget.Clean(p.source()))
	if p.step == stepPreview {
		line += "  " + t.SourceChange.With("key", p.d.KeyOf(screen.Action{ID: "import.source", Keys: []string{"s"}}))
	}
	return " " + p.d.Theme.Muted.Render(widget.Cut(line, max(0, w-1)))
}

// named tells whether any column is known to become something.
func (p *Page) named() bool {
	return slices.ContainsFunc(p.survey.Columns, func(c exchange.Column) bool { return p.field(c) != "" })
}

// summary is the counts of the plan, and what is to be known about it.
func (p *Page) summary(w int) (lines []string) {
	th, t := p.d.Theme, &p.d.T.Importer
	for i, line := range p.d.W.ImportSummary(p.plan, p.unkept, p.photos, p.sensitive) {
		style := th.Muted
		if i == 0 {
			if p.step == stepPreview && !p.plan.Empty() {
				line = t.Would.With("what", line)
			}
			if style = th.Strong; p.busy {
				line += " " + t.Comparing
			}
		}
		lines = append(lines, paragraph(style, widget.Clean(line), w)...)
	}
	if len(lines) > mostSummary {
		lines = append(lines[:mostSummary-1], " "+th.Muted.Render("…"))
	}
	var more []string
	if n := p.alike; n > 0 && p.step == stepPreview {
		more = append(more, th.Accent.Render("± "+t.Duplicates.Of(n)))
	}
	if n := len(p.plan.Problems) + p.plan.More; n > 0 {
		more = append(more, th.Warning.Render("! "+t.ProblemCount.Of(n)))
	}
	if p.step == stepDone {
		more = append(more, p.outcome())
	}
	if len(more) > 0 {
		lines = append(lines, widget.Cut(" "+strings.Join(more, "   "), w))
	}
	return lines
}

// outcome says that the import can be taken back, or that it was.
func (p *Page) outcome() string {
	th, t := p.d.Theme, &p.d.T.Importer
	if p.undone != nil {
		return th.Good.Render("✓ " + t.Undone + " " + strings.Join(p.undone, " "))
	}
	key := p.d.KeyOf(screen.Action{ID: "import.undo", Keys: []string{"u"}})
	return th.Good.Render("✓ "+t.Done) + " " + th.Accent.Render(t.UndoHint.With("key", key))
}

// paragraph wraps a text below the margin.
func paragraph(style lipgloss.Style, said string, w int) []string {
	lines := slices.Clone(widget.Wrap(said, max(1, w-2)))
	for i := range lines {
		lines[i] = widget.Cut(" "+style.Render(lines[i]), w)
	}
	return lines
}
