package exchanges

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

// columns are those of the list that is shown.
func (p *Page) columns() []widget.Column {
	w := p.d.T.Exchanges
	day := widget.Width(p.d.Language().Day("2026-09-28"))
	if p.requests {
		return []widget.Column{
			{Title: w.State, Min: 12, Max: 14, Flex: 1},
			{Title: w.Age, Min: 9, Right: true},
			{Title: w.Who, Min: 14, Max: 28, Flex: 3},
			{Title: w.Subject, Min: 16, Flex: 6},
			{Title: w.Date, Min: day, HideBelow: 78},
		}
	}
	return []widget.Column{
		{Title: w.Date, Min: day},
		{Title: w.What, Min: 13, Max: 15},
		{Title: w.Who, Min: 14, Max: 28, Flex: 3},
		{Title: w.Subject, Min: 12, Flex: 6},
	}
}

// everything is a list of interactions that is read where it is looked at.
type everything struct {
	d        *screen.Desk
	all      *store.Exchanges
	requests bool // drawn as such: oldest first
	parts    map[int][]store.Exchange
}

const (
	part  = 64 // rows read at once
	parts = 64 // kept at most
)

func (e *everything) Len() int   { return e.all.Len() }
func (e *everything) total() int { return e.all.Len() }

func (e *everything) at(i int) (store.Exchange, bool) {
	if e.requests {
		i = e.all.Len() - 1 - i
	}
	if i < 0 || i >= e.all.Len() {
		return store.Exchange{}, false
	}
	n := i / part
	list, ok := e.parts[n]
	if !ok {
		var err error
		if list, err = e.all.Rows(n*part, part); err != nil { // of the vault being locked meanwhile
			return store.Exchange{}, false
		}
		if e.parts == nil || len(e.parts) >= parts {
			e.parts = map[int][]store.Exchange{}
		}
		e.parts[n] = list
	}
	if i%part >= len(list) {
		return store.Exchange{}, false
	}
	return list[i%part], true
}

func (e *everything) Row(i int) widget.Row {
	x, ok := e.at(i)
	if !ok {
		return widget.Row{}
	}
	if e.requests {
		return requestRow(e.d, &x)
	}
	return row(e.d, &x)
}

// row is an interaction as a line of the list.
func row(d *screen.Desk, x *store.Exchange) widget.Row {
	th := d.Theme
	what := widget.Cell{Text: "  " + d.W.Records.Kinds[string(x.Kind)]}
	if talk.Directed(x.Kind) {
		what.Text = facts.Way(x.Direction) + " " + d.W.Records.Kinds[string(x.Kind)]
		if x.Direction == store.In {
			what.Style = &th.Accent
		}
	}
	subject := talk.Subject(d, &x.Interaction)
	if said, _ := talk.State(d, x.Support); said != "" {
		sign, _, _ := strings.Cut(said, " ") // the word is in the list of requests
		subject = sign + " " + subject
	}
	return widget.Row{ID: x.ID.String(), Cells: []widget.Cell{
		{Text: facts.Date(d, x.At), Style: &th.Muted},
		what,
		{Text: x.Person.Name},
		{Text: subject},
	}}
}

// requestRow is a support request as a line of the list.
func requestRow(d *screen.Desk, x *store.Exchange) widget.Row {
	said, style := talk.State(d, x.Support)
	age := talk.Age(d, x.At)
	if x.Support == store.Solved {
		age = ""
	}
	return widget.Row{ID: x.ID.String(), Cells: []widget.Cell{
		{Text: said, Style: &style},
		{Text: age},
		{Text: x.Person.Name},
		{Text: talk.Subject(d, &x.Interaction)},
		{Text: facts.Date(d, x.At), Style: &d.Theme.Muted},
	}}
}

// waiting are the requests that are not solved, the oldest first.
type waiting struct {
	d    *screen.Desk
	list []store.SupportRequest
}

func (r *waiting) Len() int   { return len(r.list) }
func (r *waiting) total() int { return len(r.list) }

func (r *waiting) at(i int) (x store.Exchange, ok bool) {
	if i < 0 || i >= len(r.list) {
		return x, false
	}
	return store.Exchange{Interaction: r.list[i].Interaction, Person: r.list[i].Person}, true
}

func (r *waiting) Row(i int) widget.Row {
	x, ok := r.at(i)
	if !ok {
		return widget.Row{}
	}
	return requestRow(r.d, &x)
}

// Index finds a request again.
func (r *waiting) Index(id string) int {
	for i := range r.list {
		if r.list[i].ID.String() == id {
			return i
		}
	}
	return -1
}
