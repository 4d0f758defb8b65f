package privacy

import (
	"time"

	"calepin/store"
)

// Holiday names a public holiday; ui words it. It is empty for none.
type Holiday string

// The public holidays of France (C. trav. L3133-1), and the two more of
// Alsace-Moselle (C. trav. L3134-13).
const (
	NewYear      Holiday = "new_year"
	GoodFriday   Holiday = "good_friday" // Alsace-Moselle
	EasterMonday Holiday = "easter_monday"
	LabourDay    Holiday = "labour_day"
	VictoryDay   Holiday = "victory_day"
	Ascension    Holiday = "ascension"
	WhitMonday   Holiday = "whit_monday"
	BastilleDay  Holiday = "bastille_day"
	Assumption   Holiday = "assumption"
	AllSaints    Holiday = "all_saints"
	ArmisticeDay Holiday = "armistice_day"
	Christmas    Holiday = "christmas"
	SaintStephen Holiday = "saint_stephen" // Alsace-Moselle
)

// Calendar tells working days from others, where the business is.
type Calendar struct{ AlsaceMoselle bool }

// CalendarOf returns the calendar of a business.
func CalendarOf(b store.Business) Calendar { return Calendar{AlsaceMoselle: b.AlsaceMoselle} }

var fixedHolidays = map[string]Holiday{"01-01": NewYear, "05-01": LabourDay, "05-08": VictoryDay, "07-14": BastilleDay,
	"08-15": Assumption, "11-01": AllSaints, "11-11": ArmisticeDay, "12-25": Christmas}

// byEaster are the holidays by their distance from Easter Sunday in days.
var byEaster = map[int]Holiday{1: EasterMonday, 39: Ascension, 50: WhitMonday}

// Holiday returns the public holiday that a day is. Of two on one day, it names
// the one that the calendar fixes.
func (c Calendar) Holiday(day store.Date) Holiday {
	t := day.Time()
	if h := fixedHolidays[t.Format("01-02")]; h != "" {
		return h
	}
	fromEaster := int(t.Sub(easter(t.Year())).Hours() / 24)
	if h := byEaster[fromEaster]; h != "" {
		return h
	}
	switch {
	case c.AlsaceMoselle && fromEaster == -2:
		return GoodFriday
	case c.AlsaceMoselle && t.Month() == time.December && t.Day() == 26:
		return SaintStephen
	}
	return ""
}

// easter returns Easter Sunday of a year of the Gregorian calendar, by the
// method of Meeus, Jones and Butcher.
func easter(year int) time.Time {
	golden, century, rest := year%19, year/100, year%100
	leaps := (century - (century+8)/25 + 1) / 3
	epact := (19*golden + century - century/4 - leaps + 15) % 30
	weekday := (32 + 2*(century%4) + 2*(rest/4) - epact - rest%4) % 7
	late := (golden + 11*epact + 22*weekday) / 451
	n := epact + weekday - 7*late + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
