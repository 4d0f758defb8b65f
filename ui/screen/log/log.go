// Package log is how an interaction is noted: whom with, of what kind and
// which way by a key each, then a form.
package log

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// kinds are the kinds of interaction with their letters, the same in every
// language, in the order they are offered.
var kinds = []struct {
	kind store.Kind
	key  string
}{
	{store.Call, "c"}, {store.Mail, "e"}, {store.Meeting, "m"}, {store.Message, "s"},
	{store.Note, "n"}, {store.Letter, "l"}, {store.Purchase, "p"},
}

// directions are the two ways with their letters.
var directions = []struct {
	way store.Direction
	key string
}{{store.In, "i"}, {store.Out, "o"}}

// Everywhere is the action that begins it from any page, about the person the
// page is about.
func Everywhere(d *screen.Desk, about func() (store.ID, bool)) screen.Action {
	return screen.Action{
		ID: "app.log", Keys: []string{"l"}, Words: d.T.Log.Log, Hidden: true,
		Run: func() tea.Cmd {
			if id, ok := about(); ok {
				return d.Open(screen.Log, id)
			}
			return d.Open(screen.Log)
		},
	}
}

// Open asks for what is not given: the person, the kind and the direction.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	if len(ids) == 0 {
		return pickPerson(d)
	}
	return ask(d, store.Interaction{Contact: ids[0]})
}

// OpenCall is the form of a call made.
func OpenCall(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return begin(d, store.Interaction{Contact: ids[0], Kind: store.Call, Direction: store.Out})
}

// OpenMail is the form of an e-mail sent.
func OpenMail(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return begin(d, store.Interaction{Contact: ids[0], Kind: store.Mail, Direction: store.Out})
}

// OpenAnswer logs what was said about a support request.
func OpenAnswer(d *screen.Desk, ids ...store.ID) tea.Cmd {
	return ask(d, store.Interaction{Contact: ids[0], Thread: ids[1]})
}

// OpenEdit is the form of an interaction on file.
func OpenEdit(d *screen.Desk, ids ...store.ID) tea.Cmd {
	i, err := d.Store.InteractionOf(ids[0], ids[1])
	if err != nil {
		return screen.Toast(screen.Failure, d.W.Sentence(err))
	}
	return begin(d, i)
}

// ask shows the box of the kind and the direction.
func ask(d *screen.Desk, i store.Interaction) tea.Cmd {
	return screen.Overlay(newAsk(d, i, nameOf(d, i.Contact)))
}

// begin shows the form.
func begin(d *screen.Desk, i store.Interaction) tea.Cmd { return screen.Push(New(d, i)) }

// pickPerson asks whom it was with: those spoken to last are offered first.
func pickPerson(d *screen.Desk) tea.Cmd {
	return screen.Overlay(widget.NewPicker(d, widget.PickerOptions{
		Title: d.T.Log.WhoTitle, Hint: d.T.Log.WhoHint,
		Find: func(_ context.Context, query string) ([]widget.Item, error) { return people(d, query) },
		Pick: func(item widget.Item) tea.Cmd {
			id, err := uuid.Parse(item.ID)
			if err != nil {
				return nil
			}
			return d.Open(screen.Log, id)
		},
	}))
}

// offered is how many people are found at once: more are found by typing.
const offered = 50

func people(d *screen.Desk, query string) ([]widget.Item, error) {
	q := store.Query{Search: query, Limit: offered, Sort: store.SortMatch}
	if query == "" {
		q.Sort, q.Descending = store.SortLastContact, true
	}
	page, err := d.Store.Persons(q)
	if err != nil {
		return nil, err
	}
	items := make([]widget.Item, len(page.Rows))
	for n, row := range page.Rows {
		items[n] = widget.Item{ID: row.ID.String(), Title: row.Name, Detail: cmp.Or(row.Organisation, row.Email, row.Phone)}
	}
	return items, nil
}

// nameOf is what a person is called; empty for one who is gone.
func nameOf(d *screen.Desk, id store.ID) string {
	p, err := d.Store.Person(id)
	if err != nil {
		return ""
	}
	firm := ""
	if len(p.Organisations) > 0 {
		if o, err := d.Store.Organisation(p.Organisations[0].Organisation); err == nil {
			firm = o.Name
		}
	}
	return p.DisplayName(firm)
}
