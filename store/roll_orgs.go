package store

import (
	"bytes"
	"maps"
	"slices"
	"sync/atomic"

	"calepin/store/collation"
)

// orgRanks remembers how the names of organisations sort, which is costly to
// work out for thousands. What it knows depends on names alone, so no change
// makes it wrong.
type orgRanks struct{ known atomic.Pointer[ranked] }

// ranked are names and their order. It does not change once it is shared.
type ranked struct {
	index map[string]uint32 // into keys and rank
	keys  [][]byte          // for collation
	rank  []uint32
}

func (o *orgRanks) load() *ranked {
	if r := o.known.Load(); r != nil {
		return r
	}
	return &ranked{index: map[string]uint32{}}
}

// organisation returns the index of a row's organisation among the names known,
// or behind them, and false where the row has none.
func (p *rollPart) organisation(known *ranked, v []byte) (uint64, bool) {
	name := rowField(v, fieldOrganisation)
	if len(name) == 0 {
		return 0, false
	}
	if i, found := known.index[string(name)]; found {
		return uint64(i), true
	}
	i, found := p.names[string(name)]
	if !found {
		i = uint32(len(known.keys) + len(p.unknown))
		p.unknown = append(p.unknown, string(name))
		p.names[string(name)] = i
	}
	return uint64(i), true
}

// settle learns the names that a walk met for the first time, and turns the
// indexes that it gathered into ranks.
func (o *orgRanks) settle(known *ranked, parts *[2]rollPart) {
	all := known
	if len(parts[0].unknown)+len(parts[1].unknown) > 0 {
		all = known.with(parts[0].unknown, parts[1].unknown)
		o.known.Store(all)
	}
	for i := range parts {
		p := &parts[i]
		for n := range p.have {
			x := &p.have[n].key
			if own := int(*x) - len(known.keys); own >= 0 {
				*x = uint64(all.index[p.unknown[own]])
			}
			*x = uint64(all.rank[*x])
		}
	}
}

// with returns what r is with more names. Names that sort alike have one rank.
func (r *ranked) with(lists ...[]string) *ranked {
	all := &ranked{index: maps.Clone(r.index), keys: slices.Clone(r.keys)}
	for _, name := range slices.Concat(lists...) {
		if _, found := all.index[name]; !found {
			all.index[name] = uint32(len(all.keys))
			all.keys = append(all.keys, collation.Key(name))
		}
	}
	order := sortedPlaces(len(all.keys), func(a, b int) int { return bytes.Compare(all.keys[a], all.keys[b]) })
	all.rank = make([]uint32, len(order))
	for i, n := range order[min(1, len(order)):] {
		all.rank[n] = all.rank[order[i]] + uint32(bytes.Compare(all.keys[n], all.keys[order[i]]))
	}
	return all
}
