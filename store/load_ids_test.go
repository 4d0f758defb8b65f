package store

import (
	"bytes"
	"testing"
	"time"
)

// TestNewIDs holds that ids of one time rise in the order that they are made
// in, over every carry of the counter, and are UUIDv7s of that time.
func TestNewIDs(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 8, 7, 6e6, time.UTC)
	next := NewIDs(at)
	last := next()
	for range 100_000 {
		id := next()
		if bytes.Compare(last[:], id[:]) >= 0 || id.Version() != 7 || id[8]>>6 != 2 || !timeOf(id).Equal(at) {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
}
