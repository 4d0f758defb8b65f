package consent

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Tell answers screen.NoticeGive: it records which version of a notice people
// were given, and how (GDPR arts 5(2), 13, 14).
func Tell(d *screen.Desk, ids ...store.ID) tea.Cmd {
	w := d.T.Consent
	notices, err := d.Store.Notices()
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	if len(notices) == 0 {
		return screen.Toast(screen.Warning, w.NoNotice)
	}
	slices.Reverse(notices) // the newest first
	options := make([]widget.Option, len(notices))
	for i, n := range notices {
		options[i] = widget.Option{Value: n.ID.String(), Help: d.Language().Date(n.CreatedAt.Local()), Label: w.NoticeVersion.With(
			"article", n.Article, "form", d.W.Privacy.Forms[string(n.Form)], "language", n.Language, "n", n.Version)}
	}
	return screen.Overlay(widget.NewChoose(d, w.WhichNotice, options, func(value string) tea.Cmd {
		i := slices.IndexFunc(notices, func(n store.Notice) bool { return n.ID.String() == value })
		return screen.Overlay(how(d, w.ToldHow, func(m store.Means) tea.Cmd {
			s := d.Store
			return screen.Save(nil, func() (struct{}, error) {
				return struct{}{}, s.GiveNotice(store.NoticeGiven{Notice: notices[i].ID, Means: m}, ids)
			}, func(_ struct{}, err error) tea.Cmd {
				if err != nil {
					return screen.Toast(screen.Failure, d.W.Sentence(err))
				}
				return screen.Toast(screen.Success, w.Told)
			})
		}))
	}))
}
