package app

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
)

// undo takes back the last change, off the loop, and says what it was.
func (r *root) undo() tea.Cmd {
	return screen.Save(nil, r.desk.Store.Undo, func(done store.UndoReport, err error) tea.Cmd {
		switch {
		case errors.Is(err, store.ErrNothingToUndo):
			return screen.Toast(screen.Note, r.desk.T.App.NothingToUndo)
		case err != nil:
			return r.failed(err)
		}
		what := r.desk.W.Change(string(done.What), string(done.Kind))
		return screen.Toast(screen.Success, r.desk.T.App.Undone.With("what", what))
	})
}
