package store_test

import (
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/demo"
	"calepin/store/vault"
)

// Every record of a whole business says itself which bucket it lies in.
func TestRecognise(t *testing.T) {
	v, err := vault.Memory()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	s, err := store.Init(v, store.Settings{Language: "fr", Country: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	options := demo.Options{Contacts: 40, Interactions: 200, Seed: 3, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	if err := demo.Generate(t.Context(), s, options); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	err = v.View(func(tx *vault.Tx) error {
		for _, bucket := range tx.Buckets() {
			if strings.HasPrefix(bucket, "by_") || bucket == "undo" {
				continue
			}
			for k, value := range tx.Prefix(bucket, nil) {
				seen[bucket]++
				if got := store.Recognise(k, value); got != bucket {
					t.Fatalf("a record of %s is taken for one of %q", bucket, got)
				}
			}
		}
		return nil
	})
	if err != nil || len(seen) < 5 {
		t.Errorf("%v, %v", seen, err)
	}
}
