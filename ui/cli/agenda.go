package cli

import (
	"cmp"

	"calepin/store"
)

// dueRecord is a line of the agenda in JSON.
type dueRecord struct {
	Date        store.Date `json:"date"`
	Kind        string     `json:"kind"` // "task" or "follow_up"
	ID          store.ID   `json:"id"`   // of the task or the interaction
	Title       string     `json:"title"`
	Contact     store.ID   `json:"contact,omitzero"`
	ContactName string     `json:"contact_name,omitempty"`
}

// agenda lists the tasks and the follow-ups due up to a day.
func (a *app) agenda(s *store.Store, contact store.ID, until store.Date) error {
	due, err := s.Due(until)
	if err != nil {
		return err
	}
	list := []dueRecord{}
	for _, d := range due {
		r := dueRecord{Date: d.Date, Contact: d.Contact.ID, ContactName: d.Contact.Name}
		if d.Task != nil {
			r.Kind, r.ID, r.Title = "task", d.Task.ID, d.Task.Title
		} else {
			r.Kind, r.ID = "follow_up", d.Interaction.ID
			r.Title = cmp.Or(d.Interaction.Subject, word(a.T.Records.Kinds, d.Interaction.Kind))
		}
		if contact == (store.ID{}) || r.Contact == contact {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		a.none(a.T.Task.NothingDue.With("date", a.T.Language.Day(string(until))))
	}
	return a.print(list, func() { a.agendaTable(list) })
}

func (a *app) agendaTable(list []dueRecord) {
	kinds := map[string]string{"task": a.T.Task.Task, "follow_up": a.T.Task.FollowUp}
	rows := make([][]string, len(list))
	for i, r := range list {
		rows[i] = []string{shortID(r.ID), a.dueDay(r.Date, true), kinds[r.Kind], r.Title, r.ContactName}
	}
	a.table(a.fields("id", "due", "kind", "title", "contact"), rows)
}
