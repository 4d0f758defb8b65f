package store

import (
	"slices"
	"testing"
)

// TestEachClocksOnce: both halves together tell every contact once, in order,
// wherever the line between them lies.
func TestEachClocksOnce(t *testing.T) {
	s, _ := newStore(t)
	var want []ID
	for range 40 {
		want = append(want, add(t, s, Person{Family: "Durand", Status: Client}).ID)
	}
	slices.SortFunc(want, func(a, b ID) int { return slices.Compare(a[:], b[:]) })
	lines := [][]byte{nil, make([]byte, 17), want[0][:], want[17][:], append(want[39][:], 0xff)}
	for _, line := range lines {
		if line != nil {
			s.splitClocks.key.Store(&line)
		}
		var halves [2][]ID
		reader := func(half *[]ID) ClockReader {
			return ClockReader{
				Contact: func(c *Clocks) {
					if c.Status != Client {
						t.Errorf("%s is a %s", c.Contact, c.Status)
					}
					*half = append(*half, c.Contact)
				},
				Alone: func(RecordDay) { t.Error("a record of no contact") },
			}
		}
		must(t, s.EachClocks(reader(&halves[0]), reader(&halves[1])))
		if got := slices.Concat(halves[0], halves[1]); !slices.Equal(got, want) {
			t.Errorf("line at %x: %d and %d contacts, want %d in order", line, len(halves[0]), len(halves[1]), len(want))
		}
	}
}
