package processors

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/screen/facts"
)

// sheet is the page of one processor.
type sheet struct {
	d    *screen.Desk
	x    store.Processor
	pane facts.Pane
	w    int
}

func newSheet(d *screen.Desk, id store.ID) *sheet {
	s := &sheet{d: d}
	s.x, _ = d.Store.Processor(id)
	return s
}

// Title is what it is called.
func (s *sheet) Title() string { return s.x.Name }

// Init does nothing.
func (s *sheet) Init() tea.Cmd { return nil }

// Update reads again what changed; one that is gone leaves.
func (s *sheet) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.WindowSizeMsg:
		s.compose(m.Width)
	case screen.Restyled:
		s.compose(s.w)
	case screen.Changed:
		x, err := s.d.Store.Processor(s.x.ID)
		if err != nil {
			return screen.Back(s)
		}
		s.x = x
		s.compose(s.w)
	}
	return nil
}

// compose writes the facts for a width: what it gets, the contract clause by
// clause, the transfer, the looks taken, what was handed to it.
func (s *sheet) compose(w int) {
	s.w = w
	d, x, f, words := s.d, s.x, s.d.W.Records.Fields, s.d.W.Processor
	o := facts.NewSheet(d, max(1, min(w, 100)-2), 22)
	lacks, style := lacking(d, &x, facts.Today(d))
	o.Styled(words.Lacks, lacks, *style, "")
	o.Fact(f["service"], x.Service)
	o.Fact(f["data"], x.Data)
	o.Fact(f["place"], x.Place)
	o.Fact(f["transfer"], d.W.TransferOf(&x))
	o.Fact(words.Reach, x.Reach)
	o.Fact(f["contact"], due.NameOf(d.Store, x.Contact))
	var serves []string
	for _, id := range x.Activities {
		if a, err := d.Store.Activity(id); err == nil {
			serves = append(serves, a.Text(string(d.Language())).Name)
		}
	}
	o.Fact(f["activities"], strings.Join(serves, "\n"))
	when, styled := facts.Due(d, x.Review)
	o.Styled(f["review"], when, styled, "")
	o.Fact(f["ended"], facts.Day(d, x.Ended))
	o.Heading(f["clauses"])
	o.Fact(f["signed"], facts.Day(d, x.Signed))
	o.Fact(words.Reference, x.Reference)
	if at, err := d.Store.Attachment(x.Attachment); err == nil {
		o.Fact(f["attachment"], at.Name)
	}
	for _, c := range store.Clauses {
		if slices.Contains(x.Clauses, c) {
			o.Text("✓ "+words.Clauses[string(c)], d.Theme.Good)
		} else {
			o.Text("✗ "+words.Clauses[string(c)], d.Theme.Bad)
		}
	}
	if len(x.Reviews) > 0 {
		o.Heading(f["reviews"])
	}
	for _, r := range slices.Backward(x.Reviews) {
		o.Styled(facts.Day(d, r.On), r.Note, d.Theme.Text, r.By)
	}
	s.given(o)
	s.pane.Lines = o.Lines()
}

// given writes what was handed to the processor.
func (s *sheet) given(o *facts.Sheet) {
	all, err := s.d.Store.Disclosures(store.ID{})
	if err != nil {
		return
	}
	all = slices.DeleteFunc(all, func(g store.Disclosure) bool { return g.Processor != s.x.ID })
	if len(all) > 0 {
		o.Heading(s.d.W.Processor.Given)
	}
	for _, g := range slices.Backward(all) {
		o.Fact(facts.Date(s.d, g.At), facts.Join(s.d.W.Disclosure.Formats[g.Format], s.d.W.Records.People.Of(g.Count), g.Purpose))
	}
}

// View is the part that fits.
func (s *sheet) View(w, h int) string {
	if w != s.w {
		s.compose(w)
	}
	return s.pane.View(w, h)
}

// Actions change it, note a look, delete it, and scroll.
func (s *sheet) Actions() []screen.Action { return append(actions(s.d, s.x, ""), s.pane.Moves(s.d)...) }
