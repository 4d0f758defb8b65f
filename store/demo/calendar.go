package demo

import (
	"math"
	"time"
)

// Business is done on working days only. A moment is a count of working days
// since monday, with a fraction for the hour, so that stories are laid out
// without a thought for weekends and stay in order.
var monday = time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)

const (
	openingHour = 7.5 // UTC
	openHours   = 9.5
	year        = 52 * 5.0 // working days
	month       = year / 12
)

// workdays converts days of the calendar.
func workdays(days float64) float64 { return days * 5 / 7 }

// morningOf returns the first moment of a day, or of the Monday after it.
func morningOf(day time.Time) float64 {
	days := int(day.Sub(monday).Hours()) / 24
	return float64(days/7*5 + min(days%7, 5))
}

// instant returns the time of a moment, to the second.
func instant(moment float64) time.Time {
	week, rest := math.Floor(moment/5), math.Mod(moment, 5)
	day, hour := math.Floor(rest), openingHour+(rest-math.Floor(rest))*openHours
	return monday.AddDate(0, 0, int(week)*7+int(day)).Add(time.Duration(hour * 3600 * float64(time.Second))).Truncate(time.Second)
}
