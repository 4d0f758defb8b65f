package vault

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"syscall"
	"testing"

	"calepin/crypto"
	"calepin/store/vault/disk/sim"
)

// memPin remembers every pin that was saved: none is synced, so a power cut
// may leave any of them.
type memPin struct {
	mu    sync.Mutex
	saved []crypto.Pin
}

func (p *memPin) Load() (crypto.Pin, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.saved) == 0 {
		return crypto.Pin{}, crypto.ErrNoPin
	}
	return p.saved[len(p.saved)-1], nil
}

func (p *memPin) Save(pin crypto.Pin) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.saved = append(p.saved, pin)
	return nil
}

func (p *memPin) Forget() error   { return nil }
func (p *memPin) Immediate() bool { return true }

func (p *memPin) clone() *memPin { return &memPin{saved: slices.Clone(p.saved)} }

// first is the pin store as it was after the first save.
func (p *memPin) first() *memPin { return &memPin{saved: p.saved[:min(1, len(p.saved))]} }

// session is what one run did before the power went.
type session struct {
	acked  []string // keys whose Update returned nil
	asked  string   // the key under way when it ended
	pins   *memPin
	opened bool   // the vault had been created
	also   string // a key that may be there too
}

// run plays a life of a vault on d until the power goes.
func (s *session) run(d *sim.Disk, id *crypto.Identity, uuid [16]byte) error {
	v, err := Create("/v", CreateOptions{ID: uuid, Operator: id, Pins: s.pins, FS: d})
	if err != nil {
		return err
	}
	s.opened = true
	step := func(key string) func() error {
		return func() error {
			s.asked = key
			if err := put(v, key); err != nil {
				return err
			}
			s.acked = append(s.acked, key)
			s.asked = ""
			return nil
		}
	}
	backup := func() error { _, err := v.Backup(); return err }
	reopen := func() error {
		if err := v.release(); err != nil {
			return err
		}
		v, err = Open("/v", id, OpenOptions{Pins: s.pins, FS: d})
		return err
	}
	// From its second change on a process writes into room that it made, and a
	// refused change leaves something behind: it is cut before the next one.
	for _, do := range []func() error{step("a"), step("b"), step("c"), v.Seal, step("d"), reopen, step("e"), step("f"), step("g"),
		refused(&v), step("h"), backup, step("i"), func() error { return v.Seal() }, step("j")} {
		if err := do(); err != nil {
			return err
		}
	}
	return v.Close()
}

// refused appends a change that the disk takes in part.
func refused(v **Vault) func() error {
	return func() error {
		d, j := (*v).fs.(*sim.Disk), (*v).journal
		// Half a write, and then what is to undo it fails too.
		d.Faults = map[int]error{d.Ops() + 1: syscall.EIO, d.Ops() + 2: syscall.EIO}
		err := j.append([]op{{testBucket, []byte("refused"), make([]byte, 100)}})
		d.Faults = nil
		if err == nil || errors.Is(err, sim.ErrPower) {
			return err
		}
		return nil
	}
}

// check opens what the power cut left and compares it with what was
// acknowledged; it returns what is wrong.
func (s *session) check(d *sim.Disk, id *crypto.Identity, pins *memPin) error {
	v, err := Open("/v", id, OpenOptions{Pins: pins, FS: d, ConfirmNew: func(Summary) (bool, error) { return true, nil }})
	if err != nil {
		return fmt.Errorf("does not open: %w", err)
	}
	defer v.release()
	var keys []string
	_ = v.View(func(tx *Tx) error {
		for k := range tx.From(testBucket, nil) {
			keys = append(keys, string(k))
		}
		return nil
	})
	for _, k := range s.acked {
		if !slices.Contains(keys, k) {
			return fmt.Errorf("lost %s of %v: holds %v", k, s.acked, keys)
		}
	}
	for _, k := range keys {
		if !slices.Contains(s.acked, k) && k != s.asked && k != s.also {
			return fmt.Errorf("holds %s, never asked for", k)
		}
	}
	if err := put(v, "z"); err != nil {
		return fmt.Errorf("takes no change: %w", err)
	}
	return v.Seal()
}

func survivors(seed uint64) map[string]sim.Survivor {
	return map[string]sim.Survivor{
		"only synced": sim.OnlySynced, "everything": sim.Everything, "zero tail": sim.ZeroTail,
		"random prefix":  sim.RandomPrefix(rand.New(rand.NewPCG(seed, 1))),
		"random sectors": sim.RandomSectors(rand.New(rand.NewPCG(seed, 2))),
	}
}

