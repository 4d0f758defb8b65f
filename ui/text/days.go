package text

import "time"

// Due says when something is to be done, as seen on a day: "3 days late",
// "today", "tomorrow", "friday", or the date. Both days are ISO days; late is
// how many days the first lies before the second.
func (w *TodayWords) Due(l Language, day, today string) (said string, late int) {
	if day == "" {
		return w.NoDay, 0
	}
	ahead, ok := daysBetween(today, day)
	switch {
	case !ok:
		return day, 0
	case ahead < 0:
		return w.Late.Of(-ahead), -ahead
	case ahead == 0:
		return w.DayNow, 0
	case ahead == 1:
		return w.DayNext, 0
	case ahead < 7:
		t, _ := time.Parse(time.DateOnly, day)
		return l.Weekday(t), 0
	}
	return l.Day(day), 0
}

// Ago says how long ago an ISO day was, as roughly as a person would: "today",
// "yesterday", "12 days ago", "4 months ago". One that is to come is its date.
func (w *TodayWords) Ago(l Language, day, today string) string {
	n, ok := daysBetween(day, today)
	switch {
	case !ok || n < 0:
		return l.Day(day)
	case n == 0:
		return w.DayNow
	case n == 1:
		return w.DayBefore
	case n < 60:
		return w.DaysAgo.Of(n)
	case n < 730:
		return w.MonthsAgo.Of((n*12 + 182) / 365)
	}
	return w.YearsAgo.Of(n / 365)
}

func daysBetween(from, to string) (int, bool) {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0, false
	}
	b, err := time.Parse(time.DateOnly, to)
	return int(b.Sub(a) / (24 * time.Hour)), err == nil
}
