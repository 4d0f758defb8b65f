package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
)

// record is what a saved contact costs: its JSON and four index entries.
func record(i int) []op {
	key := binary.BigEndian.AppendUint64(make([]byte, 8), uint64(i)*0x9E3779B97F4A7C15)
	value := bytes.Repeat([]byte("x"), 500)
	ops := []op{{"person", key, value}}
	for _, index := range []string{"by_name", "by_organisation", "by_duplicate"} {
		ops = append(ops, op{index, key, value[:80]})
	}
	return ops
}

// BenchmarkSave compares one durable save, pin included, with a write and
// fsync of the same bytes, and with a bbolt commit on the same disk. The
// rounds alternate, so that all three meet the same disk; the medians are
// reported in microseconds and as ratios.
func BenchmarkSave(b *testing.B) {
	w := newWorld(b)
	pins := &clockedPin{PinStore: w.pins()}
	v, err := Open(w.dir, w.id, OpenOptions{Pins: pins})
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	raw, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	onDisk, err := bolt.Open(filepath.Join(b.TempDir(), "bolt.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer onDisk.Close()
	var acked, visible, plain, bbolt []time.Duration
	for i := range b.N {
		ops := record(i)
		before := v.journal.size()
		start := time.Now()
		visible = append(visible, timed(b, func() error { return saveRecord(v, ops) }))
		acked = append(acked, pins.saved.Sub(start))
		bytes := make([]byte, v.journal.size()-before)
		plain = append(plain, timed(b, func() error {
			_, err := raw.Write(bytes)
			return errors.Join(err, raw.Sync())
		}))
		bbolt = append(bbolt, timed(b, func() error {
			return onDisk.Update(func(tx *bolt.Tx) error {
				for _, o := range ops {
					if err := apply(tx, o); err != nil {
						return err
					}
				}
				return nil
			})
		}))
	}
	base := median(plain)
	b.ReportMetric(float64(base.Microseconds()), "write+fsync-µs")
	b.ReportMetric(float64(median(acked))/float64(base), "acknowledged/write+fsync")
	b.ReportMetric(float64(median(visible))/float64(base), "visible/write+fsync")
	b.ReportMetric(float64(median(acked))/float64(median(bbolt)), "acknowledged/bbolt")
	b.ReportMetric(float64(median(visible))/float64(median(bbolt)), "visible/bbolt")
}

// clockedPin tells when the last change was pinned: from then on it is
// acknowledged.
type clockedPin struct {
	crypto.PinStore
	saved time.Time
}

func (c *clockedPin) Save(p crypto.Pin) error {
	err := c.PinStore.Save(p)
	c.saved = time.Now()
	return err
}

func saveRecord(v *Vault, ops []op) error {
	return v.Update(func(tx *Tx) error {
		for _, o := range ops {
			if err := tx.Put(o.bucket, o.key, o.value); err != nil {
				return err
			}
		}
		return nil
	})
}

func timed(b *testing.B, fn func() error) time.Duration {
	start := time.Now()
	if err := fn(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
