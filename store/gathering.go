package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode"
	"unicode/utf8"
)

// gathering finds many identities at once: one pass over a text tells whose masker
// is worth asking, however many there are. Names and e-mails are looked for as
// the sequences of their words, along a tree of them (after Aho and Corasick,
// CACM 18(6), 1975, without the way back: words begin where words begin);
// telephone numbers by their last digits, which every writing of one shares.
type gathering struct {
	maskers []*masker
	own     [][]ID // the contacts' ids of each
	ids     map[ID][]int
	next    map[branch]int32
	ends    map[int32][]int
	first   wordSet // of the words that any sequence begins with
	phones  map[uint32][]int
	digits  wordSet
	raw     wordSet // of the beginnings of the ids
	always  []int   // those of whom nothing can be looked for
	hash    []uint64
	folded  []byte
	found   []int
}

// branch is a node of the tree and the word that leads on from it.
type branch struct {
	node int32
	word uint64
}

// wordSet is a quick no: a set of numbers that may hold others too.
type wordSet [1 << 14]uint64

func (b *wordSet) add(n uint64)      { b[n>>6%uint64(len(b))] |= 1 << (n & 63) }
func (b *wordSet) has(n uint64) bool { return b[n>>6%uint64(len(b))]&(1<<(n&63)) != 0 }

// phoneDigits is how many digits at the end of a number are looked for.
const (
	phoneDigits  = 7
	phoneModulus = 10_000_000
)

func newGathering(maskers []*masker, ids [][]ID) *gathering {
	c := &gathering{maskers: maskers, own: ids, ids: map[ID][]int{}, next: map[branch]int32{}, ends: map[int32][]int{}, phones: map[uint32][]int{}}
	for i, m := range maskers {
		for _, s := range slices.Concat(m.sure, m.unsure, m.emails, []string{m.family}) {
			c.add(s, i)
		}
		for _, n := range m.phones {
			if len(n) < phoneDigits {
				c.always = append(c.always, i)
				continue
			}
			tail := uint32(0)
			for _, d := range n[len(n)-phoneDigits:] {
				tail = tail*10 + uint32(d-'0')
			}
			c.phones[tail] = append(c.phones[tail], i)
			c.digits.add(spread(uint64(tail)))
		}
		for _, id := range ids[i] {
			c.ids[id] = append(c.ids[id], i)
			c.add(id.String(), i)
			c.add(hexOf(id), i)
			c.raw.add(spread(binary.BigEndian.Uint64(id[:])))
		}
	}
	return c
}

// add adds a folded text to look for.
func (c *gathering) add(s string, i int) {
	if s == "" {
		return
	}
	words := c.words([]byte(s))
	if len(words) == 0 {
		c.always = append(c.always, i)
		return
	}
	node := int32(0)
	c.first.add(words[0])
	for _, w := range words {
		b := branch{node, w}
		if c.next[b] == 0 {
			c.next[b] = int32(len(c.next) + 1)
		}
		node = c.next[b]
	}
	if !slices.Contains(c.ends[node], i) {
		c.ends[node] = append(c.ends[node], i)
	}
}

// spread mixes the wordSet of a number (Stafford's variant 13 of MurmurHash3's end).
func spread(n uint64) uint64 {
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// words returns the folded words of a text as numbers: letters and digits, with
// anything else between them.
func (c *gathering) words(b []byte) []uint64 {
	c.hash = c.hash[:0]
	const start = 14695981039346656037 // FNV-1a
	h := uint64(start)
	for i := 0; i < len(b); {
		x := b[i]
		switch {
		case x >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(b[i:])
			c.folded = foldRune(c.folded[:0], r)
			i += size
			for f := c.folded; len(f) > 0; {
				r, size := utf8.DecodeRune(f)
				if r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
					for _, y := range f[:size] {
						h = (h ^ uint64(y)) * 1099511628211
					}
				} else if h != start {
					c.hash, h = append(c.hash, spread(h)), start
				}
				f = f[size:]
			}
			continue
		case x >= 'a' && x <= 'z' || x >= '0' && x <= '9':
			h = (h ^ uint64(x)) * 1099511628211
		case x >= 'A' && x <= 'Z':
			h = (h ^ uint64(x+'a'-'A')) * 1099511628211
		case h != start:
			c.hash, h = append(c.hash, spread(h)), start
		}
		i++
	}
	if h != start {
		c.hash = append(c.hash, spread(h))
	}
	return c.hash
}

// near returns whose names, e-mails, numbers or ids may be in b, sorted. It is
// good until the next call.
func (c *gathering) near(b []byte) []int {
	c.found = append(c.found[:0], c.always...)
	if bytes.IndexByte(b, '\\') >= 0 {
		b = []byte(plainText(b))
		if bytes.Contains(b, []byte(`\u00`)) { // an escape could stand for anything
			c.found = c.found[:0]
			for i := range c.maskers {
				c.found = append(c.found, i)
			}
			return c.found
		}
	}
	words := c.words(b)
	for i, w := range words {
		if !c.first.has(w) {
			continue
		}
		node := int32(0)
		for _, w := range words[i:] {
			if node = c.next[branch{node, w}]; node == 0 {
				break
			}
			c.found = append(c.found, c.ends[node]...)
		}
	}
	if len(c.phones) > 0 {
		c.dialled(b)
	}
	if len(c.found) > 1 {
		slices.Sort(c.found)
		c.found = slices.Compact(c.found)
	}
	return c.found
}

// dialled adds whose telephone numbers may be in b.
func (c *gathering) dialled(b []byte) {
	n, tail := 0, uint32(0)
	for _, x := range b {
		switch {
		case x >= '0' && x <= '9':
			tail = (tail*10 + uint32(x-'0')) % phoneModulus
			if n++; n >= phoneDigits && c.digits.has(spread(uint64(tail))) {
				c.found = append(c.found, c.phones[tail]...)
			}
		case n > 0 && !parts(x) && x < utf8.RuneSelf:
			n, tail = 0, 0
		}
	}
}

// concerned returns who is spoken of in b, or may be, by whatever masking looks
// for. It is good until the next call.
func (c *gathering) concerned(b []byte) []int {
	if len(c.maskers) == 1 { // the sieve of one is faster
		if c.maskers[0].concerns(b) {
			return []int{0}
		}
		return nil
	}
	near := c.near(b)
	return slices.DeleteFunc(near, func(i int) bool { return !c.maskers[i].concerns(b) })
}

// speaks tells whether b holds what masking would take away or doubt.
func (c *gathering) speaks(b []byte) bool { return len(c.speakers(b)) > 0 }

func (c *gathering) speakers(b []byte) []int {
	near := []int{0}
	if len(c.maskers) > 1 {
		near = c.near(b)
	}
	return slices.DeleteFunc(near, func(i int) bool { return !c.maskers[i].speaks(b) })
}

// identifies tells whether bytes hold one of the ids, raw or written.
func (c *gathering) identifies(b []byte) bool {
	for i := 0; i+16 <= len(b); i++ {
		if c.raw.has(spread(binary.BigEndian.Uint64(b[i:]))) && c.ids[ID(b[i:i+16])] != nil {
			return true
		}
	}
	return slices.ContainsFunc(c.near(b), func(i int) bool {
		return slices.ContainsFunc(c.own[i], func(id ID) bool {
			return bytes.Contains(b, []byte(id.String())) || bytes.Contains(b, []byte(hexOf(id)))
		})
	})
}
