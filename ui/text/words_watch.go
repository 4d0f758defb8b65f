package text

import (
	"slices"
	"strings"

	"calepin/privacy/watch"
)

// Watch are the words of the watch over free text: what was found, why it calls
// for care, and what may be written instead.
type Watch struct {
	Kinds    map[string]string // by watch.Kind
	Whys     map[string]string
	Insteads map[string]string
	Found    Phrase
	Instead  Phrase
	InImport Plural
}

// Lines say what was found in a text, one finding each, with the reason and
// what may be written instead.
func (w Watch) Lines(text string, found []watch.Finding) []string {
	lines := make([]string, len(found))
	for i, f := range found {
		kind := string(f.Kind)
		lines[i] = w.Found.With("kind", w.Kinds[kind], "text", w.shown(text, f), "why", w.Whys[kind]) + " " +
			w.Instead.With("instead", w.Insteads[kind])
	}
	return lines
}

// shown is what was found, its digits hidden but the last: a number is not said
// again.
func (w Watch) shown(text string, f watch.Finding) string {
	said := text[f.Start:f.End]
	switch f.Kind {
	case watch.NIR, watch.Card, watch.IBAN:
		return "…" + said[max(0, len(said)-2):]
	}
	return said
}

// List names kinds in a sentence.
func (w Watch) List(kinds []watch.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = w.Kinds[string(k)]
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}
