package store

import (
	"bytes"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"calepin/store/vault"
)

// terms are what a value's search text must hold, each of them in one of its
// writings, each writing in all its pieces.
type terms [][][]byte

// term is one of terms: "06 12" is the digits 0612, or the words 06 and 12.
func term(writings ...[]byte) [][]byte { return writings }

// parseSearch reads what someone typed into a search: folded words that must
// all be found, in any order. Neighbouring words that could be a telephone
// number are looked for as one run of digits too, however they are written.
func parseSearch(s string) (all terms) {
	var phone []string
	flush := func() {
		if len(phone) == 0 {
			return
		}
		if digits := searchDigits(strings.Join(phone, "")); len(digits) > 1 {
			all = append(all, term([]byte(digits)))
		} else {
			for _, w := range phone {
				all = append(all, term([]byte(w)))
			}
		}
		phone = nil
	}
	for _, w := range strings.FieldsFunc(Fold(s), func(r rune) bool { return unicode.IsSpace(r) || r < ' ' }) {
		if looksDialled(w) {
			phone = append(phone, w)
			continue
		}
		flush()
		for _, piece := range strings.Split(w, "-") {
			if piece != "" {
				all = append(all, term([]byte(piece)))
			}
		}
	}
	flush()
	return all
}

// looksDialled tells whether a word is made of digits and what separates them
// in telephone numbers.
func looksDialled(w string) bool {
	digits := 0
	for _, r := range w {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+.-/()", r):
			return false
		}
	}
	return digits > 0
}

// searchDigits returns the digits to look for: of "+33 (0)6", 336; of "0033 6"
// the same, as numbers are stored with + and not 00.
func searchDigits(s string) string {
	s = strings.Replace(s, "(0)", "", 1)
	d := onlyDigits(s)
	if rest, found := strings.CutPrefix(d, "00"); found && len(rest) > 1 {
		return rest
	}
	return d
}

// filter adds what a query filters by.
func (q *Query) terms() terms {
	all := parseSearch(q.Search)
	for _, t := range q.Tags {
		t = strings.TrimLeft(cleanLine(t), "#")
		all = append(all, term([]byte(string(sep)+"#"+Fold(t)+string(sep))))
	}
	if q.Status != "" {
		all = append(all, term([]byte(string(sep)+"="+string(q.Status)+string(sep))))
	}
	return all
}

// match tells whether the search text of v, which a NUL ends, has all terms.
func (t terms) match(v []byte) bool {
	for _, writings := range t {
		if !matchAny(v, writings) {
			return false
		}
	}
	return true
}

func matchAny(v []byte, writings [][]byte) bool {
	for _, w := range writings {
		if i := bytes.Index(v, w); i >= 0 && bytes.IndexByte(v[:i], 0) < 0 {
			return true
		}
	}
	return false
}

// pair is a key of by_name and its value, valid within the transaction.
type pair struct{ key, value []byte }

// scan returns, in the order of by_name or against it, the first limit pairs
// that match from a place on (nil: from the beginning), all where limit is 0;
// total is the number of all that match where count is set.
type scan struct {
	terms      terms
	from       []byte // ascending: the first key taken; descending: the first not taken
	descending bool
	limit      int
	count      bool
}

// half is one goroutine's part of a scan.
type half struct {
	found []pair
	total int
	seen  int
	mid   []byte // the key in the middle of what was seen
}

// splitter remembers a key near the middle of by_name, so that two goroutines
// share a scan fairly. Where it lies changes no result.
type splitter struct{ key atomic.Pointer[[]byte] }

func (sp *splitter) learn(first, second *half) {
	if n := first.seen + second.seen; n < 2048 || 4*first.seen > n && 4*second.seen > n {
		return
	}
	mid := first.mid
	if second.seen > first.seen {
		mid = second.mid
	}
	if mid != nil {
		k := bytes.Clone(mid)
		sp.key.Store(&k)
	}
}

// run makes the scan. It reads tx from two goroutines, which a read
// transaction allows once the bucket has been looked up.
func (sc scan) run(tx *vault.Tx, sp *splitter) ([]pair, int) {
	var split []byte
	if k := sp.key.Load(); k != nil && runtime.GOMAXPROCS(0) > 1 {
		split = *k
	}
	if past := sc.from != nil && split != nil && sc.descending != (bytes.Compare(sc.from, split) > 0); past {
		split = nil // all that is asked for lies in one half
	}
	var first, second half
	var stop atomic.Bool
	if split == nil {
		sc.part(tx, &first, sc.from, nil, &stop)
		if sc.from == nil && !stop.Load() {
			sp.learn(&first, &second)
		}
		return first.found, first.total
	}
	_ = tx.Get(bucketByName, []byte{0})
	var wg sync.WaitGroup
	var never atomic.Bool
	wg.Go(func() { sc.part(tx, &second, split, nil, &stop) })
	sc.part(tx, &first, sc.from, split, &never)
	if !sc.count && sc.limit > 0 && len(first.found) >= sc.limit {
		stop.Store(true)
	}
	wg.Wait()
	if sc.from == nil && (sc.count || sc.limit == 0) {
		sp.learn(&first, &second)
	}
	found := append(first.found, second.found...)
	if sc.limit > 0 && len(found) > sc.limit {
		found = found[:sc.limit]
	}
	return found, first.total + second.total
}

// part scans between two keys in the direction of the scan.
func (sc scan) part(tx *vault.Tx, h *half, from, to []byte, stop *atomic.Bool) {
	pairs := tx.From(bucketByName, from)
	if sc.descending {
		pairs = tx.Before(bucketByName, from)
	}
	step := 1024
	var marks [][]byte
	for k, v := range pairs {
		if to != nil && (bytes.Compare(k, to) >= 0) != sc.descending {
			break
		}
		if h.seen++; h.seen%step == 0 {
			if stop.Load() {
				return
			}
			marks = append(marks, k)
		}
		if !sc.terms.match(v) {
			continue
		}
		if h.total++; sc.limit == 0 || len(h.found) < sc.limit {
			h.found = append(h.found, pair{k, v})
		} else if !sc.count {
			break
		}
		if sc.limit > 0 && len(h.found) == sc.limit && !sc.count {
			break
		}
	}
	if len(marks) > 1 {
		h.mid = marks[len(marks)/2]
	}
}
