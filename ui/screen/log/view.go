package log

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen/facts"
	"calepin/ui/screen/talk"
	"calepin/ui/widget"
)

// headRows are the lines above the form.
const headRows = 2

// View is the form, and from 100 cells on what was said before beside it.
func (p *Page) View(w, h int) string {
	left, right, two := widget.Panes(w, 64)
	if !two {
		return p.left(w, h)
	}
	return widget.Columns(p.left(left, h), p.before(right, h), left, right, h, p.d.Theme.Border)
}

func (p *Page) left(w, h int) string {
	lines := []string{widget.Cut(p.head(), w), ""}
	lines = append(lines, strings.Split(p.form.View(w, max(0, h-headRows)), "\n")...)
	return widget.Block(lines, w, h)
}

// head says what is being noted, or why it could not be.
func (p *Page) head() string {
	th := p.d.Theme
	if p.failed != "" {
		return "  " + th.Bad.Render("✗ "+widget.Clean(p.failed))
	}
	kind := store.Kind(p.form.Value("kind"))
	way := store.Direction(p.form.Value("direction"))
	if kind == store.Note {
		way = ""
	}
	s := "  " + th.Accent.Render(talk.Sign(kind)) + " " + th.Strong.Render(p.d.W.Records.Kinds[string(kind)])
	if way != "" {
		w := p.d.T.Log
		label, about := w.Received, w.In
		if way == store.Out {
			label, about = w.Sent, w.Out
		}
		s += " " + th.Text.Render(facts.Way(way)+" "+label) + "  " + th.Muted.Render(about[string(kind)])
	}
	return s
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
		day := p.d.Language().Date(i.At.In(p.now.Location()))
		line := th.Muted.Render(widget.Fit(day, 11)) + " " + th.Accent.Render(talk.Sign(i.Kind)) + " " +
			th.Muted.Render(facts.Way(i.Direction)) + " " + th.Text.Render(talk.Subject(p.d, &i))
		lines = append(lines, widget.Cut(line, w))
	}
	return widget.Block(lines, w, h)
}

// Cursor is in the field.
func (p *Page) Cursor() *tea.Cursor {
	c := p.form.Cursor()
	if c != nil {
		c.Y += headRows
	}
	return c
}
