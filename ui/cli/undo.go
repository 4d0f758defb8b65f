package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
)

func undoCommand(a *app) *cobra.Command {
	var o struct {
		batch string
		list  bool
	}
	cmd := a.command("undo", a.T.Undo.Command, func(cmd *cobra.Command, _ []string) error {
		if err := a.exclusive(cmd, "batch", "list"); err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			switch {
			case o.list:
				return a.undoable(s)
			case o.batch != "":
				return a.undoBatch(s, o.batch)
			}
			return a.undoLast(s)
		})
	})
	cmd.Flags().StringVar(&o.batch, "batch", "", "")
	cmd.Flags().BoolVar(&o.list, "list", false, "")
	return cmd
}

// undoLast undoes the last change. Its record is named before the undo, for
// what was added is gone afterwards, or else after it.
func (a *app) undoLast(s *store.Store) error {
	last, found, err := s.LastChange()
	if err != nil {
		return err
	}
	if !found {
		return store.ErrNothingToUndo
	}
	name := a.changeName(s, last)
	end := func() {}
	if last.What == store.Loaded {
		end = a.tellUndo(s)
	}
	r, err := s.Undo()
	end()
	if err != nil {
		return err
	}
	if name == "" && r.What != store.Loaded || r.What == store.Edited || r.What == store.Deleted {
		name = a.recordName(s, r.Kind, r.ID)
	}
	return a.undone(r, name)
}

func (a *app) undoBatch(s *store.Store, ref string) error {
	b, err := found(a, s.FindBatch, s.Batch, ref)
	var none *store.NotFoundError
	if errors.As(err, &none) {
		return failure(exitFailed, a.T.Undo.NoSuchImport.With("ref", ref), err)
	}
	if err != nil {
		return err
	}
	if !b.UndoneAt.IsZero() {
		return failure(exitFailed, a.T.Undo.UndoneBefore.With("time", a.minute(b.UndoneAt)), nil)
	}
	end := a.tellUndo(s)
	r, err := s.UndoBatch(b.ID)
	end()
	if err != nil {
		return err
	}
	return a.undone(r, strings.Join(b.Files, ", "))
}

// tellUndo has the undoing of an import tell how far it is, until end.
func (a *app) tellUndo(s *store.Store) (end func()) {
	tell, end := a.progress(a.T.Undo.Undoing)
	s.Progress = counting(tell)
	return end
}

// undone says in words what was undone.
func (a *app) undone(r store.UndoReport, name string) error {
	return a.print(r, func() {
		w := a.T.Undo
		a.say(w.Undone.With("time", a.minute(r.At), "what", a.changeTitle(r, name)))
		if r.What == store.Loaded || r.Removed+r.Restored > 1 {
			a.say("  " + w.Removed.Of(r.Removed) + ", " + w.Restored.Of(r.Restored))
		}
		if len(r.Kept) > 0 {
			a.say(w.Kept.Of(len(r.Kept)))
			for _, k := range r.Kept {
				a.say(fmt.Sprintf("  %s %s", word(a.T.Errors.Store.Kinds, k.Kind), shortID(k.ID)))
			}
		}
		if r.Unrestored > 0 {
			a.say(w.Unrestored.Of(r.Unrestored))
		}
	})
}

// changeTitle is a change in words: "contact added “Ada Exemple”".
func (a *app) changeTitle(r store.UndoReport, name string) string {
	w := a.T.Undo
	what := strings.ReplaceAll(w.Whats[string(r.What)], "{kind}", word(a.T.Errors.Store.Kinds, r.Kind))
	if name == "" {
		return what
	}
	return w.Named.With("what", what, "name", clean(name))
}

// changeName is the name of what a change was about: a record, or the files of
// an import.
func (a *app) changeName(s *store.Store, r store.UndoReport) string {
	if r.What != store.Loaded {
		return a.recordName(s, r.Kind, r.ID)
	}
	b, err := s.Batch(r.Batch)
	if err != nil {
		return ""
	}
	return strings.Join(b.Files, ", ")
}

// recordName is what a record is called, "" where it has no name or is gone.
func (a *app) recordName(s *store.Store, kind store.RecordKind, id store.ID) string {
	switch kind {
	case store.KindPerson:
		return namesIn(s).contact(id)
	case store.KindOrganisation:
		if o, err := s.Organisation(id); err == nil {
			return o.Name
		}
	case store.KindInteraction:
		if i, err := s.Interaction(id); err == nil {
			return a.interactionTitle(namesIn(s), i)
		}
	case store.KindDocument:
		if d, err := s.Document(id); err == nil {
			return a.documentTitle(d)
		}
	case store.KindAttachment:
		if at, err := s.Attachment(id); err == nil {
			return at.Name
		}
	case store.KindTask:
		if t, err := s.Task(id); err == nil {
			return t.Title
		}
	}
	return ""
}

// undoable shows what can be undone.
func (a *app) undoable(s *store.Store) error {
	batches, err := s.Batches()
	if err != nil {
		return err
	}
	last, found, err := s.LastChange()
	if err != nil {
		return err
	}
	report := struct {
		Last    *store.UndoReport `json:"last,omitempty"`
		Imports []store.Batch     `json:"imports"`
	}{Imports: orEmpty(batches)}
	if found {
		report.Last = &last
	}
	return a.print(report, func() {
		if found {
			fmt.Fprintln(a.out, a.T.Undo.Last.With("time", a.minute(last.At), "what", a.changeTitle(last, a.changeName(s, last))))
		} else {
			fmt.Fprintln(a.out, a.T.Errors.Store.NothingToUndo)
		}
		if len(batches) == 0 {
			fmt.Fprintln(a.out, a.T.Undo.NoImport)
			return
		}
		fmt.Fprintln(a.out)
		a.batchTable(batches)
	})
}

func (a *app) batchTable(batches []store.Batch) {
	number := func(n int) string { return a.T.Language.Number(int64(n)) }
	rows := make([][]string, len(batches))
	for i, b := range batches {
		rows[i] = []string{shortID(b.ID), a.minute(b.At), strings.Join(b.Files, ", "), number(b.Created), number(b.Merged), number(b.Skipped), a.date(b.UndoneAt)}
	}
	a.table(a.fields("id", "at", "files", "created", "merged", "skipped", "undone_at"), rows)
}
