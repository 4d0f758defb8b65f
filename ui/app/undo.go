package app

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// undo takes back the last change, off the loop, and says what it was.
func (r *root) undo() tea.Cmd {
	name := ""
	undo := func() (done store.UndoReport, err error) {
		if last, found, err := r.desk.Store.LastChange(); err == nil && found {
			name = r.nameOf(last.Kind, last.ID) // what was added is gone afterwards
		}
		if done, err = r.desk.Store.Undo(); err == nil && name == "" {
			name = r.nameOf(done.Kind, done.ID)
		}
		return done, err
	}
	return screen.Save(nil, undo, func(done store.UndoReport, err error) tea.Cmd {
		switch {
		case errors.Is(err, store.ErrNothingToUndo):
			return screen.Toast(screen.Note, r.desk.T.App.NothingToUndo)
		case err != nil:
			return r.failed(err)
		}
		what := r.desk.W.Change(string(done.What), string(done.Kind))
		if name != "" {
			what = r.desk.W.Undo.Named.With("what", what, "name", name)
		}
		return screen.Toast(screen.Success, r.desk.T.App.Undone.With("what", what))
	})
}

// nameOf is the name of a record that has one of its own, empty for another or
// one that is not there.
func (r *root) nameOf(kind store.RecordKind, id store.ID) string {
	name, s := "", r.desk.Store
	switch kind {
	case store.KindPerson:
		if p, err := s.Person(id); err == nil {
			_, name = facts.Ties(r.desk, &p)
		}
	case store.KindOrganisation:
		if o, err := s.Organisation(id); err == nil {
			name = o.Name
		}
	case store.KindTask:
		if t, err := s.Task(id); err == nil {
			name = t.Title
		}
	}
	return widget.Clean(name)
}
