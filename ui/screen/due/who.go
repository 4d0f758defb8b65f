package due

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// offered is how many people are listed at once: more are found by typing.
const offered = 50

// PickPerson asks for a person, those spoken to last first, or for none where
// nobody is what that is called.
func PickPerson(d *screen.Desk, title, nobody string, then func(id store.ID) tea.Cmd) tea.Cmd {
	return screen.Overlay(widget.NewPicker(d, widget.PickerOptions{
		Title: title, Hint: d.T.Tasks.WhoHint,
		Find: func(_ context.Context, query string) ([]widget.Item, error) {
			q := store.Query{Search: query, Limit: offered, Sort: store.SortMatch}
			if query == "" {
				q.Sort, q.Descending = store.SortLastContact, true
			}
			page, err := d.Store.Persons(q)
			if err != nil {
				return nil, err
			}
			var items []widget.Item
			if query == "" && nobody != "" {
				items = append(items, widget.Item{Title: nobody, ID: "nobody"})
			}
			for _, r := range page.Rows {
				items = append(items, widget.Item{ID: r.ID.String(), Title: r.Name, Detail: cmp.Or(r.Organisation, r.Email, r.Phone)})
			}
			return items, nil
		},
		Pick: func(item widget.Item) tea.Cmd {
			id, err := uuid.Parse(item.ID)
			if err != nil {
				id = store.ID{}
			}
			return then(id)
		},
	}))
}

// NameOf is what a person is called; empty for nobody, or one who is gone.
func NameOf(s *store.Store, id store.ID) string {
	if id == (store.ID{}) {
		return ""
	}
	p, err := s.Person(id)
	if err != nil {
		return ""
	}
	firm := ""
	if len(p.Organisations) > 0 {
		if o, err := s.Organisation(p.Organisations[0].Organisation); err == nil {
			firm = o.Name
		}
	}
	return p.DisplayName(firm)
}
