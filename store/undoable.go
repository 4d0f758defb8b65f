package store

import (
	"errors"
	"strings"

	"calepin/store/vault"
)

// Undoable is what Undo would take back, with what tells it to a person.
type Undoable struct {
	UndoReport
	// Name is what the record is called: a person's or an organisation's name, a
	// subject, a number, a file's name, a title; of an import, its files. It
	// may be empty.
	Name    string
	Contact Row // whose the record is, zero for nobody's
	// Records is how many records of that kind the change touched: one, but of
	// a merge, an import or a change of many.
	Records int
}

// Undoable returns what Undo would take back; false when there is nothing. Names
// are today's, or the last ones of what was deleted.
func (s *Store) Undoable() (u Undoable, found bool, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		e, _, err := newestUndo(tx, s.now())
		if err != nil || e == nil {
			return err
		}
		found, u.UndoReport = true, e.report()
		if e.What == Loaded && e.Batch != (ID{}) {
			return u.fromBatch(tx)
		}
		return u.fromItem(tx, e)
	})
	return u, found, err
}

func (u *Undoable) fromBatch(tx *vault.Tx) error {
	u.Kind, u.ID = KindBatch, u.Batch
	v := tx.Get(string(KindBatch), u.Batch[:])
	if v == nil {
		return nil
	}
	b, err := decodeAs[Batch](v)
	u.Name, u.Records = strings.Join(b.Files, ", "), b.Created+b.Merged
	return err
}

func (u *Undoable) fromItem(tx *vault.Tx, e *undoEntry) error {
	if len(e.Items) == 0 {
		return nil
	}
	about := e.about()
	for _, it := range e.Items {
		if it.Kind == about.Kind {
			u.Records++
		}
	}
	v := tx.Get(string(about.Kind), about.Key)
	if v == nil {
		v = about.Before
	}
	if v == nil {
		return nil
	}
	r, err := decode(about.Kind, v)
	if err != nil {
		return err
	}
	u.Name = nameOf(r, lookIn(tx))
	if _, person := r.(*Person); person {
		return nil
	}
	u.Contact, err = u.row(tx, e, contactOf(r))
	return err
}

// row returns the row of a contact, also of one that the change deleted.
func (u *Undoable) row(tx *vault.Tx, e *undoEntry, id ID) (Row, error) {
	if id == (ID{}) {
		return Row{}, nil
	}
	row, err := rowFor(tx, id)
	var gone *NotFoundError
	if !errors.As(err, &gone) {
		return row, err
	}
	for _, it := range e.Items {
		if it.Kind == KindPerson && ID(it.Key) == id && it.Before != nil {
			p, err := decodeAs[Person](it.Before)
			return rowOf(&p, ""), err
		}
	}
	return Row{ID: id}, nil
}

// nameOf returns what a record is called.
func nameOf(r record, organisation func(ID) string) string {
	switch r := r.(type) {
	case *Person:
		org := ""
		if len(r.Organisations) > 0 {
			org = organisation(r.Organisations[0].Organisation)
		}
		return r.DisplayName(org)
	case *Organisation:
		return r.Name
	case *Interaction:
		return r.Subject
	case *Document:
		return r.Number
	case *Attachment:
		return r.Name
	case *Task:
		return r.Title
	case *Processor:
		return r.Name
	case *Breach:
		return r.Title
	}
	return ""
}
