package privacy

import (
	"slices"

	"calepin/store"
)

// Rectify corrects the data of the person who made a request as edit says, and
// notes e on it with what was before and after: both or neither (GDPR art. 16).
// What a rule forbids is refused with a *RequestError, and so is a correction
// that changes nothing.
func Rectify(s *store.Store, id store.ID, today store.Date, e store.RequestEvent, edit func(*store.Person) error) (store.Request, error) {
	c := CalendarOf(s.Settings().Business)
	return s.RectifyFor(id, edit, func(r store.Request, changes []store.FieldChange) ([]store.RequestEvent, error) {
		if e.Changes = changes; len(changes) == 0 {
			return nil, &RequestError{Code: NothingChanged, Rule: "GDPR art. 16"}
		}
		return []store.RequestEvent{e}, c.mayHappen(r, e, today)
	})
}

// Recipients are those to whom a person's data were handed over, by name: they
// are told of a rectification, an erasure or a restriction (GDPR art. 19).
func Recipients(s *store.Store, contact store.ID) (names []string, err error) {
	all, err := s.Disclosures(contact)
	for _, d := range all {
		if d.Recipient != "" && !slices.Contains(names, d.Recipient) {
			names = append(names, d.Recipient)
		}
	}
	return names, err
}
