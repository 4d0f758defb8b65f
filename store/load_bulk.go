package store

import (
	"bytes"
	"encoding/json"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"
)

// putAll encodes the records, works out their index entries on all processors,
// and puts both in the order of their keys, a bucket after the other.
func (l *loader) putAll() error {
	parts, total, err := l.encode()
	if err != nil {
		return err
	}
	l.primary = nil
	l.tx.Bulk(total)
	done := 0
	for _, bucket := range loadOrder {
		if err := l.putBucket(bucket, parts, &done, total); err != nil {
			return err
		}
	}
	if l.Progress != nil {
		l.Progress(total, total)
	}
	return nil
}

// loadOrder are the buckets that a load fills in bulk.
var loadOrder = append([]string{string(KindOrganisation), string(KindPerson), string(KindInteraction),
	string(KindDocument), string(KindTask)}, indexes...)

// putBucket puts the sorted parts of one bucket into it and lets go of them.
func (l *loader) putBucket(bucket string, parts []map[string][]entry, done *int, total int) error {
	var last []byte
	for e := range inOrder(parts, bucket) {
		if last != nil && bytes.Equal(last, e.key) {
			return &ExistsError{Kind: RecordKind(bucket), ID: ID(e.key[len(e.key)-16:])}
		}
		last = e.key
		if err := l.tx.Put(bucket, e.key, e.value); err != nil {
			return err
		}
		if *done++; l.Progress != nil && *done%4096 == 0 {
			l.Progress(*done, total)
		}
	}
	return nil
}

// inOrder yields the entries of one bucket from the sorted parts, which let go
// of them, in the order of their keys.
func inOrder(parts []map[string][]entry, bucket string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		lists := make([][]entry, len(parts))
		for i, p := range parts {
			lists[i] = p[bucket]
			delete(p, bucket)
		}
		for {
			first := -1
			for i, list := range lists {
				if len(list) > 0 && (first < 0 || bytes.Compare(list[0].key, lists[first][0].key) < 0) {
					first = i
				}
			}
			if first < 0 || !yield(lists[first][0]) {
				return
			}
			lists[first] = lists[first][1:]
		}
	}
}

// encode returns, a map a processor, the sorted entries of each bucket.
func (l *loader) encode() (parts []map[string][]entry, total int, err error) {
	// The names are complete by now: affiliate has looked up all there are.
	return entriesInParts(len(l.primary), l.set, l.ix.names, func(i int, ix *indexer, add func(string, []byte, []byte)) error {
		r := l.primary[i]
		value, err := json.Marshal(r)
		if err != nil {
			return err
		}
		kind, k := r.place()
		add(string(kind), k, value)
		r.entries(ix, add)
		return nil
	})
}

// entriesInParts runs fn for each of n records on all processors, with an
// indexer that knows the organisations' names given and no others. It returns,
// a map a processor, the entries added, by bucket and sorted, and how many they
// are.
func entriesInParts(n int, set Settings, names map[ID]string, fn func(i int, ix *indexer, add func(bucket string, k, v []byte)) error) (
	parts []map[string][]entry, total int, err error) {
	var mu sync.Mutex
	err = inParts(n, func(from, to int) error {
		part := map[string][]entry{}
		ix := newIndexer(set, func(ID) string { return "" })
		ix.names = maps.Clone(names) // the indexer adds to them
		defer ix.release()
		add := func(bucket string, k, v []byte) { part[bucket] = append(part[bucket], entry{bucket, k, v}) }
		for i := from; i < to; i++ {
			if err := fn(i, ix, add); err != nil {
				return err
			}
		}
		n := 0
		for _, list := range part {
			slices.SortFunc(list, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
			n += len(list)
		}
		mu.Lock()
		defer mu.Unlock()
		parts, total = append(parts, part), total+n
		return nil
	})
	return parts, total, err
}

// inParts runs fn over the parts of n, one a processor, and returns the first
// part's error first.
func inParts(n int, fn func(from, to int) error) error {
	parts := min(runtime.GOMAXPROCS(0), 1+n/256)
	errs := make([]error, parts)
	var wg sync.WaitGroup
	for i := range parts {
		wg.Go(func() { errs[i] = fn(i*n/parts, (i+1)*n/parts) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
