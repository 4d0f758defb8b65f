package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"
	"slices"
	"sort"
	"unsafe"

	bolt "go.etcd.io/bbolt"
)

// early reads a working copy that is still being filled: bbolt takes its file
// to be whole, so the pages are read here, each once it is there, together with
// the changes that the journal holds. What it reads is what bbolt would read
// later.
type early struct {
	fill *filling
	data []byte // bbolt's map of the working copy
	root uint64 // the page that names the buckets
	// changes are those since the snapshot, by bucket: in the order of the
	// keys, each key once. A nil value deletes.
	changes map[string][]op
}

// newEarly reads beside db. What it hands out lies in db's map, which stays as
// long as a transaction of db is open.
func newEarly(f *filling, db *bolt.DB) (*early, error) {
	at := db.Info().Data
	e := &early{fill: f, data: unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&at))), f.snapshot.size)}
	err := db.View(func(tx *bolt.Tx) error {
		e.root = uint64(tx.Cursor().Bucket().Root())
		return nil
	})
	return e, err
}

var errMalformed = errors.New("not a page of the database")

// page is one page of the database, with what overflows from it.
type page struct {
	bytes []byte
	leaf  bool
	count int // of its elements
}

// page returns a page as soon as it is there, and an empty one where it never
// will be, or is none: the filling has failed then.
func (e *early) page(id uint64) page {
	from := int64(id) * pageSize
	if id >= uint64(len(e.data)/pageSize) {
		return e.malformed(from)
	}
	if e.fill.need(from, from+pageSize) != nil {
		return page{}
	}
	size := int64(binary.LittleEndian.Uint32(e.data[from+12:])+1) * pageSize
	if binary.LittleEndian.Uint64(e.data[from:]) != id || size > int64(len(e.data))-from {
		return e.malformed(from)
	}
	if e.fill.need(from, from+size) != nil {
		return page{}
	}
	return e.read(e.data[from:from+size], from)
}

// read takes bytes for a page.
func (e *early) read(b []byte, at int64) page {
	if len(b) < pageHeader {
		return e.malformed(at)
	}
	flags := binary.LittleEndian.Uint16(b[8:])
	p := page{bytes: b, leaf: flags == leafFlag, count: int(binary.LittleEndian.Uint16(b[10:]))}
	if !p.leaf && flags != branchFlag || !p.leaf && p.count == 0 || pageHeader+p.count*elementSize > len(b) {
		return e.malformed(at)
	}
	return p
}

func (e *early) malformed(at int64) page {
	_ = e.fill.fail(e.fill.snapshot.damaged(at, errMalformed))
	return page{}
}

// element returns the place of an element's key, its length, and that of the
// value behind it.
func (p page) element(i int) (flags uint32, at, key, value uint64) {
	from := uint64(pageHeader + i*elementSize)
	h := p.bytes[from : from+elementSize]
	first, second := binary.LittleEndian.Uint32(h), binary.LittleEndian.Uint32(h[4:])
	if !p.leaf {
		return 0, from + uint64(first), uint64(second), 0
	}
	return first, from + uint64(second), uint64(binary.LittleEndian.Uint32(h[8:])), uint64(binary.LittleEndian.Uint32(h[12:]))
}

// pair returns a key and its value; the value is empty on a branch. Both are
// nil where they would lie outside of the page.
func (p page) pair(i int) (key, value []byte) {
	_, at, k, v := p.element(i)
	if at+k+v > uint64(len(p.bytes)) {
		return nil, nil
	}
	return p.bytes[at : at+k : at+k], p.bytes[at+k : at+k+v : at+k+v]
}

// child is the page that an element of a branch leads to.
func (p page) child(i int) uint64 {
	return binary.LittleEndian.Uint64(p.bytes[pageHeader+i*elementSize+8:])
}

// seek returns the first element of a page that is not before a key.
func (p page) seek(key []byte) int {
	return sort.Search(p.count, func(i int) bool { k, _ := p.pair(i); return bytes.Compare(k, key) >= 0 })
}

// bucket returns the uppermost page of a bucket, an empty one where there is
// none.
func (e *early) bucket(name string) page {
	w := way{e: e}
	w.down(e.page(e.root), []byte(name))
	k, value := w.pair()
	if string(k) != name || len(value) < 16 {
		return page{}
	}
	if id := binary.LittleEndian.Uint64(value); id != 0 {
		return e.page(id)
	}
	return e.read(value[16:], 0) // a small bucket, inline
}

