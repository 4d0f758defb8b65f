package sim

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// A Survivor decides what of the unsynced part of a file is on the disk after
// a power cut.
type Survivor func(synced, data []byte) []byte

// The survivors.
var (
	OnlySynced Survivor = func(synced, _ []byte) []byte { return synced }
	Everything Survivor = func(_, data []byte) []byte { return data }
	ZeroTail   Survivor = func(synced, data []byte) []byte {
		b := make([]byte, len(data))
		copy(b, synced)
		return b
	}
)

// RandomPrefix keeps a random part of what was written since the last Sync.
func RandomPrefix(rng *rand.Rand) Survivor {
	return func(synced, data []byte) []byte {
		n := min(len(synced), len(data))
		if len(data) <= n {
			return data
		}
		return data[:n+rng.IntN(len(data)-n+1)]
	}
}

// RandomSectors keeps some of the sectors that were written since the last
// Sync, in any order; of the others some are as they were, and some, beyond
// what was synced, hold what was never written.
func RandomSectors(rng *rand.Rand) Survivor {
	return func(synced, data []byte) []byte {
		size := len(synced)
		if len(data) != size && rng.IntN(2) == 0 {
			size = len(data)
		}
		b := make([]byte, size)
		copy(b, synced)
		sector := []int{8, 64, 512, 4096}[rng.IntN(4)]
		for at := 0; at < size; at += sector {
			end := min(at+sector, size)
			switch stale := end > len(synced) && rng.IntN(8) == 0; {
			case stale:
				for i := max(at, len(synced)); i < end; i++ {
					b[i] = byte(rng.Uint32())
				}
			case rng.IntN(2) == 0:
				copy(b[at:end], data[min(at, len(data)):])
			}
		}
		return b
	}
}

// Names decides whether a change of a name that no SyncDir made durable (a file
// made, renamed or removed) is on the disk after a power cut. It is asked of
// each.
type Names func() bool

// The names.
var (
	OldNames Names = func() bool { return false }
	NewNames Names = func() bool { return true }
)

// RandomNames keeps some of the changes of names, in any order.
func RandomNames(rng *rand.Rand) Names { return func() bool { return rng.IntN(2) == 0 } }

// After returns the disk as it is found after the power came back.
func (d *Disk) After(keep Survivor, changed Names) *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	next := New()
	all := maps.Clone(d.durable)
	maps.Copy(all, d.names)
	for _, path := range slices.Sorted(maps.Keys(all)) { // in order, so that a seed tells all
		n := d.durable[path]
		if d.names[path] != n && changed() {
			n = d.names[path]
		}
		if n == nil {
			continue
		}
		b := append([]byte(nil), keep(n.synced, n.data)...)
		next.names[path] = &inode{data: b, synced: b}
	}
	next.durable = maps.Clone(next.names)
	next.dirs = maps.Clone(d.dirs)
	next.lockFile = d.lockFile
	return next
}

// Revive gives the power back as if only the program had been killed: the
// running system still has everything in its cache.
func (d *Disk) Revive() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.CutAt, d.locked = 0, false
}
