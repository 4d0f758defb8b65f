package vault

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
)

// Tx is one transaction over the vault's buckets. Keys and values handed out
// are valid until the transaction ends and must not be changed.
type Tx struct {
	bolt *bolt.Tx
	// early reads in bolt's place while the vault is not whole; nil then.
	early *early
	// ops is what a commit appends to the journal. The first applied of them
	// are in bolt's transaction too; the others get there once the journal is
	// synced, unless something asks for them in order before.
	ops     []op
	applied int
	err     error // why an op could not be applied
	bulk    bool  // see Bulk
	loads   map[string]Sorted
	mark    *crypto.Mark
	marked  crypto.Mark
}

// Marked returns the mark that is pinned before the transaction: see Vault.Marked.
func (tx *Tx) Marked() crypto.Mark { return tx.marked }

// Mark has the pin know, with this change, where a chain kept in the vault ends.
func (tx *Tx) Mark(m crypto.Mark) { tx.mark = &m }

// op is one change of one key. A nil value deletes.
type op struct {
	bucket string
	key    []byte
	value  []byte
}

// maxPending bounds how many changes Get looks through.
const maxPending = 64

// Get returns the value of key in bucket, or nil where there is none.
func (tx *Tx) Get(bucket string, key []byte) []byte {
	for i := len(tx.ops) - 1; i >= tx.applied; i-- {
		if o := tx.ops[i]; bytes.Equal(o.key, key) && o.bucket == bucket {
			return o.value
		}
	}
	if value := tx.loaded(bucket, key); value != nil {
		return value
	}
	if tx.early != nil {
		return tx.early.get(bucket, key)
	}
	b := tx.bolt.Bucket([]byte(bucket))
	if b == nil {
		return nil
	}
	return b.Get(key)
}

// Put sets key to value in bucket, which is made where it does not exist yet.
// Neither may be empty, nor the key longer than 32 KiB; neither may be changed
// before the transaction ends.
func (tx *Tx) Put(bucket string, key, value []byte) error {
	switch {
	case len(value) == 0 || len(value) > maxField:
		return fmt.Errorf("put in %s: value of %d bytes", bucket, len(value))
	case len(key) == 0 || len(key) > bolt.MaxKeySize:
		return fmt.Errorf("put in %s: key of %d bytes", bucket, len(key))
	case bucket == "":
		return fmt.Errorf("put: no bucket")
	}
	if err := tx.unloadFor(bucket, key); err != nil {
		return err
	}
	return tx.add(op{bucket: bucket, key: key, value: value})
}

// Delete removes key from bucket; removing what is not there does nothing.
func (tx *Tx) Delete(bucket string, key []byte) error {
	if tx.Get(bucket, key) == nil {
		return nil
	}
	if err := tx.unloadFor(bucket, key); err != nil {
		return err
	}
	// The key may be a slice of the page that the deletion moves.
	return tx.add(op{bucket: bucket, key: bytes.Clone(key)})
}

// Bulk announces about n changes whose keys rise within each bucket, as a load
// in order makes them: then pages are filled rather than left half empty.
func (tx *Tx) Bulk(n int) {
	tx.ops = slices.Grow(tx.ops, n)
	tx.bulk = true
}

// bulkFill is how full a bulk load leaves a page, room for later changes spared.
const bulkFill = 0.9

func (tx *Tx) add(o op) error {
	tx.ops = append(tx.ops, o)
	if len(tx.ops)-tx.applied > maxPending {
		return tx.flush()
	}
	return nil
}

// flush applies what is pending to bolt's transaction.
func (tx *Tx) flush() error {
	for tx.err == nil && tx.applied < len(tx.ops) {
		o := tx.ops[tx.applied]
		tx.err = apply(tx.bolt, o)
		if tx.bulk && tx.err == nil {
			tx.bolt.Bucket([]byte(o.bucket)).FillPercent = bulkFill
		}
		tx.applied++
	}
	return tx.err
}

// bucket returns a bucket with everything in it that the transaction put
// there, or nil.
func (tx *Tx) bucket(name string) *bolt.Bucket {
	if tx.unload(name) != nil {
		return nil // the commit returns why
	}
	pending := slices.ContainsFunc(tx.ops[tx.applied:], func(o op) bool { return o.bucket == name })
	if pending && tx.flush() != nil {
		return nil
	}
	return tx.bolt.Bucket([]byte(name))
}

func apply(tx *bolt.Tx, o op) error {
	b := tx.Bucket([]byte(o.bucket))
	if b == nil {
		var err error
		if b, err = tx.CreateBucket([]byte(o.bucket)); err != nil {
			return fmt.Errorf("bucket %s: %w", o.bucket, err)
		}
	}
	if o.value == nil {
		return b.Delete(o.key)
	}
	return b.Put(o.key, o.value)
}

// Prefix yields, in key order, the pairs of bucket whose key begins with
// prefix; an empty prefix yields them all. The bucket must not be changed
// while it is being ranged over: collect first.
func (tx *Tx) Prefix(bucket string, prefix []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		for k, v := range tx.From(bucket, prefix) {
			if !bytes.HasPrefix(k, prefix) || !yield(k, v) {
				return
			}
		}
	}
}

// From yields the pairs of bucket in key order, from the first key that is not
// before start.
func (tx *Tx) From(bucket string, start []byte) iter.Seq2[[]byte, []byte] {
	if tx.early != nil {
		return tx.early.pairs(bucket, start, false)
	}
	return func(yield func(k, v []byte) bool) {
		b := tx.bucket(bucket)
		if b == nil {
			return
		}
		c := b.Cursor()
		for k, v := c.Seek(start); k != nil && yield(k, v); k, v = c.Next() {
		}
	}
}

// Before yields the pairs of bucket in falling key order, from the last key
// that is before end; a nil end begins at the last key of all.
func (tx *Tx) Before(bucket string, end []byte) iter.Seq2[[]byte, []byte] {
	if tx.early != nil {
		return tx.early.pairs(bucket, end, true)
	}
	return func(yield func(k, v []byte) bool) {
		b := tx.bucket(bucket)
		if b == nil {
			return
		}
		c := b.Cursor()
		k, v := c.Last()
		if end != nil {
			if at, _ := c.Seek(end); at != nil {
				k, v = c.Prev()
			} else {
				k, v = c.Last()
			}
		}
		for ; k != nil && yield(k, v); k, v = c.Prev() {
		}
	}
}

// Count returns how many keys bucket holds, in time that grows with their
// number.
func (tx *Tx) Count(bucket string) (n int) {
	if tx.early != nil {
		for range tx.From(bucket, nil) {
			n++
		}
		return n
	}
	b := tx.bucket(bucket)
	if b == nil {
		return 0
	}
	return b.Stats().KeyN
}

// Buckets returns the names of all buckets, sorted.
func (tx *Tx) Buckets() []string {
	if tx.early != nil {
		return tx.early.buckets()
	}
	if tx.unloadAll() != nil || tx.flush() != nil {
		return nil
	}
	var names []string
	_ = tx.bolt.ForEach(func(name []byte, _ *bolt.Bucket) error {
		names = append(names, string(name))
		return nil
	})
	return names
}
