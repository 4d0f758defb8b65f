package store

import (
	"bytes"
	"context"
	"runtime"
	"sort"
	"sync"

	"calepin/store/vault"
)

// A walked list of many records is not held: a walk over its bucket counts
// those that match and leaves marks, from which any part of them is read again
// without the rest. Marks lie at least markEvery keys apart and no match lies
// markEvery keys past one, so a look-up reads few keys, however rare matches
// are.
const markEvery = 64

// matcher tells which pairs of a bucket are in a list.
type matcher func(k, v []byte) bool

// waymark is the key of a match and its place among all matches.
type waymark struct {
	key []byte
	at  int
}

// marks is what a walk leaves of a bucket.
type marks struct {
	bucket string
	list   []waymark
	total  int
}

// walkPart is one goroutine's share of a walk.
type walkPart struct {
	half
	marks []waymark
	keys  []byte // what the marks' keys are cut from
}

// walk reads a bucket through, from two goroutines where there are two
// processors. Each makes a matcher, and each match is told to found with the
// number of the goroutine (0 comes before 1) and its place among that one's
// matches.
func walk(ctx context.Context, tx *vault.Tx, bucket string, sp *splitter, match func() matcher, found func(part, at int, k, v []byte)) (marks, error) {
	var parts [2]walkPart
	split := sp.key.Load()
	if split == nil || runtime.GOMAXPROCS(0) == 1 {
		parts[0].walk(ctx, tx, bucket, nil, nil, match(), func(at int, k, v []byte) { found(0, at, k, v) })
	} else {
		_ = tx.Get(bucket, []byte{0}) // a read transaction may be shared once the bucket is known
		var wg sync.WaitGroup
		second := match()
		wg.Go(func() {
			parts[1].walk(ctx, tx, bucket, *split, nil, second, func(at int, k, v []byte) { found(1, at, k, v) })
		})
		parts[0].walk(ctx, tx, bucket, nil, *split, match(), func(at int, k, v []byte) { found(0, at, k, v) })
		wg.Wait()
	}
	if err := ctx.Err(); err != nil {
		return marks{}, err
	}
	sp.size.Store(int64(parts[0].seen + parts[1].seen))
	sp.learn(&parts[0].half, &parts[1].half)
	for i := range parts[1].marks {
		parts[1].marks[i].at += parts[0].total
	}
	return marks{bucket, append(parts[0].marks, parts[1].marks...), parts[0].total + parts[1].total}, nil
}

func (p *walkPart) walk(ctx context.Context, tx *vault.Tx, bucket string, from, to []byte, match matcher, found func(at int, k, v []byte)) {
	last := -markEvery
	var sample [][]byte
	for k, v := range tx.From(bucket, from) {
		if to != nil && bytes.Compare(k, to) >= 0 {
			break
		}
		if p.seen++; p.seen%1024 == 0 {
			if ctx.Err() != nil {
				return
			}
			runtime.Gosched() // two walks keep both processors, and a frame may be due
			sample = append(sample, k)
		}
		if !match(k, v) {
			continue
		}
		if p.seen-last >= markEvery {
			last = p.seen
			n := len(p.keys)
			p.keys = append(p.keys, k...)
			p.marks = append(p.marks, waymark{p.keys[n:len(p.keys):len(p.keys)], p.total})
		}
		found(p.total, k, v)
		p.total++
	}
	if len(sample) > 1 {
		p.mid = sample[len(sample)/2]
	}
}

// before returns the last mark at or before a place, -1 for none.
func (m *marks) before(place int) int {
	return sort.Search(len(m.list), func(i int) bool { return m.list[i].at > place }) - 1
}

// read calls fn with the matches from one place to before another. Where the
// bucket changed since the walk, it reads what is there now: some may be
// missing, or have moved by those that came and went near them.
func (m *marks) read(tx *vault.Tx, match matcher, from, to int, fn func(place int, k, v []byte)) {
	for i := m.before(from); i >= 0 && i < len(m.list) && from < to; i++ {
		end, limit := m.total, []byte(nil)
		if i+1 < len(m.list) {
			end, limit = m.list[i+1].at, m.list[i+1].key
		}
		place := m.list[i].at
		for k, v := range tx.From(m.bucket, m.list[i].key) {
			if limit != nil && bytes.Compare(k, limit) >= 0 {
				break
			}
			if !match(k, v) {
				continue
			}
			if place >= from {
				fn(place, k, v)
			}
			if place++; place >= min(end, to) {
				break
			}
		}
		from = max(from, end)
	}
}

// place returns the place of a key among the matches, -1 where it is none.
func (m *marks) place(tx *vault.Tx, match matcher, key []byte) int {
	i := sort.Search(len(m.list), func(i int) bool { return bytes.Compare(m.list[i].key, key) > 0 }) - 1
	if i < 0 {
		return -1
	}
	end := m.total
	if i+1 < len(m.list) {
		end = m.list[i+1].at
	}
	place := m.list[i].at
	for k, v := range tx.From(m.bucket, m.list[i].key) {
		switch c := bytes.Compare(k, key); {
		case c > 0:
			return -1
		case c == 0:
			if place >= end || !match(k, v) {
				return -1
			}
			return place
		}
		if match(k, v) {
			place++
		}
	}
	return -1
}

// keyed is a match in the order of something other than its bucket: a number to
// sort by and its place in the bucket.
type keyed struct {
	key   uint64
	place uint32
}

// sortKeyed sorts by key, keeping the order of equals: a radix sort, which takes
// a pass a byte that differs at all and a tenth of the time of comparing.
func sortKeyed(list []keyed) []keyed {
	var differ uint64
	for _, x := range list {
		differ |= x.key ^ list[0].key
	}
	spare := make([]keyed, len(list))
	for shift := 0; shift < 64; shift += 8 {
		if byte(differ>>shift) == 0 {
			continue
		}
		var at [256]int
		for _, x := range list {
			at[byte(x.key>>shift)]++
		}
		sum := 0
		for i, n := range at {
			at[i] = sum
			sum += n
		}
		for _, x := range list {
			b := byte(x.key >> shift)
			spare[at[b]] = x
			at[b]++
		}
		list, spare = spare, list
	}
	return list
}
