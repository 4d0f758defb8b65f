package store

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestSheafSorts sorts keys of all lengths and likenesses as bytes.Compare does.
func TestSheafSorts(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		var parts []sheaves
		var want [][]byte
		prefix := strings.Repeat("p", r.IntN(20))
		letters := []string{"ab", "\x00\x01", "\x00", "abcdefgh\xff"}[r.IntN(4)]
		for range 1 + r.IntN(3) {
			part := sheaves{}
			for range r.IntN([]int{300, 6000}[seed%20/19]) { // now and then more than a list of places holds
				k := []byte(prefix)
				for range 1 + r.IntN(30) {
					k = append(k, letters[r.IntN(len(letters))])
				}
				part.add("b", k, bytes.Repeat([]byte{'v'}, 1+r.IntN(3000)))
				want = append(want, k)
			}
			parts = append(parts, part)
		}
		slices.SortFunc(want, bytes.Compare)
		s, size := bind(parts)["b"], 0
		if s.Len() != len(want) {
			t.Fatalf("seed %d: %d of %d", seed, s.Len(), len(want))
		}
		twice := false
		for i, k := range want {
			got, value := s.At(i)
			if !bytes.Equal(got, k) || len(bytes.Trim(value, "v")) > 0 {
				t.Fatalf("seed %d: %q at %d, not %q", seed, got, i, k)
			}
			size += len(got) + len(value)
			twice = twice || i > 0 && bytes.Equal(k, want[i-1])
		}
		if len(want) > 0 && (s.Size() != size || twice != (s.twice() != nil)) {
			t.Fatalf("seed %d: size %d for %d, twice %q", seed, s.Size(), size, s.twice())
		}
	}
}
