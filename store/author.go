package store

import (
	"bytes"
	"fmt"

	"calepin/store/vault"
)

// bucketBy holds who made a record and who changed it last, by the name of its
// bucket, a zero byte and its key: two ids. A record without an entry is all
// the first operator's, so that one who works alone pays nothing; one that came
// with an import and has none is by whoever made the import.
const bucketBy = "by"

func byKey(kind RecordKind, k []byte) []byte {
	return append(append([]byte(kind), 0), k...)
}

// sign notes who makes, changes or, with gone, removes a record.
func (c *change) sign(kind RecordKind, k []byte, made, gone bool) error {
	at := byKey(kind, k)
	was := c.tx.Get(bucketBy, at)
	switch {
	case gone:
		if was == nil {
			return nil
		}
		return c.tx.Delete(bucketBy, at)
	case c.by.ID == (ID{}), c.by.ID == FirstOperator && was == nil && alone(c.tx):
		return nil
	}
	maker := c.by.ID
	if !made {
		by, err := authorsIn(c.tx, kind, k)
		if err != nil {
			return err
		}
		maker = by.Made
	}
	value := append(bytes.Clone(maker[:]), c.by.ID[:]...)
	if bytes.Equal(value, was) {
		return nil
	}
	return c.tx.Put(bucketBy, at, value)
}

// alone tells that nobody but the first operator was ever let in.
func alone(tx *vault.Tx) bool {
	for range tx.From(string(KindOperator), nil) {
		return false
	}
	return true
}

// Authors are who made a record and who changed it last.
type Authors struct{ Made, Changed ID }

// AuthorsOf returns them for a record of a kind, under the ids of its key: those
// of its contact, where it is filed under one, and its own.
func (s *Store) AuthorsOf(kind RecordKind, ids ...ID) (by Authors, err error) {
	err = s.v.View(func(tx *vault.Tx) error { by, err = authorsIn(tx, kind, key(ids...)); return err })
	return by, err
}

func authorsIn(tx *vault.Tx, kind RecordKind, k []byte) (Authors, error) {
	v := tx.Get(bucketBy, byKey(kind, k))
	switch len(v) {
	case 0:
		of, err := importOf(tx, kind, k)
		if err != nil || of == (ID{}) {
			return Authors{FirstOperator, FirstOperator}, err
		}
		return authorsIn(tx, KindBatch, key(of))
	case 32:
		return Authors{ID(v[:16]), ID(v[16:])}, nil
	}
	return Authors{}, fmt.Errorf("read who made a %s: %d bytes", kind, len(v))
}

// importOf is the import that a record came with, zero for none.
func importOf(tx *vault.Tx, kind RecordKind, k []byte) (ID, error) {
	if kind == KindBatch || alone(tx) {
		return ID{}, nil
	}
	var r struct {
		Batch ID `json:"batch"`
	}
	v := tx.Get(string(kind), k)
	if v == nil {
		return ID{}, nil
	}
	return r.Batch, read(v, &r)
}
