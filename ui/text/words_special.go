package text

import (
	"calepin/privacy"
	"calepin/privacy/watch"
)

// NoExplicit says which special categories of data lack explicit consent.
func (w *Words) NoExplicit(kinds []watch.Kind) string {
	return w.Privacy.NoExplicit.With("kinds", w.Watch.List(kinds), "rule", w.Privacy.Rule(privacy.SpecialRule))
}
