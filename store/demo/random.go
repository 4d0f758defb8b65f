package demo

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"calepin/store"
)

// dice is the one source of chance: the same seed, the same business.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice {
	return dice{rand.New(rand.NewPCG(seed, 0x63616c6570696e))}
}

func (d dice) chance(p float64) bool { return d.Float64() < p }

// between returns a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// id makes a UUIDv7 (RFC 9562 §5.7) of the record's own time, its random bits
// drawn from the seeded dice and not from the system.
func (d dice) id(at time.Time) store.ID {
	var id store.ID
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|d.Uint64()&0xffff)
	binary.BigEndian.PutUint64(id[8:], d.Uint64())
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}
