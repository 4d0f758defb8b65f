package store

import (
	"time"
)

const dateLayout = "2006-01-02"

// ParseDate reads "2026-11-23". What is not written so is refused with a
// *FieldError of code Format, and a day that the calendar lacks with NotADay.
func ParseDate(s string) (Date, error) {
	if len(s) != len(dateLayout) {
		return "", &FieldError{"date", Format}
	}
	for i := range len(s) {
		if dash := i == 4 || i == 7; dash != (s[i] == '-') || (!dash && (s[i] < '0' || s[i] > '9')) {
			return "", &FieldError{"date", Format}
		}
	}
	t, err := time.Parse(dateLayout, s)
	if err != nil || t.Year() == 0 {
		return "", &FieldError{"date", NotADay}
	}
	return Date(s), nil
}

// DateOf returns the day of t in t's own time zone.
func DateOf(t time.Time) Date { return Date(t.Format(dateLayout)) }

// Time returns midnight UTC of the day; the zero time for no date.
func (d Date) Time() time.Time {
	t, err := time.Parse(dateLayout, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// DaysTo is how many days later another day is.
func (d Date) DaysTo(later Date) int { return int(later.Time().Sub(d.Time()).Hours() / 24) }

// AddMonths returns the day n months later: the anchor day of that month, or
// its last day where the month is shorter. An anchor of 0 is the day of d, so
// that 31 January gives 28 February.
func (d Date) AddMonths(n, anchor int) Date {
	t := d.Time()
	if anchor <= 0 {
		anchor = t.Day()
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(anchor, last)-1))
}
