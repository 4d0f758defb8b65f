package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"calepin/store/exchange"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Which contacts of the file are shown.
const (
	showAll        = "all"
	showDuplicates = "duplicates"
)

// showColumns sets what the columns of a CSV hold.
func (p *Page) showColumns() {
	at := p.columns.Selected()
	p.columns.SetSource(columns{p})
	p.columns.Select(at)
}

// columns is the columns of the file as rows.
type columns struct{ p *Page }

func (c columns) Len() int { return len(c.p.survey.Columns) }
func (c columns) Row(i int) widget.Row {
	p, col := c.p, c.p.survey.Columns[i]
	th, w := p.d.Theme, &p.d.T.Importer
	title, samples := col.Header, col.Samples
	if !p.survey.HasHeader && !p.header {
		if title = "#" + strconv.Itoa(col.Number); col.Header != "" {
			samples = append([]string{col.Header}, samples...)
		}
	}
	if title == "" {
		title = "#" + strconv.Itoa(col.Number)
	}
	said, style := p.fieldWords(p.field(col)), &th.Good
	switch field := p.field(col); {
	case col.Label && field == "":
		said, style = w.LabelOf, &th.Muted
	case field == "":
		said, style = "– "+w.NotKept, &th.Muted
	case field == ignore:
		said, style = "– "+w.Ignored, &th.Muted
	default:
		said = "→ " + said
	}
	return widget.Row{ID: strconv.Itoa(col.Number), Cells: []widget.Cell{
		{Text: title, Style: &th.Strong}, {Text: said, Style: style}, {Text: strings.Join(samples[:min(3, len(samples))], " · "), Style: &th.Muted},
	}}
}

const ignore = "ignore"

// field is what a column becomes: as the person says, else as recognised.
func (p *Page) field(c exchange.Column) string {
	if said, ok := p.chosen[c.Number]; ok {
		return said
	}
	return c.Field
}

// fieldWords is a field as people call it: "Phone (mobile)".
func (p *Page) fieldWords(field string) string {
	field, label, _ := strings.Cut(field, ":")
	said := fieldName(p.d.W, field)
	if field == "name" {
		said = p.d.T.Importer.FullName
	}
	if label != "" {
		said += " (" + p.d.W.Label(label) + ")"
	}
	return said
}

func fieldName(w *text.Words, field string) string {
	if said, ok := w.Export.Headers[field]; ok && field != "family" {
		return said
	}
	return w.FieldName(field)
}

// showRows sets the contacts of the plan that the filter lets through.
func (p *Page) showRows() {
	p.shown, p.alike = p.shown[:0], 0
	for i, r := range p.plan.Rows {
		if r.Why != "" {
			p.alike++
		}
		if p.which == showAll || p.which == string(r.Action) || p.which == showDuplicates && r.Why != "" {
			p.shown = append(p.shown, i)
		}
	}
	p.rows.SetSource(planned{p})
}

// planned is the contacts of the plan as rows.
type planned struct{ p *Page }

func (l planned) Len() int { return len(l.p.shown) }
func (l planned) Row(i int) widget.Row {
	p := l.p
	at := p.shown[i]
	r := p.plan.Rows[at]
	th := p.d.Theme
	policy := p.policy
	if said, ok := p.decided[place{r.Line, r.Name}]; ok {
		policy = said
	}
	id := strconv.Itoa(at)
	sign, style := "+ ", &th.Good
	switch r.Action {
	case exchange.Merges:
		sign, style = "± ", &th.Accent
	case exchange.Skips:
		sign, style = "– ", &th.Muted
	case exchange.Bad:
		sign, style = "✗ ", &th.Bad
	}
	outcome := p.d.W.ImportOutcome(r, policy)
	if wrong := p.wrong[id]; len(wrong) > 0 && r.Action != exchange.Bad {
		outcome = p.d.T.Importer.Check.With("outcome", outcome, "fields", p.about(wrong))
		sign, style = "! ", &th.Warning
	}
	return widget.Row{ID: id, Cells: []widget.Cell{
		{Text: strconv.Itoa(r.Line), Style: &th.Muted}, {Text: r.Name, Style: &th.Strong}, {Text: sign + outcome, Style: style},
	}}
}

// about names what is wrong with a contact: the fields, or what it is where it
// is about no field.
func (p *Page) about(wrong []exchange.Problem) string {
	var said []string
	for _, q := range wrong {
		what := p.d.W.ImportCode(q)
		if q.Field != "" {
			what = strings.ToLower(fieldName(p.d.W, q.Field))
		}
		if !slices.Contains(said, what) {
			said = append(said, what)
		}
	}
	return strings.Join(said, ", ")
}

// blame finds the contact that each problem is about: the last that begins
// above it, for the rows are in the order of the file.
func (p *Page) blame() {
	p.wrong = map[string][]exchange.Problem{}
	rows := p.plan.Rows
	for _, q := range p.plan.Problems {
		after, _ := slices.BinarySearchFunc(rows, q.Line+1, func(r exchange.Row, line int) int { return cmp.Compare(r.Line, line) })
		if after > 0 {
			id := strconv.Itoa(after - 1)
			p.wrong[id] = append(p.wrong[id], q)
		}
	}
}

// Index finds a contact again where the filter changed.
func (l planned) Index(id string) int {
	at, err := strconv.Atoi(id)
	if err != nil {
		return -1
	}
	low, high := 0, len(l.p.shown)
	for low < high {
		if mid := (low + high) / 2; l.p.shown[mid] < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(l.p.shown) && l.p.shown[low] == at {
		return low
	}
	return -1
}

// row is the contact under the cursor.
func (p *Page) row() (exchange.Row, bool) {
	at, err := strconv.Atoi(p.rows.Selected())
	if err != nil || p.plan == nil || at >= len(p.plan.Rows) {
		return exchange.Row{}, false
	}
	return p.plan.Rows[at], true
}

// showProblems sets what was wrong with the file.
func (p *Page) showProblems() { p.problems.SetSource(problems{p}) }

// problems is what was wrong as rows, and how many more there were.
type problems struct{ p *Page }

func (l problems) Len() int {
	n := len(l.p.plan.Problems)
	if l.p.plan.More > 0 {
		n++
	}
	return n
}

func (l problems) Row(i int) widget.Row {
	d, plan := l.p.d, l.p.plan
	id := strconv.Itoa(i)
	if i == len(plan.Problems) {
		return widget.Row{ID: id, Cells: []widget.Cell{{}, {}, {Text: d.W.Import.MoreProblems.Of(plan.More), Style: &d.Theme.Muted}}}
	}
	q := plan.Problems[i]
	line, field, style := "", "", &d.Theme.Warning
	if q.Line > 0 {
		line = strconv.Itoa(q.Line)
	}
	if q.Field != "" {
		field = fieldName(d.W, q.Field)
	}
	if q.Lost == exchange.Record {
		style = &d.Theme.Bad
	}
	return widget.Row{ID: id, Cells: []widget.Cell{
		{Text: line, Style: &d.Theme.Muted}, {Text: field}, {Text: d.W.ImportFault(q), Style: style},
	}}
}
