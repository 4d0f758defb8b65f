package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"calepin/store/vault"
)

// sheaf is many pairs of one bucket, kept close: their bytes in a few blocks,
// and where they lie in a list without a pointer. It is a vault.Sorted once
// sorted.
type sheaf struct {
	blocks [][]byte
	places []place
	before [][]place // what was added before places, until it is sorted
	size   int

	sorting sync.WaitGroup
}

var _ vault.Sorted = (*sheaf)(nil)

// place is where a pair lies in a sheaf's blocks, its value behind its key.
type place struct {
	first      uint64 // eight bytes of the key, for sorting
	block, at  uint32
	key, value uint32 // their lengths
}

// The blocks of a sheaf grow from the first size to the second.
const (
	firstBlock = 4 << 10
	fullBlock  = 1 << 20
	fullPlaces = 1 << 12
)

// add adds a copy of a pair.
func (s *sheaf) add(key, value []byte) {
	n := len(key) + len(value)
	last := len(s.blocks) - 1
	if last < 0 || cap(s.blocks[last])-len(s.blocks[last]) < n {
		size := firstBlock
		if last >= 0 {
			size = min(2*cap(s.blocks[last]), fullBlock)
		}
		s.blocks = append(s.blocks, make([]byte, 0, max(n, size)))
		last++
	}
	b := s.blocks[last]
	if len(s.places) == fullPlaces { // a list that grows is copied again and again
		s.before = append(s.before, s.places)
		s.places = make([]place, 0, fullPlaces)
	}
	s.places = append(s.places, place{firstOf(key), uint32(last), uint32(len(b)), uint32(len(key)), uint32(len(value))})
	s.blocks[last] = append(append(b, key...), value...)
	s.size += n
}

func firstOf(key []byte) uint64 {
	if len(key) >= 8 {
		return binary.BigEndian.Uint64(key)
	}
	var b [8]byte
	copy(b[:], key)
	return binary.BigEndian.Uint64(b[:])
}

// take adds what is in o, which is not to be used any more.
func (s *sheaf) take(o *sheaf) {
	from := uint32(len(s.blocks))
	s.blocks = append(s.blocks, o.blocks...)
	for _, places := range append(o.before, o.places) {
		for i := range places {
			places[i].block += from
		}
		s.before = append(s.before, places)
	}
	s.size += o.size
}

// sort puts the pairs in the order of their keys, after which none may be
// added. Keys of one bucket begin alike, so comparing them whole is most of the
// work: they are parted by one byte after the other, taken from eight that lie
// beside their place, and the next eight are fetched only for those alike.
func (s *sheaf) sort() {
	if len(s.before) > 0 {
		s.places = slices.Concat(append(s.before, s.places)...)
		s.before = nil
	}
	if slices.IsSortedFunc(s.places, s.compare) {
		return
	}
	s.sortFrom(s.places, 0, 56)
	s.sorting.Wait()
}

// parted is how many places are worth parting by a byte; fewer are compared.
// More than apart are worth a goroutine of their own.
const (
	parted = 96
	apart  = 1 << 14
)

// sortFrom sorts places whose keys are alike up to the byte at, and whose first
// are the eight bytes from there on, zeros taken for what is behind a key's
// end. Of these eight, those above shift are alike too.
func (s *sheaf) sortFrom(places []place, at, shift int) {
	for ; shift >= 0 && len(places) >= parted; shift -= 8 {
		ends, one := part(places, shift)
		if one {
			continue
		}
		from := 0
		for _, end := range ends {
			switch alike := places[from:end]; {
			case len(alike) > apart && len(alike) < len(places):
				s.sorting.Go(func() { s.sortFrom(alike, at, shift-8) })
			case len(alike) > 1:
				s.sortFrom(alike, at, shift-8)
			}
			from = end
		}
		return
	}
	if shift < 0 {
		s.sortAlike(places, at+8)
		return
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.first, b.first) })
	for len(places) > 1 {
		n := 1
		for n < len(places) && places[n].first == places[0].first {
			n++
		}
		if n > 1 {
			s.sortAlike(places[:n], at+8)
		}
		places = places[n:]
	}
}

// part puts places in the order of one byte of their first, where they lie, and
// returns where those of each byte end. It leaves them be where all have one.
func part(places []place, shift int) (ends [256]int, one bool) {
	for i := range places {
		ends[byte(places[i].first>>shift)]++
	}
	if ends[byte(places[0].first>>shift)] == len(places) {
		return ends, true
	}
	var next [256]int // the place to fill with each byte
	sum := 0
	for b, n := range ends {
		next[b] = sum
		sum += n
		ends[b] = sum
	}
	for b, end := range ends {
		for next[b] < end {
			p := &places[next[b]]
			to := byte(p.first >> shift)
			if int(to) != b {
				*p, places[next[to]] = places[next[to]], *p
			}
			next[to]++
		}
	}
	return ends, false
}

// sortAlike sorts places whose keys are alike up to at.
func (s *sheaf) sortAlike(places []place, at int) {
	if len(places) < 12 || slices.ContainsFunc(places, func(p place) bool { return int(p.key) <= at }) {
		slices.SortFunc(places, func(a, b place) int { return bytes.Compare(s.keyOf(a), s.keyOf(b)) })
		return
	}
	for i, p := range places {
		places[i].first = firstOf(s.keyOf(p)[at:])
	}
	s.sortFrom(places, at, 56)
}

func (s *sheaf) compare(a, b place) int {
	if a.first != b.first {
		return cmp.Compare(a.first, b.first)
	}
	return bytes.Compare(s.keyOf(a), s.keyOf(b))
}

func (s *sheaf) keyOf(p place) []byte { return s.blocks[p.block][p.at:][:p.key:p.key] }

// Len is part of vault.Sorted.
func (s *sheaf) Len() int {
	if s == nil {
		return 0
	}
	return len(s.places)
}

// Size is part of vault.Sorted.
func (s *sheaf) Size() int { return s.size }

// At is part of vault.Sorted.
func (s *sheaf) At(i int) (key, value []byte) {
	p := s.places[i]
	b := s.blocks[p.block][p.at:]
	return b[:p.key:p.key], b[p.key : p.key+p.value : p.key+p.value]
}

// twice returns a key that a sorted sheaf holds twice, or nil.
func (s *sheaf) twice() []byte {
	for i := 1; i < s.Len(); i++ {
		p, q := s.places[i-1], s.places[i]
		if p.key == q.key && bytes.Equal(s.keyOf(p), s.keyOf(q)) {
			return s.keyOf(q)
		}
	}
	return nil
}

// sheaves are pairs by bucket.
type sheaves map[string]*sheaf

func (all sheaves) add(bucket string, key, value []byte) {
	s := all[bucket]
	if s == nil {
		s = new(sheaf)
		all[bucket] = s
	}
	s.add(key, value)
}

// bind puts parts together and sorts them, a bucket a processor at a time.
func bind(parts []sheaves) sheaves {
	all := sheaves{}
	for _, part := range parts {
		for bucket, s := range part {
			if all[bucket] == nil {
				all[bucket] = s
			} else {
				all[bucket].take(s)
			}
		}
	}
	var wg sync.WaitGroup
	for _, s := range all {
		wg.Go(s.sort)
	}
	wg.Wait()
	return all
}

func (all sheaves) len() (n int) {
	for _, s := range all {
		n += s.Len()
	}
	return n
}
