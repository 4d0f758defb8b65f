package organisations

import (
	"calepin/store"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

func panes(w int) (wl, wr int, two bool) { return widget.Panes(w, 58) }

// View draws the search and the count on a line, the list below, and beside
// them the one under the cursor where there is room.
func (p *Page) View(w, h int) string {
	wl, wr, two := panes(w)
	left := p.list(wl, h)
	if !two {
		return left
	}
	return widget.Columns(left, p.cardView(wr, h), wl, wr, h, p.d.Theme.Border)
}

func (p *Page) list(w, h int) string {
	if h <= 0 {
		return ""
	}
	count := "…"
	if p.whole {
		count = p.d.T.Organisations.Count.Of(len(p.rows.list))
	}
	count = " " + p.d.Theme.Muted.Render(count) + " "
	room := max(0, w-widget.Width(count))
	hint := p.d.T.Organisations.SearchHint.With("search", p.d.KeyOf(p.Actions()[1]))
	head := widget.Cut(widget.Fit(" "+p.search.View(max(0, room-1), hint), room)+count, w)
	if h == 1 {
		return head
	}
	return head + "\n" + p.table.View(w, h-1)
}

// card is what is known of the organisation under the cursor.
type card struct {
	there  bool
	o      store.Organisation
	people []store.Row
}

// readCard reads the organisation under the cursor, where its card is shown.
func (p *Page) readCard() {
	p.card = card{}
	id, ok := p.selected()
	if _, _, two := panes(p.w); !ok || !two {
		return
	}
	o, err := p.d.Store.Organisation(id)
	if err != nil {
		return // deleted meanwhile: the list that comes tells
	}
	people, err := p.d.Store.People(id)
	if err != nil {
		return
	}
	p.card = card{true, o, people}
}

func (p *Page) cardView(w, h int) string {
	if !p.card.there {
		return widget.Block(nil, w, h)
	}
	d, o := p.d, &p.card.o
	s := facts.NewSheet(d, w, facts.OrganisationLabels(d))
	s.Line(o.Name, d.Theme.Strong)
	s.Gap()
	facts.Organisation(s, d, o)
	s.Heading(d.W.Records.People.Of(len(p.card.people)))
	for i, who := range p.card.people {
		if s.Rest(h) <= 1 && i < len(p.card.people)-1 {
			s.Line(d.T.Person.More.Of(len(p.card.people)-i), d.Theme.Muted)
			break
		}
		word, _ := facts.Status(d, who.Status)
		s.Line(facts.Join(who.Name, word), d.Theme.Text)
	}
	return widget.Block(s.Lines(), w, h)
}
