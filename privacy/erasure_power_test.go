package privacy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"

	"calepin/store"
	"calepin/store/vault"
	"calepin/store/vault/disk/sim"
)

// outage is a simulated disk with a vault that holds her, and two backups that
// do, of which the power goes while she is erased.
type outage struct {
	*desk
	disk   *sim.Disk
	before map[string]string // every record of the vault, as it was
	// resumed counts the states that a session had something to do about.
	resumed int
}

func newOutage(t *testing.T) *outage {
	o := &outage{disk: sim.New()}
	o.desk = newDeskOn(t, "/v", o.disk)
	o.before = o.contents()
	o.must(o.v.Close())
	return o
}

// contents are all records, less what the vault itself keeps.
func (o *outage) contents() map[string]string {
	all := map[string]string{}
	o.must(o.v.View(func(tx *vault.Tx) error {
		for _, bucket := range tx.Buckets() {
			for k, v := range tx.Prefix(bucket, nil) {
				if bucket != "meta" {
					all[bucket+"/"+string(k)] = string(v)
				}
			}
		}
		return nil
	}))
	return all
}

// on opens the vault on another state of the disk.
func (o *outage) on(d *sim.Disk) (*outage, error) {
	next := &outage{desk: &desk{t: o.t, dir: o.dir, id: o.id, gone: o.gone}, disk: d, before: o.before}
	var err error
	if next.v, err = vault.Open(o.dir, o.id, vault.OpenOptions{FS: d}); err != nil {
		return nil, err
	}
	next.s, err = store.Open(next.v)
	return next, err
}

// eraseOn erases her on a copy of the disk that loses power at an operation, and
// returns what is left of it; done is true where it came to its end before.
func (o *outage) eraseOn(cut int) (d *sim.Disk, done bool) {
	d = o.disk.After(sim.Everything, sim.NewNames)
	d.CutAt = cut
	at, err := o.on(d)
	if err == nil {
		defer at.v.Close()
		var plan ErasurePlan
		if plan, err = PlanErasure(at.s, at.v, at.gone.ID, today); err == nil {
			_, err = Erase(at.s, at.v, plan, "")
		}
	}
	if err != nil && !errors.Is(err, sim.ErrPower) {
		o.t.Fatalf("cut at %d: %v", cut, err)
	}
	return d, err == nil
}

// finish opens what the power cut left, as the next session does.
func (o *outage) finish(d *sim.Disk) (*outage, error) {
	at, err := o.on(d)
	if err != nil {
		return nil, err
	}
	_, err = ResumeErasures(at.s, at.v)
	return at, err
}

// check tells what is wrong with what a power cut left: she is to be there
// whole, or nowhere.
func (o *outage) check(d *sim.Disk) error {
	at, err := o.on(d)
	if err != nil {
		return fmt.Errorf("does not open: %w", err)
	}
	_, err = at.s.Person(o.gone.ID)
	var missing *store.NotFoundError
	erased := errors.As(err, &missing)
	if !erased {
		if err != nil {
			return err
		}
		after := at.contents()
		for k, v := range o.before {
			if after[k] != v {
				return fmt.Errorf("she is there, and %q is not as it was", k)
			}
		}
		if len(after) != len(o.before) {
			return fmt.Errorf("she is there, with %d records, not %d", len(after), len(o.before))
		}
	}
	if lines, err := at.s.Erasures(); err == nil && erased && (lines[0].Unsealed || len(lines[0].Backups) > 0) {
		o.resumed++
	}
	if err := at.v.Close(); err != nil {
		return err
	}
	if at, err = o.finish(d); err != nil {
		return fmt.Errorf("does not resume: %w", err)
	}
	defer at.v.Close()
	if !erased {
		if _, err := at.s.Person(o.gone.ID); err != nil {
			return fmt.Errorf("she was there, and is erased by opening: %w", err)
		}
		return nil
	}
	return at.nowhere()
}

