package privacy

import (
	"calepin/store"
)

// Notice19 is how recipients were told of an act, or why they need not be.
type Notice19 struct {
	On     store.Date
	Means  store.Means
	Excuse store.Excuse
	Note   string
}

// Tell notes that recipients were told of a rectification, an erasure or a
// restriction, or that this is impossible or a disproportionate effort, with
// its reason (GDPR art. 19). What a rule forbids is refused with a
// *RequestError, and none is noted.
func Tell(s *store.Store, ids []store.ID, n Notice19, today store.Date) ([]store.Telling, error) {
	return s.Tell(ids, func(t *store.Telling) error {
		const rule = "GDPR art. 19"
		switch {
		case n.On > today:
			return &RequestError{Code: EventInFuture, Rule: rule}
		case n.On < store.DateOf(t.At):
			return &RequestError{Code: ToldBeforeAct, Rule: rule, Day: store.DateOf(t.At)}
		case n.Excuse != "" && n.Note == "":
			return &RequestError{Code: ExcuseUnsaid, Rule: rule}
		case n.Excuse == "" && n.Means == "":
			return &RequestError{Code: ToldNoMeans, Rule: rule}
		}
		t.Told, t.Means, t.Excuse, t.Note = n.On, n.Means, n.Excuse, n.Note
		if n.Excuse != "" {
			t.Means = ""
		}
		return nil
	})
}

// ToTell are the recipients still to be told (GDPR art. 19), the oldest act
// first.
func ToTell(s *store.Store) (waiting []store.Telling, err error) {
	all, err := s.Tellings(store.ID{})
	for _, t := range all {
		if t.ToTell() {
			waiting = append(waiting, t)
		}
	}
	return waiting, err
}

// KnownAs are the ids by which the files handed over know the person: those of
// the erasure ledger once nothing else is left.
func KnownAs(s *store.Store, t store.Telling) (ids []store.ID, err error) {
	if t.Contact != (store.ID{}) {
		return []store.ID{t.Contact}, nil
	}
	ledger, err := s.Erasures()
	for _, e := range ledger {
		if e.ID == t.Erasure {
			ids = append([]store.ID{e.Contact}, e.Also...)
		}
	}
	return ids, err
}
