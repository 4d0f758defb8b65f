package text

import (
	"errors"

	"calepin/store"
	"calepin/store/vault"
)

// ErrKeyThere says that a key of that login lies on this computer already.
var ErrKeyThere = errors.New("there is a key of that login already")

// GoneError says that the key is that of somebody who was removed, while the
// vault was not sealed without it yet.
type GoneError struct{ Operator store.Operator }

func (e *GoneError) Error() string { return "the operator was removed" }

// TrailError says that the audit trail is not whole.
type TrailError struct{ store.TrailReport }

func (e *TrailError) Error() string { return "the audit trail is not whole" }

// operatorSentence words what concerns who may enter, and what they may do.
func (w *Words) operatorSentence(err error) string {
	o := w.Operator
	var (
		role   *store.RoleError
		owners *store.OwnersError
		self   *store.SelfError
		gone   *GoneError
		trail  *TrailError
	)
	switch {
	case errors.As(err, &role):
		return o.Refused.With("role", w.RoleOf(role.Role), "act", o.Acts[string(role.Act)])
	case errors.As(err, &owners):
		return o.LastOwner
	case errors.As(err, &self):
		return o.Yourself
	case errors.As(err, &gone):
		return o.GoneKey.With("name", w.Called(gone.Operator.ID, []store.Operator{gone.Operator}))
	case errors.As(err, &trail):
		return w.Audit.Broken
	}
	return firstIs(err, []sentinel{{ErrKeyThere, o.KeyThere}, {vault.ErrOtherKind, o.OtherKind}, {vault.ErrLastKey, o.LastKey}, {vault.ErrRekeyed, o.Rekeyed}})
}
