// Package log is how an interaction is noted: whom with, of what kind and
// which way by a key each, then a form.
package log

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
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
		ID: "app.log", Keys: []string{"l"}, Words: d.T.Log.Log, Hidden: true, Needs: store.Writing(store.KindInteraction),
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
	return screen.Overlay(newAsk(d, i, due.NameOf(d.Store, i.Contact)))
}

// begin shows the form.
func begin(d *screen.Desk, i store.Interaction) tea.Cmd { return screen.Push(New(d, i)) }

// pickPerson asks whom it was with.
func pickPerson(d *screen.Desk) tea.Cmd {
	return due.PickPerson(d, d.T.Log.WhoTitle, "", func(id store.ID) tea.Cmd { return d.Open(screen.Log, id) })
}
