package store

import (
	"maps"
	"runtime"
	"sync"
)

// putAll encodes the records, works out their index entries on all processors,
// and hands both to the vault in the order of their keys.
func (l *loader) putAll() error {
	all, err := l.encode()
	if err != nil {
		return err
	}
	l.primary = nil
	done, total := 0, all.len()
	for _, bucket := range loadOrder {
		s := all[bucket]
		if k := s.twice(); k != nil {
			return &ExistsError{Kind: RecordKind(bucket), ID: ID(k[len(k)-16:])}
		}
		if s.Len() == 0 {
			continue
		}
		if err := l.tx.Load(bucket, s); err != nil {
			return err
		}
		if done += s.Len(); l.Progress != nil {
			l.Progress(done, total)
		}
	}
	return nil
}

// loadOrder are the buckets that a load fills in bulk.
var loadOrder = append([]string{string(KindOrganisation), string(KindPerson), string(KindInteraction),
	string(KindDocument), string(KindTask)}, indexes...)

// encode returns the pairs of each bucket.
func (l *loader) encode() (sheaves, error) {
	// The names are complete by now: affiliate has looked up all there are.
	return entriesInParts(len(l.primary), l.ix.names, func(i int, ix *indexer, add func(string, []byte, []byte)) (err error) {
		r := l.primary[i]
		if ix.value, err = appendRecord(ix.value[:0], r); err != nil {
			return err
		}
		kind, k := r.place()
		add(string(kind), k, ix.value)
		r.entries(ix, add)
		l.primary[i] = nil // its memory is needed
		return nil
	})
}

// entriesInParts runs fn for each of n records on all processors, with an
// indexer that knows the organisations' names given and no others, and returns
// the pairs added, sorted.
func entriesInParts(n int, names map[ID]string,
	fn func(i int, ix *indexer, add func(bucket string, k, v []byte)) error) (sheaves, error) {
	parts := make([]sheaves, partsOf(n))
	err := inParts(n, func(part, from, to int) error {
		parts[part] = sheaves{}
		ix := newIndexer(func(ID) string { return "" })
		ix.names = maps.Clone(names) // the indexer adds to them
		for i := from; i < to; i++ {
			if err := fn(i, ix, parts[part].add); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return bind(parts), nil
}

// partsOf is how many parts inParts makes of n.
func partsOf(n int) int { return min(runtime.GOMAXPROCS(0), 1+n/256) }

// inParts runs fn over the parts of n, one a processor, with the place of each,
// and returns the first part's error first.
func inParts(n int, fn func(part, from, to int) error) error {
	parts := partsOf(n)
	errs := make([]error, parts)
	var wg sync.WaitGroup
	for i := range parts {
		wg.Go(func() { errs[i] = fn(i, i*n/parts, (i+1)*n/parts) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
