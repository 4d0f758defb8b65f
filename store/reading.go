package store

import (
	"time"

	"calepin/store/vault"
)

// Reading says that something in the archive was read, and why.
type Reading struct {
	ID       ID        `json:"id"`
	At       time.Time `json:"at"`
	Archived ID        `json:"archived"` // it may be gone since
	Reason   string    `json:"reason"`
}

// OpenArchived returns what is archived, for a reason, which is noted before
// anything is handed out. It cannot be undone.
func (s *Store) OpenArchived(ref, reason string) (a Archived, err error) {
	if err := s.May(ReadArchive); err != nil {
		return a, err
	}
	err = s.write(func(c *change) error {
		if a, err = findRef[Archived](c.tx, KindArchived, ref); err != nil {
			return err
		}
		r := Reading{ID: newID(c.now), At: c.now, Archived: a.ID, Reason: reason}
		var check cleaner
		check.text("reason", &r.Reason, maxNote)
		if r.Reason == "" {
			check.fail("reason", Required)
		}
		if check.err != nil {
			return check.err
		}
		return c.put(&r)
	})
	if err != nil {
		return Archived{}, err
	}
	return a, nil
}

// Readings returns what was read of the archive, the last first.
func (s *Store) Readings() (all []Reading, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Reading](tx, KindReading, ID{}); return err })
	SortRecords(all, func(a, b Reading) int { return b.At.Compare(a.At) })
	return all, err
}
