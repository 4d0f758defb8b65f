package vault

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// pack writes the live records of tx, and what is loaded beside them by bucket,
// to w as a bbolt database without a free page, in one pass and no copy in
// memory; what was deleted is in none of it. It empties loads on the way.
// bolt.Compact does the same into a second database, at twice the memory and
// four times the time; the tests hold the two equal. Buckets within buckets are
// not ours and refused.
func pack(w io.Writer, tx *bolt.Tx, loads map[string]Sorted) error {
	var list []*packed
	err := tx.ForEach(func(name []byte, b *bolt.Bucket) error {
		list = append(list, &packed{name: name, bucket: b, load: loads[string(name)]})
		return nil
	})
	for name, load := range loads {
		if tx.Bucket([]byte(name)) == nil {
			list = append(list, &packed{name: []byte(name), load: load})
		}
	}
	slices.SortFunc(list, func(a, b *packed) int { return bytes.Compare(a.name, b.name) })
	for _, p := range list {
		if err == nil {
			err = p.plan()
		}
	}
	if err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	root := rootRun(list)
	next := uint64(firstPage + root.pages)
	for _, p := range list {
		next = p.place(next)
	}
	out := &pageWriter{w: w}
	out.meta(0, next)
	out.meta(1, next)
	out.page(freelistPage, freelistFlag, nil)
	out.page(firstPage, leafFlag, rootItems(list))
	clear(loads)
	for i, p := range list {
		p.write(out)
		list[i] = nil // what was loaded may be gone by now
	}
	if out.err != nil {
		return fmt.Errorf("pack: %w", out.err)
	}
	return nil
}

// bbolt's layout of a packed file: two meta pages, the empty list of free
// pages, the leaf that names the buckets, then each bucket's pages.
const (
	freelistPage = 2
	firstPage    = 3
	metaFlag     = 4
	freelistFlag = 16
	boltVersion  = 2
)

// packed is one bucket on its way to the file.
type packed struct {
	name   []byte
	bucket *bolt.Bucket // nil for one that is new
	load   Sorted       // nil for none
	// levels are the tree's, the leaves first, the root alone last.
	levels [][]run
}

// run is one page with what overflows from it.
type run struct {
	first []byte // its first key
	count int    // of its elements
	pages int
	id    uint64
}

// item is one element: of a leaf a key and a value, of a branch a key and the
// page that it leads to.
type item struct {
	flags      uint32
	key, value []byte
	child      uint64
}

// plan parts the bucket's records into pages as full as can be, and the pages
// into branches.
func (p *packed) plan() error {
	leaves := []run{{}}
	size := pageHeader
	pairs := newMerged(p.bucket, p.load)
	for k, v := pairs.next(); k != nil; k, v = pairs.next() {
		if v == nil {
			return fmt.Errorf("bucket %s holds another", p.name)
		}
		leaves = grow(leaves, &size, elementSize+len(k)+len(v), k, 1)
	}
	if pairs.err != nil {
		return fmt.Errorf("bucket %s: %w", p.name, pairs.err)
	}
	p.levels = [][]run{closeRun(leaves, size)}
	for len(p.levels[len(p.levels)-1]) > 1 {
		branches := []run{{}}
		size := pageHeader
		for _, child := range p.levels[len(p.levels)-1] {
			branches = grow(branches, &size, elementSize+len(child.first), child.first, 2)
		}
		p.levels = append(p.levels, closeRun(branches, size))
	}
	return nil
}

// grow adds an element of that many bytes to the last run, or begins another
// where the page is full and holds at least least elements.
func grow(runs []run, size *int, bytes int, key []byte, least int) []run {
	last := &runs[len(runs)-1]
	if last.count >= least && *size+bytes > pageSize {
		runs = append(closeRun(runs, *size), run{})
		last, *size = &runs[len(runs)-1], pageHeader
	}
	if last.count == 0 {
		last.first = key
	}
	last.count++
	*size += bytes
	return runs
}

func closeRun(runs []run, size int) []run {
	runs[len(runs)-1].pages = (size + pageSize - 1) / pageSize
	return runs
}

// place gives the pages their numbers, from next on, in the order that write
// writes them, and returns the number behind them.
func (p *packed) place(next uint64) uint64 {
	for _, level := range p.levels {
		for i := range level {
			level[i].id = next
			next += uint64(level[i].pages)
		}
	}
	return next
}

// sequence is bbolt's counter of a bucket, which calepin does not use.
func (p *packed) sequence() uint64 {
	if p.bucket == nil {
		return 0
	}
	return p.bucket.Sequence()
}

