package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Hours are days of the week and spans of hours on them, written
// "mon-fri 10:00-13:00 14:00-20:00". Public holidays are in them only where the
// days name "hol".
type Hours struct {
	Days     [7]bool // by time.Weekday
	Holidays bool
	Spans    []Span // in order, apart
}

// Span is from the minute of the day From to the minute To, which is not in it.
type Span struct{ From, To int }

// Holds tells whether a time of the day, on a day that may be a public holiday,
// is within the hours.
func (h Hours) Holds(t time.Time, holiday bool) bool {
	if !h.Days[t.Weekday()] || holiday && !h.Holidays {
		return false
	}
	minute := t.Hour()*60 + t.Minute()
	return slices.ContainsFunc(h.Spans, func(s Span) bool { return s.From <= minute && minute < s.To })
}

// weekdays are the days as they are stored, and as they may be typed.
var weekdays = [7][2]string{{"sun", "dim"}, {"mon", "lun"}, {"tue", "mar"}, {"wed", "mer"}, {"thu", "jeu"}, {"fri", "ven"}, {"sat", "sam"}}

// week is the order in which days are told.
var week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// ParseHours reads hours, with the names of days in English or French ("lun-ven
// 10h-13h 14h-20h"); false where they do not read, or hold no time at all.
func ParseHours(s string) (h Hours, ok bool) {
	for _, word := range strings.Fields(strings.NewReplacer(",", " ", "–", "-").Replace(strings.ToLower(s))) {
		switch from, to, ranged := strings.Cut(word, "-"); {
		case word == "hol" || word == "fer" || word == "fér":
			h.Holidays = true
		case word[0] >= '0' && word[0] <= '9':
			a, okA := minuteOf(from)
			b, okB := minuteOf(to)
			if !okA || !okB || a >= b || len(h.Spans) > 0 && h.Spans[len(h.Spans)-1].To >= a {
				return h, false
			}
			h.Spans = append(h.Spans, Span{a, b})
		default:
			a, b := dayOf(from), dayOf(from)
			if ranged {
				b = dayOf(to)
			}
			if a < 0 || b < a {
				return h, false
			}
			for _, day := range week[a : b+1] {
				h.Days[day] = true
			}
		}
	}
	return h, len(h.Spans) > 0 && h.Days != [7]bool{}
}

// dayOf is the place of a day in the week, -1 for what is none.
func dayOf(s string) int {
	return slices.IndexFunc(week, func(d time.Weekday) bool { return weekdays[d][0] == s || weekdays[d][1] == s })
}

func minuteOf(s string) (int, bool) {
	hour, minute, _ := strings.Cut(strings.Replace(s, "h", ":", 1), ":")
	if minute == "" {
		minute = "0"
	}
	h, errH := strconv.Atoi(hour)
	m, errM := strconv.Atoi(minute)
	return h*60 + m, errH == nil && errM == nil && h >= 0 && m >= 0 && m < 60 && h*60+m <= 24*60
}

// Runs are the days in stretches, first and last, in the order of the week.
func (h Hours) Runs() (runs [][2]time.Weekday) {
	for i, day := range week {
		if !h.Days[day] {
			continue
		}
		if i > 0 && h.Days[week[i-1]] {
			runs[len(runs)-1][1] = day
		} else {
			runs = append(runs, [2]time.Weekday{day, day})
		}
	}
	return runs
}

// String writes the hours as they are stored.
func (h Hours) String() string {
	var words []string
	for _, run := range h.Runs() {
		word := weekdays[run[0]][0]
		if run[0] != run[1] {
			word += "-" + weekdays[run[1]][0]
		}
		words = append(words, word)
	}
	if h.Holidays {
		words = append(words, "hol")
	}
	for _, s := range h.Spans {
		words = append(words, fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60))
	}
	return strings.Join(words, " ")
}
