package collation

import (
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
)

// packed holds the weights of all that has some of its own, by number: the step
// from the number before, how many bytes letters and accents have, and these.
//
//go:embed weights.gz
var packed string

// unpack returns the table's first bytes.
func unpack(most int64) string {
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		panic(err) // embedded, and read whole by a test
	}
	b, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		panic(err)
	}
	return string(b)
}

// entries yields the numbers of letters and signs in a table, and where their
// weights are.
func entries(table string) iter.Seq2[rune, int] {
	return func(yield func(rune, int) bool) {
		r := uint64(0)
		for at := 0; at+binary.MaxVarintLen32 < len(table); {
			step, n := binary.Uvarint([]byte(table[at:min(at+binary.MaxVarintLen32, len(table))]))
			at += n
			if r += step; !yield(rune(r), at) {
				return
			}
			at += 2 + int(table[at]) + int(table[at+1])
		}
	}
}

func weightsAt(table string, at int) weights {
	both := table[at+2:]
	l, a := int(table[at]), int(table[at+1])
	return weights{both[:l], both[l : l+a]}
}

// common are the weights of what nearly all names are made of, Latin letters
// with their accents. They lead the table: to unpack only them takes no time.
var common = sync.OnceValue(func() []weights {
	list := make([]weights, numCommon)
	table := unpack(sizeCommon)
	for r, at := range entries(table) {
		if r >= numCommon {
			break
		}
		list[r] = weightsAt(table, at)
	}
	return list
})

// numCommon are the Latin letters; sizeCommon is where theirs end in the table, at most.
const numCommon, sizeCommon = 0x250, 8 << 10

// place is where the weights of a letter or sign are.
type place struct {
	r  rune
	at int32
}

// whole is the table with all its places.
var whole = sync.OnceValue(func() (w struct {
	table  string
	places []place
}) {
	w.table = unpack(1 << 30)
	w.places = make([]place, 0, 1<<15)
	for r, at := range entries(w.table) {
		w.places = append(w.places, place{r, int32(at)})
	}
	return w
})

func find(r rune) (weights, bool) {
	w := whole()
	i, found := slices.BinarySearchFunc(w.places, r, func(p place, r rune) int { return int(p.r - r) })
	if !found {
		return weights{}, false
	}
	return weightsAt(w.table, int(w.places[i].at)), true
}
