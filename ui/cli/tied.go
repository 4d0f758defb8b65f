package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

// tiedTable lists records that belong to contacts: the end of the id, the
// columns, and whose they are in second place where that is not known already.
type tiedTable struct {
	columns []string
	rows    [][]string
	names   *names
}

func newTied(n *names, columns ...string) *tiedTable {
	columns = slices.Insert(slices.Clone(columns), 0, "id")
	if n != nil {
		columns = slices.Insert(columns, 2, "contact")
	}
	return &tiedTable{columns: columns, names: n}
}

func (t *tiedTable) add(id, contact store.ID, cells ...string) {
	row := slices.Insert(slices.Clone(cells), 0, shortID(id))
	if t.names != nil {
		row = slices.Insert(row, 2, t.names.contact(contact))
	}
	t.rows = append(t.rows, row)
}

func (t *tiedTable) write(a *app) { a.table(a.fields(t.columns...), t.rows) }

// deleteCommand is the command that deletes one record of a kind, after asking.
func deleteCommand[T any](a *app, words text.Command, ask, deleted text.Phrase, find func(*store.Store, string) (T, error),
	title func(*store.Store, T) string, run func(*store.Store, T) error) *cobra.Command {
	return a.deleteNamed(words, ask, deleted, func(s *store.Store, ref string) (name string, remove func() error, err error) {
		record, err := find(s, ref)
		if err != nil {
			return "", nil, err
		}
		return title(s, record), func() error { return run(s, record) }, nil
	})
}

// deleteNamed is deleteCommand for any kind: found tells what a record is called
// and how it goes.
func (a *app) deleteNamed(words text.Command, ask, deleted text.Phrase, found func(*store.Store, string) (string, func() error, error)) *cobra.Command {
	var yes bool
	cmd := a.command("delete", words, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			name, remove, err := found(s, args[0])
			if err != nil {
				return err
			}
			return a.delete(ask.With("name", name), yes, remove, deleted.With("name", name))
		})
	})
	cmd.Args = a.args(1, 1)
	cmd.Flags().BoolVar(&yes, "yes", false, "")
	return cmd
}

// editing is what an "edit" command needs to know of its kind of record.
type editing[T any] struct {
	define  func(*cobra.Command)
	from    *string // the file of --from
	find    func(*store.Store, string) (T, error)
	apply   func(cmd *cobra.Command, s *store.Store, old T, next *T) error // what the flags say
	edit    func(s *store.Store, old, next T) (now T, same bool, err error)
	title   func(*store.Store, T) string
	changed text.Phrase
}

// editCommand is the command that changes one record of a kind, by JSON, by
// flags, or by both: the flags come last.
func editCommand[T any](a *app, words text.Command, e editing[T]) *cobra.Command {
	cmd := a.command("edit", words, func(cmd *cobra.Command, args []string) error {
		if !changed(cmd) {
			return usage(cmd, a.T.Records.NoChange)
		}
		return a.withStore(cmd, func(s *store.Store) error {
			old, err := e.find(s, args[0])
			if err != nil {
				return err
			}
			next := old
			if *e.from != "" {
				if err := patch(a, cmd, *e.from, &next); err != nil {
					return err
				}
			}
			if err := e.apply(cmd, s, old, &next); err != nil {
				return err
			}
			now, same, err := e.edit(s, old, next)
			if err != nil {
				return err
			}
			a.heed(&old, &now)
			return a.edited(now, e.changed.With("name", e.title(s, now)), same)
		})
	})
	cmd.Args = a.args(1, 1)
	e.define(cmd)
	return cmd
}

// byName is a look-up for records that people know by a name of their own: by
// id, then by that name among all, accents and case apart. Several of one name
// are an *store.AmbiguousError.
func byName[T any](find func(string) (T, error), all func() ([]T, error), kind store.RecordKind, row func(T) store.Row) func(string) (T, error) {
	return func(ref string) (T, error) {
		record, err := find(ref)
		if err == nil {
			return record, nil
		}
		list, listErr := all()
		if listErr != nil {
			return record, listErr
		}
		var matches []store.Row
		for _, r := range list {
			if m := row(r); store.Fold(m.Name) == store.Fold(ref) {
				matches, record = append(matches, m), r
			}
		}
		switch len(matches) {
		case 0:
			return record, err
		case 1:
			return record, nil
		}
		return record, &store.AmbiguousError{Kind: kind, Ref: ref, Matches: matches}
	}
}
