package privacy

import (
	"fmt"
	"slices"
	"time"

	"calepin/store"
)

// quietMonths is how long a client may be silent, without a contract that runs,
// before the relationship is over. A choice of the house: the law leaves it to
// the business (CNIL délib. 2021-131 counts from the end of the relationship,
// which the last contact dates).
const quietMonths = 12

// EndRelationships makes former clients of those whose relationship is over on
// the day of now. It starts no clock anew: the file's counts from the last
// contact all the same.
func EndRelationships(s *store.Store, now time.Time) error {
	policies, err := PoliciesOf(s)
	if err != nil {
		return fmt.Errorf("end relationships: %w", err)
	}
	today, r := store.DayOf(store.DateOf(now)), policies.rules()
	var over [2][]store.ID
	reader := func(list *[]store.ID) store.ClockReader {
		return store.ClockReader{Alone: func(store.RecordDay) {}, Contact: func(c *store.Clocks) {
			if c.Status == store.Client && !running(c, today) && r.relationship(c).start.AddMonths(quietMonths) < today {
				*list = append(*list, c.Contact)
			}
		}}
	}
	err = s.EachClocks(reader(&over[0]), reader(&over[1]))
	if err == nil {
		err = s.EndRelationships(slices.Concat(over[0], over[1]), today.Date(), quietMonths)
	}
	if err != nil {
		return fmt.Errorf("end relationships: %w", err)
	}
	return nil
}

// running tells whether a contract runs: one without an end does.
func running(c *store.Clocks, today store.Day) bool {
	for i := range c.Documents {
		d := &c.Documents[i]
		if d.Kind == store.Contract && (d.End == 0 && d.Due == 0 || endOf(d) >= today) {
			return true
		}
	}
	return false
}
