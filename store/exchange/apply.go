package exchange

import (
	"context"
	"errors"
	"time"

	"calepin/store"
)

// Empty tells that the plan would write nothing.
func (p *Planned) Empty() bool {
	return p.Created+p.Merged+len(p.Others) == 0
}

// Apply carries a plan out as one batch, in one transaction: it lands whole or
// not at all. The vault must not have changed since Plan, and a plan is applied once. A plan that is Empty
// writes nothing, and the batch returned has no id.
func Apply(ctx context.Context, s *store.Store, p *Planned, progress func(done, total int)) (store.Batch, error) {
	batch := store.Batch{Files: p.files, Format: string(p.format), Created: p.Created, Merged: p.Merged, Skipped: p.Skipped, Bad: p.Bad}
	if err := ctx.Err(); err != nil || p.Empty() {
		return batch, err
	}
	if p.applied {
		return batch, errors.New("import: the plan is applied already")
	}
	p.applied = true
	now := clock(s).UTC()
	batch.At = now.Truncate(time.Second)
	batch.ID = store.NewID(now) // orders the imports of one second
	set := p.set
	p.set = store.Set{} // its memory is needed
	set.Batch, set.Progress = &batch, progress
	return batch, s.Load(set)
}

func clock(s *store.Store) time.Time {
	if s.Clock != nil {
		return s.Clock()
	}
	return time.Now()
}
