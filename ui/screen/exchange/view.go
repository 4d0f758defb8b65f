package exchange

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

func panes(w int) (wl, wr int, two bool) { return widget.Panes(w, 66) }

// View is the text, below its facts, or beside them where there is room.
func (p *Page) View(w, h int) string {
	if p.gone {
		return widget.Teach(p.d.Theme, w, h, p.d.T.Exchange.Gone)
	}
	wl, wr, two := panes(w)
	head := p.head(wl, two)
	left := widget.Block(append(head, strings.Split(p.reader.View(wl, max(0, h-len(head))), "\n")...), wl, h)
	if !two {
		return left
	}
	right := widget.Block(Facts(p.d, &p.thread, wr), wr, h)
	return widget.Columns(left, right, wl, wr, h, p.d.Theme.Border)
}

// head is what comes first: what it was about, and its facts where they do not
// stand beside.
func (p *Page) head(w int, two bool) []string {
	if p.gone {
		return nil
	}
	d, th, i := p.d, p.d.Theme, &p.thread.Request
	line := func(s string) string { return " " + s }
	lines := []string{line(th.Strong.Render(widget.Cut(talk.Subject(d, i), max(0, w-2))))}
	if two {
		return append(lines, "")
	}
	at := d.Language().Time(i.At.In(d.Now().Location()))
	what := facts.Join(d.W.Records.Kinds[string(i.Kind)], way(d, i), at, followUp(d, i))
	who := facts.Join(p.thread.Contact.Name, p.thread.Contact.Organisation)
	lines = append(lines,
		line(th.Accent.Render(talk.Sign(i.Kind))+" "+th.Muted.Render(widget.Clean(what))),
		line(th.Text.Render(widget.Clean(who))))
	if state := State(d, &p.thread); state != "" {
		lines = append(lines, line(state))
	}
	return append(lines, "")
}

// State is where a request stands, since when, and how much was said; empty for
// what is no request.
func State(d *screen.Desk, t *store.Thread) string {
	said, style := talk.State(d, t.Request.Support)
	if said == "" {
		return ""
	}
	about := ""
	if t.Request.Support != store.Solved {
		about = d.T.Exchange.Since.With("age", talk.Age(d, t.Request.At))
	}
	return style.Render(said) + "  " + d.Theme.Muted.Render(facts.Join(about, d.T.Exchange.Messages.Of(1+len(t.Messages))))
}

// Facts is everything known of an exchange but its text.
func Facts(d *screen.Desk, t *store.Thread, w int) []string {
	r, i := d.W.Records, &t.Request
	s := facts.NewSheet(d, w, min(14, w/3))
	s.Line(t.Contact.Name, d.Theme.Strong)
	s.Line(t.Contact.Organisation, d.Theme.Muted)
	s.Gap()
	s.Fact(r.Fields["kind"], talk.Sign(i.Kind)+" "+r.Kinds[string(i.Kind)])
	s.Fact(r.Fields["direction"], way(d, i))
	s.Fact(r.Fields["at"], d.Language().Time(i.At.In(d.Now().Location())))
	if due, style := facts.Due(d, i.FollowUp); due != "" {
		s.Styled(r.Fields["follow_up"], due, style, "")
	}
	if i.Support != "" {
		said, style := talk.State(d, i.Support)
		s.Heading(d.T.Exchange.RequestOf)
		s.Styled(r.Fields["support"], said, style, "")
		if i.Support != store.Solved {
			s.Fact(d.T.Exchanges.Age, talk.Age(d, i.At))
		}
		s.Fact(d.T.Exchanges.Messages, d.Language().Number(int64(1+len(t.Messages))))
	}
	s.Gap()
	s.Fact(r.Fields["created_at"], facts.Date(d, i.CreatedAt))
	if i.UpdatedAt.Sub(i.CreatedAt) > 0 {
		s.Fact(r.Fields["updated_at"], facts.Date(d, i.UpdatedAt))
	}
	if i.Batch != (store.ID{}) {
		s.Line(d.T.Exchange.Imported, d.Theme.Muted)
	}
	return s.Lines()
}

func followUp(d *screen.Desk, i *store.Interaction) string {
	due, _ := facts.Due(d, i.FollowUp)
	if due == "" {
		return ""
	}
	return d.T.Exchange.FollowUp.With("day", due)
}

// way is the direction of an exchange that has one.
func way(d *screen.Desk, i *store.Interaction) string {
	if !talk.Directed(i.Kind) {
		return ""
	}
	return talk.Way(d, i.Direction)
}
