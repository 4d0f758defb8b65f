package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"calepin/crypto"
	"calepin/store/vault/disk/sim"
)

// life is a vault that is opened, changed and closed over and over on a disk
// that fails, under a clock that jumps, and what it has to hold.
type life struct {
	t    *testing.T
	d    *sim.Disk
	id   *crypto.Identity
	pins *memPin
	rng  *rand.Rand
	now  time.Time
	made int // how many people there ever were

	held    map[string]string // who is there, with what is kept of them
	maybe   map[string]string // what a change without an outcome made of it
	erasing string            // whose erasure did not come to its end
	gone    []string          // who was erased last
	seen    map[string]int    // how often what happened
	most    footprint
}

// footprint is what a vault takes of the disk, at most.
type footprint struct {
	files                    int
	journal, snapshot, total int64
}

const (
	population = 60        // people, about
	wordiness  = 900       // bytes of each, at most
	long       = 40_000    // of a long note, at most
	biggest    = 3 << 20   // a snapshot of nothing but long notes, and its pages
	kept       = 3 + 1 + 1 // backups
	heapRoom   = 8 << 20   // for the simulated disk, which holds now more, now less
)

func newLife(t *testing.T) *life {
	l := &life{t: t, d: sim.New(), id: newIdentity(t), pins: &memPin{}, rng: rand.New(rand.NewPCG(8, 8)),
		now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), held: map[string]string{}, maybe: map[string]string{}, seen: map[string]int{}}
	v, err := Create("/v", CreateOptions{ID: NewID(), Operator: l.id, Pins: l.pins, FS: l.d})
	if err == nil {
		err = errors.Join(v.SetBackupPlan(BackupPlan{Daily: 3, Weekly: 1, Monthly: 1}), v.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// cycle is one opening: it is looked at, lived in until the disk fails or the
// person goes, and what is left is looked at.
func (l *life) cycle() {
	l.passTime()
	v := l.open()
	l.misbehave()
	err := l.use(v)
	l.journalBounded(v)
	switch {
	case err != nil || l.chance(4): // as a kill leaves it
		l.seen["killed or failed"]++
		_ = v.release()
	default:
		if err := v.Close(); err != nil && !l.failure(err) {
			l.t.Fatal(err)
		}
	}
	if n := l.d.Open(); n != 0 {
		l.t.Fatalf("%d files of the vault are still open", n)
	}
	l.recover()
	l.measure()
}

// journalBounded holds that a session that goes on and on folds its journal.
func (l *life) journalBounded(v *Vault) {
	bound := int64(journalBound + roomStep + 2*long)
	for _, err := range v.Warnings() {
		if errors.Is(err, ErrUnfolded) { // the disk refused: it is tried again later
			l.seen["folds refused"]++
			bound += journalBound
		}
	}
	if size := v.Info().JournalBytes; size > bound {
		l.t.Fatalf("after %v: a journal of %d bytes", l.seen, size)
	}
}

// passTime is some hours; now and then the clock is set wrong, or right again.
func (l *life) passTime() {
	l.now = l.now.Add(time.Duration(l.rng.IntN(30*60)) * time.Minute)
	if l.chance(50) {
		l.seen["clock jumps"]++
		l.now = l.now.AddDate(0, 0, l.rng.IntN(800)-400)
	}
}

// misbehave sets what the disk will do at one of the next operations.
func (l *life) misbehave() {
	at := l.d.Ops() + 1 + l.rng.IntN(40)
	switch l.rng.IntN(5) {
	case 0:
		l.d.CutAt = at
	case 1:
		l.d.Faults = map[int]error{at: []error{syscall.EIO, syscall.ENOSPC}[l.rng.IntN(2)]}
	case 2:
		l.d.Free = int64(l.rng.IntN(60_000))
	}
}

// recover gives the disk back in the state that a reboot finds it in.
func (l *life) recover() {
	cut := l.d.CutAt > 0 && l.d.Ops() >= l.d.CutAt
	l.d.Faults, l.d.Free = nil, -1
	l.d.Revive()
	if cut && l.chance(2) {
		l.seen["power cuts"]++
		l.d = l.d.After(sim.RandomSectors(l.rng), sim.RandomNames(l.rng))
	}
}

// failure tells whether err is of the disk's making.
func (l *life) failure(err error) bool {
	for _, of := range []error{sim.ErrPower, syscall.EIO, syscall.ENOSPC, ErrUnknown} {
		if errors.Is(err, of) {
			return true
		}
	}
	return false
}

// open opens the vault, which holds what was acknowledged, and of what was not
// the whole or nothing.
func (l *life) open() *Vault {
	l.pins.saved = l.pins.saved[max(0, len(l.pins.saved)-1):]
	v, err := Open("/v", l.id, OpenOptions{Pins: l.pins, FS: l.d, Early: l.chance(2), clock: func() time.Time { return l.now }})
	if err != nil {
		l.t.Fatalf("after %v: %v", l.seen, err)
	}
	found := map[string]string{}
	err = v.View(func(tx *Tx) error {
		for k, value := range tx.From(testBucket, nil) {
			found[string(k)] = string(value)
		}
		return nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
	for k := range l.maybe {
		if found[k] != l.held[k] && found[k] != l.maybe[k] {
			l.t.Fatalf("after %v: %s is neither what it was nor what it became", l.seen, k)
		}
		l.held[k] = found[k]
		if found[k] == "" {
			delete(l.held, k)
		}
	}
	clear(l.maybe)
	if !maps.Equal(found, l.held) {
		l.t.Fatalf("after %v: holds %d people of %d, or other words", l.seen, len(found), len(l.held))
	}
	return v
}

// use is what a person does in one sitting.
func (l *life) use(v *Vault) error {
	if l.erasing != "" {
		if err := l.erase(v, l.erasing); err != nil {
			return err
		}
	}
	for range 1 + l.rng.IntN(4) {
		if err := l.one(v); err != nil {
			if !l.failure(err) && v.ReadOnly() == nil {
				l.t.Fatal(err)
			}
			l.seen["errors"]++
			if errors.Is(err, ErrUnknown) || errors.Is(err, sim.ErrPower) || v.ReadOnly() != nil {
				return err
			}
		}
	}
	return nil
}

func (l *life) one(v *Vault) error {
	switch l.rng.IntN(16) {
	case 0:
		l.seen["folds"]++
		return v.Seal()
	case 1, 2:
		l.seen["backups"]++
		if _, err := v.Backup(); err != nil {
			return err
		}
		_, err := v.RotateBackups()
		return err
	case 3, 4:
		if len(l.held) > population/2 {
			return l.erase(v, l.somebody())
		}
	case 5:
		if l.chance(12) {
			return l.longDay(v)
		}
	}
	return l.change(v)
}

// longDay is a session that is not closed for a long time.
func (l *life) longDay(v *Vault) error {
	l.seen["long days"]++
	for range 60 {
		if err := l.put(v, l.somebody(), strings.Repeat("long ", long/5)); err != nil {
			return err
		}
		if err := l.change(v); err != nil {
			return err
		}
	}
	return nil
}

func (l *life) change(v *Vault) error {
	who := l.somebody()
	if len(l.held) < population {
		l.made++
		who = fmt.Sprintf("person-%07d;", l.made)
	}
	return l.put(v, who, "")
}

func (l *life) put(v *Vault, who, words string) error {
	l.seen["changes"]++
	value := fmt.Sprint(who, l.rng.Uint64(), words, strings.Repeat("x", l.rng.IntN(wordiness)))
	return l.outcome(who, value, v.Update(func(tx *Tx) error { return tx.Put(testBucket, []byte(who), []byte(value)) }))
}

// outcome notes what became of a change: with an error that says so, nothing.
func (l *life) outcome(who, value string, err error) error {
	switch {
	case errors.Is(err, ErrUnknown), errors.Is(err, sim.ErrPower):
		l.maybe[who] = value
	case err == nil && value == "":
		delete(l.held, who)
	case err == nil:
		l.held[who] = value
	}
	return err
}

func (l *life) somebody() string {
	if len(l.held) == 0 {
		return "person-0000000;"
	}
	return slices.Sorted(maps.Keys(l.held))[l.rng.IntN(len(l.held))]
}

// erase takes somebody out of the vault and of its backups; then nobody who has
// the key finds them in any file.
func (l *life) erase(v *Vault, who string) error {
	l.seen["erasures"]++
	l.erasing = who
	out := func(tx *Tx) error { return tx.Delete(testBucket, []byte(who)) }
	if err := l.outcome(who, "", v.Update(out)); err != nil {
		return err
	}
	if err := v.Seal(); err != nil {
		return err
	}
	backups, err := v.Backups()
	for _, b := range backups {
		err = errors.Join(err, v.RewriteBackup(b.Ref(), out))
	}
	if err != nil {
		return err
	}
	l.erasing = ""
	l.gone = append(l.gone[max(0, len(l.gone)-20):], who)
	l.search()
	return nil
}

// search looks for who was erased in every file, as far as the key opens it.
func (l *life) search() {
	for path := range l.d.Sizes() {
		f, err := l.d.OpenFile(path, os.O_RDONLY, 0)
		if err != nil {
			return // the power is gone
		}
		b, _ := io.ReadAll(f)
		_ = f.Close()
		if plain, err := age.Decrypt(bytes.NewReader(b), l.id.Age()); err == nil {
			b, _ = io.ReadAll(plain)
		}
		for _, who := range l.gone {
			if bytes.Contains(b, []byte(who)) {
				l.t.Fatalf("after %v: %s was erased and is in %s", l.seen, who, path)
			}
		}
	}
}

func (l *life) chance(of int) bool { return l.rng.IntN(of) == 0 }

// measure holds what the vault takes of the disk against what it may: the
// snapshot and its journal, what the plan keeps of backups on either side of a
// clock that jumped, and what is younger than a day, each with its header.
func (l *life) measure() {
	now := footprint{}
	for path, size := range l.d.Sizes() {
		now.files++
		now.total += size
		switch {
		case filepath.Base(path) == snapshotName:
			now.snapshot = size
		case filepath.Ext(path) == ".journal":
			now.journal = max(now.journal, size)
		}
	}
	m := &l.most
	m.files, m.total = max(m.files, now.files), max(m.total, now.total)
	m.journal, m.snapshot = max(m.journal, now.journal), max(m.snapshot, now.snapshot)
	if now.snapshot > biggest || now.files > 4+2*(2*kept+8) {
		l.t.Fatalf("after %v: the files grew, %+v\n%v", l.seen, now, slices.Sorted(maps.Keys(l.d.Sizes())))
	}
}

// FAULTS, and a long life: thousands of openings with kills, power cuts, torn
// and failed writes, full disks, clocks that jump, folds, erasures and backups.
// No acknowledged change is lost, no erased person comes back, and neither the
// files nor what the process holds grows.
func TestLongLife(t *testing.T) {
	cycles := 150
	switch {
	case full():
		cycles = 10_000
	case crashRounds() > 0:
		cycles = 400
	}
	l := newLife(t)
	var young process
	for i := range cycles {
		l.cycle()
		if i == cycles/5 {
			young = settled(t, process{})
			l.most = footprint{} // of the rest of the life
		}
	}
	old := settled(t, young)
	t.Logf("%d cycles, %v: at most %+v; the process %+v, at a fifth %+v", cycles, l.seen, l.most, old, young)
	if old.descriptors > young.descriptors || old.maps > young.maps || old.goroutines > young.goroutines || old.heap > young.heap+heapRoom {
		t.Errorf("the process grew: %+v, at a fifth of its life %+v", old, young)
	}
	for _, what := range []string{"backups", "clock jumps", "erasures", "errors", "folds", "killed or failed", "power cuts"} {
		if l.seen[what] == 0 {
			t.Errorf("it proves nothing of %s", what)
		}
	}
}
