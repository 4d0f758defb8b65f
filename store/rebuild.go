package store

import (
	"bytes"
	"encoding/json"

	"calepin/store/vault"
)

// indexes are the buckets that can be made again from the records.
var indexes = []string{bucketByName, bucketByOrg, bucketByContact, bucketByDue, bucketByDuplicate, bucketBySupport, bucketByRetention}

// Reindex makes the indexes what the records say and returns how many keys
// were wrong.
func (s *Store) Reindex() (changed int, err error) {
	defer s.changes.Add(1)
	err = s.v.Update(func(tx *vault.Tx) error {
		changed, err = reindex(tx)
		return err
	})
	return changed, err
}

// CheckIndexes returns how many keys of the indexes are not what the records
// say: 0, unless something is broken.
func (s *Store) CheckIndexes() (wrong int, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		wanted, err := wantedEntries(tx)
		if err != nil {
			return err
		}
		for _, bucket := range indexes {
			stale, missing := compareBucket(tx, bucket, wanted[bucket])
			wrong += len(stale) + len(missing)
		}
		return nil
	})
	return wrong, err
}

// reindex brings every index to what the records owe.
func reindex(tx *vault.Tx) (changed int, err error) {
	wanted, err := wantedEntries(tx)
	if err != nil {
		return 0, err
	}
	for _, bucket := range indexes {
		stale, missing := compareBucket(tx, bucket, wanted[bucket])
		changed += len(stale) + len(missing)
		for _, k := range stale {
			if err := tx.Delete(bucket, k); err != nil {
				return 0, err
			}
		}
		for _, e := range missing {
			if err := tx.Put(bucket, e.key, e.value); err != nil {
				return 0, err
			}
		}
	}
	return changed, nil
}

// wantedEntries returns the entries that all records owe, by bucket, sorted.
// It reads every record, on all processors.
func wantedEntries(tx *vault.Tx) (sheaves, error) {
	type stored struct {
		kind  RecordKind
		value []byte
	}
	var all []stored
	names := map[ID]string{} // looked up here, for one goroutine at a time may read tx
	for _, kind := range kinds {
		for _, v := range tx.Prefix(string(kind), nil) {
			all = append(all, stored{kind, v})
			if kind != KindOrganisation {
				continue
			}
			o, err := decodeAs[Organisation](v)
			if err != nil {
				return nil, err
			}
			names[o.ID] = o.Name
		}
	}
	return entriesInParts(len(all), names, func(i int, ix *indexer, add func(string, []byte, []byte)) error {
		r, err := decodeOwing(all[i].kind, all[i].value)
		if err != nil {
			return err
		}
		r.entries(ix, add)
		return nil
	})
}

// decodeOwing reads of a record what its index entries are made of, and refuses
// what is not JSON. Most records are interactions, which owe little.
func decodeOwing(kind RecordKind, value []byte) (record, error) {
	if kind != KindInteraction || bytes.Contains(value, []byte(`"support":`)) || !json.Valid(value) {
		return decode(kind, value)
	}
	var i Interaction
	for _, m := range []struct {
		name string
		to   *ID
	}{{`"id"`, &i.ID}, {`"contact"`, &i.Contact}} {
		text, _ := textIn(value, m.name)
		if err := m.to.UnmarshalText(text); err != nil {
			return decode(kind, value)
		}
	}
	follow, plain := textIn(value, `"follow_up"`)
	if !plain && bytes.Contains(value, []byte(`"follow_up":`)) {
		return decode(kind, value)
	}
	i.FollowUp = Date(follow)
	return &i, nil
}

// compareBucket returns the keys that bucket should not hold, and the entries
// that it lacks or holds with another value.
func compareBucket(tx *vault.Tx, bucket string, wanted *sheaf) (stale [][]byte, missing []entry) {
	i := 0
	due := func() (e entry, left bool) {
		if i == wanted.Len() {
			return e, false
		}
		k, v := wanted.At(i)
		return entry{bucket, k, v}, true
	}
	for k, v := range tx.Prefix(bucket, nil) {
		e, left := due()
		for ; left && bytes.Compare(e.key, k) < 0; e, left = due() {
			missing = append(missing, e)
			i++
		}
		if !left || !bytes.Equal(e.key, k) {
			stale = append(stale, bytes.Clone(k))
			continue
		}
		if !bytes.Equal(e.value, v) {
			missing = append(missing, e)
		}
		i++
	}
	for e, left := due(); left; e, left = due() {
		missing = append(missing, e)
		i++
	}
	return stale, missing
}
