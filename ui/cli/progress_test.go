package cli

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"calepin/ui/text"
)

// Long work that cannot say how far it is shows for how long it lasts, from its
// first second on, and takes the line away.
func TestElapse(t *testing.T) {
	for _, c := range []struct {
		lasts time.Duration
		want  string
	}{
		{900 * time.Millisecond, ""},
		{2500 * time.Millisecond, "\rLooking: 1 s\x1b[K\rLooking: 2 s\x1b[K\r\x1b[K"},
	} {
		synctest.Test(t, func(t *testing.T) {
			var told strings.Builder
			a := quietApp(t, text.English)
			a.err = &told
			end := a.elapse("Looking")
			time.Sleep(c.lasts)
			end()
			if told.String() != c.want {
				t.Errorf("after %v: %q, want %q", c.lasts, told.String(), c.want)
			}
		})
	}
}
