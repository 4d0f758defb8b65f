package person

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/purposes"
	"calepin/ui/widget"
)

// headLines are what stands above the two panes, or above the one: the name,
// what the person does and where, and a free line.
const headLines = 2

// airy tells whether there is room for a free line below the head.
func airy(h int) bool { return h >= 20 }

func (p *Page) panes() (wl, wr int, two bool) { return widget.Panes(p.w, 38) }

// reachLine is there where the details are out of sight: how to reach the
// person, and when that was last done.
func (p *Page) reachLine() int {
	if _, _, two := p.panes(); two {
		return 0
	}
	return 1
}

// bodyAt is the corner of the list that shows: right of the details, below the
// tabs.
func (p *Page) bodyAt() (x, y int) {
	y = headLines + p.reachLine() + 1
	if wl, _, two := p.panes(); two {
		x = wl + 3
		if airy(p.h) {
			y++
		}
	}
	return x, y
}

func (p *Page) resize(m tea.WindowSizeMsg) tea.Cmd {
	if _, _, two := p.panes(); two && p.at == details && p.last == details {
		p.last = timeline
	}
	_ = p.history.Update(m)
	for s := documents; s < sections; s++ {
		_ = p.tables[s].Update(m)
	}
	return nil
}

// View draws the head, then the details beside a list, or one of them.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	if p.gone {
		return widget.Teach(p.d.Theme, w, h, p.d.T.Person.Gone)
	}
	lines := p.head(w)
	rest := h - len(lines)
	if rest <= 0 {
		return widget.Block(lines, w, h)
	}
	wl, wr, two := widget.Panes(w, 38)
	if two && airy(h) {
		lines = append(lines, "")
		rest--
	}
	if two {
		left := widget.Block(p.scrolled(wl, rest), wl, rest)
		right := p.tabs(wr, true) + "\n" + p.list(p.last, wr, rest-1)
		return strings.Join(lines, "\n") + "\n" + widget.Columns(left, right, wl, wr, rest, p.d.Theme.Border)
	}
	lines = append(lines, p.tabs(w, false))
	if rest--; rest > 0 {
		body := p.list(p.at, w, rest)
		return strings.Join(lines, "\n") + "\n" + body
	}
	return widget.Block(lines, w, h)
}

// head is who it is, at a glance.
func (p *Page) head(w int) []string {
	th := p.d.Theme
	status, style := facts.Status(p.d, p.person.Status)
	first := " " + th.Strong.Render(widget.Clean(p.name)) + "  " + style.Render(status)
	if p.person.Nature != "" {
		first += th.Muted.Render(", " + p.d.W.Records.Natures[string(p.person.Nature)])
	}
	if p.rest.read && privacy.Unfounded(p.rest.purposes) {
		said := p.d.T.Person.Unfounded
		if privacy.Stands(p.rest.purposes) {
			said = p.d.T.Person.Fails
		}
		first += "  " + th.Bad.Render("✗ "+said)
	}
	if tags := facts.Tags(p.person.Tags); tags != "" {
		first += "  " + th.Muted.Render(widget.Clean(tags))
	}
	second := th.Text.Render(widget.Clean(strings.Join(p.ties, " · ")))
	if p.rest.read && len(p.rest.restrictions) > 0 { // GDPR art. 18: nothing else of them matters as much
		r := p.rest.restrictions[0]
		second = th.Bad.Render("■ " + p.d.T.Restricted.Since.With("day", facts.Date(p.d, r.At), "ground", p.d.W.Restriction.Grounds[string(r.Ground)]))
	}
	lines := []string{widget.Cut(first, w), widget.Cut(" "+second, w)}
	if _, _, two := widget.Panes(w, 38); two {
		return lines
	}
	return append(lines, widget.Cut(" "+p.reach(), w))
}

// reach is a line of how to reach the person and what is to come.
func (p *Page) reach() string {
	th, f := p.d.Theme, p.d.W.Records.Fields
	var parts []string
	if len(p.person.Phones) > 0 {
		parts = append(parts, widget.Clean(facts.Phone(p.d, p.person.Phones[0].Number)))
	}
	if due, style := facts.Due(p.d, p.person.FollowUp); due != "" {
		parts = append(parts, th.Muted.Render(f["follow_up"])+" "+style.Render(due))
	} else if last := facts.Date(p.d, p.person.LastContact); last != "" {
		parts = append(parts, th.Muted.Render(f["last_contact"])+" "+last)
	}
	if len(p.person.Emails) > 0 {
		parts = append(parts, widget.Clean(p.person.Emails[0].Address))
	}
	return strings.Join(parts, th.Border.Render(" · "))
}

