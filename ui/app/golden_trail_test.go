package app

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"calepin/store"
	"calepin/ui/text"
	"calepin/ui/theme"
)

// The audit trail of a business of which somebody was let in, and refused.
func TestGoldenTrail(t *testing.T) {
	s := business(t, 6, 30)
	claire := store.Operator{Name: "Claire Exemple", Role: store.Seller}
	s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
	must(t, s.AddOperator(&claire))
	s.As(claire)
	if s.May(store.Erase) == nil {
		t.Fatal("a seller may erase")
	}
	s.As(store.Operator{ID: store.FirstOperator, Role: store.Owner})
	for _, l := range []text.Language{text.French, text.English} {
		for _, size := range sizes {
			for name, keys := range map[string][]string{"list": {"R", "y"}, "what": {"R", "y", "f"}, "who": {"R", "y", "w"}} {
				t.Run(strings.Join([]string{name, string(l), size.name}, "/"), func(t *testing.T) {
					d := drive(t, l, theme.New(theme.Dark, colorprofile.TrueColor), s)
					d.play(size.w, size.h, keys)
					golden.RequireEqual(t, []byte(unnamed(d.screen())))
				})
			}
		}
	}
}

// ends are the ends of ids that the trail shows, or what fits of them: they differ
// from one run to the next.
var ends = regexp.MustCompile(`\b([0-9a-f]{8}\b|[0-9a-f]{1,7}…)`)

func unnamed(shown string) string {
	return ends.ReplaceAllStringFunc(shown, func(end string) string {
		return strings.Map(func(r rune) rune {
			if r == '…' {
				return r
			}
			return '0'
		}, end)
	})
}
