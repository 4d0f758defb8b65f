package requests

import (
	"io"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/screen/reading"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// blank asks in which language, and shows the form by which people ask for their
// rights (GDPR art. 12(2)).
func (p *Page) blank() tea.Cmd {
	d := p.d
	if d.Store.Settings().Business.Name == "" {
		return screen.Toast(screen.Failure, text.Capital(d.W.Notice.Gaps[string(privacy.GapName)]))
	}
	options := []widget.Option{{Value: string(text.French), Label: d.T.Handover.French, Key: "f"}, {Value: string(text.English), Label: d.T.Handover.English, Key: "e"}}
	c := widget.NewChoose(d, d.T.Requests.Blank.Help, options, func(value string) tea.Cmd {
		words, err := text.Load(text.Language(value))
		if err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		return screen.Push(reading.New(d, reading.Options{ID: "blank", Title: d.T.Requests.Blank.Name,
			Above: []reading.Line{{Text: d.T.Requests.BlankHint, Style: d.Theme.Muted}},
			File:  d.T.Requests.BlankFile, Paper: paper.RequestForm(words, d.Store.Settings().Business, d.Now())}))
	})
	c.Select(d.Store.Settings().Language)
	return screen.Overlay(c)
}

// calendar writes the deadlines for another calendar.
func (p *Page) calendar() tea.Cmd {
	d := p.d
	return widget.ToFile(d, d.T.Requests.Calendar.Help, d.T.Requests.CalendarFile, func(_ string, w io.Writer) error {
		requests, err := d.Store.Requests(store.ID{})
		if err != nil {
			return err
		}
		return paper.WriteDeadlines(w, d.W, requests, privacy.CalendarOf(d.Store.Settings().Business), d.Now())
	}, func(path string) tea.Cmd { return screen.Toast(screen.Success, d.W.Records.Written.With("path", path)) })
}
