package store

import (
	"slices"
	"time"

	"calepin/store/vault"
)

// QuietQuery asks for people who have not been in touch for long.
type QuietQuery struct {
	Since    time.Time // whose last contact is before
	Statuses []Status  // any of them; clients and prospects where it is empty
	Limit    int       // 0 for all
}

// Quiet returns the people whose last contact lies before a time, who went
// quiet latest first. Who never was in touch did not go quiet.
func (s *Store) Quiet(q QuietQuery) (rows []Row, err error) {
	if len(q.Statuses) == 0 {
		q.Statuses = []Status{Client, Prospect}
	}
	err = s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		for k := range tx.Before(bucketByContact, contactKey(q.Since)) {
			p, err := getPerson(tx, ID(k[len(k)-16:]))
			if err != nil {
				return err
			}
			if !slices.Contains(q.Statuses, p.Status) {
				continue
			}
			rows = append(rows, rowOf(&p, ix.mainOrg(&p)))
			if q.Limit > 0 && len(rows) == q.Limit {
				break
			}
		}
		return nil
	})
	return rows, err
}

// DueUntil returns the first follow-ups and tasks up to and with a day, by their
// day, and how many there are: at most limit, or all where that is 0.
func (s *Store) DueUntil(until Date, limit int) (due []Due, total int, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		ix := newIndexer(lookIn(tx))
		apart := quarantine(tx)
		for k := range tx.Prefix(bucketByDue, nil) {
			if dueApart(tx, apart, k) {
				continue
			}
			day := Date(k[:len(dateLayout)])
			if until != "" && day > until {
				break
			}
			if total++; limit > 0 && len(due) == limit {
				continue
			}
			d, err := readDue(tx, ix, day, k[len(dateLayout):])
			if err != nil {
				return err
			}
			due = append(due, d)
		}
		return nil
	})
	return due, total, err
}