// namings are what may be left of the names that were not synced.
func namings(seed uint64) map[string]sim.Names {
	return map[string]sim.Names{"old names": sim.OldNames, "new names": sim.NewNames,
		"random names": sim.RandomNames(rand.New(rand.NewPCG(seed, 3)))}
}

// cutEverywhere runs a session for every operation at which the power can go
// and returns how many states were checked and what was wrong with them; with
// first, it stops at the first that was.
func cutEverywhere(t *testing.T, prepare func(*sim.Disk), first bool) (states int, wrong []error) {
	id := newIdentity(t)
	uuid := NewID()
	step := 9 // a sample; the gate goes through all of them
	switch {
	case crashRounds() > 0:
		step = 1
	case testing.Short():
		step = 11
	}
	for cut := 1; !first || len(wrong) == 0; cut += step {
		d := sim.New()
		d.CutAt = cut
		prepare(d)
		s := session{pins: &memPin{}}
		err := s.run(d, id, uuid)
		if err == nil {
			return states, wrong
		}
		if !errors.Is(err, sim.ErrPower) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		if !s.opened {
			continue // nothing was promised yet
		}
		for name, keep := range survivors(uint64(cut)) {
			for naming, names := range namings(uint64(cut)) {
				for _, pins := range []*memPin{s.pins.first(), s.pins} {
					states++
					if err := s.check(d.After(keep, names), id, pins.clone()); err != nil {
						wrong = append(wrong, fmt.Errorf("cut at %d, %s, %s: %w", cut, name, naming, err))
						continue
					}
					if err := s.cutAgain(d.After(keep, names), keep, id, pins.clone(), uint64(states)); err != nil {
						wrong = append(wrong, fmt.Errorf("cut at %d, %s, %s, and again: %w", cut, name, naming, err))
					}
				}
			}
		}
		states++
		if err := s.killThenCut(d, id); err != nil {
			wrong = append(wrong, fmt.Errorf("killed at %d, then cut: %w", cut, err))
		}
	}
	return states, wrong
}

// killThenCut opens what a kill left in the page cache, and loses power after
// that: what the opening showed and pinned must be on the disk.
func (s *session) killThenCut(d *sim.Disk, id *crypto.Identity) error {
	d.Revive()
	pins := s.pins.clone()
	v, err := Open("/v", id, OpenOptions{Pins: pins, FS: d, ConfirmNew: func(Summary) (bool, error) { return true, nil }})
	if err != nil {
		return fmt.Errorf("does not open: %w", err)
	}
	if err := v.release(); err != nil {
		return err
	}
	return s.check(d.After(sim.OnlySynced, sim.OldNames), id, pins)
}

// cutAgain loses power a second time, while the first loss is recovered from.
func (s *session) cutAgain(d *sim.Disk, keep sim.Survivor, id *crypto.Identity, pins *memPin, seed uint64) error {
	rng := rand.New(rand.NewPCG(seed, 4))
	d.CutAt = rng.IntN(30) + 1
	recovering := pins.clone()
	_ = s.check(d, id, recovering)
	for _, left := range []*memPin{pins, recovering} {
		// The recovery's own change may be there or not.
		second := session{acked: s.acked, asked: s.asked, also: "z"}
		if err := second.check(d.After(keep, sim.RandomNames(rng)), id, left.clone()); err != nil {
			return err
		}
	}
	return nil
}

// FAULTS 2: whatever a kill left in the system's cache alone, a change or the
// name of a new snapshot, is on the disk once the vault was opened and shown.
func TestWhatAKillLeftIsMadeDurable(t *testing.T) {
	id := newIdentity(t)
	for cut, done := 1, false; !done; cut++ {
		d, pins := sim.New(), &memPin{}
		v, err := Create("/v", CreateOptions{ID: NewID(), Operator: id, Pins: pins, FS: d})
		if err := errors.Join(err, put(v, "a")); err != nil {
			t.Fatal(err)
		}
		d.CutAt = d.Ops() + cut
		done = errors.Join(put(v, "b"), v.Seal(), put(v, "c")) == nil
		_ = v.release()
		d.Revive()
		shown := []string(nil)
		for i := range 2 { // the second time on what a power cut after the first leaves
			if v, err = Open("/v", id, OpenOptions{Pins: pins, FS: d}); err != nil {
				t.Fatalf("killed at %d, opening %d: %v", cut, i, err)
			}
			got := keysOf(t, v)
			if i > 0 && !slices.Equal(got, shown) {
				t.Errorf("killed at %d: showed %v, and then %v", cut, shown, got)
			}
			shown = got
			_ = v.release()
			d = d.After(sim.OnlySynced, sim.OldNames)
		}
	}
}

