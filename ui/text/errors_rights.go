package text

import (
	"errors"

	"calepin/privacy"
)

// rightsSentence words the refusals of the rights of people, each with its rule.
func (w *Words) rightsSentence(err error) string {
	var (
		unportable *privacy.NotPortableError
		others     *privacy.OthersError
		small      *privacy.SmallGroupsError
	)
	switch {
	case errors.As(err, &small):
		return w.Smallest(small.Export) + " " + w.Pseudonyms.WayOn
	case errors.Is(err, privacy.ErrNobodyLeft):
		return w.Pseudonyms.Nobody
	case errors.As(err, &unportable):
		return w.Portability.Refused
	case errors.As(err, &others):
		return w.Parcel.Others.Of(len(others.Others))
	}
	return ""
}
