package privacy

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"calepin/store"
)

// TestArticle12MonthsFrom holds the vectors of Reg. 1182/71 art. 3: Easter,
// short months, week-ends, three months.
func TestArticle12MonthsFrom(t *testing.T) {
	for _, v := range []struct {
		event  store.Date
		months int
		due    store.Date
	}{
		{"2026-03-05", 1, "2026-04-07"}, {"2026-08-31", 1, "2026-09-30"}, {"2027-01-31", 1, "2027-03-01"},
		{"2027-02-28", 1, "2027-03-30"}, {"2027-04-01", 1, "2027-05-03"}, {"2026-11-30", 3, "2027-03-01"},
		{"2026-01-07", 3, "2026-04-07"}, {"2026-10-11", 1, "2026-11-12"}, {"2026-11-25", 1, "2026-12-28"},
		{"2027-04-06", 1, "2027-05-07"}, // Ascension
	} {
		if got := (Calendar{}).MonthsFrom(v.event, v.months); got.Due != v.due {
			t.Errorf("%s + %d months: %s, want %s", v.event, v.months, got.Due, v.due)
		}
	}
}

// The rest of this file works deadlines out a second time, knowing nothing of
// the first: months are counted day by day, Easter is looked for in the tables
// of the Church (golden number, epact), and holidays are found by walking from it.

// churchEaster finds Easter as the Gregorian tables do: the Sunday after the
// fourteenth day of the moon that falls on 21 March or later.
func churchEaster(year int) time.Time {
	golden := year%19 + 1
	century := year/100 + 1
	solar := 3*century/4 - 12     // leap days left out
	lunar := (8*century+5)/25 - 5 // the moon's own drift
	epact := (11*golden + 20 + lunar - solar) % 30
	if epact < 0 {
		epact += 30
	}
	if epact == 24 || epact == 25 && golden > 11 {
		epact++
	}
	moon := 44 - epact
	if moon < 21 {
		moon += 30
	}
	day := time.Date(year, time.March, moon, 0, 0, 0, 0, time.UTC)
	for day = day.AddDate(0, 0, 1); day.Weekday() != time.Sunday; {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// closedDays are the public holidays of a year.
func closedDays(year int, alsace bool) map[string]bool {
	closed := map[string]bool{}
	on := func(m time.Month, d int) {
		closed[time.Date(year, m, d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)] = true
	}
	for _, md := range [][2]int{{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}} {
		on(time.Month(md[0]), md[1])
	}
	easter := churchEaster(year)
	for n := range 60 {
		if n == 1 || n == 39 || n == 50 {
			closed[easter.AddDate(0, 0, n).Format(time.DateOnly)] = true
		}
	}
	if alsace {
		on(time.December, 26)
		closed[easter.AddDate(0, 0, -2).Format(time.DateOnly)] = true
	}
	return closed
}

// bruteForce walks from the day after the event to the same date of the n-th
// month that begins after it, or to its last day, waits, and walks on to an open day.
func bruteForce(event string, months, waited int, alsace bool) string {
	from, _ := time.Parse(time.DateOnly, event)
	day, passed := from, 0
	for {
		next := day.AddDate(0, 0, 1)
		if next.Month() != day.Month() {
			if passed == months { // the month ends before the date comes
				break
			}
			passed++
		}
		day = next
		if passed == months && day.Day() == from.Day() {
			break
		}
	}
	for range waited {
		day = day.AddDate(0, 0, 1)
	}
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || closedDays(day.Year(), alsace)[day.Format(time.DateOnly)] {
		day = day.AddDate(0, 0, 1)
	}
	return day.Format(time.DateOnly)
}

// TestReg1182SecondMethod compares every day of thirty years, for one month and
// three, in both calendars.
func TestReg1182SecondMethod(t *testing.T) {
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range 30 * 366 {
		day := start.AddDate(0, 0, n).Format(time.DateOnly)
		for _, months := range []int{1, 3} {
			for _, alsace := range []bool{false, true} {
				got := Calendar{alsace}.MonthsFrom(store.Date(day), months).Due
				if want := bruteForce(day, months, 0, alsace); string(got) != want {
					t.Fatalf("%s + %d months, Alsace-Moselle %v: %s, want %s", day, months, alsace, got, want)
				}
			}
		}
	}
}

// TestReg1182Vectors are vectors that the second method worked out, beside those
// of TestArticle12MonthsFrom: each holiday, each length of month, leap years,
// the turn of the year.
func TestReg1182Vectors(t *testing.T) {
	for _, v := range vectors {
		if want := bruteForce(string(v.received), v.months, v.waited, v.alsace); string(v.due) != want {
			t.Errorf("the vector of %s says %s, the second method %s", v.received, v.due, want)
		}
		if got := (Calendar{v.alsace}).monthsFrom(v.received, v.months, v.waited).Due; got != v.due {
			t.Errorf("%s, %d months, %d days: %s, want %s", v.received, v.months, v.waited, got, v.due)
		}
	}
}

// TestEaster holds both methods to each other over the Gregorian
// calendar's cycle of leap years, and to known Easters.
func TestEaster(t *testing.T) {
	for year := 1900; year < 2400; year++ {
		if a, b := easter(year), churchEaster(year); !a.Equal(b) {
			t.Errorf("%d: %s, %s", year, a.Format(time.DateOnly), b.Format(time.DateOnly))
		}
	}
	for _, day := range []string{"1954-04-18", "1981-04-19", "2008-03-23", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19"} {
		d, _ := time.Parse(time.DateOnly, day)
		if got := easter(d.Year()); !got.Equal(d) {
			t.Errorf("%s: %s", day, got.Format(time.DateOnly))
		}
	}
}

// TestArticle12Properties holds what must be true of every deadline.
func TestArticle12Properties(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1182))
	for range 20_000 {
		c := Calendar{AlsaceMoselle: r.IntN(2) == 0}
		from := store.Date("2020-01-01").AddDays(r.IntN(20_000))
		months, waited := 1+r.IntN(3), r.IntN(2)*r.IntN(90)
		d := c.monthsFrom(from, months, waited)
		last := d.Steps[len(d.Steps)-1]
		switch w := d.Due.Time().Weekday(); {
		case w == time.Saturday, w == time.Sunday, c.Holiday(d.Due) != "":
			t.Fatalf("%s: due on %s, which is no working day", from, d.Due)
		case d.Due < d.End, d.Due > d.End.AddDays(5): // Good Friday to Easter Monday is the longest
			t.Fatalf("%s: end %s, due %s", from, d.End, d.Due)
		case last.Kind != Reached || last.Day != d.Due:
			t.Fatalf("%s: the reasoning ends with %+v, due %s", from, last, d.Due)
		case !slices.IsSortedFunc(d.Steps, func(a, b Step) int { return a.Day.Time().Compare(b.Day.Time()) }):
			t.Fatalf("%s: the reasoning runs backwards: %+v", from, d.Steps)
		}
		if next := c.monthsFrom(from.AddDays(1), months, waited); next.Due < d.Due {
			t.Fatalf("received a day later, %s is due earlier: %s, %s", from, d.Due, next.Due)
		}
		if longer := c.monthsFrom(from, months, waited+1); longer.Due < d.Due {
			t.Fatalf("a day longer of waiting makes %s due earlier: %s, %s", from, d.Due, longer.Due)
		}
	}
}
