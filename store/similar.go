package store

import (
	"bytes"
	"cmp"
	"context"
	"math/bits"
	"slices"

	"calepin/store/vault"
)

// Similar returns the people whose name is nearly the one given: the same words
// in any order and written apart or together, or one slip of the hand away (a
// letter wrong, missing, too many, or two swapped); the nearest first, at most
// limit. It walks the index by name: to be done off the loop.
func (s *Store) Similar(ctx context.Context, name string, limit int) (rows []Row, err error) {
	wanted := newNearName(name)
	if limit <= 0 || len(wanted.letters) < 2 {
		return nil, nil
	}
	type found struct {
		pair
		slips int
	}
	var parts [2][]found
	err = s.v.View(func(tx *vault.Tx) error {
		near := func() matcher {
			n := wanted.clone()
			return func(_, v []byte) bool { return n.maybe(v) && n.slips(rowField(v, fieldName)) >= 0 }
		}
		again := [2]*nearName{wanted.clone(), wanted.clone()}
		_, err := walk(ctx, tx, bucketByName, &s.split, near, func(part, _ int, k, v []byte) {
			parts[part] = append(parts[part], found{pair{k, v}, again[part].slips(rowField(v, fieldName))})
		})
		if err != nil {
			return err
		}
		all := append(parts[0], parts[1]...)
		SortRecords(all, func(a, b found) int { return cmp.Compare(a.slips, b.slips) })
		for _, f := range all[:min(limit, len(all))] {
			rows = append(rows, readRow(f.key, f.value))
		}
		return nil
	})
	return rows, err
}

// minSlip is how many letters a name must have for a slip in it to tell
// anything: "Léa" and "Lia" are two people.
const minSlip = 5

// nearName compares names with one name. It serves one goroutine.
type nearName struct {
	words   [][]byte // folded
	letters []byte   // the words without what parts them
	bag     [256]int8
	set     uint64 // of the letters, as bits

	buf, joined []byte
	split       [][]byte
}

func newNearName(name string) *nearName {
	n := &nearName{}
	for _, w := range foldWords(cleanLine(name)) {
		n.words = append(n.words, []byte(w))
		n.letters = append(n.letters, w...)
	}
	n.set = letterSet(n.letters)
	for _, b := range n.letters {
		if n.bag[b] < 100 {
			n.bag[b]++
		}
	}
	return n
}

func (n *nearName) clone() *nearName {
	return &nearName{words: n.words, letters: n.letters, bag: n.bag, set: n.set}
}

// maybe is a quick no for a value of by_name. Its first text is the given, the
// middle and the family name, folded, or nothing for who has none of them.
func (n *nearName) maybe(v []byte) bool {
	name := v[1:]
	name = name[:max(bytes.IndexByte(name, sep), 0)]
	return len(name) == 0 || len(name) >= len(n.letters)-1 && bits.OnesCount64(n.set&^letterSet(name)) <= 1
}

func letterSet(text []byte) (set uint64) {
	for _, b := range text {
		set |= 1 << (b & 63)
	}
	return set
}

// slips returns 0 for a name of the same words, 1 for one that is a slip away,
// -1 for another name.
func (n *nearName) slips(name []byte) int {
	n.buf = AppendFold(n.buf[:0], string(name))
	n.joined = n.joined[:0]
	for _, b := range n.buf {
		if !partsWords(b) {
			n.joined = append(n.joined, b)
		}
	}
	if d := len(n.joined) - len(n.letters); d < -1 || d > 1 || !n.sameLetters() {
		return -1
	}
	if bytes.Equal(n.joined, n.letters) {
		return 0
	}
	n.split = n.split[:0]
	for from, i := 0, 0; i <= len(n.buf); i++ {
		if i == len(n.buf) || partsWords(n.buf[i]) {
			if i > from {
				n.split = append(n.split, n.buf[from:i])
			}
			from = i + 1
		}
	}
	return n.slipsOfWords()
}

// sameLetters is a quick no for names whose letters differ by more than one.
func (n *nearName) sameLetters() bool {
	bag, differ := n.bag, 0
	for _, b := range n.joined {
		if bag[b]--; bag[b] < 0 {
			if differ++; differ > 1 {
				return false
			}
		}
	}
	return true
}

// slipsOfWords compares the words, whatever their order.
func (n *nearName) slipsOfWords() int {
	slip := len(n.letters) >= minSlip && oneSlip(n.joined, n.letters)
	var left []byte
	missing := 0
	for _, w := range n.words {
		if i := slices.IndexFunc(n.split, func(o []byte) bool { return bytes.Equal(o, w) }); i >= 0 {
			n.split = slices.Delete(n.split, i, i+1)
		} else {
			left, missing = w, missing+1
		}
	}
	switch {
	case missing == 0 && len(n.split) == 0:
		return 0
	case slip || missing == 1 && len(n.split) == 1 && len(n.letters) >= minSlip && oneSlip(left, n.split[0]):
		return 1
	}
	return -1
}

func partsWords(b byte) bool { return b == ' ' || b == '-' || b == '\'' }

// oneSlip tells whether two texts are one letter wrong, missing, too many or
// swapped with its neighbour apart.
func oneSlip(a, b []byte) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch rest := b[min(i+1, len(b)):]; {
	case len(b)-len(a) > 1:
		return false
	case len(b) > len(a):
		return bytes.Equal(a[i:], rest)
	case i == len(a):
		return true
	case bytes.Equal(a[i+1:], rest):
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && bytes.Equal(a[i+2:], b[i+2:])
}
