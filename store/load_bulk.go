package store

import (
	"bytes"
	"encoding/json"
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

// putBucket merges the sorted parts of one bucket into it and lets go of them.
func (l *loader) putBucket(bucket string, parts []map[string][]entry, done *int, total int) error {
	lists := make([][]entry, len(parts))
	for i, p := range parts {
		lists[i] = p[bucket]
		delete(p, bucket)
	}
	var last []byte
	for {
		first := -1
		for i, list := range lists {
			if len(list) > 0 && (first < 0 || bytes.Compare(list[0].key, lists[first][0].key) < 0) {
				first = i
			}
		}
		if first < 0 {
			return nil
		}
		e := lists[first][0]
		lists[first] = lists[first][1:]
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
}

// encode returns, a map a processor, the sorted entries of each bucket.
func (l *loader) encode() (parts []map[string][]entry, total int, err error) {
	var mu sync.Mutex
	err = inParts(len(l.primary), func(from, to int) error {
		part := map[string][]entry{}
		ix := newIndexer(l.set, nil)
		ix.names = l.ix.names // complete by now: affiliate has looked up all there are
		defer ix.release()
		add := func(bucket string, k, v []byte) { part[bucket] = append(part[bucket], entry{bucket, k, v}) }
		for _, r := range l.primary[from:to] {
			value, err := json.Marshal(r)
			if err != nil {
				return err
			}
			kind, k := r.place()
			add(string(kind), k, value)
			r.entries(ix, add)
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
