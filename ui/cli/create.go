package cli

import (
	"context"

	"calepin/ui/session"
)

// create makes the keys, has the recovery key proven where it goes on paper,
// and only then writes anything. What fails or is cancelled half-way leaves
// nothing behind.
func (a *app) create(ctx context.Context, at session.At, o *setup) (*session.Session, error) {
	keys, err := session.NewKeys(o.classic)
	if err != nil {
		return nil, err
	}
	if o.RecoveryFile == "" {
		c, err := a.console()
		if err != nil {
			return nil, err
		}
		if err := a.handOver(c, keys.Recovery); err != nil {
			return nil, err
		}
	}
	s, err := at.Create(ctx, o.Plan, keys, a.T)
	if err != nil {
		return nil, err
	}
	return s, a.created(s, o)
}
