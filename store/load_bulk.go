package store

import (
	"bytes"
	"encoding/json"
	"maps"
	"runtime"
	"sync"
	"time"
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
	return entriesInParts(len(l.primary), l.set, l.ix.names, func(enc *encoder, i int, ix *indexer, add func(string, []byte, []byte)) error {
		r := l.primary[i]
		value, err := enc.encode(r)
		if err != nil {
			return err
		}
		kind, k := r.place()
		add(string(kind), k, value)
		r.entries(ix, add)
		l.primary[i] = nil // its memory is needed
		return nil
	})
}

// encoder writes records as json.Marshal does, into one buffer.
type encoder struct {
	buf  bytes.Buffer
	json *json.Encoder
	// person is the one at hand. Its times, which end it, are those of most
	// others of its load: they are written once.
	person struct {
		*Person
		CreatedAt string `json:"created_at"`
		UpdatedAt string `json:"updated_at"`
	}
	created, updated time.Time // of which person has the text
}

func newEncoder() *encoder {
	e := new(encoder)
	e.json = json.NewEncoder(&e.buf)
	return e
}

// encode returns r as JSON, which is good until the next call.
func (e *encoder) encode(r any) ([]byte, error) {
	e.buf.Reset()
	if p, is := r.(*Person); is {
		if err := e.take(p); err != nil {
			return nil, err
		}
		r = &e.person
	}
	if err := e.json.Encode(r); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(e.buf.Bytes(), []byte{'\n'}), nil
}

// take makes p the person at hand.
func (e *encoder) take(p *Person) error {
	e.person.Person = p
	for _, t := range []struct {
		now  time.Time
		last *time.Time
		text *string
	}{{p.CreatedAt, &e.created, &e.person.CreatedAt}, {p.UpdatedAt, &e.updated, &e.person.UpdatedAt}} {
		if *t.text != "" && t.now == *t.last {
			continue
		}
		text, err := t.now.MarshalText()
		if err != nil {
			return err
		}
		*t.last, *t.text = t.now, string(text)
	}
	return nil
}

// entriesInParts runs fn for each of n records on all processors, with an
// indexer that knows the organisations' names given and no others, and returns
// the pairs added, sorted.
func entriesInParts(n int, set Settings, names map[ID]string,
	fn func(enc *encoder, i int, ix *indexer, add func(bucket string, k, v []byte)) error) (sheaves, error) {
	var mu sync.Mutex
	var parts []sheaves
	err := inParts(n, func(from, to int) error {
		part := sheaves{}
		ix := newIndexer(set, func(ID) string { return "" })
		ix.names = maps.Clone(names) // the indexer adds to them
		defer ix.release()
		enc := newEncoder()
		for i := from; i < to; i++ {
			if err := fn(enc, i, ix, part.add); err != nil {
				return err
			}
		}
		mu.Lock()
		defer mu.Unlock()
		parts = append(parts, part)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return bind(parts), nil
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
