package contacts

import (
	"github.com/google/uuid"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// columns are those of the list; the first ones are there at any width.
func columns(d *screen.Desk) []widget.Column {
	f := d.W.Records.Fields
	day := widget.Width(d.Language().Day("2026-09-28"))
	return []widget.Column{
		{Title: f["name"], Min: 20, Max: 34, Flex: 4, Sort: string(store.SortName)},
		{Title: f["organisation"], Min: 14, Max: 36, Flex: 5, Sort: string(store.SortOrganisation)},
		{Title: f["status"], Min: 13, Max: 13},
		{Title: d.T.Contacts.LastColumn, Min: day, Sort: string(store.SortLastContact), NoMatch: true},
		{Title: f["follow_up"], Min: day + 2, Sort: string(store.SortFollowUp), HideBelow: 90, NoMatch: true}, // a sign before what is due
		{Title: f["phone"], Min: 14, Max: 18, Flex: 1, HideBelow: 104},
		{Title: f["email"], Min: 18, Max: 34, Flex: 3, HideBelow: 130},
		{Title: f["tags"], Min: 10, Flex: 2, HideBelow: 96},
	}
}

// people are the rows of the table: a first page, or a whole list that is read
// where it is looked at.
type people struct {
	d     *screen.Desk
	rows  []store.Row
	roll  *store.Roll
	read  map[int][]store.Row // parts of the list, by their number
	total int                 // -1 where it is not known yet
}

const (
	part  = 64 // rows read at once
	parts = 64 // kept at most
)

func (s *people) Len() int {
	if s.roll != nil {
		return s.roll.Len()
	}
	return len(s.rows)
}

// row returns a row, false where a change took it away.
func (s *people) row(i int) (store.Row, bool) {
	rows, at := s.rows, i
	if s.roll != nil {
		rows, at = s.part(i/part), i%part
	}
	if at >= len(rows) {
		return store.Row{}, false
	}
	return rows[at], true
}

func (s *people) part(n int) []store.Row {
	if rows, ok := s.read[n]; ok {
		return rows
	}
	rows, err := s.roll.Rows(n*part, part)
	if err != nil { // of the vault being locked meanwhile
		return nil
	}
	if s.read == nil || len(s.read) >= parts {
		s.read = map[int][]store.Row{}
	}
	s.read[n] = rows
	return rows
}

func (s *people) Row(i int) widget.Row {
	r, ok := s.row(i)
	if !ok {
		return widget.Row{}
	}
	th := s.d.Theme
	status, statusStyle := facts.Status(s.d, r.Status)
	due, dueStyle := facts.Due(s.d, r.FollowUp)
	return widget.Row{ID: r.ID.String(), Cells: []widget.Cell{
		{Text: r.Name, Style: &th.Strong},
		{Text: r.Organisation},
		{Text: status, Style: &statusStyle},
		{Text: facts.Date(s.d, r.LastContact)},
		{Text: due, Style: &dueStyle},
		{Text: facts.Phone(s.d, r.Phone)},
		{Text: r.Email},
		{Text: facts.Tags(r.Tags), Style: &th.Muted},
	}}
}

// whole are people whose every row is known.
type whole struct{ *people }

// Index finds somebody again.
func (s whole) Index(id string) int {
	if who, ok := parse(id); ok {
		if i, found := s.roll.Index(who); found {
			return i
		}
	}
	return -1
}

// IDs names everybody, for marking all.
func (s whole) IDs() []string {
	rows, err := s.roll.Rows(0, s.roll.Len())
	if err != nil {
		return nil
	}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID.String()
	}
	return ids
}

func parse(id string) (store.ID, bool) {
	parsed, err := uuid.Parse(id)
	return parsed, err == nil
}
