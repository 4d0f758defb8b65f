package cli

import (
	"slices"

	"calepin/privacy"
	"calepin/privacy/watch"
)

// heed says what the free texts of a record hold that calls for care (GDPR art.
// 5(1)(c), 9, 10), what old held already aside. Both are pointers to records. It never stands in the way.
func (a *app) heed(old, now any) {
	before := privacy.FreeTexts(old)
	fresh := slices.DeleteFunc(privacy.FreeTexts(now), func(t string) bool { return slices.Contains(before, t) })
	for _, f := range privacy.FindingsIn(fresh) {
		for _, line := range a.T.Watch.Lines(f.Text, []watch.Finding{f.Finding}) {
			a.say("! " + line)
		}
	}
}
