package store

import (
	"bytes"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"calepin/store/vault"
)

// terms are what a search text must hold, all of them.
type terms []term

// term is a piece of text to find. rare is where in it the byte stands that is
// rarest in names, which is what to look for first: most rows are told by its
// absence.
type term struct {
	text []byte
	rare int
}

// rarity orders bytes from the most common in names, e-mails and numbers; all
// others are rarer still.
const rarity = "\x1f@eainrtslou0cmd.6hp132789g5b4vfyqjxzkw'-#="

func newTerm(text []byte) term {
	t := term{text: text}
	for i, b := range text {
		if rareness(b) > rareness(text[t.rare]) {
			t.rare = i
		}
	}
	return t
}

// rareness is the place of a byte in rarity.
func rareness(b byte) int {
	if n := strings.IndexByte(rarity, b); n >= 0 {
		return n
	}
	return len(rarity)
}

// rarest returns the term whose rarest byte is rarest of all.
func (t terms) rarest() term {
	return slices.MaxFunc(t, func(a, b term) int { return rareness(a.text[a.rare]) - rareness(b.text[b.rare]) })
}

// in tells whether the term stands in text.
func (t term) in(text []byte) bool { return t.index(text) >= 0 }

// index returns where the term first stands in text, -1 for nowhere.
func (t term) index(text []byte) int {
	n := len(t.text)
	if len(text) < n {
		return -1
	}
	// The rare byte has t.rare bytes before it and the rest of the term after.
	hay := text[t.rare : len(text)-(n-t.rare-1)]
	for from := 0; ; {
		i := bytes.IndexByte(hay[from:], t.text[t.rare])
		if i < 0 {
			return -1
		}
		if at := from + i; bytes.Equal(text[at:at+n], t.text) {
			return at
		}
		from += i + 1
	}
}

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
			all = append(all, newTerm([]byte(digits)))
		} else {
			for _, w := range phone {
				all = append(all, newTerm([]byte(w)))
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
				all = append(all, newTerm([]byte(piece)))
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

// terms are what a row must hold for the search and the filters of a query.
func (q *Query) terms() terms {
	all := parseSearch(q.Search)
	for _, t := range q.Tags {
		t = strings.TrimLeft(cleanLine(t), "#")
		all = append(all, newTerm([]byte(string(sep)+"#"+Fold(t)+string(sep))))
	}
	if q.Status != "" {
		all = append(all, newTerm([]byte(string(sep)+"="+string(q.Status)+string(sep))))
	}
	return all
}

// match tells whether the search text of v, which a NUL or the end of v ends,
// has all terms.
func (t terms) match(v []byte) bool {
	if len(t) == 0 {
		return true
	}
	if i := bytes.IndexByte(v, 0); i >= 0 {
		v = v[:i]
	}
	for _, term := range t {
		if !term.in(v) {
			return false
		}
	}
	return true
}

// pair is a key of by_name and its value, valid within the transaction.
type pair struct{ key, value []byte }

// scan returns, in the order of by_name or against it, the first limit pairs
// that match from a place on (nil: from the beginning), all where limit is 0;
// total is the number of all that match where count is set.
type scan struct {
	terms      terms
	only       map[ID]bool // nil for anybody
	from       []byte      // ascending: the first key taken; descending: the first not taken
	descending bool
	limit      int
	count      bool
}

func (sc scan) matcher() matcher { return sc.match }

// match tells whether a pair of by_name is asked for.
func (sc *scan) match(k, v []byte) bool {
	return (sc.only == nil || sc.only[ID(k[len(k)-16:])]) && sc.terms.match(v)
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
type splitter struct {
	key  atomic.Pointer[[]byte]
	size atomic.Int64 // how many keys the last whole walk saw
}

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
		if !sc.match(k, v) {
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
