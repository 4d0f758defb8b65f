package privacy

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"

	"calepin/store"
)

// Deadline is the last day of a time limit, and how it was found.
type Deadline struct {
	From store.Date // the day of the event, which is not counted
	End  store.Date // the same date some months on, or the last day of that month
	Due  store.Date // End, or the next working day
}

// MonthsFrom returns the end of a time limit in months that an event starts:
// its day is not counted; it ends on the same date, or on the last day of a
// month that lacks it; if that is a Saturday, a Sunday or a public holiday in
// France, on the next working day. GDPR art. 12(3), 14(3)(a); Reg. (EEC,
// Euratom) 1182/71 art. 3(1), (2)(c), (4).
func MonthsFrom(event store.Date, months int) Deadline {
	d := Deadline{From: event, End: event.AddMonths(months, 0)}
	d.Due = NextWorkingDay(d.End)
	return d
}

// NextWorkingDay returns day, or the first day after it that is neither a
// Saturday, nor a Sunday, nor a public holiday in France (C. trav. L3133-1).
func NextWorkingDay(day store.Date) store.Date {
	for !working(day.Time()) {
		day = day.AddDays(1)
	}
	return day
}

func working(t time.Time) bool {
	if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		return false
	}
	return !holiday(t)
}

// holiday tells a public holiday in France (C. trav. L3133-1).
func holiday(t time.Time) bool {
	is, _, _ := holidays.IsHoliday(t)
	return is
}

var holidays = func() *cal.Calendar {
	c := &cal.Calendar{Cacheable: true}
	c.AddHoliday(fr.Holidays...)
	return c
}()
