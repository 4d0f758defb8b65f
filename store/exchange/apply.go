package exchange

import (
	"context"
	"time"

	"calepin/store"
)

// Empty tells that the plan would write nothing.
func (p *Planned) Empty() bool {
	return len(p.set.Persons)+len(p.set.Merged) == 0 && len(p.Others) == 0
}

// Apply carries a plan out as one batch, in one transaction: it lands whole or
// not at all. The vault must not have changed since Plan. A plan that is Empty
// writes nothing, and the batch returned has no id.
func Apply(ctx context.Context, s *store.Store, p *Planned, progress func(done, total int)) (store.Batch, error) {
	batch := store.Batch{Files: p.files, Format: string(p.format), Created: p.Created, Merged: p.Merged, Skipped: p.Skipped, Bad: p.Bad}
	if err := ctx.Err(); err != nil || p.Empty() {
		return batch, err
	}
	batch.At = clock(s).UTC().Truncate(time.Second)
	batch.ID = store.NewID(batch.At)
	p.set.Batch, p.set.Progress = &batch, progress
	err := s.Load(p.set)
	return batch, err
}

func clock(s *store.Store) time.Time {
	if s.Clock != nil {
		return s.Clock()
	}
	return time.Now()
}