// tabs names the sections, the one that shows standing out.
func (p *Page) tabs(w int, two bool) string {
	th := p.d.Theme
	var b strings.Builder
	shown := p.at
	if two {
		shown = p.last
	}
	for s := details; s < sections; s++ {
		if s == details && two {
			continue
		}
		label := " " + p.sectionName(s)
		if n, ok := p.count(s); ok {
			label += " " + p.d.Language().Number(int64(n))
		}
		label += " "
		switch {
		case s == shown && s == p.at:
			b.WriteString(th.Selected.Render(label))
		case s == shown:
			b.WriteString(th.Faded.Render(label))
		default:
			b.WriteString(th.Muted.Render(label))
		}
	}
	return widget.Cut(b.String(), w)
}

func (p *Page) sectionName(s section) string {
	w := p.d.T.Person
	return [sections]string{w.Details, w.Timeline, w.Documents, w.Tasks, w.Files, w.Requests}[s]
}

// count is how much a section holds, once it is known.
func (p *Page) count(s section) (int, bool) {
	if !p.rest.read {
		return 0, false
	}
	switch s {
	case timeline:
		return p.history.Len(), true
	case documents, tasks, files, requests:
		return p.tables[s].Len(), true
	}
	return 0, false
}

// list draws a section.
func (p *Page) list(s section, w, h int) string {
	if h <= 0 {
		return ""
	}
	switch s {
	case details:
		return widget.Block(p.scrolled(w, h), w, h)
	case timeline:
		p.history.Focus(p.at == timeline && !p.search.Typing())
		line := p.historyLine(w)
		if h == 1 {
			return line
		}
		return line + "\n" + p.history.View(w, h-1)
	}
	p.tables[s].Focus(p.at == s)
	return p.tables[s].View(w, h)
}

// historyLine is the search and the filter of the timeline.
func (p *Page) historyLine(w int) string {
	line := p.beforeSearch(w)
	hint := p.d.T.Contacts.SearchHint.With("search", p.d.KeyOf(p.searchAction()), "filter", p.d.KeyOf(p.filterAction()))
	if p.narrowed() {
		hint = p.d.T.Contacts.FilterHint.With("clear", p.d.KeyOf(p.clearAction()))
	}
	return widget.Fit(line+p.search.View(max(0, w-widget.Width(line)), hint), w)
}

// beforeSearch is what stands before the search: the filter.
func (p *Page) beforeSearch(w int) string {
	if said := p.narrowedTo(); said != "" {
		return " " + p.d.Theme.Accent.Render(widget.Cut(said, w/2)) + "  "
	}
	return " "
}

func (p *Page) teachHistory() []string {
	w := p.d.T.Person
	if q := p.asked(); q.Text != "" || p.narrowed() {
		return []string{p.d.W.Records.None, p.d.T.Contacts.NoMatchHint.With("clear", p.d.KeyOf(p.clearAction()))}
	}
	return []string{w.NoHistory, w.NoHistoryFor}
}

// scrolled is the part of the details that shows.
func (p *Page) scrolled(w, h int) []string {
	all := p.sheet(w)
	p.tall = len(all)
	p.top = max(0, min(p.top, len(all)-h))
	shown := all[p.top:]
	if len(shown) > h {
		shown = shown[:h]
		shown[h-1] = p.d.Theme.Muted.Render(widget.Cut("  … "+p.d.T.Person.More.Of(len(all)-p.top-h+1), w))
	}
	return shown
}

