package vault

import (
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"syscall"
	"testing"

	"calepin/store/vault/disk"
	"calepin/store/vault/disk/sim"
)

// nonces is a disk that notes what each frame of a journal was sealed with.
type nonces struct {
	*sim.Disk
	t    *testing.T
	v    **Vault // that writes
	seen map[sealedWith]bool
	keys map[string]bool
}

// sealedWith is what must never come twice.
type sealedWith struct {
	key   string
	nonce [24]byte
}

func (n nonces) OpenFile(path string, flag int, mode fs.FileMode) (disk.File, error) {
	f, err := n.Disk.OpenFile(path, flag, mode)
	if err != nil || filepath.Ext(path) != ".journal" {
		return f, err
	}
	return noted{f, n}, nil
}

type noted struct {
	disk.File
	n nonces
}

// WriteAt fails the test where a frame's key and nonce served before, whether
// it reaches the disk or not.
func (f noted) WriteAt(b []byte, at int64) (int, error) {
	if length, _, ok := decodeFrameHeader(b[:min(frameHeader, len(b))]); ok && length > 0 {
		with := sealedWith{string((*f.n.v).state.JournalKey), [24]byte(b[frameHeader:])}
		if f.n.seen[with] {
			f.n.t.Fatal("a key and a nonce were used twice")
		}
		f.n.seen[with], f.n.keys[with.key] = true, true
	}
	return f.File.WriteAt(b, at)
}

// FAULTS 15: over thousands of openings that end in a crash (killed, cut by a
// power loss, refused by a full disk, put back to an older copy) no frame of a
// journal is sealed with a key and a nonce that served before.
func TestNoncesOverCrashes(t *testing.T) {
	cycles := 60
	switch {
	case full():
		cycles = 10_000
	case crashRounds() > 0:
		cycles = 600
	}
	rng := rand.New(rand.NewPCG(15, 15))
	id := newIdentity(t)
	var v *Vault
	d := nonces{sim.New(), t, &v, map[sealedWith]bool{}, map[string]bool{}}
	v, err := Create("/v", CreateOptions{ID: NewID(), Operator: id, FS: d})
	if err != nil {
		t.Fatal(err)
	}
	_ = v.release()
	older := d.After(sim.Everything, sim.NewNames)
	for range cycles {
		switch rng.IntN(8) {
		case 0: // as a copy of the folder is put back
			d.Disk = older.After(sim.Everything, sim.NewNames)
		case 1:
			older = d.After(sim.Everything, sim.NewNames)
		}
		if v, err = Open("/v", id, OpenOptions{FS: d}); err != nil {
			t.Fatal(err)
		}
		for range 1 + rng.IntN(4) {
			switch rng.IntN(8) {
			case 0, 1: // refused, and written again at the same place
				d.Faults = map[int]error{d.Ops() + 1: syscall.ENOSPC}
			case 2:
				d.CutAt = d.Ops() + 1 + rng.IntN(3)
			case 3:
				if rng.IntN(10) == 0 {
					_ = v.Seal()
				}
			}
			_ = put(v, "k") // the same text each time: the worst case of a nonce used twice
			d.Faults = nil
		}
		_ = v.release()
		d.Revive()
		if rng.IntN(3) == 0 {
			d.Disk = d.After(sim.RandomSectors(rng), sim.RandomNames(rng))
		}
	}
	t.Logf("%d cycles, %d frames sealed under %d keys", cycles, len(d.seen), len(d.keys))
	if len(d.seen) < cycles || len(d.keys) < 2 {
		t.Error("it proves nothing")
	}
}
