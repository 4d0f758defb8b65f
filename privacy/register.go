package privacy

import (
	"slices"

	"calepin/store"
)

// Departs tells whether an activity that began as a shipped one differs from it
// where the difference calls for a reason: its basis, whom it concerns, how it
// addresses them, or how long data are kept (CNIL délib. 2021-131: a deviation
// is justified in writing).
func Departs(a store.Activity) bool {
	for _, d := range DefaultActivities() {
		if d.Code != a.Default {
			continue
		}
		if a.Basis != d.Basis || a.Covers != d.Covers || a.Marketing != d.Marketing || a.Analogous != d.Analogous || a.Energy != d.Energy ||
			!slices.Equal(a.Channels, d.Channels) {
			return true
		}
		for language, t := range a.Texts {
			if t.Retention != d.Texts[language].Retention {
				return true
			}
		}
		return false
	}
	return false
}

// InOrder returns activities in the order that papers tell of them: those that
// calepin ships, in its order, those of the business's own, then what has ended.
func InOrder(activities []store.Activity) []store.Activity {
	shipped := DefaultActivities()
	rank := map[string]int{}
	for i, d := range shipped {
		rank[d.Code] = i - len(shipped) // before those that have none
	}
	all := slices.Clone(activities)
	store.SortRecords(all, func(a, b store.Activity) int {
		if ended := (a.Ended != ""); ended != (b.Ended != "") {
			if ended {
				return 1
			}
			return -1
		}
		return rank[a.Default] - rank[b.Default]
	})
	return all
}
