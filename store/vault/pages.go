package vault

import (
	"encoding/binary"
	"errors"
)

// pages reads the records out of the image of a bbolt database that lost some
// of its pages: it follows the tree from the root, checks every bound, and
// passes over what does not read. bbolt itself takes its file to be whole.
type pages struct {
	image   []byte
	lost    int
	depth   int
	visited map[uint64]bool
}

// bbolt's file format, version 2: little endian on every system that we build for.
const (
	pageHeader  = 16 // id u64, flags u16, count u16, overflow u32
	branchFlag  = 1
	leafFlag    = 2
	elementSize = 16
	bucketFlag  = 1
	boltMagic   = 0xED0CDAED
	maxDepth    = 32
)

// ErrNothingLeft: no record can be read any more.
var ErrNothingLeft = errors.New("nothing is left to read")

// walk calls visit for every record of every bucket that can be reached.
func (p *pages) walk(visit func(bucket string, key, value []byte) error) error {
	p.visited = map[uint64]bool{}
	root, ok := p.root()
	if !ok {
		p.lost++
		return nil
	}
	return p.page(root, func(flags uint32, name, value []byte) error {
		if flags&bucketFlag == 0 {
			return nil
		}
		record := func(_ uint32, key, value []byte) error { return visit(string(name), key, value) }
		if len(value) < 16 {
			p.lost++
			return nil
		}
		if id := binary.LittleEndian.Uint64(value); id != 0 {
			return p.page(id, record)
		}
		return p.elements(value[16:], record) // a small bucket, inline
	})
}

// root is the root page of the newest meta page.
func (p *pages) root() (root uint64, ok bool) {
	var newest uint64
	for i := range 2 {
		at := i*pageSize + pageHeader
		if at+64 > len(p.image) {
			break
		}
		meta := p.image[at:]
		txid := binary.LittleEndian.Uint64(meta[48:])
		if binary.LittleEndian.Uint32(meta) == boltMagic && (!ok || txid > newest) {
			newest, root, ok = txid, binary.LittleEndian.Uint64(meta[16:]), true
		}
	}
	return root, ok
}

// page visits the elements under a page, however deep.
func (p *pages) page(id uint64, visit func(flags uint32, key, value []byte) error) error {
	if p.depth++; p.depth > maxDepth {
		p.lost++
		p.depth--
		return nil
	}
	defer func() { p.depth-- }()
	if id >= uint64(len(p.image)/pageSize) {
		p.lost++
		return nil
	}
	b, ok := p.bytes(id)
	if !ok {
		p.lost++
		return nil
	}
	p.visited[id] = true
	return p.elements(b, visit)
}

// bytes returns a page with what overflows from it.
func (p *pages) bytes(id uint64) (b []byte, ok bool) {
	b = p.image[id*pageSize:]
	if binary.LittleEndian.Uint64(b) != id {
		return nil, false
	}
	overflow := uint64(binary.LittleEndian.Uint32(b[12:]))
	if size := (overflow + 1) * pageSize; size <= uint64(len(b)) {
		b = b[:size]
	}
	return b, true
}

// orphans calls visit for every record of the leaf pages that no surviving
// page leads to. Nothing tells their bucket any more.
func (p *pages) orphans(visit func(key, value []byte) error) error {
	for id := uint64(2); id < uint64(len(p.image)/pageSize); id++ {
		b, ok := p.bytes(id)
		if !ok || p.visited[id] || binary.LittleEndian.Uint16(b[8:]) != leafFlag {
			continue
		}
		err := p.elements(b, func(flags uint32, key, value []byte) error {
			if flags&bucketFlag == 0 {
				return visit(key, value)
			}
			if len(value) < 16 || binary.LittleEndian.Uint64(value) != 0 {
				return nil
			}
			return p.elements(value[16:], func(_ uint32, key, value []byte) error { return visit(key, value) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// elements visits the elements of a page's bytes.
func (p *pages) elements(b []byte, visit func(flags uint32, key, value []byte) error) error {
	if len(b) < pageHeader {
		p.lost++
		return nil
	}
	flags, count := binary.LittleEndian.Uint16(b[8:]), int(binary.LittleEndian.Uint16(b[10:]))
	for i := range count {
		at := pageHeader + i*elementSize
		if at+elementSize > len(b) {
			p.lost++
			return nil
		}
		if err := p.element(b[at:], flags, visit); err != nil {
			return err
		}
	}
	return nil
}

// element visits one element; its offsets count from its own beginning.
func (p *pages) element(b []byte, flags uint16, visit func(flags uint32, key, value []byte) error) error {
	switch flags {
	case branchFlag:
		return p.page(binary.LittleEndian.Uint64(b[8:]), visit)
	case leafFlag:
		pos, keyLen := uint64(binary.LittleEndian.Uint32(b[4:])), uint64(binary.LittleEndian.Uint32(b[8:]))
		valueLen := uint64(binary.LittleEndian.Uint32(b[12:]))
		if keyLen == 0 || pos+keyLen+valueLen > uint64(len(b)) {
			p.lost++
			return nil
		}
		key := b[pos : pos+keyLen]
		return visit(binary.LittleEndian.Uint32(b), key, b[pos+keyLen:pos+keyLen+valueLen])
	}
	p.lost++
	return nil
}
