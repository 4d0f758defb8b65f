package exchange

import (
	"strings"
	"time"
)

// timeLayouts are the ways that exports write a moment or a day. Of 3/4/2026
// the day is read first, as in France and in Britain.
var timeLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	"20060102T150405Z", "20060102",
	"2/1/2006 15:04:05", "2/1/2006 15:04", "2/1/2006", "2.1.2006", "2-1-2006", "2 Jan 2006",
}

// parseTime reads a moment, or a day as its midnight, in UTC where it does not
// say. Years that no business has seen are refused.
func parseTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Truncate(time.Second), t.Year() >= 1900 && t.Year() < 2200
		}
	}
	return time.Time{}, false
}
