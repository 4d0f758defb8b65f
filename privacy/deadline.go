package privacy

import (
	"time"

	"calepin/store"
)

// Deadline is the last day of a time limit, and how it was found.
type Deadline struct {
	From   store.Date // the day of the event, which is not counted
	Months int
	End    store.Date // the same date some months on, or the last day of that month, and the days waited
	Due    store.Date // End, or the next working day
	// Steps lead from From to Due; the last step's day is Due unless the day
	// after it is.
	Steps []Step
}

// StepOf is what a Step does.
type StepOf string

// The steps.
const (
	Counted   StepOf = "counted"  // Day is the same date, Count months on
	Clipped   StepOf = "clipped"  // the month has no such date: Day is its last
	Waited    StepOf = "waited"   // Day is Count days later: the clock stood so long
	Weekend   StepOf = "weekend"  // Day is a Saturday or a Sunday
	OnHoliday StepOf = "holiday"  // Day is a public holiday
	Reached   StepOf = "deadline" // Day is the last day
)

// Step is one step of the reasoning that leads to a deadline.
type Step struct {
	Kind    StepOf     `json:"kind"`
	Day     store.Date `json:"day"`
	Count   int        `json:"count,omitempty"`
	Holiday Holiday    `json:"holiday,omitempty"`
}

// MonthsFrom returns the end of a time limit in months that an event starts:
// its day is not counted; it ends on the same date, or on the last day of a
// month that lacks it; if that is a Saturday, a Sunday or a public holiday in
// France, on the next working day. GDPR art. 12(3), 14(3)(a); Reg. (EEC,
// Euratom) 1182/71 art. 3(1), (2)(c), (4).
func (c Calendar) MonthsFrom(event store.Date, months int) Deadline {
	return c.monthsFrom(event, months, 0)
}

// monthsFrom is MonthsFrom of a clock that stood for some days: they are added,
// and the end is rolled after that.
func (c Calendar) monthsFrom(event store.Date, months, waited int) Deadline {
	d := Deadline{From: event, Months: months, End: event.AddMonths(months, 0)}
	kind := Counted
	if d.End.Time().Day() != event.Time().Day() {
		kind = Clipped
	}
	d.Steps = append(d.Steps, Step{Kind: kind, Day: d.End, Count: months})
	if waited > 0 {
		d.End = d.End.AddDays(waited)
		d.Steps = append(d.Steps, Step{Kind: Waited, Day: d.End, Count: waited})
	}
	for d.Due = d.End; ; d.Due = d.Due.AddDays(1) {
		off := c.off(d.Due)
		d.Steps = append(d.Steps, off)
		if off.Kind == Reached {
			return d
		}
	}
}

// off tells why a day is no working day; Reached where it is one.
func (c Calendar) off(day store.Date) Step {
	if h := c.Holiday(day); h != "" {
		return Step{Kind: OnHoliday, Day: day, Holiday: h}
	}
	if w := day.Time().Weekday(); w == time.Saturday || w == time.Sunday {
		return Step{Kind: Weekend, Day: day}
	}
	return Step{Kind: Reached, Day: day}
}
