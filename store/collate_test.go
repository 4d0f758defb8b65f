package store

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestCommonWeights holds that a key put together of single letters is the one
// that the library makes of the whole.
func TestCommonWeights(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for lang := range collators {
		c := newCollator(lang)
		for range 200_000 {
			s := make([]rune, rng.IntN(9))
			for i := range s {
				if s[i] = rune(rng.IntN(len(c.common))); rng.IntN(400) == 0 {
					s[i] = []rune("\u0301\u0308\u00b7\u2019王\U0001f600\ufffd")[rng.IntN(7)]
				}
			}
			letters, accents := c.weigh(string(s))
			want := end(append(bytes.Clone(letters), 0, 0), accents)
			if got := c.key(string(s)); !bytes.Equal(got, want) {
				t.Fatalf("%s: the key of %q is %x, not %x", lang, string(s), got, want)
			}
		}
	}
}
