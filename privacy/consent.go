package privacy

import (
	"fmt"
	"slices"

	"calepin/store"
)

// phoneWarningDays is how long before its end a consent to calls is warned of.
const phoneWarningDays = 30

// State is where a person stands about one activity and channel: the last
// event of the history decides.
type State struct {
	Last store.Consent // the zero Consent where nobody asked
	// Until is the last day on which a yes holds, empty where it has no end.
	Until store.Date
	// Expired tells a yes whose time is over, Ending one whose end is near.
	Expired, Ending bool
}

// Consented tells whether there is a consent that holds: nothing but a yes is
// (GDPR art. 4(11)).
func (s State) Consented() bool { return s.Last.Answer == store.Yes && !s.Expired }

// StateOf returns where a history, in its order, stands about an activity and
// a channel on the day today. The yes of a consumer to being called for
// prospecting holds for a year (C. conso L223-1 and its implementing decree) (v).
func StateOf(a store.Activity, ch store.Channel, f Facts, today store.Date) State {
	var s State
	for _, e := range f.Consents {
		if e.Activity != a.ID || e.Channel != ch || e.Answer == store.Objected {
			continue
		}
		if known := s.Last.Answer != "" && s.Last.Answer != store.Unknown; e.Answer == store.Unknown && known {
			continue // what is proven stands, whatever is claimed later
		}
		s.Last = e
	}
	if s.Last.Answer != store.Yes {
		return s
	}
	if !canvasses(a, ch, f) {
		return s
	}
	if months := f.Rules.number(store.CallValidity, today); months > 0 {
		s.Until = store.DateOf(s.Last.At).AddMonths(months, 0)
		s.Expired = s.Until < today
		s.Ending = !s.Expired && s.Until < today.AddDays(phoneWarningDays)
	}
	return s
}

// Objection returns the objection to an activity and channel that stands: one
// to that very activity, or to all marketing (GDPR art. 21(1)–(3)). A yes that
// came after it, to the same activity and channel, lifts it.
func Objection(a store.Activity, ch store.Channel, f Facts) (found store.Consent, stands bool) {
	for _, e := range f.Consents {
		switch e.Answer {
		case store.Objected:
			about := e.Activity == a.ID || e.Activity == (store.ID{}) && a.Marketing
			if about && (e.Channel == "" || e.Channel == ch) {
				found, stands = e, true
			}
		case store.Yes:
			if e.Activity == a.ID && e.Channel == ch {
				stands = false
			}
		}
	}
	return found, stands
}

// Given returns the consents of a person that stand: the last word on each
// activity and channel, where it is a yes or a claimed one (GDPR art. 7(3):
// what can be withdrawn).
func Given(s *store.Store, contact store.ID) ([]store.Consent, error) {
	history, err := s.Consents(contact)
	if err != nil {
		return nil, fmt.Errorf("read what a person agreed to: %w", err)
	}
	type question struct {
		activity store.ID
		channel  store.Channel
	}
	at := map[question]int{}
	var given []store.Consent
	for _, e := range history {
		if e.Answer == store.Objected {
			continue
		}
		q := question{e.Activity, e.Channel}
		i, asked := at[q]
		switch {
		case !asked:
			at[q] = len(given)
			given = append(given, e)
		case e.Answer != store.Unknown || given[i].Answer == store.Unknown:
			given[i] = e
		}
	}
	return slices.DeleteFunc(given, func(e store.Consent) bool { return e.Answer != store.Yes && e.Answer != store.Unknown }), nil
}
