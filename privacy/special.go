package privacy

import (
	"slices"

	"calepin/privacy/watch"
	"calepin/store"
)

// SpecialRule is the text by which data of special categories are kept.
const SpecialRule = "GDPR art. 9(2)(a)"

// specialKinds are the categories of GDPR art. 9(1), as the watch tells them.
var specialKinds = []watch.Kind{watch.Health, watch.Religion, watch.Opinion, watch.Union, watch.Origin, watch.SexLife, watch.Biometric}

// SpecialWithout returns the special categories of data that the note and the
// added fields of a person seem to hold without their explicit consent (GDPR
// art. 9(2)(a)): a yes that stands, to an activity that asks for it. What was
// exchanged with them is watched while it is typed and imported, and looked
// through by AllUnfoundedDeep.
func SpecialWithout(activities []store.Activity, f Facts, today store.Date) []watch.Kind {
	if explicit(activities, f, today) {
		return nil
	}
	return specialIn(nil, FreeTexts(&f.Person))
}

// explicit tells whether a person consented to the keeping of special categories.
func explicit(activities []store.Activity, f Facts, today store.Date) bool {
	return slices.ContainsFunc(activities, func(a store.Activity) bool {
		return declares(a, store.ForSpecialData) && StateOf(a, store.ForSpecialData, f, today).Consented()
	})
}

// specialIn adds to kinds the special categories that texts speak of.
func specialIn(kinds []watch.Kind, texts []string) []watch.Kind {
	for _, found := range FindingsIn(texts) {
		if slices.Contains(specialKinds, found.Kind) && !slices.Contains(kinds, found.Kind) {
			kinds = append(kinds, found.Kind)
		}
	}
	return kinds
}

// HeldOf returns why one person is on file.
func HeldOf(s *store.Store, contact store.ID, today store.Date) (Held, error) {
	activities, err := s.Activities()
	if err != nil {
		return Held{}, err
	}
	f, err := FactsOf(s, contact)
	if err != nil {
		return Held{}, err
	}
	policies, err := PoliciesOf(s)
	if err != nil {
		return Held{}, err
	}
	return held(activities, f, policies, s.Settings().Language, today), nil
}

func held(activities []store.Activity, f Facts, policies Policies, language string, today store.Date) Held {
	return Held{f.Person, Purposes(activities, f, policies, language, today), SpecialWithout(activities, f, today)}
}
