package today

import (
	"context"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
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
	shownOwed  = 5
	shownEnds  = 5

	oftenOwed = 20_000 // people up to whom the walk is made at every change
)

// day is what the page knows, as read at once.
type day struct {
	today    store.Date
	people   int
	due      []store.Due
	dueTotal int
	requests []store.SupportRequest
	asked    int
	rights   []right // what people ask about their data, the most urgent first
	toTell   []store.Telling
	breaches []store.Breach    // the most urgent first
	hosts    []store.Processor // to be looked at again
	idle     []privacy.Seat    // operators who have not entered for long
	holds    []store.Hold      // to be reviewed
	review   store.Date        // by which security is to be looked at
	quiet    []store.Row
	recent   []store.Exchange
	backups  *privacy.BackupHealth // nil for a vault in memory alone
}

// telling is what data protection asks for: who is owed information, the first
// of them, how many they are and how many are late; and whose consent ends soon.
type telling struct {
	first     []owed
	all, late int

	expired int        // records whose time is over
	since   store.Date // the day after which the first should have gone

	ending  []ending // the first
	endings int      // all
}

// ending is a consent that must be asked for again soon.
type ending struct {
	privacy.Ending
	name string
}

// owed is information owed to somebody (GDPR arts 13, 14).
type owed struct {
	privacy.Owed
	name string
}

// readOwed looks for who was not told yet. It is a walk over everybody.
func readOwed(d *screen.Desk) (*telling, error) {
	today := store.DateOf(d.Now())
	all, err := privacy.OwedOn(d.Store, today)
	if err != nil {
		return nil, err
	}
	have := &telling{all: len(all)}
	for _, o := range all {
		if o.Due < today {
			have.late++
		}
	}
	for _, o := range all[:min(len(all), shownOwed)] {
		p, err := d.Store.Person(o.Contact)
		if err != nil {
			continue // gone meanwhile: what is shown is read again
		}
		_, name := facts.Ties(d, &p)
		have.first = append(have.first, owed{o, name})
	}
	if err := readExpired(d, have); err != nil {
		return nil, err
	}
	return have, readEnding(d, have)
}

// readExpired counts what is due to be erased (GDPR art. 5(1)(e)).
func readExpired(d *screen.Desk, have *telling) error {
	l, err := privacy.NewLookout(d.Store)
	if err != nil {
		return err
	}
	due, err := l.Due(store.DateOf(d.Now()))
	if err == nil && len(due) > 0 {
		have.expired, have.since = len(due), due[0].Clock.Until
	}
	return err
}

// readEnding looks for consents to telephone prospecting that are soon over.
func readEnding(d *screen.Desk, have *telling) error {
	all, err := privacy.EndingOn(d.Store, store.DateOf(d.Now()))
	if err != nil {
		return err
	}
	have.endings = len(all)
	for _, e := range all[:min(len(all), shownEnds)] {
		p, err := d.Store.Person(e.Contact)
		if err != nil {
			continue // gone meanwhile: what is shown is read again
		}
		_, name := facts.Ties(d, &p)
		have.ending = append(have.ending, ending{e, name})
	}
	return nil
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
	if d.requests, d.asked, err = s.SupportRequests(store.SupportQuery{Oldest: true, Limit: mostAsked}); err != nil {
		return nil, err
	}
	if d.toTell, err = privacy.ToTell(s); err != nil {
		return nil, err
	}
	if d.breaches, err = privacy.OpenBreaches(s, now); err != nil {
		return nil, err
	}
	if d.idle, err = privacy.IdleSeats(s, d.today); err != nil {
		return nil, err
	}
	if d.review, err = privacy.ReviewDue(s); err != nil {
		return nil, err
	}
	if d.hosts, err = privacy.ProcessorsToReview(s, d.today); err != nil {
		return nil, err
	}
	if d.holds, err = privacy.HoldsToReview(s, d.today); err != nil {
		return nil, err
	}
	if d.rights, err = readRights(s, d.today); err != nil {
		return nil, err
	}
	if d.quiet, err = s.Quiet(store.QuietQuery{Since: now.AddDate(0, 0, -quietFor), Limit: mostQuiet}); err != nil {
		return nil, err
	}
	if d.recent, err = s.Recent(ctx, mostSaid); err != nil || s.Vault().Info().SnapshotBytes == 0 {
		return d, err
	}
	health, err := privacy.HealthOfBackups(s.Vault(), now)
	d.backups = &health
	return d, err
}

// empty is a vault nobody has written into.
func (d *day) empty() bool {
	return d.people == 0 && len(d.rights) == 0 && len(d.breaches) == 0 && len(d.hosts) == 0 && len(d.toTell) == 0 && len(d.due) == 0 && len(d.recent) == 0
}
