package exchanges

import (
	"strings"

	"calepin/ui/screen/exchange"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

// headRows are the lines above the list.
const headRows = 1

func panes(w int) (wl, wr int, two bool) { return widget.Panes(w, 67) }

// View is the list, and beside it the text of what is chosen.
func (p *Page) View(w, h int) string {
	wl, wr, two := panes(w)
	left := p.head(wl)
	if h > 1 {
		left += "\n" + p.list(wl, h-headRows)
	}
	if !two {
		return widget.Block(strings.Split(left, "\n"), wl, h)
	}
	return widget.Columns(left, p.beside(wr, h), wl, wr, h, p.d.Theme.Border)
}

func (p *Page) list(w, h int) string {
	if !p.ready {
		return widget.Block(nil, w, h)
	}
	return p.table.View(w, h)
}

// head is which list it is, what of it is shown, and how many they are.
func (p *Page) head(w int) string {
	th, words := p.d.Theme, p.d.T.Exchanges
	tab := func(name string, on bool) string {
		if on {
			return th.Faded.Render(" " + name + " ")
		}
		return th.Muted.Render(" " + name + " ")
	}
	left := " " + tab(words.AllTab, !p.requests) + tab(words.RequestsTab, p.requests)
	count := ""
	if p.ready {
		count = words.Count.Of(p.rows.total())
		if p.requests {
			count = words.RequestCount.Of(p.rows.total())
		}
	}
	count = " " + th.Muted.Render(count) + " "
	if filter := p.filterSaid(); filter != "" {
		left += "  " + th.Accent.Render(filter)
	}
	room := w - widget.Width(left) - widget.Width(count) - 2
	if room < 8 {
		if p.search.Typing() { // nothing matters more than what is typed
			p.searchAt = 1
			return widget.Fit(" "+p.search.View(max(0, w-1), ""), w)
		}
		return widget.Fit(left, w)
	}
	p.searchAt = widget.Width(left) + 2
	hint := ""
	if !p.search.Typing() && p.search.Query() == "" {
		hint = words.SearchHint
	}
	return widget.Fit(left+"  "+widget.Fit(p.search.View(room, hint), room)+count, w)
}

// filterSaid is the filter in words, empty for none.
func (p *Page) filterSaid() string {
	w, r := p.d.T.Exchanges, p.d.W.Records
	if p.requests {
		if p.solved {
			return w.WithSolved
		}
		return ""
	}
	var parts []string
	for _, k := range p.query.Kinds {
		parts = append(parts, r.Kinds[string(k)])
	}
	parts = append(parts, talk.Way(p.d, p.query.Direction))
	if p.openOnly() {
		parts = append(parts, w.OpenOnly)
	}
	return facts.Join(parts...)
}

// beside is what is chosen: its facts, then its text.
func (p *Page) beside(w, h int) string {
	if _, ok := p.chosenRow(); !ok {
		return widget.Block(nil, w, h)
	}
	lines := p.besideHead(w)
	return widget.Block(append(lines, strings.Split(p.reader.View(w, max(0, h-len(lines))), "\n")...), w, h)
}

func (p *Page) besideHead(w int) []string {
	d, th, i := p.d, p.d.Theme, &p.chosen.Request
	lines := []string{
		" " + th.Strong.Render(widget.Cut(talk.Subject(d, i), max(0, w-1))),
		" " + th.Muted.Render(widget.Clean(facts.Join(p.chosen.Contact.Name, p.chosen.Contact.Organisation))),
		" " + th.Muted.Render(facts.Join(d.W.Records.Kinds[string(i.Kind)], talk.Way(d, i.Direction), d.Language().Time(i.At.In(d.Now().Location())))),
	}
	if state := exchange.State(d, &p.chosen); state != "" {
		lines = append(lines, " "+state)
	}
	if due, style := facts.Due(d, i.FollowUp); due != "" {
		lines = append(lines, " "+th.Muted.Render(d.W.Records.Fields["follow_up"])+" "+style.Render(due))
	}
	return append(lines, "")
}

// resize tells the reader its room.
func (p *Page) resize() {
	if _, wr, two := panes(p.w); two {
		p.reader.Resize(wr, p.h-len(p.besideHead(wr)))
	}
}

// teach is what stands in place of no rows.
func (p *Page) teach() []string {
	w := p.d.T.Exchanges
	clear := w.EmptyFilteredHint.With("key", p.d.KeyOf(p.clearAction()))
	switch {
	case p.search.Query() != "" || !p.requests && p.narrowed():
		return []string{w.EmptyFiltered, clear}
	case p.requests:
		return []string{w.NoRequests, w.NoRequestsHint}
	}
	return []string{w.Empty, w.EmptyHint.With("key", p.d.T.KeyName("l"))}
}
