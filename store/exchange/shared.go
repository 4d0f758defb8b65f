package exchange

import (
	"hash/maphash"
	"math/bits"
	"runtime"
	"sync"

	"calepin/store"
)

// sharedKey is something that duplicates share, by its hash: at a million
// contacts, two of 64 bits meet by chance once in a million imports, and then
// show as a duplicate that is none.
type sharedKey struct {
	hash uint64
	kind uint8 // index of whys
}

var whys = [...]Why{SameEmail, SamePhone, SameName}

func (k sharedKey) why() Why { return whys[k.kind] }

// share works out, on all processors, what each contact may share with others.
func (p *planner) share() {
	contacts := p.parsed.Contacts
	p.shared = make([][]sharedKey, len(contacts))
	p.hasher = hasher{seed: maphash.MakeSeed(), firms: &p.firms, dial: p.dial}
	var wg sync.WaitGroup
	var mu sync.Mutex
	total, parts := 0, runtime.GOMAXPROCS(0)
	for i := range parts {
		wg.Go(func() {
			h := p.hasher
			from, to := i*len(contacts)/parts, (i+1)*len(contacts)/parts
			all := make([]sharedKey, 0, 4*(to-from))
			n := 0
			for j := from; j < to; j++ {
				keys := h.keysOf(contacts[j].Person)
				if cap(all)-len(all) < len(keys) { // the slices handed out stay
					all = make([]sharedKey, 0, max(4*(to-j), len(keys)))
				}
				at := len(all)
				all = append(all, keys...)
				p.shared[j] = all[at:len(all):len(all)]
				n += len(keys)
			}
			mu.Lock()
			defer mu.Unlock()
			total += n
		})
	}
	wg.Wait()
	if p.alwaysSkips() { // nobody changes, so no keys come but these
		p.repeats = repeatsOf(p.shared, total)
		total = 0
	}
	p.keys = make(map[uint64]uint32, total)
}

// repeats tells of most hashes that occur once that they do: what stands alone
// need not be looked up, and most of an import does. A nil one knows of none.
type repeats []uint64

// repeatsOf marks the places of hashes met once, then of those met again. With
// 16 places or more a hash, one in thirty is taken for a repeat by chance.
func repeatsOf(shared [][]sharedKey, total int) repeats {
	words := 1 << bits.Len(uint(total/4))
	once, again := make([]uint64, words), make(repeats, words)
	for _, keys := range shared {
		for _, k := range keys {
			word, bit := again.place(k.hash)
			again[word] |= once[word] & bit
			once[word] |= bit
		}
	}
	return again
}

func (r repeats) place(hash uint64) (word int, bit uint64) {
	return int(hash>>6) & (len(r) - 1), 1 << (hash & 63)
}

// alone tells that no other contact has this hash.
func (r repeats) alone(hash uint64) bool {
	if r == nil {
		return false
	}
	word, bit := r.place(hash)
	return r[word]&bit == 0
}

// hasher makes the keys. It serves one goroutine.
type hasher struct {
	seed  maphash.Seed
	firms *firms
	dial  dialling

	keys  []sharedKey // scratch space, as is what follows
	bytes []byte
	words []byte
	names store.NameWords
}

// keysOf returns what duplicates share, strongest first, as store.Duplicates
// sees it: each e-mail, each number, the words of the name with each
// organisation. The slice is good until the next call.
func (h *hasher) keysOf(q *store.Person) []sharedKey {
	h.keys = h.keys[:0]
	for _, e := range q.Emails {
		h.add(0, store.AppendFold(h.begin(), e.Address))
	}
	for _, n := range q.Phones {
		if number := h.dial.key(n.Number); number != "" {
			if q.Given != "" { // of those who share a number, the one of that name
				b := appendWords(append(append(h.begin(), number...), 0), q.Given)
				h.add(1, appendWords(append(b, 0), q.Family))
			}
			h.add(1, append(h.begin(), number...))
		}
	}
	h.words = h.names.Append(h.words[:0], q)
	if len(q.Organisations) == 0 && len(h.words) > 0 {
		h.add(2, append(h.begin(), h.words...))
	}
	for _, a := range q.Organisations {
		h.add(2, store.AppendFold(append(append(h.begin(), h.words...), 0), h.firms.name(a)))
	}
	return h.keys
}

// begin returns the room for the bytes of a key.
func (h *hasher) begin() []byte { return h.bytes[:0] }

// add adds the key of a kind whose bytes are b.
func (h *hasher) add(kind uint8, b []byte) {
	h.bytes = append(b, 0, kind)
	h.keys = append(h.keys, sharedKey{maphash.Bytes(h.seed, h.bytes), kind})
}