// way is a place in a tree and the pages that lead there.
type way struct {
	e     *early
	steps []step
}

type step struct {
	page
	i int
}

// down goes from a page to the first pair that is not before key.
func (w *way) down(p page, key []byte) {
	for p.bytes != nil && w.deeper() {
		i := p.seek(key)
		if p.leaf {
			w.steps = append(w.steps, step{p, i})
			if i == p.count {
				w.move(1)
			}
			return
		}
		if i == p.count {
			i--
		} else if k, _ := p.pair(i); i > 0 && !bytes.Equal(k, key) {
			i--
		}
		w.steps = append(w.steps, step{p, i})
		p = w.e.page(p.child(i))
	}
	w.steps = nil
}

// edge goes from a page to the first of its pairs, or to the last one.
func (w *way) edge(p page, last bool) {
	for p.bytes != nil && w.deeper() {
		i := 0
		if last {
			i = p.count - 1
		}
		w.steps = append(w.steps, step{p, i})
		if p.leaf {
			if p.count == 0 { // of an empty bucket
				w.steps = nil
			}
			return
		}
		p = w.e.page(p.child(i))
	}
	w.steps = nil
}

func (w *way) deeper() bool {
	if len(w.steps) < maxDepth {
		return true
	}
	w.e.malformed(0)
	return false
}

// move goes to the next pair, or back to the one before.
func (w *way) move(by int) {
	for n := len(w.steps) - 1; n >= 0; n-- {
		s := &w.steps[n]
		if s.i += by; s.i < 0 || s.i >= s.count {
			continue
		}
		w.steps = w.steps[:n+1]
		if !s.leaf {
			w.edge(w.e.page(s.child(s.i)), by < 0)
		}
		return
	}
	w.steps = nil
}

// pair is what lies at the place, nil behind the last and before the first.
func (w *way) pair() (key, value []byte) {
	if len(w.steps) == 0 {
		return nil, nil
	}
	s := &w.steps[len(w.steps)-1]
	if key, value = s.pair(s.i); len(key) == 0 {
		w.e.malformed(0)
		return nil, nil
	}
	return key, value
}

// get returns the value of a key, nil where there is none.
func (e *early) get(bucket string, key []byte) []byte {
	for k, v := range e.pairs(bucket, key, false) {
		if bytes.Equal(k, key) {
			return v
		}
		break
	}
	return nil
}

// pairs yields the pairs of a bucket from a key on, in rising order; back, those
// before it in falling order, nil then being behind the last one. Inlined, it
// would be in every walk there is, 0.25 MB.
//
//go:noinline
func (e *early) pairs(bucket string, key []byte, back bool) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		w, by := way{e: e}, 1
		changes := e.changes[bucket]
		at := len(changes)
		if key != nil || !back {
			at = sort.Search(at, func(i int) bool { return bytes.Compare(changes[i].key, key) >= 0 })
		}
		if top := e.bucket(bucket); !back {
			w.down(top, key)
		} else {
			by, at = -1, at-1
			w.before(top, key)
		}
		for {
			k, v := w.pair()
			changed := at >= 0 && at < len(changes)
			if changed {
				c := 0
				if k != nil {
					c = bytes.Compare(changes[at].key, k) * by
				}
				if changed = c <= 0; changed {
					if k != nil && c == 0 {
						w.move(by)
					}
					k, v = changes[at].key, changes[at].value
					at += by
				}
			}
			if k == nil {
				return
			}
			if !changed {
				w.move(by)
			}
			if v != nil && !yield(k, v) {
				return
			}
		}
	}
}

// before goes to the last pair before key, of all where key is nil.
func (w *way) before(top page, key []byte) {
	if key != nil {
		w.down(top, key)
	}
	if len(w.steps) > 0 {
		w.move(-1)
		return
	}
	w.edge(top, true)
}

// buckets are the names of all of them, sorted.
func (e *early) buckets() []string {
	var names []string
	w := way{e: e}
	for w.edge(e.page(e.root), false); ; w.move(1) {
		k, _ := w.pair()
		if k == nil {
			break
		}
		names = append(names, string(k))
	}
	for name := range e.changes {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
