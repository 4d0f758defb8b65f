package privacy

import (
	"slices"

	"calepin/store"
)

// HoldsToReview are the holds that stand and whose day has come to ask whether
// they are still needed, the longest due first (GDPR art. 17(3)(e): as long as
// legal claims need the data).
func HoldsToReview(s *store.Store, today store.Date) ([]store.Hold, error) {
	all, err := s.Holds(store.ID{})
	return slices.DeleteFunc(all, func(h store.Hold) bool { return !h.Stands() || h.Review > today }), err
}
