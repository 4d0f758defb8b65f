package privacy

import (
	"maps"
	"slices"

	"calepin/privacy/watch"
	"calepin/store/exchange"
)

// Sensitive is how many free texts say what a client file should not hold, or
// only with care, and the kinds of it, in their order.
type Sensitive struct {
	Notes int          `json:"notes"`
	Kinds []watch.Kind `json:"kinds"`
}

// SensitiveIn looks through the free texts of files that were read.
func SensitiveIn(parsed *exchange.Parsed) (s Sensitive) {
	seen := map[watch.Kind]bool{}
	look := func(texts ...string) {
		found := false
		for _, text := range texts {
			if text == "" {
				continue
			}
			for _, f := range watch.Scan(text) {
				seen[f.Kind], found = true, true
			}
		}
		if found {
			s.Notes++
		}
	}
	for _, c := range parsed.Contacts {
		look(c.Person.Note)
	}
	for i := range parsed.Content.Interactions {
		look(parsed.Content.Interactions[i].Record.Subject, parsed.Content.Interactions[i].Record.Body)
	}
	for i := range parsed.Content.Documents {
		look(parsed.Content.Documents[i].Record.Note)
	}
	for i := range parsed.Content.Tasks {
		look(parsed.Content.Tasks[i].Record.Title, parsed.Content.Tasks[i].Record.Note)
	}
	s.Kinds = slices.SortedFunc(maps.Keys(seen), func(a, b watch.Kind) int { return slices.Index(watch.Kinds, a) - slices.Index(watch.Kinds, b) })
	return s
}
