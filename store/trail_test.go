package store

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"calepin/crypto"
	"calepin/store/vault"
)

// logged is a store whose trail has some entries.
func logged(t *testing.T) (*Store, *testClock) {
	s, clock := newStore(t)
	s.As(Operator{ID: FirstOperator, Role: Owner})
	for i := range 6 {
		p := add(t, s, Person{Given: "Zéphyrine", Family: strings.Repeat("x", i+1)})
		s.NoteRead(p.ID)
		clock.t = clock.t.Add(time.Hour)
	}
	must(t, s.WriteTrail())
	return s, clock
}

func faults(t *testing.T, s *Store) []TrailFault {
	t.Helper()
	r, err := s.VerifyTrail()
	must(t, err)
	return r.Faults
}

// entries returns the trail as it is stored.
func entries(t *testing.T, s *Store) (keys, values [][]byte) {
	t.Helper()
	must(t, s.v.View(func(tx *vault.Tx) error {
		for k, v := range tx.From(bucketTrail, nil) {
			keys, values = append(keys, bytes.Clone(k)), append(values, bytes.Clone(v))
		}
		return nil
	}))
	return keys, values
}

// TestTrailTamperedWith: whatever byte of whichever entry is changed, whichever
// entry is taken away, and wherever the end is cut, the check tells.
func TestTrailTamperedWith(t *testing.T) {
	s, _ := logged(t)
	if f := faults(t, s); len(f) > 0 {
		t.Fatalf("of an honest trail: %v", f)
	}
	keys, values := entries(t, s)
	put := func(k, v []byte) {
		must(t, s.v.Update(func(tx *vault.Tx) error {
			if v == nil {
				return tx.Delete(bucketTrail, k)
			}
			return tx.Put(bucketTrail, k, v)
		}))
	}
	for i, k := range keys {
		for at := range values[i] {
			changed := bytes.Clone(values[i])
			changed[at] ^= 1
			put(k, changed)
			if !(TrailReport{Faults: faults(t, s)}).Grave() {
				t.Fatalf("entry %d, byte %d of %s: not found", i+1, at, values[i])
			}
		}
		put(k, values[i])
	}
	for i, k := range keys {
		put(k, nil)
		if !(TrailReport{Faults: faults(t, s)}).Grave() {
			t.Errorf("entry %d taken away: not found", i+1)
		}
		put(k, values[i])
	}
	for from := len(keys) - 1; from >= 0; from-- {
		put(keys[from], nil)
		f := faults(t, s)
		if want := (TrailFault{Code: TrailCut, From: uint64(from + 1), To: uint64(len(keys))}); len(f) != 1 || f[0].Code != want.Code || f[0].From != want.From || f[0].To != want.To {
			t.Errorf("cut from entry %d on: %v", from+1, f)
		}
	}
	// Whatever is written next, the hole stays one.
	add(t, s, Person{Given: "Ada"})
	if f := faults(t, s); len(f) != 1 || f[0].Code != TrailMissing || f[0].To != uint64(len(keys)) {
		t.Errorf("a hole closed by the next change: %v", f)
	}
}

// TestTrailForgedWhole: somebody who holds a key may write the whole chain anew;
// the pin knows its end all the same.
func TestTrailForgedWhole(t *testing.T) {
	s, _ := logged(t)
	must(t, s.v.Update(func(tx *vault.Tx) error {
		last := AuditEntry{}
		for n := range uint64(s.count(t, bucketTrail)) {
			e := AuditEntry{Number: n + 1, What: Changed}
			value, err := e.link(last.Chain)
			must(t, err)
			must(t, tx.Put(bucketTrail, binary.BigEndian.AppendUint64(nil, n+1), value))
			last = e
		}
		return nil
	}))
	if f := faults(t, s); len(f) != 1 || f[0].Code != TrailCut {
		t.Errorf("%v", f)
	}
}

// TestTrailHoldsNoPersonalData: the trail names nobody, and an erasure leaves it
// whole.
func TestTrailHoldsNoPersonalData(t *testing.T) {
	s, _ := logged(t)
	rows, err := s.Trail(TrailFilter{What: Read})
	must(t, err)
	if len(rows) != 6 {
		t.Fatalf("%d pages read, 6 were", len(rows))
	}
	_, err = s.Erase(rows[0].Contact, EraseOrder{LeaveAmbiguous: true})
	must(t, err)
	_, values := entries(t, s)
	for _, v := range values {
		if bytes.Contains(v, []byte("phyrine")) {
			t.Errorf("a name in %s", v)
		}
	}
	if f := faults(t, s); len(f) > 0 {
		t.Errorf("after an erasure: %v", f)
	}
	if of, err := s.Trail(TrailFilter{Record: rows[0].Contact, What: Erased}); err != nil || len(of) != 1 {
		t.Errorf("%d erasures in the trail, %v", len(of), err)
	}
}

