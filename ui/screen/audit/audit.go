// Package audit is the page of the audit trail: what was done in the vault, by
// whom and when, by identifiers only.
package audit

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// shown is how many entries the page holds: older ones are written to a file.
const shown = 5000

// Page lists the entries of the trail, the last first.
type Page struct {
	d         *screen.Desk
	filter    store.TrailFilter
	entries   []store.AuditEntry
	operators []store.Operator
	report    *store.TrailReport // nil until it was checked
	table     *widget.Table
	top       int // lines above the entries
}

// Open answers screen.AuditPage.
func Open(d *screen.Desk, _ ...store.ID) tea.Cmd { return screen.Push(New(d)) }

// New makes the page.
func New(d *screen.Desk) *Page {
	p := &Page{d: d, filter: store.TrailFilter{Limit: shown}}
	w := d.W.Audit
	p.table = widget.NewTable(d, widget.Column{Title: w.At, Min: widget.Width(d.Language().Time(d.Now()))},
		widget.Column{Title: w.Who, Min: 20, Max: 26, Flex: 1}, widget.Column{Title: w.What, Min: 18, Max: 22}, widget.Column{Title: w.Which, Min: 16, Flex: 4})
	p.table.NoMarks = true
	p.table.Empty = []string{w.None}
	return p
}

// Title names it.
func (p *Page) Title() string { return p.d.W.Audit.Title }

// Init reads.
func (p *Page) Init() tea.Cmd { return p.load() }

// found is what was read for the page.
type found struct {
	entries   []store.AuditEntry
	operators []store.Operator
	report    store.TrailReport
}

func (p *Page) load() tea.Cmd {
	s, f := p.d.Store, p.filter
	return screen.Do(screen.Job{Owner: p, Key: "trail"},
		func(context.Context, screen.Report) (r found, err error) {
			if r.entries, err = s.Trail(f); err != nil {
				return r, err
			}
			if r.operators, err = s.Operators(); err == nil {
				r.report, err = s.VerifyTrail()
			}
			return r, err
		},
		func(r found, err error) tea.Cmd {
			if err != nil {
				p.table.Empty = []string{p.d.W.Sentence(err)}
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			p.entries, p.operators, p.report = r.entries, r.operators, &r.report
			p.table.SetSource(&rows{p})
			return nil
		})
}

// rows is the source of the table.
type rows struct{ p *Page }

func (r *rows) Len() int { return len(r.p.entries) }

func (r *rows) Row(i int) widget.Row {
	d, e := r.p.d, r.p.entries[i]
	style := &d.Theme.Text
	if e.What == store.Refused || e.What == store.CutShort {
		style = &d.Theme.Warning
	}
	return widget.Row{ID: strconv.Itoa(i), Cells: []widget.Cell{{Text: d.Language().Time(e.At.Local()), Style: &d.Theme.Muted},
		{Text: widget.Clean(d.W.Called(e.By, r.p.operators))}, {Text: d.W.Audit.Deeds[string(e.What)], Style: style}, {Text: d.W.Subject(e)}}}
}

// Update reads again what changed.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Changed:
		return p.load()
	case tea.WindowSizeMsg:
		_ = p.table.Update(m)
	case tea.MouseMsg:
		return p.table.Update(widget.Shift(m, 0, p.top))
	}
	return nil
}

// View is whether the trail is whole and what is shown of it, then the entries.
func (p *Page) View(w, h int) string {
	p.table.Focus(true)
	var head []string
	if p.report != nil {
		head = append(p.faults(w), " "+p.state())
	}
	if p.top = max(1, len(head)); h < 4+p.top {
		p.top = 0
		return p.table.View(w, h)
	}
	return widget.Block(head, w, p.top) + "\n" + p.table.View(w, h-p.top)
}

// mostFaults is how many faults are told apart before the entries.
const mostFaults = 3

// faults say what is wrong with the trail, and what is not as usual: a clock set
// back, an older copy that was accepted.
func (p *Page) faults(w int) (lines []string) {
	d, th := p.d, p.d.Theme
	for i, f := range p.report.Faults {
		if i == mostFaults {
			return append(lines, " "+th.Muted.Render("… calepin audit verify"))
		}
		style, mark := th.Warning, "! "
		if f.Grave() {
			style, mark = th.Bad, "✗ "
		}
		for _, line := range widget.Wrap(mark+text.Capital(d.W.TrailFault(f))+".", max(1, w-2)) {
			lines = append(lines, " "+style.Render(line))
		}
	}
	return lines
}

