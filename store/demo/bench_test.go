package demo

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

// The benchmarks below measure calepin and its peers by turns in one run, so
// that a ratio holds whatever else the machine does. docs/bench/run prints
// them as a table; docs/performance.md has figures.

// samples are the times of one thing, of which the median counts.
type samples []time.Duration

func (s *samples) time(b *testing.B, work func() error) {
	b.Helper()
	began := time.Now()
	err := work()
	*s = append(*s, time.Since(began))
	if err != nil {
		b.Fatal(err)
	}
}

// report writes the median, the least and the most, in milliseconds.
func (s samples) report(b *testing.B, name string) {
	if len(s) == 0 {
		return
	}
	slices.Sort(s)
	for _, m := range []struct {
		at   time.Duration
		name string
	}{{s[len(s)/2], "p50"}, {s[0], "min"}, {s[len(s)-1], "max"}} {
		b.ReportMetric(m.at.Seconds()*1000, name+"-"+m.name+"-ms")
	}
}

// sealed is a demonstration's vault on disk.
type sealed struct {
	dir, key string
	id       *crypto.Identity
	pins     crypto.PinStore
}

func newSealed(b *testing.B, o Options) sealed {
	b.Helper()
	id, err := crypto.Generate(false)
	if err != nil {
		b.Fatal(err)
	}
	home := b.TempDir()
	s := sealed{dir: filepath.Join(home, "vault"), key: filepath.Join(home, "key"), id: id}
	if err := crypto.WriteIdentityFile(s.key, id, ""); err != nil {
		b.Fatal(err)
	}
	vaultID := vault.NewID()
	s.pins = crypto.NewFilePin(s.key, id, vaultID)
	v, err := vault.Create(s.dir, vault.CreateOptions{
		ID: vaultID, Operator: id, Pins: s.pins,
		Init: func(v *vault.Vault) error {
			records, err := store.Init(v, Settings())
			if err != nil {
				return err
			}
			return Generate(b.Context(), records, o)
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := v.Close(); err != nil {
		b.Fatal(err)
	}
	return s
}

func (s sealed) open() (*vault.Vault, error) {
	return vault.Open(s.dir, s.id, vault.OpenOptions{Pins: s.pins})
}

// BenchmarkReady is the time until the whole vault is in memory, checked and
// ready for writing, beside `age -d` on the same file: to nowhere, and to a
// file in memory as the working copy is.
func BenchmarkReady(b *testing.B) {
	for _, size := range []Options{{Contacts: 10_000, Interactions: 100_000}, {Contacts: 100_000, Interactions: 1_000_000}} {
		b.Run(fmt.Sprint(size.Contacts), func(b *testing.B) {
			if testing.Short() {
				b.Skip("takes a large vault")
			}
			size.Seed, size.Now = 1, now
			s := newSealed(b, size)
			var ready, nowhere, memory samples
			age, noAge := exec.LookPath("age")
			if noAge == nil { // before 1.3 it does not know the key
				noAge = s.decrypt(age, os.DevNull)()
			}
			for b.Loop() {
				var v *vault.Vault
				ready.time(b, func() (err error) { v, err = s.open(); return err })
				if err := v.Close(); err != nil {
					b.Fatal(err)
				}
				if noAge != nil {
					continue
				}
				nowhere.time(b, s.decrypt(age, os.DevNull))
				if shm := "/dev/shm"; exists(shm) {
					out := filepath.Join(shm, fmt.Sprintf("calepin-bench-%d", os.Getpid()))
					memory.time(b, s.decrypt(age, out))
					_ = os.Remove(out)
				}
			}
			ready.report(b, "calepin")
			nowhere.report(b, "age-null")
			memory.report(b, "age-shm")
			b.ReportMetric(float64(fileSize(b, filepath.Join(s.dir, "vault.age")))/1e6, "vault-MB")
		})
	}
}

// BenchmarkFold is what sealing takes after one change: the whole vault packed,
// encrypted and made durable.
func BenchmarkFold(b *testing.B) {
	s := newSealed(b, Options{Contacts: 10_000, Interactions: 100_000, Seed: 1, Now: now})
	v, err := s.open()
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	records, err := store.Open(v)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(fileSize(b, filepath.Join(s.dir, "vault.age")))
	for b.Loop() {
		b.StopTimer()
		if err := records.AddPerson(&store.Person{Given: "Anne", Status: store.Prospect, Source: "Salon"}, store.AddOptions{}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := v.Seal(); err != nil {
			b.Fatal(err)
		}
	}
}

func (s sealed) decrypt(age, out string) func() error {
	return exec.Command(age, "-d", "-i", s.key, "-o", out, filepath.Join(s.dir, "vault.age")).Run
}

// BenchmarkSave is one durable save, its pin included, until it can be read
// back, beside an append with fsync of as many bytes as the journal grew by,
// and beside a commit of the same change to the same database in clear on the
// same disk.
func BenchmarkSave(b *testing.B) {
	for _, contacts := range []int{DefaultContacts, 10_000} {
		b.Run(fmt.Sprint(contacts), func(b *testing.B) {
			if testing.Short() && contacts > DefaultContacts {
				b.Skip("takes a large vault")
			}
			benchmarkSave(b, newSealed(b, Options{Contacts: contacts, Interactions: 10 * contacts, Seed: 1, Now: now}))
		})
	}
}

func benchmarkSave(b *testing.B, s sealed) {
	v, err := s.open()
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	records, err := store.Open(v)
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.Create(filepath.Join(s.dir, "plain"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	n := 0
	add := func() error {
		n++
		return records.AddPerson(&store.Person{Given: "Anne-Sophie", Family: fmt.Sprintf("Le Goff %d", n),
			Status: store.Prospect, Source: "Salon", Emails: []store.Email{{Address: fmt.Sprintf("a%d@example.org", n)}}},
			store.AddOptions{})
	}
	before := bucketSizes(b, v)
	if err := add(); err != nil {
		b.Fatal(err)
	}
	var touched []string
	for name, size := range bucketSizes(b, v) {
		if size != before[name] {
			touched = append(touched, name)
		}
	}
	db := inClear(b, v, filepath.Join(s.dir, "plain.db"))
	defer db.Close()

	var save, plain, commit samples
	grown := v.Info().JournalBytes
	for b.Loop() {
		save.time(b, add)
		size := v.Info().JournalBytes
		value := make([]byte, size-grown)
		grown = size
		plain.time(b, func() error {
			if _, err := file.Write(value); err != nil {
				return err
			}
			return file.Sync()
		})
		key, part := store.NewID(time.Now()), value[:len(value)/len(touched)]
		commit.time(b, func() error { return put(db, touched, key[:], part) })
	}
	save.report(b, "calepin")
	plain.report(b, "fsync")
	commit.report(b, "bbolt")
}

func bucketSizes(b *testing.B, v *vault.Vault) map[string]int {
	b.Helper()
	sizes := map[string]int{}
	err := v.View(func(tx *vault.Tx) error {
		for _, name := range tx.Buckets() {
			sizes[name] = tx.Count(name)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return sizes
}

// inClear copies the vault into an ordinary database.
func inClear(b *testing.B, v *vault.Vault, path string) *bolt.DB {
	b.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	err = v.View(func(from *vault.Tx) error {
		return db.Update(func(to *bolt.Tx) error {
			for _, name := range from.Buckets() {
				bucket, err := to.CreateBucketIfNotExists([]byte(name))
				if err != nil {
					return err
				}
				for k, value := range from.Prefix(name, nil) {
					if err := bucket.Put(k, value); err != nil {
						return err
					}
				}
			}
			return nil
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

func put(db *bolt.DB, buckets []string, key, value []byte) error {
	return db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			if err := tx.Bucket([]byte(name)).Put(key, value); err != nil {
				return err
			}
		}
		return nil
	})
}

func fileSize(b *testing.B, path string) int64 {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
