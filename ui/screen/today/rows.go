package today

import (
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"calepin/store"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// item is what a row stands for: one of task, follow, request is set where
// there is something to do, and what enter opens is the task, else the
// exchange, else the person.
type item struct {
	part     int
	person   store.ID // zero for a task about nobody
	name     string   // for sentences
	due      store.Date
	task     *store.Task
	exchange *store.Interaction
	follow   bool     // the exchange's follow-up is due
	request  bool     // the exchange is a request that is not solved
	expired  bool     // something has expired
	consent  bool     // a consent of the person ends soon
	right    store.ID // a request about their data
	telling  bool     // a recipient of their data is to be told
	breach   store.ID // whose 72 hours run, or about which something is to be done
	review   bool     // the security review is due
	host     bool     // a processor is to be looked at again
	seat     bool     // an operator has not entered for long
	hold     bool     // a hold on their data is to be reviewed
}

// part is a heading and the rows below it.
type part struct {
	title string
	rows  []widget.Row
}

// list is a source of parts.
type list struct {
	rows []widget.Row
	at   map[string]int

	when, who int // cells of the widest
}

// columns are as wide as what they hold, the last what is left.
func (l *list) columns(mostWho int) []widget.Column {
	when := min(l.when, 24)
	return []widget.Column{{Min: when, Max: when}, {Min: 10, Max: max(10, min(l.who, mostWho)), Flex: 3}, {Min: 10, Flex: 2}}
}

func (l *list) Len() int             { return len(l.rows) }
func (l *list) Row(i int) widget.Row { return l.rows[i] }
func (l *list) Index(id string) int {
	if i, ok := l.at[id]; ok {
		return i
	}
	return -1
}

// listOf is the rows of parts below their headings. Where no row has a sign
// before its day there is no room for one either.
func listOf(parts []part) *list {
	signed := slices.ContainsFunc(parts, func(p part) bool {
		return slices.ContainsFunc(p.rows, func(r widget.Row) bool { return !strings.HasPrefix(r.Cells[0].Text, "  ") })
	})
	l := &list{at: map[string]int{}}
	l.when, l.who = 8, 12
	for _, p := range parts {
		l.rows = append(l.rows, widget.Row{Heading: true, Cells: []widget.Cell{{Text: p.title}}})
		for _, r := range p.rows {
			if !signed {
				r.Cells = slices.Clone(r.Cells)
				r.Cells[0].Text = strings.TrimPrefix(r.Cells[0].Text, "  ")
			}
			l.at[r.ID] = len(l.rows)
			l.when = max(l.when, widget.Width(r.Cells[0].Text))
			l.who = max(l.who, widget.Width(r.Cells[1].Text))
			l.rows = append(l.rows, r)
		}
	}
	return l
}

// split sorts what was read into the parts of the two lists; empty ones are
// left out.
func (p *Page) split(have *day) (parts [2][]part) {
	b := builder{p: p, have: have}
	w := &p.d.T.Today
	add := func(to int, title string, rows []widget.Row) {
		if len(rows) > 0 {
			parts[to] = append(parts[to], part{title, rows})
			b.part++
		}
	}
	more := len(have.due) < have.dueTotal
	breaches, past := b.breaches()
	add(0, b.title(p.d.T.Breaches.Today, past, len(breaches), false), breaches)
	rights, overdue := b.rights()
	add(0, b.title(p.d.T.Requests.Today, overdue, len(rights), false), rights)
	add(0, b.title(p.d.T.Recipients.Today, 0, len(have.toTell), false), b.toTell())
	add(0, b.title(p.d.T.Holds.Today, len(have.holds), len(have.holds), false), b.holds())
	follows, late := b.due(func(d *store.Due) bool { return d.Interaction != nil })
	add(0, b.title(w.FollowUps, late, len(follows), more), follows)
	tasks, late := b.due(func(d *store.Due) bool { return d.Task != nil })
	add(0, b.title(w.Tasks, late, len(tasks), more), tasks)
	add(0, b.title(w.Requests, 0, have.asked, false), b.requests())
	review := b.review()
	add(0, b.title(p.d.T.Reviews.Today, len(review), len(review), false), review)
	add(0, b.title(p.d.T.Processors.Today, len(have.hosts), len(have.hosts), false), b.hosts())
	add(0, b.title(p.d.T.Operators.Today, len(have.idle), len(have.idle), false), b.idle())
	if p.owed != nil {
		add(0, b.title(w.Owed, p.owed.late, p.owed.all, false), b.owed())
		add(0, b.title(p.d.T.Retention.Due, 0, p.owed.expired, false), b.expired())
		add(0, b.title(w.Ending, 0, p.owed.endings, false), b.ending())
	}
	add(1, b.title(w.Quiet, 0, len(have.quiet), len(have.quiet) == mostQuiet), b.quiet())
	add(1, w.Recent, b.recent())
	return parts
}

// builder makes rows of records.
type builder struct {
	p    *Page
	have *day
	part int
}

// title is a heading with its count, and how many of them are late.
func (b *builder) title(name string, late, count int, more bool) string {
	w, l := &b.p.d.T.Today, b.p.d.Language()
	n := l.Number(int64(count))
	if more {
		n = w.AtLeast.With("n", n)
	}
	if late > 0 {
		return w.PartLate.With("name", name, "n", n, "late", l.Number(int64(late)))
	}
	return w.Part.With("name", name, "n", n)
}

func (b *builder) row(id string, it item, cells ...widget.Cell) widget.Row {
	it.part = b.part
	b.p.items[id] = it
	return widget.Row{ID: id, Cells: cells}
}

func cell(text string, style *lipgloss.Style) widget.Cell {
	return widget.Cell{Text: text, Style: style}
}

// due makes the rows of tasks or of follow-ups, and counts the late ones.
func (b *builder) due(of func(*store.Due) bool) (rows []widget.Row, late int) {
	d := b.p.d
	th := d.Theme
	for i := range b.have.due {
		due := &b.have.due[i]
		if !of(due) {
			continue
		}
		when, days := d.T.Today.Due(d.Language(), string(due.Date), string(b.have.today))
		style := &th.Muted
		switch {
		case days > 0:
			when, style = "! "+when, &th.Bad
			late++
		case due.Date == b.have.today:
			when, style = "• "+when, &th.Warning
		default:
			when = "  " + when
		}
		it := item{person: due.Contact.ID, due: due.Date, task: due.Task, exchange: due.Interaction, follow: due.Interaction != nil}
		id, what := "f:", ""
		if due.Task != nil {
			id, it.name, what = "t:"+due.Task.ID.String(), due.Task.Title, due.Task.Title
			if due.Task.Repeat != "" {
				what += " (" + d.W.Records.Repeats[string(due.Task.Repeat)] + ")"
			}
		} else {
			what = subject(b.p, due.Interaction)
			id, it.name = id+due.Interaction.ID.String(), due.Contact.Name
		}
		rows = append(rows, b.row(id, it, cell(when, style), cell(due.Contact.Name, &th.Strong), cell(what, nil)))
	}
	return rows, late
}

// subject is what an exchange is called: by its subject, else by its kind.
func subject(p *Page, i *store.Interaction) string {
	if i.Subject != "" {
		return i.Subject
	}
	return p.d.W.Records.Kinds[string(i.Kind)]
}

// requests makes the rows of who waits for an answer, whose turn it is told.
func (b *builder) requests() (rows []widget.Row) {
	d := b.p.d
	th, w := d.Theme, &d.T.Today
	for i := range b.have.requests {
		r := &b.have.requests[i]
		sign, style, turn := "  ", &th.Muted, w.TheirTurn
		if r.Support == store.Opened || r.LastFrom == store.In {
			sign, style, turn = "• ", &th.Warning, w.Answer
		}
		when := sign + w.Ago(d.Language(), string(b.p.dayOf(r.Last)), string(b.have.today))
		it := item{person: r.Contact, name: subject(b.p, &r.Interaction), exchange: &r.Interaction, request: true}
		rows = append(rows, b.row("r:"+r.ID.String(), it, cell(when, style), cell(r.Person.Name, &th.Strong),
			cell(turn+" · "+subject(b.p, &r.Interaction), nil)))
	}
	return rows
}

// owed makes the rows of who is to be told that they are on file, and by when.
func (b *builder) owed() (rows []widget.Row) {
	d := b.p.d
	for _, o := range b.p.owed.first {
		when, days := d.T.Today.Due(d.Language(), string(o.Due), string(b.have.today))
		style := &d.Theme.Muted
		if days > 0 {
			when, style = "! "+when, &d.Theme.Bad
		} else {
			when = "  " + when
		}
		rows = append(rows, b.row("o:"+o.Contact.String(), item{person: o.Contact, name: o.name}, cell(when, style),
			cell(o.name, &d.Theme.Strong), cell(d.T.Today.OwedWhat.With("article", o.Article), nil)))
	}
	return rows
}

// expired makes the one row of what has expired, which leads to its page.
func (b *builder) expired() []widget.Row {
	d, have := b.p.d, b.p.owed
	if have.expired == 0 {
		return nil
	}
	when, _ := d.T.Today.Due(d.Language(), string(have.since), string(b.have.today))
	name := d.T.Retention.DueCount.Of(have.expired)
	return []widget.Row{b.row("v", item{name: name, expired: true}, cell("! "+when, &d.Theme.Bad), cell(name, &d.Theme.Strong),
		cell(d.T.Retention.DueWhat, nil))}
}

// ending makes the rows of consents that do not renew themselves.
func (b *builder) ending() (rows []widget.Row) {
	d := b.p.d
	for _, e := range b.p.owed.ending {
		when, _ := d.T.Today.Due(d.Language(), string(e.Until), string(b.have.today))
		rows = append(rows, b.row("c:"+e.Contact.String()+e.Activity.ID.String(), item{person: e.Contact, name: e.name, consent: true},
			cell("• "+when, &d.Theme.Warning), cell(e.name, &d.Theme.Strong), cell(d.T.Today.EndingWhat, nil)))
	}
	return rows
}

// quiet makes the rows of those who have not been in touch.
func (b *builder) quiet() (rows []widget.Row) {
	d := b.p.d
	for _, r := range b.have.quiet[:min(len(b.have.quiet), shownQuiet)] {
		when := "  " + d.T.Today.Ago(d.Language(), string(b.p.dayOf(r.LastContact)), string(b.have.today))
		rows = append(rows, b.row("q:"+r.ID.String(), item{person: r.ID, name: r.Name},
			cell(when, &d.Theme.Muted), cell(r.Name, &d.Theme.Strong), cell(r.Organisation, nil)))
	}
	return rows
}

// recent makes the rows of what was said last.
func (b *builder) recent() (rows []widget.Row) {
	d := b.p.d
	for i := range b.have.recent {
		x := &b.have.recent[i]
		when := "  " + d.T.Today.Ago(d.Language(), string(b.p.dayOf(x.At)), string(b.have.today))
		what := facts.Said(&x.Interaction)
		if x.Subject == "" {
			what = d.W.Records.Kinds[string(x.Kind)]
		}
		what = facts.Way(x.Direction) + " " + what
		rows = append(rows, b.row("x:"+x.ID.String(), item{person: x.Contact, name: x.Person.Name, exchange: &x.Interaction},
			cell(when, &d.Theme.Muted), cell(x.Person.Name, &d.Theme.Strong), cell(what, nil)))
	}
	return rows
}

// dayOf is the day of a moment, where the person is.
func (p *Page) dayOf(t time.Time) store.Date { return store.DateOf(t.In(p.d.Now().Location())) }
