package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

func taskCommand(a *app) *cobra.Command {
	return a.noun("task", a.T.Task.Command, taskAdd(a), taskList(a), taskDone(a), taskEdit(a), taskDelete(a))
}

// task finds a task by id, or one still to do by its title.
func (a *app) task(s *store.Store, ref string) (store.Task, error) {
	open := func() ([]store.Task, error) { return s.Tasks(store.TaskFilter{}) }
	row := func(t store.Task) store.Row {
		return store.Row{ID: t.ID, Name: t.Title, Organisation: a.T.Language.Day(string(t.Due))}
	}
	return found(a, byName(s.FindTask, open, store.KindTask, row), s.Task, ref)
}

// taskFlags are the fields of a task as flags.
type taskFlags struct {
	repeat              store.Repeat
	contact, note, from string
}

func (o *taskFlags) define(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("title", "", "")
	f.StringVar(&o.contact, "contact", "", "")
	f.String("due", "", "")
	enumFlag(cmd, f, &o.repeat, "repeat", "", store.Daily, store.Weekly, store.Monthly, store.Yearly)
	f.StringVar(&o.note, "note", "", "")
	f.StringVar(&o.from, "from", "", "")
}

// apply changes t as the flags say. It may read stdin.
func (o *taskFlags) apply(a *app, cmd *cobra.Command, s *store.Store, t *store.Task) (err error) {
	set(cmd, "title", &t.Title)
	set(cmd, "repeat", &t.Repeat)
	if err := a.setDay(cmd, "due", &t.Due, text.Future); err != nil {
		return err
	}
	if cmd.Flags().Changed("note") {
		if t.Note, err = a.longText(cmd, o.note); err != nil {
			return err
		}
	}
	return a.setContact(cmd, s, o.contact, &t.Contact)
}

// setContact puts the contact that --contact names in its place.
func (a *app) setContact(cmd *cobra.Command, s *store.Store, ref string, target *store.ID) (err error) {
	if cmd.Flags().Changed("contact") {
		*target, err = a.contactID(s, ref)
	}
	return err
}

func taskAdd(a *app) *cobra.Command {
	var f taskFlags
	cmd := a.command("add", a.T.Task.Add, func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			if err := a.needs(cmd, "title"); err != nil {
				return err
			}
		}
		var given struct {
			store.Task
			Contact string `json:"contact"` // named as --contact does
		}
		if f.from != "" {
			if err := a.from(cmd, f.from, &given); err != nil {
				return err
			}
		}
		t := given.Task
		t.Batch, t.Title = store.ID{}, cmp.Or(strings.Join(args, " "), t.Title)
		return a.withStore(cmd, func(s *store.Store) (err error) {
			if t.Contact, err = a.contactID(s, given.Contact); err != nil {
				return err
			}
			if err := f.apply(a, cmd, s, &t); err != nil {
				return err
			}
			if err := s.AddTask(&t); err != nil {
				return err
			}
			a.heed(nil, &t)
			return a.done(t, a.T.Task.Added.With("name", a.taskTitle(t)))
		})
	})
	cmd.Args = a.args(0, -1)
	f.define(cmd)
	return cmd
}

// taskTitle is what a task is called in a sentence: its title, and its day.
func (a *app) taskTitle(t store.Task) string {
	if t.Due == "" {
		return clean(t.Title)
	}
	return clean(t.Title) + " (" + a.T.Language.Day(string(t.Due)) + ")"
}

func taskList(a *app) *cobra.Command {
	var (
		ref, due string
		done     bool
	)
	cmd := a.command("list", a.T.Task.List, func(cmd *cobra.Command, _ []string) error {
		if err := a.exclusive(cmd, "due", "done"); err != nil {
			return err
		}
		until, err := a.day(due, text.Future)
		if err != nil {
			return err
		}
		return a.withStore(cmd, func(s *store.Store) error {
			id, err := a.contactID(s, ref)
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("due") {
				return a.agenda(s, id, until)
			}
			list, err := s.Tasks(store.TaskFilter{Contact: id, All: done})
			if err != nil {
				return err
			}
			if len(list) == 0 {
				a.none(a.T.Task.Nothing)
			}
			return a.print(orEmpty(list), func() { a.taskTable(list, namesUnless(s, ref)) })
		})
	})
	f := cmd.Flags()
	f.StringVar(&ref, "contact", "", "")
	f.StringVar(&due, "due", "", "")
	f.BoolVar(&done, "done", false, "")
	return cmd
}

// taskTable lists tasks; whom they concern too, where n is given. When a task
// was done is shown where one was.
func (a *app) taskTable(list []store.Task, n *names) {
	columns, withDone := []string{"due", "title", "repeat"}, false
	for _, t := range list {
		withDone = withDone || !t.DoneAt.IsZero()
	}
	if withDone {
		columns = append(columns, "done_at")
	}
	table := newTied(n, columns...)
	for _, t := range list {
		cells := []string{a.dueDay(t.Due, t.DoneAt.IsZero()), t.Title, word(a.T.Records.Repeats, t.Repeat)}
		if withDone {
			cells = append(cells, a.date(t.DoneAt))
		}
		table.add(t.ID, t.Contact, cells...)
	}
	table.write(a)
}

// dueDay is a day, and that it is past where something is still to be done: by
// a word, or by a mark where there is little room.
func (a *app) dueDay(d store.Date, open bool) string {
	day := a.T.Language.Day(string(d))
	switch late := open && d != "" && d < store.DateOf(a.now()); {
	case late && a.narrow():
		day += " !"
	case late:
		day += " (" + a.T.Task.Late + ")"
	}
	return day
}

func taskDone(a *app) *cobra.Command {
	cmd := a.command("done", a.T.Task.Done, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			t, err := a.task(s, strings.Join(args, " "))
			if err != nil {
				return err
			}
			if !t.DoneAt.IsZero() {
				return a.done(t, a.T.Records.AlreadySo)
			}
			done, next, err := s.DoneTask(t.ID)
			if err != nil {
				return err
			}
			sentence := a.T.Task.Finished.With("name", clean(done.Title))
			if next != nil {
				sentence += " " + a.T.Task.Again.With("date", a.T.Language.Day(string(next.Due)))
			}
			return a.done(struct {
				store.Task
				Next *store.Task `json:"next,omitempty"`
			}{done, next}, sentence)
		})
	})
	cmd.Args = a.args(1, -1)
	return cmd
}

func taskEdit(a *app) *cobra.Command {
	var f taskFlags
	return editCommand(a, a.T.Task.Edit, editing[store.Task]{
		define: f.define, from: &f.from, find: a.task, changed: a.T.Task.Changed,
		apply: func(cmd *cobra.Command, s *store.Store, _ store.Task, next *store.Task) error {
			return f.apply(a, cmd, s, next)
		},
		edit: func(s *store.Store, old, next store.Task) (store.Task, bool, error) {
			now, err := s.EditTask(old.ID, func(to *store.Task) error { *to = next; return nil })
			return now, now.UpdatedAt.Equal(old.UpdatedAt), err
		},
		title: func(_ *store.Store, t store.Task) string { return a.taskTitle(t) },
	})
}

func taskDelete(a *app) *cobra.Command {
	return deleteCommand(a, a.T.Task.Delete, a.T.Task.DeleteAsk, a.T.Task.Deleted, a.task,
		func(_ *store.Store, t store.Task) string { return a.taskTitle(t) },
		func(s *store.Store, t store.Task) error { return s.DeleteTask(t.ID) })
}
