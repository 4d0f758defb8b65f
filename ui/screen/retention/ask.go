package retention

import (
	"context"
	"io"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/paper"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// unaskable is why nobody chosen can be asked whether to go on; empty where
// somebody can.
func (p *Page) unaskable() string {
	today := store.DateOf(p.d.Now())
	for _, id := range p.table.MarkedOrSelected() {
		if p.have == nil {
			break
		}
		if i, ok := p.have.at[id]; ok && p.have.due[i].Askable(today) {
			return ""
		}
	}
	return p.d.T.Retention.NotToAsk
}

// ask writes the one message that prospects may be sent before their end to a
// file, and records that they were asked (CNIL délib. 2021-131).
func (p *Page) ask() tea.Cmd {
	d, w, chosen := p.d, p.d.T.Retention, map[store.ID]bool{}
	for _, id := range p.people() {
		chosen[id] = true
	}
	options := []widget.Option{{Value: "letter", Key: "e", Label: w.Letters.Name, Help: w.Letters.Help}, {Value: "list", Key: "i", Label: w.List.Name, Help: w.List.Help}}
	return screen.Overlay(widget.NewChoose(d, w.AskHow, options, func(format string) tea.Cmd {
		name, ch := w.AskFile+".csv", store.ByEmail
		if format == "letter" {
			if d.Store.Settings().Business.Name == "" {
				return screen.Toast(screen.Failure, d.W.Notice.Gaps["name"])
			}
			name, ch = w.AskFile+".txt", ""
		}
		return screen.Do(screen.Job{Owner: p, Key: "ask"},
			func(context.Context, screen.Report) ([]privacy.Due, error) { return askable(d, chosen, ch) },
			func(list []privacy.Due, err error) tea.Cmd {
				switch {
				case err != nil:
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				case len(list) == 0:
					return screen.Toast(screen.Note, d.W.Retention.NobodyToAsk)
				}
				return widget.ToFile(d, w.AskHow, name,
					func(_ string, out io.Writer) error {
						return paper.Questions(out, d.W, d.Store, list, format == "letter")
					},
					func(string) tea.Cmd { return p.asked(list, len(chosen)-len(list)) })
			})
	}))
}

// askable are those of the chosen who may be asked by a channel.
func askable(d *screen.Desk, chosen map[store.ID]bool, ch store.Channel) (list []privacy.Due, err error) {
	l, err := privacy.NewLookout(d.Store)
	if err != nil {
		return nil, err
	}
	today := store.DateOf(d.Now())
	all, err := l.ToAsk(today, today.AddMonths(1200, 0), ch)
	for _, x := range all {
		if chosen[x.ID] {
			list = append(list, x)
		}
	}
	return list, err
}

// asked records it, and says whom it left out.
func (p *Page) asked(list []privacy.Due, left int) tea.Cmd {
	d, ids := p.d, make([]store.ID, len(list))
	for i, x := range list {
		ids[i] = x.ID
	}
	return screen.Save(p, func() (struct{}, error) {
		return struct{}{}, privacy.RecordAsked(d.Store, ids, store.DateOf(d.Now()))
	}, func(_ struct{}, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Failure, d.W.Sentence(err))
		}
		p.table.ClearMarks()
		said := d.W.Retention.Asked.Of(len(ids))
		if left > 0 {
			said += " " + d.W.Retention.LeftOut.Of(left)
		}
		return screen.Toast(screen.Success, said)
	})
}