func (p *packed) root() uint64 { return p.levels[len(p.levels)-1][0].id }

func (p *packed) write(out *pageWriter) {
	pairs := newMerged(p.bucket, p.load)
	var items []item
	for _, leaf := range p.levels[0] {
		items = items[:0]
		for range leaf.count {
			k, v := pairs.next()
			items = append(items, item{key: k, value: v})
		}
		out.page(leaf.id, leafFlag, items)
	}
	for n, level := range p.levels[1:] {
		children := p.levels[n]
		for _, branch := range level {
			items = items[:0]
			for _, child := range children[:branch.count] {
				items = append(items, item{key: child.first, child: child.id})
			}
			children = children[branch.count:]
			out.page(branch.id, branchFlag, items)
		}
	}
}

// rootItems are the elements of the leaf that names the buckets: each leads to
// the root of its bucket.
func rootItems(list []*packed) []item {
	items := make([]item, len(list))
	for i, p := range list {
		value := binary.LittleEndian.AppendUint64(nil, p.root())
		value = binary.LittleEndian.AppendUint64(value, p.sequence())
		items[i] = item{flags: bucketFlag, key: p.name, value: value}
	}
	return items
}

// rootRun is the room that rootItems will take.
func rootRun(list []*packed) run {
	size := pageHeader
	for _, p := range list {
		size += elementSize + len(p.name) + 16
	}
	return run{pages: (size + pageSize - 1) / pageSize}
}

// pageWriter writes pages in the order of their numbers. Its first error stops it.
type pageWriter struct {
	w    io.Writer
	next uint64
	buf  []byte
	err  error
}

// page writes the page id with its elements: their headers, then their bytes.
func (o *pageWriter) page(id uint64, flags uint16, items []item) {
	at := pageHeader + len(items)*elementSize
	size := at
	for _, it := range items {
		size += len(it.key) + len(it.value)
	}
	pages := (size + pageSize - 1) / pageSize
	b := o.begin(id, flags, pages)
	binary.LittleEndian.PutUint16(b[10:], uint16(len(items)))
	binary.LittleEndian.PutUint32(b[12:], uint32(pages-1))
	for i, it := range items {
		head := pageHeader + i*elementSize
		element(b[head:], it, flags, uint32(at-head))
		at += copy(b[at:], it.key)
		at += copy(b[at:], it.value)
	}
	o.flush(b)
}

// element writes the header of an element whose bytes lie pos behind it.
func element(b []byte, it item, flags uint16, pos uint32) {
	if flags == branchFlag {
		binary.LittleEndian.PutUint32(b, pos)
		binary.LittleEndian.PutUint32(b[4:], uint32(len(it.key)))
		binary.LittleEndian.PutUint64(b[8:], it.child)
		return
	}
	binary.LittleEndian.PutUint32(b, it.flags)
	binary.LittleEndian.PutUint32(b[4:], pos)
	binary.LittleEndian.PutUint32(b[8:], uint32(len(it.key)))
	binary.LittleEndian.PutUint32(b[12:], uint32(len(it.value)))
}

// meta writes one of the two meta pages; bbolt takes the one with the higher
// transaction. pages is the number of pages of the whole file.
func (o *pageWriter) meta(id, pages uint64) {
	b := o.begin(id, metaFlag, 1)
	m := b[pageHeader:]
	for at, v := range map[int]uint32{0: boltMagic, 4: boltVersion, 8: pageSize} {
		binary.LittleEndian.PutUint32(m[at:], v)
	}
	for at, v := range map[int]uint64{16: firstPage, 32: freelistPage, 40: pages, 48: 2 - id} {
		binary.LittleEndian.PutUint64(m[at:], v)
	}
	sum := fnv.New64a()
	sum.Write(m[:56])
	binary.LittleEndian.PutUint64(m[56:], sum.Sum64())
	o.flush(b)
}

func (o *pageWriter) begin(id uint64, flags uint16, pages int) []byte {
	if o.err == nil && id != o.next {
		o.err = fmt.Errorf("page %d where %d is due", id, o.next)
	}
	if need := pages * pageSize; cap(o.buf) < need {
		o.buf = make([]byte, need)
	}
	b := o.buf[:pages*pageSize]
	clear(b)
	o.next += uint64(pages)
	binary.LittleEndian.PutUint64(b, id)
	binary.LittleEndian.PutUint16(b[8:], flags)
	return b
}

func (o *pageWriter) flush(b []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
}
