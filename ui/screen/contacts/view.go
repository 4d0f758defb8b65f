package contacts

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

func panes(w int) (wl, wr int, two bool) { return widget.Panes(w, 62) }

// View draws the search and the count on a line, the list below, and the card
// beside them where there is room.
func (p *Page) View(w, h int) string {
	wl, wr, two := panes(w)
	left := p.list(wl, h)
	if !two {
		return left
	}
	return widget.Columns(left, p.card.view(p.d, wr, h), wl, wr, h, p.d.Theme.Border)
}

func (p *Page) list(w, h int) string {
	if h <= 0 {
		return ""
	}
	if h == 1 {
		return p.head(w)
	}
	return p.head(w) + "\n" + p.table.View(w, h-1)
}

// head is what is shown of all, and how many they are.
func (p *Page) head(w int) string {
	th := p.d.Theme
	count := "…"
	if p.people.total >= 0 {
		count = p.d.W.Records.People.Of(p.people.total)
	}
	if n := p.marked(); n > 0 {
		count += ", " + p.d.T.Contacts.Chosen.Of(n)
	}
	count = " " + th.Muted.Render(count) + " "
	room := w - widget.Width(count)
	if room < 20 {
		return widget.Fit(" "+p.search.View(max(0, w-1), ""), w)
	}
	line := p.before(w)
	hint := p.d.T.Contacts.SearchHint.With("search", p.d.KeyOf(p.searchAction()), "filter", p.d.KeyOf(p.filterAction()))
	if widget.Width(line) > 1 {
		hint = p.d.T.Contacts.FilterHint.With("clear", p.d.KeyOf(p.clearAction()))
	}
	return widget.Fit(line+p.search.View(max(0, room-widget.Width(line)), hint), room) + count
}

// before is what stands before the search: the filter.
func (p *Page) before(w int) string {
	if filter := p.filterSaid(); filter != "" {
		return " " + p.d.Theme.Accent.Render(widget.Cut(widget.Clean(filter), w/3)) + "  "
	}
	return " "
}

func (p *Page) marked() int { return len(p.table.Marked()) }

// filterSaid is the filter in words, empty for none.
func (p *Page) filterSaid() string {
	said := say(p.d, p.query)
	if p.view != "" && said != "" {
		return p.view + " (" + said + ")"
	}
	return said
}

// say puts the filters of a query in words.
func say(d *screen.Desk, q store.Query) string {
	var parts []string
	if q.Status != "" {
		word, _ := facts.Status(d, q.Status)
		parts = append(parts, word)
	}
	if len(q.Tags) > 0 {
		parts = append(parts, facts.Tags(q.Tags))
	}
	return strings.Join(parts, ", ")
}

// teach is what the empty list says.
func (p *Page) teach() []string {
	w := p.d.T.Contacts
	if q := p.asked(); q.Search != "" || q.Status != "" || len(q.Tags) > 0 {
		return []string{w.NoMatch, w.NoMatchHint.With("clear", p.d.KeyOf(p.clearAction()))}
	}
	add, load := p.d.KeyOf(p.addAction()), p.d.KeyOf(p.importAction())
	return []string{w.Empty, w.EmptyFor, "", w.EmptyAdd.With("key", add), w.EmptyImport.With("key", load)}
}