// sheet is everything that is known of the person.
func (p *Page) sheet(w int) []string {
	d, f, who := p.d, p.d.W.Records.Fields, &p.person
	s := facts.NewSheet(d, w-1, facts.Labels(d, "email", "phone", "address", "last_contact", "follow_up", "organisation", "source", "created_at", "informed"))
	facts.Reach(s, d, who)
	facts.Places(s, d, who.Addresses)
	facts.Links(s, d, who.URLs)
	s.Gap()
	s.Fact(f["last_contact"], facts.Date(d, who.LastContact))
	due, style := facts.Due(d, who.FollowUp)
	s.Styled(f["follow_up"], due, style, "")
	s.Gap()
	s.Fact(f["organisation"], strings.Join(p.ties, "\n"))
	status, statusStyle := facts.Status(d, who.Status)
	s.Styled(f["status"], status, statusStyle, d.W.Records.Natures[string(who.Nature)])
	s.Fact("", d.W.Records.StatusBecause(d.W.Language, who.Since))
	s.Fact(f["tags"], facts.Tags(who.Tags))
	s.Fact(f["nickname"], who.Nickname)
	s.Fact(f["prefix"], who.Prefix)
	if who.Note != "" {
		s.Heading(f["note"])
		s.Text(who.Note, d.Theme.Text)
	}
	p.own(s)
	p.why(s)
	p.origin(s)
	for i, line := range s.Lines() {
		s.Lines()[i] = " " + line
	}
	return s.Lines()
}

// own are the values of the fields that the business added.
func (p *Page) own(s *facts.Sheet) {
	for _, f := range p.rest.fields {
		if v := slices.IndexFunc(p.person.Fields, func(v store.Value) bool { return v.Field == f.ID }); v >= 0 {
			s.Fact(f.Name, p.person.Fields[v].Text)
		}
	}
}

// why says for which purposes the person is on file, and whether they stand.
func (p *Page) why(s *facts.Sheet) {
	if !p.rest.read {
		return
	}
	s.Heading(p.d.T.Person.WhyOnFile)
	for _, u := range p.rest.purposes {
		sign, style := purposes.Sign(p.d, u)
		s.Line(sign+" "+u.Activity.Text(string(p.d.Language())).Name+" · "+p.d.W.Privacy.Bases[string(u.Activity.Basis)], style)
	}
	if len(p.rest.purposes) == 0 {
		s.Line("✗ "+p.d.W.Contact.NoPurpose, p.d.Theme.Bad)
	}
	if len(p.rest.kept.Clocks) > 0 { // CNIL délib. 2021-131
		for _, line := range p.d.W.Retention.Why(p.rest.kept, p.rest.decided, p.d.Language()) {
			s.Text(line, p.d.Theme.Text)
		}
	}
	if len(p.rest.suppressed) > 0 {
		e := p.rest.suppressed[0]
		s.Line("! "+p.d.W.Suppression.On.With("day", facts.Date(p.d, e.At), "source", p.d.W.Suppression.Sources[string(e.Source)]), p.d.Theme.Warning)
	}
	for _, h := range p.rest.holds {
		if h.Stands() {
			s.Line("! "+p.d.W.Hold.Done.With("name", h.Reason, "day", facts.Day(p.d, h.Review)), p.d.Theme.Warning)
		}
	}
	if len(p.rest.special) > 0 {
		s.Line("✗ "+p.d.W.NoExplicit(p.rest.special), p.d.Theme.Bad)
	}
}

// origin says where the data come from, which the law wants known.
func (p *Page) origin(s *facts.Sheet) {
	d, f, who := p.d, p.d.W.Records.Fields, &p.person
	s.Heading(d.T.Person.Origin)
	s.Fact(f["source"], who.Source)
	s.Fact(f["origin"], d.W.Privacy.Origins[string(who.Origin)])
	if who.Informed != "" {
		s.Fact(f["informed"], facts.Day(d, who.Informed))
	} else if owed, is := privacy.InformationOwed(*who, time.Time{}, privacy.CalendarOf(p.d.Store.Settings().Business)); is {
		due, style := facts.Due(d, owed.Due)
		s.Styled(d.T.Person.ToBeTold, due, style, "")
	}
	if b := p.rest.batch; b != nil {
		s.Styled(f["batch"], strings.Join(b.Files, ", "), d.Theme.Text, facts.Date(d, b.At))
	}
	s.Fact(f["created_at"], facts.Date(d, who.CreatedAt))
	if !who.UpdatedAt.Equal(who.CreatedAt) {
		s.Fact(f["updated_at"], facts.Date(d, who.UpdatedAt))
	}
	if n := len(p.rest.handed); n > 0 {
		s.Line(d.W.Records.Disclosures.Of(n), d.Theme.Muted)
	}
}
