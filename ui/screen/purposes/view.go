package purposes

import (
	"strings"

	"charm.land/lipgloss/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Sign is whether a purpose stands, without colour and with it: what the person
// closed is neither good nor bad.
func Sign(d *screen.Desk, u privacy.Purpose) (string, lipgloss.Style) {
	switch {
	case u.Valid:
		return "✓", d.Theme.Good
	case u.Closed():
		return "–", d.Theme.Muted
	}
	return "✗", d.Theme.Bad
}

// View is the purposes, what may be done for the one selected, and the answers.
func (p *Page) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return widget.Block(nil, 0, h)
	}
	th, words := p.d.Theme, p.d.T.Purposes
	lines := []string{" " + th.Strong.Render(widget.Clean(p.name)) + "  " + p.whole()}
	about := p.channels(w)
	top := max(3, min(p.why.Len()+1, h-len(about)-8))
	p.why.Focus(!p.inSaid)
	p.said.Focus(p.inSaid)
	lines = append(lines, strings.Split(p.why.View(w, top), "\n")...)
	lines = append(lines, "")
	lines = append(lines, about...)
	lines = append(lines, "", " "+th.Heading.Render(words.History))
	if rest := h - len(lines); rest > 0 {
		lines = append(lines, strings.Split(p.said.View(w, rest), "\n")...)
	}
	return widget.Block(lines, w, h)
}

// whole says at a glance whether the person is held with a reason.
func (p *Page) whole() string {
	th, words := p.d.Theme, p.d.T.Purposes
	switch {
	case !p.read:
		return ""
	case privacy.Unfounded(p.purposes) && privacy.Stands(p.purposes):
		return th.Bad.Render("✗ " + words.Fails)
	case privacy.Unfounded(p.purposes):
		return th.Bad.Render("✗ " + words.Unfounded)
	}
	return th.Good.Render("✓ " + words.Founded)
}

// when says when and how often somebody may be called.
func (p *Page) when(c privacy.Calls, w int) (lines []string) {
	for _, said := range p.d.W.Calls(c) {
		for _, line := range widget.Wrap(said, max(1, w-5)) {
			lines = append(lines, "    "+p.d.Theme.Muted.Render(line))
		}
	}
	return lines
}

// channels answers "may I …?" for each channel of the purpose selected.
func (p *Page) channels(w int) (lines []string) {
	th := p.d.Theme
	for _, u := range p.purposes {
		if u.Activity.ID.String() != p.why.Selected() {
			continue
		}
		for _, ch := range u.Channels {
			style := th.Warning
			if ch.Allowed {
				style = th.Good
			}
			said := p.d.W.Privacy.AnswerUntil(ch.Answer, p.d.Language())
			question := " " + p.d.W.Privacy.May[string(ch.Channel)] + " "
			for i, line := range widget.Wrap(said, max(1, w-widget.Width(question)-1)) {
				if i > 0 {
					question = widget.Spaces(widget.Width(question))
				}
				lines = append(lines, th.Muted.Render(question)+style.Render(line))
			}
			if c, bound := p.calls[u.Activity.ID]; bound && ch.Channel == store.ByPhone {
				lines = append(lines, p.when(c, w)...)
			}
		}
		if len(u.Channels) == 0 {
			lines = append(lines, " "+th.Muted.Render(p.d.T.Purposes.NoChannel))
		}
	}
	return lines
}
