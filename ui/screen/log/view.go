package log

import (
	"calepin/store"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

// View is the form, and from 100 cells on what was said before beside it.
func (p *Page) View(w, h int) string {
	left, right, two := widget.Panes(w, 64)
	if !two {
		return p.Page.View(w, h)
	}
	return widget.Columns(p.Page.View(left, h), p.before(right, h), left, right, h, p.d.Theme.Border)
}

// head says what is being noted.
func (p *Page) head(w int) []string {
	th, kind := p.d.Theme, p.kind()
	way := store.Direction(p.Form.Value("direction"))
	if kind == store.Note {
		way = ""
	}
	s := "  " + th.Accent.Render(talk.Sign(kind)) + " " + th.Strong.Render(p.d.W.Records.Kinds[string(kind)])
	if way != "" {
		words := p.d.T.Log
		label, about := words.Received, words.In
		if way == store.Out {
			label, about = words.Sent, words.Out
		}
		s += " " + th.Text.Render(facts.Way(way)+" "+label) + "  " + th.Muted.Render(about[string(kind)])
	}
	return []string{widget.Cut(s, w), ""}
}

// before is what was said before, so that nobody has to leave the form to look.
func (p *Page) before(w, h int) string {
	th := p.d.Theme
	lines := []string{th.Heading.Render(widget.Cut(p.d.T.Log.Before, w)), ""}
	if len(p.recent) == 0 {
		lines = append(lines, th.Muted.Render(widget.Cut(p.d.T.Log.NoneBefore, w)))
	}
	for _, i := range p.recent {
		if i.ID == p.was.ID {
			continue
		}
		day := p.d.Language().Date(i.At.In(p.d.Now().Location()))
		line := th.Muted.Render(widget.Fit(day, 11)) + " " + th.Accent.Render(talk.Sign(i.Kind)) + " " +
			th.Muted.Render(facts.Way(i.Direction)) + " " + th.Text.Render(talk.Subject(p.d, &i))
		lines = append(lines, widget.Cut(line, w))
	}
	return widget.Block(lines, w, h)
}
