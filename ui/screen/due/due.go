// Package due is what Today and the tasks do alike: a task done, a day put off.
package due

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/widget"
)

// Undoes says which key takes the last change back.
func Undoes(d *screen.Desk) string { return d.T.Today.Undoes.With("key", UndoKey(d)) }

// UndoKey is the key that takes the last change back.
func UndoKey(d *screen.Desk) string {
	return d.KeyOf(screen.Action{ID: "app.undo", Keys: []string{"u"}})
}

// Done marks a task as done, and says when it comes back where it does.
func Done(d *screen.Desk, owner screen.Screen, id store.ID) tea.Cmd {
	type outcome struct {
		done store.Task
		next *store.Task
	}
	s := d.Store
	return screen.Save(owner, func() (o outcome, err error) { o.done, o.next, err = s.DoneTask(id); return o, err },
		func(o outcome, err error) tea.Cmd {
			if err != nil {
				return screen.Toast(screen.Failure, d.W.Sentence(err))
			}
			said := d.W.Task.Finished.With("name", widget.Clean(o.done.Title))
			if o.next != nil {
				said += " " + d.W.Task.Again.With("date", d.Language().Day(string(o.next.Due)))
			}
			return screen.Toast(screen.Success, said+" "+Undoes(d))
		})
}
