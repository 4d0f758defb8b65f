package vault

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"

	bolt "go.etcd.io/bbolt"
)

// Sorted is pairs in the rising order of their keys, each key once. Keys and
// values are as Put takes them. One goroutine at a time asks.
type Sorted interface {
	Len() int
	At(i int) (key, value []byte)
	// Size is the number of bytes of all keys and values.
	Size() int
}

// Load adds the pairs of s to bucket, at the end of the transaction: where they
// are most of what the vault then holds, the commit is a new snapshot with them
// in it, which costs a fraction of so many Puts. Until then Get sees them. A
// key that bucket holds already fails the transaction.
func (tx *Tx) Load(bucket string, s Sorted) error {
	if s.Len() == 0 {
		return nil
	}
	if err := tx.unload(bucket); err != nil {
		return err
	}
	if tx.loads == nil {
		tx.loads = map[string]Sorted{}
	}
	tx.loads[bucket] = s
	return nil
}

// loaded returns the value of key in what was loaded into bucket, or nil.
func (tx *Tx) loaded(bucket string, key []byte) []byte {
	s := tx.loads[bucket]
	if s == nil {
		return nil
	}
	i, found := sort.Find(s.Len(), func(i int) int {
		k, _ := s.At(i)
		return bytes.Compare(key, k)
	})
	if !found {
		return nil
	}
	_, value := s.At(i)
	return value
}

// unloadFor makes a change of key, where it was loaded, a change of what is put.
func (tx *Tx) unloadFor(bucket string, key []byte) error {
	if tx.loaded(bucket, key) == nil {
		return nil
	}
	return tx.unload(bucket)
}

// unload puts what was loaded into bucket, pair by pair.
func (tx *Tx) unload(bucket string) error {
	s := tx.loads[bucket]
	if s == nil {
		return nil
	}
	delete(tx.loads, bucket)
	if err := tx.flush(); err != nil {
		return err
	}
	tx.Bulk(s.Len())
	held := tx.bolt.Bucket([]byte(bucket))
	var last []byte
	for i := range s.Len() {
		key, value := s.At(i)
		if bytes.Compare(last, key) >= 0 || held != nil && held.Get(key) != nil {
			tx.err = fmt.Errorf("load into %s: %w", bucket, errTwice)
			return tx.err
		}
		last = key
		if err := tx.Put(bucket, key, value); err != nil {
			tx.err = err
			return err
		}
	}
	return nil
}

// errTwice says that the keys of a load do not rise, or are held already.
var errTwice = errors.New("a key is there already")

func (tx *Tx) unloadAll() error {
	for _, bucket := range slices.Sorted(maps.Keys(tx.loads)) {
		if err := tx.unload(bucket); err != nil {
			return err
		}
	}
	return nil
}

// rewriteFrom is how many bytes a load must have to be a snapshot of its own:
// with fewer the journal takes it. It is what a journal is folded from.
const rewriteFrom = 1 << 20

// rewrites tells whether tx is best committed as a new snapshot: closing the
// vault would make one anyway, and at least a fifth of it is new.
func (tx *Tx) rewrites() bool {
	size := 0
	for _, s := range tx.loads {
		size += s.Size()
	}
	return size > rewriteFrom && int64(size) > tx.bolt.Size()/4
}

// merged walks the pairs of a bucket and those loaded into it in the order of
// their keys.
type merged struct {
	cursor *bolt.Cursor // nil for a bucket that is new
	load   Sorted       // nil for none
	i      int
	held, heldValue,
	come, comeValue []byte
	err error
}

func newMerged(b *bolt.Bucket, load Sorted) *merged {
	m := &merged{load: load}
	if b != nil {
		m.cursor = b.Cursor()
		m.held, m.heldValue = m.cursor.First()
	}
	if load != nil {
		m.come, m.comeValue = load.At(0)
	}
	return m
}

// next returns the next pair; a nil key at the end, or where err is set.
func (m *merged) next() (key, value []byte) {
	order := -1
	switch {
	case m.held == nil && m.come == nil:
		return nil, nil
	case m.held == nil:
		order = 1
	case m.come != nil:
		order = bytes.Compare(m.held, m.come)
	}
	if order == 0 {
		m.err = errTwice
		return nil, nil
	}
	if order < 0 {
		key, value = m.held, m.heldValue
		m.held, m.heldValue = m.cursor.Next()
		return key, value
	}
	key, value = m.come, m.comeValue
	if m.i++; m.i < m.load.Len() {
		m.come, m.comeValue = m.load.At(m.i)
		if bytes.Compare(key, m.come) >= 0 {
			m.err = errTwice
		}
	} else {
		m.come = nil
	}
	return key, value
}
