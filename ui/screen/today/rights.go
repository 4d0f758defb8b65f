package today

import (
	"cmp"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen/due"
	"calepin/ui/widget"
)

// right is what somebody asks about their data, and until when it is to be
// answered (GDPR art. 12(3)).
type right struct {
	store.Request
	clock privacy.RequestClock
	name  string
}

// readRights reads the requests that wait for their answer, the most urgent
// first: an answer takes weeks, so none is too far ahead to be seen.
func readRights(s *store.Store, today store.Date) (all []right, err error) {
	requests, err := s.Requests(store.ID{})
	calendar := privacy.CalendarOf(s.Settings().Business)
	for _, r := range requests {
		if r.Pending() {
			all = append(all, right{r, privacy.ClockOf(r, calendar, today), cmp.Or(due.NameOf(s, r.Contact), r.Name)})
		}
	}
	store.SortRecords(all, func(a, b right) int { return cmp.Compare(a.clock.Due, b.clock.Due) })
	return all, err
}

// rights makes their rows, and counts the late ones.
func (b *builder) rights() (rows []widget.Row, late int) {
	d := b.p.d
	for _, r := range b.have.rights {
		when, days := d.T.Today.Due(d.Language(), string(r.clock.Due), string(b.have.today))
		sign, style := "  ", &d.Theme.Muted
		switch {
		case days > 0:
			sign, style = "! ", &d.Theme.Bad
			late++
		case r.clock.Left <= ahead:
			sign, style = "• ", &d.Theme.Warning
		}
		rows = append(rows, b.row("d:"+r.ID.String(), item{person: r.Contact, name: r.name, right: r.ID}, cell(sign+when, style),
			cell(cmp.Or(r.name, d.W.Request.Gone), &d.Theme.Strong), cell(d.W.Request.Rights[string(r.Right)], nil)))
	}
	return rows, late
}

// toTell makes the rows of recipients who are to be told of what was done with
// data that they have (GDPR art. 19): the first few, the page has all.
func (b *builder) toTell() (rows []widget.Row) {
	d := b.p.d
	for _, t := range b.have.toTell[:min(len(b.have.toTell), shownOwed)] {
		when := d.Language().Date(t.At.Local())
		rows = append(rows, b.row("n:"+t.ID.String(), item{person: t.Contact, name: t.Recipient, telling: true}, cell("• "+when, &d.Theme.Warning),
			cell(t.Recipient, &d.Theme.Strong), cell(d.W.Recipients.Acts[string(t.Of)], nil)))
	}
	return rows
}

// holds makes the rows of what legal claims keep and whose day has come to ask
// whether they still need it (GDPR art. 17(3)(e)).
func (b *builder) holds() (rows []widget.Row) {
	d := b.p.d
	for _, h := range b.have.holds {
		when, _ := d.T.Today.Due(d.Language(), string(h.Review), string(b.have.today))
		name := due.NameOf(d.Store, h.Contact)
		rows = append(rows, b.row("g:"+h.ID.String(), item{person: h.Contact, name: name, hold: true}, cell("! "+when, &d.Theme.Warning),
			cell(name, &d.Theme.Strong), cell(h.Reason, nil)))
	}
	return rows
}
