package store

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"sort"
	"sync"

	"calepin/store/vault"
)

// roster is the search text of everybody in memory, in one piece a goroutine
// and in the order of by_name: a search walks it in a third of the time that the
// index takes, since nothing else lies between. It is as of a count of changes,
// and made anew by the first search after another.
type roster struct {
	changes uint64
	marks   marks // of everybody
	parts   [2]rosterPart
}

type rosterPart struct {
	text []byte // of one after the other, each with the NUL that ends it
	ends []uint32
	ids  []ID
}

// roster returns the one of today, or ctx's error.
func (s *Store) roster(ctx context.Context, tx *vault.Tx, changes uint64) (*roster, error) {
	if r := s.everybody.Load(); r != nil && r.changes == changes {
		return r, nil
	}
	r := &roster{changes: changes}
	if before := s.everybody.Swap(nil); before != nil { // what the last one took is room enough, nearly
		for i := range r.parts {
			r.parts[i].grow(len(before.parts[i].text), len(before.parts[i].ids))
		}
	}
	var err error
	r.marks, err = walk(ctx, tx, bucketByName, &s.split, scan{}.matcher, func(part, _ int, k, v []byte) { r.parts[part].add(k, v) })
	if err != nil {
		return nil, err
	}
	s.everybody.Store(r)
	return r, nil
}

func (p *rosterPart) grow(text, people int) {
	p.text = make([]byte, 0, text+text/32)
	p.ends = make([]uint32, 0, people+people/32)
	p.ids = make([]ID, 0, people+people/32)
}

// add takes a pair of by_name in. Who stands past 4 GiB of text is not found:
// some thirty million people.
func (p *rosterPart) add(k, v []byte) {
	if i := bytes.IndexByte(v, 0); i >= 0 && len(p.text)+i < math.MaxUint32 {
		p.text = append(p.text, v[:i+1]...)
	}
	p.ends = append(p.ends, uint32(len(p.text)))
	p.ids = append(p.ids, ID(k[len(k)-16:]))
}

// row returns the search text of one.
func (p *rosterPart) row(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.text[from:p.ends[i]]
}

// each calls found, in their order, with those who match: from two goroutines,
// of which each has a part.
func (r *roster) each(sc *scan, found func(part, at int, text []byte)) {
	if runtime.GOMAXPROCS(0) == 1 || len(r.parts[1].ids) == 0 {
		r.parts[0].each(sc, func(at int, text []byte) { found(0, at, text) })
		r.parts[1].each(sc, func(at int, text []byte) { found(1, at, text) })
		return
	}
	var wg sync.WaitGroup
	wg.Go(func() { r.parts[1].each(sc, func(at int, text []byte) { found(1, at, text) }) })
	r.parts[0].each(sc, func(at int, text []byte) { found(0, at, text) })
	wg.Wait()
}

func (p *rosterPart) each(sc *scan, found func(at int, text []byte)) {
	if len(sc.terms) == 0 {
		for i, id := range p.ids {
			if sc.only == nil || sc.only[id] {
				found(i, p.row(i))
			}
		}
		return
	}
	lead := sc.terms.rarest()
	i, from := 0, 0
	for {
		n := lead.index(p.text[from:])
		if n < 0 {
			return
		}
		i = p.at(i, uint32(from+n))
		if text := p.row(i); (sc.only == nil || sc.only[p.ids[i]]) && (len(sc.terms) == 1 || sc.terms.match(text)) {
			found(i, text)
		}
		from = int(p.ends[i])
	}
}

// at returns in whose text, of those from i on, a place is.
func (p *rosterPart) at(i int, place uint32) int {
	for near := i + 8; i < near; i++ {
		if place < p.ends[i] {
			return i
		}
	}
	return i + sort.Search(len(p.ends)-i, func(n int) bool { return place < p.ends[i+n] })
}
