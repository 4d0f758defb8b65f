package text

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Lean says which year or week an incomplete date belongs to.
type Lean int

// The leans.
const (
	Past   Lean = iota // "12/3" is the last 12 March: a call, an invoice
	Future             // "12/3" is the next one: a follow-up, a task
)

// WhenError is a date or a time that could not be understood.
type WhenError struct{ Input string }

func (e *WhenError) Error() string { return fmt.Sprintf("not a date: %q", e.Input) }

// ParseDay understands a day as people type it, in either language, and
// returns it as "2026-11-23": 2026-11-23, 23/11/2026, 23/11/26, 12/3 (day
// first, in both languages), hier, demain, tomorrow, lundi, friday, +7j, +7d,
// -2s, +1m, or a time, whose day is taken.
func ParseDay(input string, now time.Time, lean Lean) (string, error) {
	t, err := ParseTime(input, now, lean)
	if err != nil {
		return "", err
	}
	return t.In(now.Location()).Format(time.DateOnly), nil
}

// ParseTime understands a moment as people type it: RFC 3339, "maintenant", or
// a day of ParseDay followed by 15h, 15h30, 15:30, 3pm or 3:30 pm. A day alone
// means noon, which stays the same day in most time zones; today alone means
// now. Times are in now's zone unless they carry their own.
func ParseTime(input string, now time.Time, lean Lean) (time.Time, error) {
	s := strings.Join(strings.Fields(strings.ToLower(input)), " ")
	if s == "" {
		return time.Time{}, &WhenError{Input: input}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, strings.ToUpper(s), now.Location()); err == nil {
			return t, nil
		}
	}
	if s == "now" || s == "maintenant" {
		return now, nil
	}
	rest, hour, minute, timed := cutClock(s)
	day, ok := parseDay(rest, now, lean)
	switch {
	case !ok:
		return time.Time{}, &WhenError{Input: input}
	case timed:
		return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, now.Location()), nil
	case day.Format(time.DateOnly) == now.Format(time.DateOnly):
		return now, nil
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, now.Location()), nil
}

// patterns are compiled when first needed: --help needs none.
var patterns = sync.OnceValue(func() (p struct{ clock, date, short, shift *regexp.Regexp }) {
	p.clock = regexp.MustCompile(`(?:^| )(?:à |at )?(\d{1,2})(?:(?:h|:)(\d{2})|h)? ?(am|pm)?$`)
	p.date = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$`)
	p.short = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})$`)
	p.shift = regexp.MustCompile(`^([+-])(\d{1,4}) ?([a-zé]+)$`)
	return p
})

// cutClock takes the time of day off the end of s. A bare number is one only
// with am or pm.
func cutClock(s string) (rest string, hour, minute int, ok bool) {
	m := patterns().clock.FindStringSubmatchIndex(s)
	if m == nil {
		return s, 0, 0, false
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	half := group(3)
	if half == "" && !strings.ContainsAny(s[m[2]:], "h:") {
		return s, 0, 0, false
	}
	hour, _ = strconv.Atoi(group(1))
	minute, _ = strconv.Atoi(group(2))
	if half != "" {
		if hour < 1 || hour > 12 {
			return s, 0, 0, false
		}
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 {
		return s, 0, 0, false
	}
	return strings.TrimSpace(s[:m[0]]), hour, minute, true
}

// parseDay returns some moment of the day that s names; an empty s is today,
// because a time of day stood after it.
func parseDay(s string, now time.Time, lean Lean) (time.Time, bool) {
	if days, ok := relativeDays[s]; ok {
		return noon(now).AddDate(0, 0, days), true
	}
	if weekday, ok := weekdays[s]; ok {
		return nearestWeekday(weekday, now, lean), true
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, now.Location()); err == nil {
		return t, true
	}
	p := patterns()
	if m := p.date.FindStringSubmatch(s); m != nil {
		year := number(m[3])
		if len(m[3]) == 2 {
			year += 2000
		}
		return calendarDay(year, number(m[2]), number(m[1]), now.Location())
	}
	if m := p.short.FindStringSubmatch(s); m != nil {
		return nearestYear(number(m[2]), number(m[1]), now, lean)
	}
	if m := p.shift.FindStringSubmatch(s); m != nil {
		return shifted(m[1] == "-", number(m[2]), m[3], now)
	}
	return time.Time{}, false
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func noon(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, t.Location())
}

// calendarDay refuses what time.Date would roll over, such as 31 February.
func calendarDay(year, month, day int, zone *time.Location) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 12, 0, 0, 0, zone)
	return t, t.Year() == year && int(t.Month()) == month && t.Day() == day
}

// nearestYear looks eight years around, so that 29 February finds a leap year.
func nearestYear(month, day int, now time.Time, lean Lean) (time.Time, bool) {
	step := 1
	if lean == Past {
		step = -1
	}
	for i := range 9 {
		t, ok := calendarDay(now.Year()+i*step, month, day, now.Location())
		if ok && (step > 0 && !t.Before(noon(now)) || step < 0 && !t.After(noon(now))) {
			return t, true
		}
	}
	return time.Time{}, false
}

// nearestWeekday is never today: "monday", said on a Monday, is another one.
func nearestWeekday(w time.Weekday, now time.Time, lean Lean) time.Time {
	days := (int(w-now.Weekday()) + 7) % 7
	if lean == Future {
		if days == 0 {
			days = 7
		}
		return noon(now).AddDate(0, 0, days)
	}
	return noon(now).AddDate(0, 0, days-7)
}

func shifted(back bool, n int, unit string, now time.Time) (time.Time, bool) {
	if back {
		n = -n
	}
	switch unit {
	case "d", "j", "day", "days", "jour", "jours":
		return noon(now).AddDate(0, 0, n), true
	case "w", "s", "week", "weeks", "sem", "semaine", "semaines":
		return noon(now).AddDate(0, 0, 7*n), true
	case "m", "month", "months", "mois":
		return addMonths(noon(now), n), true
	case "y", "a", "year", "years", "an", "ans":
		return addMonths(noon(now), 12*n), true
	}
	return time.Time{}, false
}

// addMonths keeps to the last day of a shorter month.
func addMonths(t time.Time, n int) time.Time {
	moved := t.AddDate(0, n, 0)
	if moved.Day() != t.Day() {
		return moved.AddDate(0, 0, -moved.Day())
	}
	return moved
}

var relativeDays = map[string]int{
	"": 0, "today": 0, "aujourd'hui": 0, "aujourd’hui": 0,
	"yesterday": -1, "hier": -1, "avant-hier": -2,
	"tomorrow": 1, "demain": 1, "après-demain": 2, "apres-demain": 2,
}

var weekdays = map[string]time.Weekday{
	"dimanche": 0, "lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6,
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}
