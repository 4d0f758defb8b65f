package today

import (
	"context"
	"time"

	"calepin/store"
)

// How far the page looks.
const (
	ahead     = 7  // days to come
	quietFor  = 90 // days without a word make someone quiet
	mostDue   = 300
	mostAsked = 100
	mostQuiet = 50
	mostSaid  = 25

	shownQuiet = 12
)

// day is what the page knows, as read at once.
type day struct {
	today    store.Date
	people   int
	due      []store.Due
	dueTotal int
	requests []store.Request
	asked    int
	quiet    []store.Row
	recent   []store.Exchange
}

func readDay(ctx context.Context, s *store.Store, now time.Time) (*day, error) {
	d := &day{today: store.DateOf(now)}
	var err error
	if d.people, err = s.CountPersons(); err != nil {
		return nil, err
	}
	if d.due, d.dueTotal, err = s.DueUntil(d.today.AddDays(ahead), mostDue); err != nil {
		return nil, err
	}
	if d.requests, d.asked, err = s.Requests(store.RequestQuery{Oldest: true, Limit: mostAsked}); err != nil {
		return nil, err
	}
	if d.quiet, err = s.Quiet(store.QuietQuery{Since: now.AddDate(0, 0, -quietFor), Limit: mostQuiet}); err != nil {
		return nil, err
	}
	d.recent, err = s.Recent(ctx, mostSaid)
	return d, err
}

// empty is a vault nobody has written into.
func (d *day) empty() bool {
	return d.people == 0 && len(d.due) == 0 && len(d.recent) == 0
}
