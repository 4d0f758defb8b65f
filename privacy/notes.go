package privacy

import (
	"maps"
	"slices"

	"calepin/privacy/watch"
	"calepin/store"
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
	look := func(record any) {
		found := FindingsIn(FreeTexts(record))
		for _, f := range found {
			seen[f.Kind] = true
		}
		if len(found) > 0 {
			s.Notes++
		}
	}
	for _, c := range parsed.Contacts {
		look(c.Person)
	}
	for i := range parsed.Content.Interactions {
		look(&parsed.Content.Interactions[i].Record)
	}
	for i := range parsed.Content.Documents {
		look(&parsed.Content.Documents[i].Record)
	}
	for i := range parsed.Content.Tasks {
		look(&parsed.Content.Tasks[i].Record)
	}
	s.Kinds = slices.SortedStableFunc(maps.Keys(seen), func(a, b watch.Kind) int { return slices.Index(watch.Kinds, a) - slices.Index(watch.Kinds, b) })
	return s
}

// FreeTexts are the texts of a record, given by a pointer to it, that people write
// as they like: those that are looked through (CNIL on free-text fields). A record
// of another kind has none.
func FreeTexts(record any) (all []string) {
	switch r := record.(type) {
	case *store.Person:
		all = append(all, r.Note)
		for _, v := range r.Fields {
			all = append(all, v.Text)
		}
	case *store.Organisation:
		all = append(all, r.Note)
	case *store.Interaction:
		all = append(all, r.Subject, r.Body)
	case *store.Document:
		all = append(all, r.Note)
	case *store.Task:
		all = append(all, r.Title, r.Note)
	}
	return all
}

// Found is a finding and the text that it is in.
type Found struct {
	watch.Finding
	Text string
}

// FindingsIn returns what texts say that calls for care.
func FindingsIn(texts []string) (all []Found) {
	for _, text := range texts {
		if text == "" {
			continue // most have no note
		}
		for _, f := range watch.Scan(text) {
			all = append(all, Found{f, text})
		}
	}
	return all
}
