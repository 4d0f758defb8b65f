package privacy

import "calepin/store"

// unusedMonths is how long a field may go without being filled in before it is
// asked whether it serves (GDPR art. 5(1)(c)).
const unusedMonths = 12

// FieldUse is a field that the business added, what it serves, and how it is
// used.
type FieldUse struct {
	store.Field
	Activity store.Activity
	Holders  int        // contacts with a value
	Last     store.Date // when a value was set last, empty for never
}

// Unused tells that nobody filled the field in for a year.
func (u FieldUse) Unused(today store.Date) bool {
	last := u.Last
	if last == "" {
		last = store.DateOf(u.CreatedAt)
	}
	return last.AddMonths(unusedMonths, 0) < today
}

// Purposeless tells that what the field serves has ended (GDPR art. 5(1)(b)).
func (u FieldUse) Purposeless(today store.Date) bool {
	return u.Activity.Ended != "" && u.Activity.Ended < today
}

// FieldsInUse returns the fields that the business added with how they are used.
// It is a walk over everybody where there is such a field.
func FieldsInUse(s *store.Store) ([]FieldUse, error) {
	fields, err := s.Fields()
	if err != nil || len(fields) == 0 {
		return nil, err
	}
	all, at := make([]FieldUse, len(fields)), map[store.ID]int{}
	for i, f := range fields {
		all[i].Field, at[f.ID] = f, i
		if all[i].Activity, err = s.Activity(f.Activity); err != nil {
			return nil, err
		}
	}
	err = s.AllPersons(func(p store.Person) error {
		for _, v := range p.Fields {
			if i, known := at[v.Field]; known {
				all[i].Holders++
				all[i].Last = max(all[i].Last, v.Set)
			}
		}
		return nil
	})
	return all, err
}
