package privacy

import (
	"errors"
	"fmt"

	"calepin/store"
)

// ErrNotRestricted says that no restriction stands for a person.
var ErrNotRestricted = errors.New("no restriction stands")

// SeveralRestrictionsError says that several stand, and that one has to be named.
type SeveralRestrictionsError struct{ Standing []store.Restriction }

func (e *SeveralRestrictionsError) Error() string {
	return fmt.Sprintf("%d restrictions stand", len(e.Standing))
}

// Standing returns the restrictions that stand for a person (GDPR art. 18), for
// everybody where contact is zero.
func Standing(s *store.Store, contact store.ID) (stand []store.Restriction, err error) {
	all, err := s.Restrictions(contact)
	for _, r := range all {
		if r.Stands() {
			stand = append(stand, r)
		}
	}
	return stand, err
}

// TheRestriction returns the one that stands for a person, ErrNotRestricted or a
// *SeveralRestrictionsError.
func TheRestriction(s *store.Store, contact store.ID) (r store.Restriction, err error) {
	stand, err := Standing(s, contact)
	switch {
	case err != nil:
		return r, err
	case len(stand) == 0:
		return r, ErrNotRestricted
	case len(stand) > 1:
		return r, &SeveralRestrictionsError{stand}
	}
	return stand[0], nil
}
