package privacy

import "calepin/store"

// SuppressedFor tells whether an address of the person is on the suppression
// list for an activity and a channel: somebody who had it objected to marketing,
// and may be erased since. Only a yes dated later lifts it (GDPR art. 21(3)); it
// never stands in the way of anything but marketing.
func SuppressedFor(a store.Activity, ch store.Channel, f Facts) bool {
	for _, s := range f.Suppressed {
		if s.Covers(&a, ch) && !agreedSince(a, ch, f, s) {
			return true
		}
	}
	return false
}

func agreedSince(a store.Activity, ch store.Channel, f Facts, s store.Suppression) bool {
	for _, e := range f.Consents {
		if e.Answer == store.Yes && e.Activity == a.ID && e.Channel == ch && e.At.After(s.At) {
			return true
		}
	}
	return false
}
