package store

import (
	"bytes"
	"cmp"
	"slices"

	"calepin/store/vault"
)

// AddTask stores a new task, for a contact or for none.
func (s *Store) AddTask(t *Task) error {
	return s.update(Added, func(c *change) error {
		if t.Contact != (ID{}) {
			if _, err := c.contact(t.Contact); err != nil {
				return err
			}
		}
		if err := c.settle(&t.ID, KindTask); err != nil {
			return err
		}
		c.stamp(&t.CreatedAt, &t.UpdatedAt, t.Batch)
		if err := t.clean(); err != nil {
			return err
		}
		return c.put(t)
	})
}

// clean puts t in its stored form. What comes back needs a day to count from.
func (t *Task) clean() error {
	var c cleaner
	c.line("title", &t.Title, maxLine)
	c.text("note", &t.Note, maxNote)
	if t.Title == "" {
		c.fail("title", Required)
	}
	c.oneOf("repeat", string(t.Repeat), "", string(Daily), string(Weekly), string(Monthly), string(Yearly))
	c.date("due", t.Due)
	if t.Repeat != "" && t.Due == "" {
		c.fail("due", Required)
	}
	if c.err != nil {
		return c.err
	}
	switch day := t.Due.Time().Day(); {
	case t.Repeat != Monthly && t.Repeat != Yearly:
		t.Anchor = 0
	case t.Anchor < day || t.Anchor > 31 || t.Due.AddMonths(0, t.Anchor) != t.Due:
		t.Anchor = day
	}
	if !t.DoneAt.IsZero() {
		t.DoneAt = t.DoneAt.UTC()
	}
	return nil
}

// next returns the day that a recurring task is due on after its last.
func (t *Task) next(due Date) Date {
	switch t.Repeat {
	case Daily:
		return due.AddDays(1)
	case Weekly:
		return due.AddDays(7)
	case Monthly:
		return due.AddMonths(1, t.Anchor)
	}
	return due.AddMonths(12, t.Anchor)
}

// DoneTask marks a task as done. A recurring one comes back as a new task, next:
// on its first day after today and after the day it was due.
func (s *Store) DoneTask(id ID) (done Task, next *Task, err error) {
	today := s.today()
	err = s.update(Done, func(c *change) error {
		next = nil
		if done, err = get[Task](c.tx, KindTask, key(id), id); err != nil {
			return err
		}
		if !done.DoneAt.IsZero() {
			return nil
		}
		done.DoneAt, done.UpdatedAt = c.now, c.touch(done.UpdatedAt, done.Batch)
		if err := c.put(&done); err != nil || done.Repeat == "" {
			return err
		}
		n := done
		n.ID, n.DoneAt, n.Batch = newID(c.now), noTime, ID{}
		n.CreatedAt, n.UpdatedAt = c.now, c.now
		for n.Due = n.next(n.Due); n.Due <= today; {
			n.Due = n.next(n.Due)
		}
		next = &n
		return c.put(next)
	})
	return done, next, err
}

// EditTask changes a task through edit and returns it as it became.
func (s *Store) EditTask(id ID, edit func(*Task) error) (t Task, err error) {
	err = s.update(Edited, func(c *change) error {
		was, err := get[Task](c.tx, KindTask, key(id), id)
		if err != nil {
			return err
		}
		t = was
		if err := edit(&t); err != nil {
			return err
		}
		if t.Due != was.Due || t.Repeat != was.Repeat {
			t.Anchor = 0 // counted from the new day
		}
		t.ID, t.Batch, t.CreatedAt, t.UpdatedAt = was.ID, was.Batch, was.CreatedAt, was.UpdatedAt
		if t.Contact != was.Contact && t.Contact != (ID{}) {
			if _, err := c.contact(t.Contact); err != nil {
				return err
			}
		}
		if err := t.clean(); err != nil {
			return err
		}
		if same(&was, &t) {
			return nil
		}
		t.UpdatedAt = c.touch(was.UpdatedAt, was.Batch)
		return c.put(&t)
	})
	return t, err
}

// DeleteTask removes a task.
func (s *Store) DeleteTask(id ID) error {
	return s.update(Deleted, func(c *change) error {
		t, err := get[Task](c.tx, KindTask, key(id), id)
		if err != nil {
			return err
		}
		return c.remove(&t)
	})
}