// FAULTS 2: the power goes at every operation, and again in the recovery.
func TestPowerCutAnywhere(t *testing.T) {
	states, wrong := cutEverywhere(t, func(*sim.Disk) {}, false)
	for _, err := range wrong {
		t.Error(err)
	}
	t.Logf("%d states checked", states)
	if states < 200 {
		t.Errorf("only %d states: the scenario is too short to prove anything", states)
	}
}

// FAULTS 3: a disk that does not sync what it is told to is noticed.
func TestPowerCutCatchesMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("the long run is in the gate")
	}
	for name, mutate := range map[string]func(*sim.Disk){
		"no fsync":              func(d *sim.Disk) { d.NoSync = true },
		"no directory fsync":    func(d *sim.Disk) { d.NoSyncDir = true },
		"data synced, size not": func(d *sim.Disk) { d.NoSizeSync = true },
	} {
		if _, wrong := cutEverywhere(t, mutate, true); len(wrong) == 0 {
			t.Errorf("%s: nothing was lost", name)
		}
	}
}

// FAULTS 4: a full disk refuses the change, keeps what was there, and takes
// changes again once there is room.
func TestFullDisk(t *testing.T) {
	for free := int64(0); free < 400; free += 13 {
		d := sim.New()
		id, uuid := newIdentity(t), NewID()
		v, err := Create("/v", CreateOptions{ID: uuid, Operator: id, FS: d})
		if err != nil {
			t.Fatal(err)
		}
		if err := put(v, "a"); err != nil {
			t.Fatal(err)
		}
		d.Free = free
		var refused error
		n := 0
		for refused == nil {
			n++
			refused = put(v, fmt.Sprintf("b%02d", n))
		}
		if !errors.Is(refused, syscall.ENOSPC) || v.ReadOnly() != nil {
			t.Fatalf("full disk: %v, %v", refused, v.ReadOnly())
		}
		if err := v.Seal(); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("fold on a full disk: %v", err)
		}
		if err := v.foldLast(); err != nil {
			t.Fatalf("closing on a full disk: %v", err)
		}
		if w := v.Warnings(); len(w) != 1 || !errors.Is(w[0], ErrUnfolded) || !errors.Is(w[0], syscall.ENOSPC) {
			t.Fatalf("warnings: %v", w)
		}
		d.Free = -1
		if err := errors.Join(put(v, "c"), v.release()); err != nil {
			t.Fatal(err)
		}
		v, err = Open("/v", id, OpenOptions{FS: d})
		if err != nil {
			t.Fatal(err)
		}
		if got := keysOf(t, v); len(got) != n+1 { // a, the b that fitted, c
			t.Errorf("free %d: holds %v", free, got)
		}
		_ = v.release()
	}
}

// FAULTS 4: a failed fsync leaves the outcome unknown and the vault read-only.
func TestFailedSync(t *testing.T) {
	d := sim.New()
	id := newIdentity(t)
	v, err := Create("/v", CreateOptions{ID: NewID(), Operator: id, FS: d})
	if err != nil {
		t.Fatal(err)
	}
	d.Faults = map[int]error{d.Ops() + 2: syscall.EIO} // the write, then its sync
	if err := put(v, "a"); !errors.Is(err, ErrUnknown) {
		t.Fatalf("err = %v", err)
	}
	var ro *ReadOnlyError
	if err := put(v, "b"); !errors.As(err, &ro) || !errors.Is(err, ErrUnknown) {
		t.Errorf("after it: %v", err)
	}
	if got := keysOf(t, v); len(got) != 0 {
		t.Errorf("shows %v", got)
	}
	if err := v.release(); err != nil {
		t.Fatal(err)
	}
	v, err = Open("/v", id, OpenOptions{FS: d})
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	if err := put(v, "b"); err != nil {
		t.Errorf("after reopening: %v", err)
	}
}
