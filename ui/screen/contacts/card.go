package contacts

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// card is the person under the cursor, at a glance.
type card struct {
	there  bool
	person store.Person
	ties   []string // title and organisation
	name   string
	last   []store.Interaction
}

// lastShown is how many exchanges a card has.
const lastShown = 3

// readCard reads the person under the cursor, where a card is shown.
func (p *Page) readCard() {
	p.card = card{}
	id, ok := p.selected()
	if _, _, two := panes(p.w); !ok || !two {
		return
	}
	person, err := p.d.Store.Person(id)
	if err != nil {
		return // deleted meanwhile: the list that comes tells
	}
	c := card{there: true, person: person}
	c.ties, c.name = facts.Ties(p.d, &person)
	c.last, _, err = p.d.Store.Interactions(id, lastShown, "")
	if err == nil {
		p.card = c
	}
}

func (c *card) view(d *screen.Desk, w, h int) string {
	if !c.there {
		return widget.Block(nil, w, h)
	}
	th, f, p := d.Theme, d.W.Records.Fields, &c.person
	s := facts.NewSheet(d, w, facts.Labels(d, "email", "phone", "last_contact", "follow_up"))
	s.Line(c.name, th.Strong)
	for _, tie := range c.ties {
		s.Line(tie, th.Text)
	}
	status, style := facts.Status(d, p.Status)
	s.Line(status, style)
	s.Line(facts.Tags(p.Tags), th.Muted)
	s.Gap()
	facts.Reach(s, d, p)
	s.Gap()
	s.Fact(f["last_contact"], facts.Date(d, p.LastContact))
	due, dueStyle := facts.Due(d, p.FollowUp)
	s.Styled(f["follow_up"], due, dueStyle, "")
	if p.Note != "" && s.Rest(h) > 12 {
		s.Gap()
		s.Text(firstLines(p.Note, 3), th.Muted)
	}
	s.Heading(d.T.Contacts.LastExchanges)
	if len(c.last) == 0 {
		s.Line(d.T.Contacts.NoExchange, th.Muted)
	}
	for i := range c.last {
		e := &c.last[i]
		s.Line(facts.Kind(d, e.Kind, e.Direction)+"  "+facts.Date(d, e.At), th.Muted)
		for n, line := range widget.Wrap(widget.Clean(facts.Said(e)), max(1, w-2)) {
			if n < 2 {
				s.Line("  "+line, th.Text)
			}
		}
	}
	return widget.Block(s.Lines(), w, h)
}

func firstLines(text string, n int) string {
	lines := strings.SplitN(text, "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}
