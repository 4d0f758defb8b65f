package store

import (
	"bytes"
	"reflect"
	"testing"

	"calepin/store/vault"
)

// TestDecodeOwing owes the same of every record as reading it in full does,
// and takes nothing that the latter refuses.
func TestDecodeOwing(t *testing.T) {
	s, _, _ := tied(t, 3)
	set := crowd(40)
	set.Batch = &Batch{Format: "csv"}
	must(t, s.Load(set))
	values := []string{`{"id":"x"}`, `{"id":`, `{"id":"019f8523-8770-7811-9a69-a05de8414f9e","contact":"x"}`,
		`{"id":"019f8523-8770-7811-9a69-a05de8414f9e","contact":"019f8523-8770-7811-9a69-a05de8414f9e","follow_up":"2026\u002d01-01"}`,
		`{"id":"019f8523-8770-7811-9a69-a05de8414f9e","contact":"019f8523-8770-7811-9a69-a05de8414f9e","batch":null,"follow_up":null}`}
	must(t, s.v.View(func(tx *vault.Tx) error {
		for _, v := range tx.Prefix(string(KindInteraction), nil) {
			values = append(values, string(v))
		}
		return nil
	}))
	owed := func(r record, err error) (all []entry, failed bool) {
		if err != nil {
			return nil, true
		}
		r.entries(nil, func(bucket string, k, v []byte) { all = append(all, entry{bucket, bytes.Clone(k), bytes.Clone(v)}) })
		return all, false
	}
	for _, v := range values {
		got, failed := owed(decodeOwing(KindInteraction, []byte(v)))
		want, refused := owed(decode(KindInteraction, []byte(v)))
		if failed != refused || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n owes %v, %v\n want %v, %v", v, got, failed, want, refused)
		}
	}
}
