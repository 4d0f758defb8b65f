package today

import (
	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen/breaches"
	"calepin/ui/widget"
)

// breaches makes the rows of the breaches about which something is to be done,
// in hours while the 72 run (GDPR art. 33(1)), and counts the late ones.
func (b *builder) breaches() (rows []widget.Row, late int) {
	d := b.p.d
	for _, x := range b.have.breaches {
		if k := privacy.BreachClockOf(&x, d.Now()); k.Running && k.Late {
			late++
		}
		rows = append(rows, b.row("b:"+x.ID.String(), item{name: x.Title, breach: x.ID}, breaches.Left(d, &x),
			cell(x.Title, &d.Theme.Strong), cell(d.W.Breach.States[string(privacy.StateOfBreach(&x))], nil)))
	}
	return rows, late
}

// idle makes the rows of the operators who have not entered for long: whoever
// needs no access any more is to lose it (GDPR art. 32(1)).
func (b *builder) idle() (rows []widget.Row) {
	d := b.p.d
	for _, s := range b.have.idle {
		name := widget.Clean(d.W.Called(s.ID, []store.Operator{s.Operator}))
		rows = append(rows, b.row("o:"+s.ID.String(), item{name: name, seat: true}, cell("! "+d.Language().Day(string(s.LastUse)), &d.Theme.Bad),
			cell(name, &d.Theme.Strong), cell(d.W.OperatorState(s), nil)))
	}
	return rows
}

// hosts makes the rows of the processors that are to be looked at again (GDPR
// art. 28(1)).
func (b *builder) hosts() (rows []widget.Row) {
	d := b.p.d
	for _, x := range b.have.hosts {
		when, _ := d.T.Today.Due(d.Language(), string(x.Review), string(b.have.today))
		rows = append(rows, b.row("p:"+x.ID.String(), item{name: x.Name, host: true}, cell("! "+when, &d.Theme.Bad),
			cell(x.Name, &d.Theme.Strong), cell(d.W.Processor.Gaps[string(privacy.ReviewPassed)], nil)))
	}
	return rows
}

// review makes the row of the security review, once its day has come (GDPR art.
// 32(1)(d)).
func (b *builder) review() []widget.Row {
	d, due := b.p.d, b.have.review
	if due == "" || due > b.have.today {
		return nil
	}
	when, _ := d.T.Today.Due(d.Language(), string(due), string(b.have.today))
	return []widget.Row{b.row("s", item{name: d.T.Reviews.Today, review: true}, cell("! "+when, &d.Theme.Bad),
		cell(d.T.Reviews.Today, &d.Theme.Strong), cell("", nil))}
}
