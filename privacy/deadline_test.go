package privacy

import (
	"testing"

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
		if got := MonthsFrom(v.event, v.months); got.Due != v.due {
			t.Errorf("%s + %d months: %s, want %s", v.event, v.months, got.Due, v.due)
		}
	}
}