func (p *Page) state() string {
	d, th := p.d, p.d.Theme
	parts := []string{th.Good.Render("✓ " + d.W.TrailWhole(*p.report))}
	if p.report.Grave() {
		parts[0] = th.Bad.Render("✗ " + text.Capital(d.W.Audit.Broken))
	}
	if p.filter.What != "" {
		parts = append(parts, th.Strong.Render(d.W.Audit.Deeds[string(p.filter.What)]))
	}
	if p.filter.By != (store.ID{}) {
		parts = append(parts, th.Strong.Render(widget.Clean(d.W.Called(p.filter.By, p.operators))))
	}
	if p.filter.Since != "" {
		parts = append(parts, th.Strong.Render("≥ "+d.Language().Day(string(p.filter.Since))))
	}
	return strings.Join(parts, th.Muted.Render("  ·  "))
}

// Actions narrow the list, and write it for an inspector.
func (p *Page) Actions() []screen.Action {
	w := p.d.T.Trail
	return append([]screen.Action{
		{ID: "audit.what", Keys: []string{"f"}, Words: w.What, Run: p.what},
		{ID: "audit.who", Keys: []string{"w"}, Words: w.Who, Run: p.who},
		{ID: "audit.since", Keys: []string{"s"}, Words: w.Since, Run: p.since},
		{ID: "audit.export", Keys: []string{"x"}, Words: w.Export, Run: p.export},
	}, p.table.Actions("list")...)
}

// narrow asks which to show, all of them first.
func (p *Page) narrow(title string, options []widget.Option, set func(string)) tea.Cmd {
	options = slices.Insert(options, 0, widget.Option{Label: p.d.T.Trail.All})
	return screen.Overlay(widget.NewChoose(p.d, title, options, func(value string) tea.Cmd {
		set(value)
		return p.load()
	}))
}

func (p *Page) what() tea.Cmd {
	var options []widget.Option
	for _, deed := range store.Deeds {
		options = append(options, widget.Option{Value: string(deed), Label: p.d.W.Audit.Deeds[string(deed)]})
	}
	return p.narrow(p.d.T.Trail.What.Help, options, func(v string) { p.filter.What = store.Deed(v) })
}

func (p *Page) who() tea.Cmd {
	var options []widget.Option
	for _, o := range append(slices.Clone(p.operators), store.Operator{ID: store.ByRecovery}) {
		options = append(options, widget.Option{Value: o.ID.String(), Label: widget.Clean(p.d.W.Called(o.ID, p.operators))})
	}
	return p.narrow(p.d.T.Trail.Who.Help, options, func(v string) { p.filter.By, _ = store.ReadID(v) })
}

func (p *Page) since() tea.Cmd {
	today := store.DateOf(p.d.Now())
	var options []widget.Option
	for _, c := range []struct {
		label string
		from  store.Date
	}{{p.d.T.Trail.Today, today}, {p.d.T.Trail.Week, today.AddDays(-6)}, {p.d.T.Trail.Month, today.AddDays(-30)}} {
		options = append(options, widget.Option{Value: string(c.from), Label: c.label})
	}
	return p.narrow(p.d.T.Trail.Since.Help, options, func(v string) { p.filter.Since = store.Date(v) })
}

// export writes what is shown, the oldest first.
func (p *Page) export() tea.Cmd {
	d, list := p.d, slices.Clone(p.entries)
	slices.Reverse(list)
	t := paper.Trail{Words: d.W, Entries: list, Operators: p.operators}
	return widget.ToFile(d, d.T.Trail.Where, d.T.Trail.FileName, func(path string, w io.Writer) error {
		format := paper.PDF
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv":
			return t.Rows(w)
		case ".json":
			return t.JSON(w, d.Now())
		case ".html", ".htm":
			format = paper.HTML
		case ".md":
			format = paper.Markdown
		}
		return paper.Write(w, t.Document(d.Store.Settings().Business, d.Now()), format)
	}, func(path string) tea.Cmd {
		return screen.Toast(screen.Success, d.T.Register.Written.With("path", path))
	})
}
