package text

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// BreachKinds says what a breach was of.
func (w *Words) BreachKinds(b *store.Breach) string {
	said := make([]string, len(b.Kinds))
	for i, k := range b.Kinds {
		said[i] = word(w.Breach.Kinds, k)
	}
	return strings.Join(said, ", ")
}

// BreachLeft says how many hours are left to notify, or by how many it is late.
func (w *Words) BreachLeft(k privacy.BreachClock) string {
	p := w.Breach
	switch hours := k.Hours(); {
	case !k.Running && k.Late:
		return p.WasLate
	case !k.Running:
		return p.Decided
	case k.Late:
		return p.HoursLate.Of(hours)
	case hours == 0:
		return p.LastHour
	default:
		return p.HoursLeft.Of(hours)
	}
}

// BreachEvent says what was decided or done, when, and why.
func (w *Words) BreachEvent(e store.BreachEvent) string {
	p := w.Breach
	said := []string{w.Common.Pair.With("name", w.Language.Time(e.At.Local()), "value", word(p.Events, e.Kind))}
	if e.Partial {
		said[0] += " (" + p.Part + ")"
	}
	if e.Ground != "" {
		said = append(said, word(p.Grounds, e.Ground))
	}
	if e.Means != "" {
		said = append(said, word(w.Privacy.Means, e.Means))
	}
	if e.Count > 0 {
		said = append(said, p.PeopleCount.Of(e.Count))
	}
	for _, t := range []string{e.Text, e.By} {
		if t != "" {
			said = append(said, t)
		}
	}
	if e.Delay != "" {
		said = append(said, p.LateFor.With("why", e.Delay))
	}
	return strings.Join(said, " · ")
}

// BreachLacks says what a notification would still lack.
func (w *Words) BreachLacks(lacks []privacy.BreachLack) string {
	said := make([]string, len(lacks))
	for i, l := range lacks {
		said[i] = strings.ToLower(w.Records.Fields[string(l)])
	}
	return strings.Join(said, ", ")
}