// TestReadsCostNoSave: looking at people writes nothing until something is saved
// or the vault closes, and one person an hour counts once.
func TestReadsCostNoSave(t *testing.T) {
	s, clock := logged(t)
	p := add(t, s, Person{Given: "Ada"})
	before := s.count(t, bucketTrail)
	for range 20 {
		s.NoteRead(p.ID)
		clock.t = clock.t.Add(5 * time.Minute)
	}
	if n := s.count(t, bucketTrail); n != before {
		t.Errorf("%d entries written by reading", n-before)
	}
	add(t, s, Person{Given: "Bob"})
	list, err := s.Trail(TrailFilter{Record: p.ID, What: Read})
	if must(t, err); len(list) != 2 {
		t.Errorf("%d readings in 100 minutes", len(list))
	}
	if n := s.count(t, bucketTrail); n != before+3 {
		t.Errorf("%d entries for two readings and a change", n-before)
	}
}

// TestCNIL14TrailForgotten: the trail is kept for 12 months, or for what the time
// limit says, not under 6; what is left still verifies; a clock that was set back
// is told.
func TestCNIL14TrailForgotten(t *testing.T) {
	for _, c := range []struct{ set, want int }{{0, 12}, {9, 9}, {6, 6}} {
		s, clock := logged(t)
		if c.set > 0 {
			must(t, s.SetPolicy(&Policy{Code: LogPolicy, Months: c.set, Justification: "x"}))
		}
		start := clock.t
		for clock.t.Before(start.AddDate(0, 20, 0)) {
			clock.t = clock.t.AddDate(0, 0, 10)
			add(t, s, Person{Given: "Ada"})
		}
		all, err := s.Trail(TrailFilter{})
		must(t, err)
		oldest := all[len(all)-1].At
		if oldest.Before(clock.t.AddDate(0, -c.want, 0)) || oldest.After(clock.t.AddDate(0, -c.want, 11)) {
			t.Errorf("%d months set: the oldest is of %s, now is %s", c.set, oldest, clock.t)
		}
		if f := faults(t, s); len(f) > 0 {
			t.Errorf("%d months set: %v", c.set, f)
		}
		clock.t = clock.t.AddDate(0, 0, -2)
		add(t, s, Person{Given: "Ada"})
		f := faults(t, s)
		if len(f) != 1 || f[0].Code != TrailClock || f[0].Grave() {
			t.Errorf("a clock set back: %v", f)
		}
	}
}

// TestTrailEndIsPinned: a vault whose trail was cut by somebody who holds a key,
// as a change of that vault like any other, is told from what the pin of another
// knows when it opens.
func TestTrailEndIsPinned(t *testing.T) {
	dir := t.TempDir()
	id, err := crypto.Generate(true)
	must(t, err)
	uuid := vault.NewID()
	pins := func() crypto.PinStore { return crypto.NewFilePin(dir+"/key.txt", id, uuid) }
	v, err := vault.Create(dir+"/vault", vault.CreateOptions{ID: uuid, Operator: id, Pins: pins(),
		Init: func(v *vault.Vault) error { _, err := Init(v, Settings{}); return err }})
	must(t, err)
	open := func(p crypto.PinStore) *Store {
		v, err := vault.Open(dir+"/vault", id, vault.OpenOptions{Pins: p})
		must(t, err)
		s, err := Open(v)
		must(t, err)
		s.As(Operator{ID: FirstOperator, Role: Owner})
		return s
	}
	must(t, v.Close())
	s := open(pins())
	for range 5 {
		add(t, s, Person{Given: "Ada"})
	}
	must(t, s.v.Close())
	s = open(pins())
	if s.TrailCut() {
		t.Error("an honest trail is said to be cut")
	}
	must(t, s.v.Close())
	s = open(nil) // the pin does not see it
	keys, _ := entries(t, s)
	must(t, s.v.Update(func(tx *vault.Tx) error { return tx.Delete(bucketTrail, keys[len(keys)-1]) }))
	must(t, s.v.Close())
	s = open(pins())
	if !s.TrailCut() {
		t.Error("the trail was cut and nothing is said")
	}
	if f := faults(t, s); !slices.ContainsFunc(f, TrailFault.Grave) {
		t.Errorf("%v", f)
	}
	must(t, s.WriteTrail())
	must(t, s.v.Close())
	s = open(pins())
	if f := faults(t, s); !slices.ContainsFunc(f, TrailFault.Grave) {
		t.Errorf("once it was noted: %v", f)
	}
	must(t, s.v.Close())
}
