package vault

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto/witness"
)

// The packed file equals what bolt.Compact makes, in every bucket, key and
// value, and is whole by bbolt's own check, for all shapes of content.
func TestPackEqualsCompact(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 7))
		src := randomDB(t, rng)
		packed := openPacked(t, src)
		mem, err := memoryFile()
		if err != nil {
			t.Fatal(err)
		}
		compacted, err := openMemory(mem, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := bolt.Compact(compacted, src, 0); err != nil {
			t.Fatal(err)
		}
		if a, b := contents(t, packed), contents(t, compacted); a != b {
			t.Fatalf("seed %d: the files differ", seed)
		}
		checkWhole(t, packed)
		writeInto(t, packed, rng)
		checkWhole(t, packed)
		for _, db := range []*bolt.DB{src, packed, compacted} {
			_ = db.Close()
		}
	}
}

// randomDB has buckets from empty to three levels deep, with values from one
// byte to several pages, long keys, and free pages of what was deleted.
func randomDB(t *testing.T, rng *rand.Rand) *bolt.DB {
	t.Helper()
	mem, err := memoryFile()
	if err != nil {
		t.Fatal(err)
	}
	db, err := openMemory(mem, 0)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for n := range rng.IntN(6) {
			b, err := tx.CreateBucket(fmt.Appendf(nil, "bucket%d", n))
			if err != nil {
				return err
			}
			if err := b.SetSequence(rng.Uint64N(99)); err != nil {
				return err
			}
			for range []int{0, 1, 3, 200, 5000}[rng.IntN(5)] {
				key := fmt.Appendf(nil, "%x", rng.Uint64())
				if rng.IntN(50) == 0 {
					key = append(key, make([]byte, rng.IntN(3000))...)
				}
				size := 1 + rng.IntN(300)
				if rng.IntN(100) == 0 {
					size = rng.IntN(40_000) + 1
				}
				if err := b.Put(key, bytes.Repeat([]byte{byte(rng.IntN(256))}, size)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func openPacked(t *testing.T, src *bolt.DB) *bolt.DB {
	t.Helper()
	mem, err := memoryFile()
	if err != nil {
		t.Fatal(err)
	}
	if err := src.View(func(tx *bolt.Tx) error { return pack(mem, tx, nil) }); err != nil {
		t.Fatal(err)
	}
	db, err := openMemory(mem, 0)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func contents(t *testing.T, db *bolt.DB) string {
	t.Helper()
	var all bytes.Buffer
	err := db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			fmt.Fprintf(&all, "%s %d\n", name, b.Sequence())
			return b.ForEach(func(k, v []byte) error {
				fmt.Fprintf(&all, "%x %x\n", k, v)
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func checkWhole(t *testing.T, db *bolt.DB) {
	t.Helper()
	err := db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// writeInto changes a packed file as a session would.
func writeInto(t *testing.T, db *bolt.DB, rng *rand.Rand) {
	t.Helper()
	for range 3 {
		err := db.Update(func(tx *bolt.Tx) error {
			return tx.ForEach(func(_ []byte, b *bolt.Bucket) error {
				c := b.Cursor()
				for k, _ := c.First(); k != nil && rng.IntN(40) > 0; k, _ = c.Next() {
					if rng.IntN(3) == 0 {
						if err := c.Delete(); err != nil {
							return err
						}
					}
				}
				return b.Put(fmt.Appendf(nil, "new%d", rng.IntN(1000)), make([]byte, 1+rng.IntN(9000)))
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// bbolt's own command agrees.
func TestStockBboltChecksAPackedFile(t *testing.T) {
	bbolt := witness.Tool(t, "bbolt")
	src := randomDB(t, rand.New(rand.NewPCG(4, 7)))
	defer src.Close()
	path := filepath.Join(t.TempDir(), "packed.db")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := src.View(func(tx *bolt.Tx) error { return pack(f, tx, nil) }); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(bbolt, "check", path).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPackRefusesNestedBuckets(t *testing.T) {
	mem, err := memoryFile()
	if err != nil {
		t.Fatal(err)
	}
	db, err := openMemory(mem, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("outer"))
		if err != nil {
			return err
		}
		_, err = b.CreateBucket([]byte("inner"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.View(func(tx *bolt.Tx) error { return pack(&bytes.Buffer{}, tx, nil) }); err == nil {
		t.Error("a nested bucket was dropped in silence")
	}
}
