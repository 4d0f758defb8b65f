package retention

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/form"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// page is a short form about what is chosen.
type page struct{ *form.Page }

func ask(d *screen.Desk, id, title string, fields []*widget.Field, save func(*widget.Form) (tea.Cmd, error)) tea.Cmd {
	p := &page{}
	p.Page = form.New(d, form.Options{ID: id, Title: title, Fields: fields, Save: func() tea.Cmd {
		return screen.Save(p, func() (tea.Cmd, error) { return save(p.Form) }, func(next tea.Cmd, err error) tea.Cmd {
			if err != nil {
				return p.Failed(err)
			}
			return p.Saved(tea.Sequence(screen.Back(p), next))
		})
	}})
	p.Own(p)
	p.Form.Clean()
	return screen.Push(p)
}

// keep asks until when and why those chosen are kept longer (CNIL délib.
// 2021-131: a deviation is justified in writing).
func (p *Page) keep() tea.Cmd {
	d, people := p.d, p.people()
	f := d.W.Records.Fields
	return ask(d, "retention.keep", d.T.Retention.Keep.Help, []*widget.Field{
		widget.NewDay("until", f["until"], text.Future).Must(),
		widget.NewText("reason", f["reason"]).Must(),
	}, func(form *widget.Form) (tea.Cmd, error) {
		day, err := form.Field("until").Day()
		if err != nil {
			return nil, err
		}
		err = privacy.KeepLonger(d.Store, people, store.Date(day), form.Value("reason"))
		return screen.Toast(screen.Success, d.W.Retention.KeptUntil.Of(len(people), "until", d.Language().Day(day))), err
	})
}

// byReason narrows the list to one reason, or widens it again.
func (p *Page) byReason() tea.Cmd {
	options := []widget.Option{{Label: p.d.T.Retention.AnyReason}}
	for _, code := range slices.Sorted(maps.Keys(p.have.codes)) {
		options = append(options, widget.Option{Value: code, Label: p.d.W.Retention.Policies[code], Help: p.d.Language().Number(int64(p.have.codes[code]))})
	}
	return screen.Overlay(widget.NewChoose(p.d, p.d.T.Retention.Reason.Help, options, func(code string) tea.Cmd {
		p.reason = code
		return p.load()
	}))
}