// nowhere tells where something of her is left, once the erasure was resumed.
func (o *outage) nowhere() error {
	lines, err := o.s.Erasures()
	if err != nil {
		return err
	}
	if len(lines) != 1 || lines[0].Unsealed || len(lines[0].Backups) > 0 {
		return fmt.Errorf("the ledger: %+v", lines)
	}
	if ledger, err := o.v.Ledger(); err != nil || !bytes.Contains(ledger, []byte(o.gone.ID.String())) {
		return fmt.Errorf("beside the backups, %q, %w", ledger, err)
	}
	if backups, err := o.v.Backups(); err != nil || len(backups) != 2 || !backups[0].Good() || !backups[1].Good() {
		return fmt.Errorf("backups %+v, %w", backups, err)
	}
	for _, dir := range []string{"", "journal", "backups"} {
		entries, err := o.disk.ReadDir(filepath.Join(o.dir, dir))
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := o.readable(filepath.Join(o.dir, dir, e.Name())); err != nil {
				return err
			}
		}
	}
	var found error
	err = o.v.Raw(func(_ vault.RawKind, name string, piece []byte) { // the journal, too
		if holdsHerMarks(piece) {
			found = fmt.Errorf("%s still holds her", name)
		}
	})
	return errors.Join(err, found)
}

// readable reads a file as whoever has the key may, whatever it is called: one
// that a power cut left half written, too.
func (o *outage) readable(path string) error {
	f, err := o.disk.OpenFile(path, os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	if plain, err := age.Decrypt(bytes.NewReader(text), o.id.Age()); err == nil {
		text, _ = io.ReadAll(plain) // as far as it goes
	}
	if holdsHerMarks(text) {
		return fmt.Errorf("%s still holds her", path)
	}
	return nil
}

// holdsHerMarks is holdsHer without her id, which the ledger keeps.
func holdsHerMarks(b []byte) bool {
	lower := bytes.ToLower(b)
	for _, m := range marks {
		if bytes.Contains(lower, []byte(strings.ToLower(m))) {
			return true
		}
	}
	return false
}

// FAULTS 2, 12: the power goes at every operation of an erasure, its seal and
// the rewriting of the backups included, and again while the next session
// resumes it. Whatever the disk kept of what was not synced, she is whole, or
// erased, and then nowhere once the vault was opened.
func TestErasurePowerCutAnywhere(t *testing.T) {
	step, all := 25, false // a sample
	if rounds, err := strconv.Atoi(os.Getenv("CALEPIN_CRASH_ROUNDS")); err == nil {
		if step = 5; rounds > 1000 {
			step, all = 1, true
		}
	}
	o := newOutage(t)
	erased, states := 0, 0
	for cut := 1; ; cut += step {
		d, done := o.eraseOn(cut)
		if done {
			break
		}
		rng := rand.New(rand.NewPCG(uint64(cut), 5))
		keeps := []sim.Survivor{sim.OnlySynced, sim.Everything, sim.ZeroTail, sim.RandomPrefix(rng), sim.RandomSectors(rng)}
		for i, keep := range keeps {
			for j, names := range []sim.Names{sim.OldNames, sim.NewNames, sim.RandomNames(rng)} {
				if !all && (i+3*j+cut/step)%len(keeps) != 0 {
					continue
				}
				states++
				if err := o.check(d.After(keep, names)); err != nil {
					t.Errorf("cut at %d, survivor %d, names %d: %v", cut, i, j, err)
				}
				again := d.After(keep, names)
				again.CutAt = 1 + rng.IntN(60)
				at, err := o.finish(again)
				if err != nil && !errors.Is(err, sim.ErrPower) {
					t.Errorf("cut at %d, resumed: %v", cut, err)
				}
				if at != nil {
					_ = at.v.Close()
				}
				after := again.After(sim.OnlySynced, names)
				if err := o.check(after); err != nil {
					t.Errorf("cut at %d, survivor %d, names %d, and again: %v", cut, i, j, err)
				}
				if at, err := o.on(after); err == nil {
					if _, err := at.s.Person(o.gone.ID); err != nil {
						erased++
					}
					_ = at.v.Close()
				}
			}
		}
	}
	t.Logf("%d states, each cut twice: erased in %d, to be resumed in %d", states, erased, o.resumed)
	if erased == 0 || erased == states || o.resumed == 0 {
		t.Error("it proves nothing")
	}
}
