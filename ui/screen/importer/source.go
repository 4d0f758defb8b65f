package importer

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
	"calepin/ui/widget"
)

// source is where the contacts come from that do not say so themselves: what
// the person said, else the file (GDPR art. 14(2)(f)).
func (p *Page) source() string {
	if p.said != "" {
		return p.said
	}
	return p.d.W.Import.From.With("file", p.name)
}

// askSource asks where the data come from: in words of one's own, or in those
// of the usual answers.
func (p *Page) askSource() tea.Cmd {
	w := &p.d.T.Importer
	answers := []widget.Item{{ID: "", Title: p.d.W.Import.From.With("file", p.name)}}
	for _, usual := range strings.Split(w.Sources, "\n") {
		answers = append(answers, widget.Item{ID: usual, Title: usual})
	}
	return screen.Overlay(widget.NewPicker(p.d, widget.PickerOptions{
		Title: w.SourceTitle, Hint: w.SourceHint, Query: p.said,
		Find: func(_ context.Context, query string) ([]widget.Item, error) {
			if query == p.said {
				query = ""
			}
			return matching(answers, query), nil
		},
		Pick:        func(item widget.Item) tea.Cmd { return p.from(item.ID) },
		Create:      func(query string) tea.Cmd { return p.from(strings.TrimSpace(query)) },
		CreateWords: func(query string) string { return w.SourceUse.With("source", strings.TrimSpace(query)) },
	}))
}

// from settles it; a preview is made anew.
func (p *Page) from(source string) tea.Cmd {
	p.said = source
	if p.step == stepPreview {
		return p.prepare()
	}
	return nil
}
