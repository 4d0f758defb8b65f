package merge

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/widget"
)

// Delete asks, with what would go listed, then deletes a contact. It can be
// taken back for seven days: it is no erasure, and says so.
func Delete(d *screen.Desk, ids ...store.ID) tea.Cmd {
	card, err := d.Store.Card(ids[0])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	w := d.T.Merge
	name, s := nameOf(d, card.Person), d.Store
	lines := []string{name}
	tied := Tied(d, map[store.RecordKind]int{
		store.KindInteraction: card.Interactions, store.KindDocument: card.Documents,
		store.KindAttachment: card.Attachments, store.KindTask: card.Tasks,
	})
	if tied != "" {
		lines = append(lines, w.DeleteWith.With("what", tied))
	}
	lines = append(lines, "", w.DeleteUndo.With("key", due.UndoKey(d)), "", w.DeleteErase.With("key", eraseKey(d)))
	return screen.Overlay(widget.NewConfirm(d, widget.Question{
		Title: w.DeleteTitle, Lines: lines, Act: w.Delete, Dangerous: true,
		Run: func() tea.Cmd {
			return screen.Save(nil, func() (struct{}, error) { return struct{}{}, s.DeletePerson(ids[0]) },
				func(_ struct{}, err error) tea.Cmd {
					if err != nil {
						return screen.Toast(screen.Failure, d.W.Sentence(err))
					}
					return screen.Toast(screen.Success, w.Deleted.With("name", name)+" "+due.Undoes(d))
				})
		},
	}))
}

// eraseKey is the key that leads, on a person's page, to an erasure.
func eraseKey(d *screen.Desk) string {
	return d.KeyOf(screen.Action{ID: "person.erase", Keys: []string{"X"}})
}