// Task returns a task by id.
func (s *Store) Task(id ID) (t Task, err error) {
	err = s.v.View(func(tx *vault.Tx) error { t, err = get[Task](tx, KindTask, key(id), id); return err })
	return t, err
}

// FindTask returns the task of an id or of a unique id prefix.
func (s *Store) FindTask(ref string) (t Task, err error) {
	err = s.v.View(func(tx *vault.Tx) error { t, err = findRef[Task](tx, KindTask, ref); return err })
	return t, err
}

// TaskFilter says which tasks to list: those still to do, unless it says
// otherwise.
type TaskFilter struct {
	Contact ID   // zero for any
	Done    bool // those done instead
	All     bool // both
	Until   Date // due on that day at the latest; empty for any, dated or not
}

// Tasks returns tasks by the day they are due, those without a day last.
func (s *Store) Tasks(f TaskFilter) (tasks []Task, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		all, err := tasksOf(tx, f.Contact)
		for _, t := range all {
			switch {
			case !f.All && t.DoneAt.IsZero() == f.Done:
			case f.Until != "" && (t.Due == "" || t.Due > f.Until):
			default:
				tasks = append(tasks, t)
			}
		}
		return err
	})
	SortRecords(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(cmp.Or(a.Due, "9999"), cmp.Or(b.Due, "9999")), slices.Compare(a.ID[:], b.ID[:]))
	})
	return tasks, err
}

// tasksOf returns the tasks of one contact, or all where contact is zero: a task
// is filed under its own id.
func tasksOf(tx *vault.Tx, contact ID) (tasks []Task, err error) {
	if contact == (ID{}) {
		return listTied[Task](tx, KindTask, contact)
	}
	text := []byte(`"contact":"` + contact.String() + `"`)
	for _, v := range tx.Prefix(string(KindTask), nil) {
		if !bytes.Contains(v, text) {
			continue
		}
		t, err := decodeAs[Task](v)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// Due is a task or a follow-up, and the contact it is about (a zero Row for a
// task of the business's own).
type Due struct {
	Date        Date         `json:"date"`
	Task        *Task        `json:"task,omitempty"`
	Interaction *Interaction `json:"interaction,omitempty"`
	Contact     Row          `json:"contact,omitzero"`
}

// Due returns the tasks to do and the follow-ups up to and with a day, or all
// where it is empty, by their day.
func (s *Store) Due(until Date) (due []Due, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		apart := quarantine(tx)
		for k := range tx.Prefix(bucketByDue, nil) {
			if dueApart(tx, apart, k) {
				continue
			}
			day := Date(k[:len(dateLayout)])
			if until != "" && day > until {
				break
			}
			d, err := readDue(tx, ix, day, k[len(dateLayout):])
			if err != nil {
				return err
			}
			due = append(due, d)
		}
		return nil
	})
	return due, err
}

// dueApart tells whether what a key of by_due points at is restricted.
func dueApart(tx *vault.Tx, apart map[ID]bool, k []byte) bool {
	switch k = k[len(dateLayout):]; {
	case apart == nil:
		return false
	case k[0] == 't':
		return apart[contactIn(tx.Get(string(KindTask), k[1:]))]
	}
	return apart[ID(k[1:17])]
}

// readDue reads what a key of by_due, less its day, points at.
func readDue(tx *vault.Tx, ix *indexer, day Date, k []byte) (d Due, err error) {
	d.Date = day
	var contact ID
	if k[0] == 't' {
		t, err := get[Task](tx, KindTask, k[1:], ID(k[1:]))
		if err != nil {
			return d, err
		}
		d.Task, contact = &t, t.Contact
	} else {
		i, err := get[Interaction](tx, KindInteraction, k[1:], ID(k[17:]))
		if err != nil {
			return d, err
		}
		d.Interaction, contact = &i, i.Contact
	}
	if contact != (ID{}) {
		p, err := getPerson(tx, contact)
		if err != nil {
			return d, err
		}
		d.Contact = rowOf(&p, ix.mainOrg(&p))
	}
	return d, nil
}
