package importer

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// see shows the contact under the cursor as the file has it. The file is read
// once more for it: a plan keeps no more of a contact than it needs.
func (p *Page) see() tea.Cmd {
	r, ok := p.row()
	if !ok {
		return nil
	}
	wrong := p.wrong[p.rows.Selected()]
	if r.Action == exchange.Bad {
		return screen.Overlay(&card{d: p.d, title: p.d.W.ImportPlace(r.File, r.Line, 0), wrong: wrong})
	}
	o := p.options()
	return screen.Do(screen.Job{Owner: p, Key: "see", Label: p.d.W.Import.Reading},
		func(ctx context.Context, _ screen.Report) (*exchange.Contact, error) {
			in, file, err := p.open()
			if err != nil {
				return nil, err
			}
			defer file.Close()
			parsed, err := exchange.Read(ctx, []exchange.Input{in}, o)
			if err != nil {
				return nil, err
			}
			i := slices.IndexFunc(parsed.Contacts, func(c *exchange.Contact) bool { return c.Line == r.Line })
			if i < 0 {
				return nil, nil // the file is another one by now
			}
			return parsed.Contacts[i], nil
		},
		func(c *exchange.Contact, err error) tea.Cmd {
			if err != nil || c == nil {
				return p.prepare()
			}
			return screen.Overlay(&card{d: p.d, title: r.Name, person: c.Person, wrong: wrong})
		})
}

// card is a box with what a file says of a contact, and what is wrong with it.
type card struct {
	d      *screen.Desk
	title  string
	person *store.Person // nil where nothing could be read
	wrong  []exchange.Problem
	top    int
}

func (c *card) Title() string { return widget.Clean(c.title) }
func (c *card) Init() tea.Cmd { return nil }

// Size is roomy: notes are long.
func (c *card) Size(w, h int) (int, int) { return min(w, 76), min(h, len(c.lines(min(w, 76)))) }

func (c *card) Actions() []screen.Action {
	w := &c.d.T.Importer
	scroll := func(id string, n int, keys ...string) screen.Action {
		a := act("card."+id, w.Scroll, "", func() tea.Cmd { c.top += n; return nil }, keys...)
		a.Hidden = true
		return a
	}
	return []screen.Action{
		act("card.close", w.Close, "", func() tea.Cmd { return screen.Back(c) }, "enter", "q"),
		scroll("up", -1, "up", "k"), scroll("down", 1, "down", "j"), scroll("page_up", -10, "pgup"), scroll("page_down", 10, "pgdown"),
	}
}

func (c *card) Update(tea.Msg) tea.Cmd { return nil }

func (c *card) View(w, h int) string {
	lines := c.lines(w)
	c.top = max(0, min(c.top, len(lines)-h))
	return widget.Block(lines[c.top:], w, h)
}

// lines are what is wrong first, then what would be kept.
func (c *card) lines(w int) []string {
	s := facts.NewSheet(c.d, w, 16)
	for _, q := range c.wrong {
		said := c.d.W.ImportFault(q)
		if q.Field != "" {
			said = c.d.W.Common.Pair.With("name", fieldName(c.d.W, q.Field), "value", said)
		}
		s.Text("! "+said, c.d.Theme.Warning)
	}
	s.Gap()
	if c.person != nil {
		c.facts(s)
	}
	return s.Lines()
}

func (c *card) facts(s *facts.Sheet) {
	q, f := c.person, c.d.W.Records.Fields
	s.Fact(c.d.T.Importer.Name, q.DisplayName(""))
	s.Fact(f["nickname"], q.Nickname)
	for _, a := range q.Organisations {
		s.Fact(f["organisation"], facts.Join(a.Title, a.Department, a.Name))
	}
	facts.Reach(s, c.d, q)
	for _, a := range q.Addresses {
		s.Styled(f["address"], strings.Join(facts.Address(c.d, a), ", "), c.d.Theme.Text, c.d.W.Label(a.Label))
	}
	for _, u := range q.URLs {
		s.Fact(f["url"], u.URL)
	}
	s.Fact(f["tags"], strings.Join(q.Tags, ", "))
	s.Fact(f["note"], q.Note)
	s.Fact(f["source"], q.Source)
}
