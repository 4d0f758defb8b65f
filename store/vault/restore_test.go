package vault

import (
	"errors"
	"slices"
	"testing"

	"calepin/crypto"
	"calepin/store/vault/disk/sim"
)

// restoreOn restores, on a disk, the backup of a vault that went on since: over
// the vault itself, or into its folder as if it did not open.
type restoreOn struct {
	id     *crypto.Identity
	uuid   [16]byte
	pins   *memPin
	backup string
}

func (r *restoreOn) prepare(t *testing.T, d *sim.Disk) {
	t.Helper()
	v, err := Create("/v", CreateOptions{ID: r.uuid, Operator: r.id, Pins: r.pins, FS: d})
	if err != nil {
		t.Fatal(err)
	}
	if err := put(v, "old"); err != nil {
		t.Fatal(err)
	}
	b, err := v.Backup()
	if err != nil {
		t.Fatal(err)
	}
	r.backup = v.backupPath(b.Name)
	if err := errors.Join(put(v, "new"), v.Close()); err != nil {
		t.Fatal(err)
	}
}

func (r *restoreOn) over(d *sim.Disk) error {
	v, err := Open("/v", r.id, OpenOptions{Pins: r.pins, FS: d})
	if err != nil {
		return err
	}
	f, err := findBackup(d, r.backup, r.id)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := v.Restore(f); err != nil {
		return err
	}
	return v.Close()
}

func (r *restoreOn) into(d *sim.Disk) error {
	f, err := findBackup(d, r.backup, r.id)
	if err != nil {
		return err
	}
	defer f.Close()
	v, _, err := Restore("/v", f, RestoreOptions{Pins: r.pins, FS: d})
	if err != nil {
		return err
	}
	return v.Close()
}

// Whenever the power goes, the vault is the one before or the restored one, and
// takes changes.
func TestRestoreIsWholeOrNot(t *testing.T) {
	for name, restore := range map[string]func(*restoreOn, *sim.Disk) error{"over": (*restoreOn).over, "into": (*restoreOn).into} {
		t.Run(name, func(t *testing.T) {
			states := map[string]int{}
			for cut, done := 1, false; !done; cut++ {
				r := restoreOn{id: newIdentity(t), uuid: NewID(), pins: &memPin{}}
				d := sim.New()
				r.prepare(t, d)
				d.CutAt = d.Ops() + cut
				err := restore(&r, d)
				if done = err == nil; !done && !errors.Is(err, sim.ErrPower) {
					t.Fatalf("cut at %d: %v", cut, err)
				}
				for how, keep := range survivors(uint64(cut)) {
					for naming, names := range namings(uint64(cut)) {
						after, pins := d.After(keep, names), r.pins.clone()
						v, err := Open("/v", r.id, OpenOptions{Pins: pins, FS: after})
						if err != nil {
							t.Fatalf("cut at %d, %s, %s: %v", cut, how, naming, err)
						}
						keys := keysOf(t, v)
						switch {
						case slices.Equal(keys, []string{"new", "old"}) && !done:
							states["before"]++
						case slices.Equal(keys, []string{"old"}):
							states["restored"]++
						default:
							t.Fatalf("cut at %d, %s, %s: holds %v", cut, how, naming, keys)
						}
						if err := errors.Join(put(v, "z"), v.Close()); err != nil {
							t.Fatalf("cut at %d: takes no change: %v", cut, err)
						}
					}
				}
			}
			if states["before"] == 0 || states["restored"] == 0 {
				t.Errorf("%v", states)
			}
		})
	}
}

// What another vault made, and what was sealed before the keys changed, is not
// restored over this one; nor what the key's memory does not vouch for.
func TestRestoreTrustsTheVaultsOwnBackups(t *testing.T) {
	w, other := newWorld(t), newWorld(t)
	v := w.mustOpen()
	defer v.Close()
	b, err := v.Backup()
	if err != nil {
		t.Fatal(err)
	}
	f, err := FindBackup(v.backupPath(b.Name), w.id)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o := other.mustOpen()
	defer o.Close()
	if err := o.Restore(f); !errors.Is(err, ErrOtherVault) {
		t.Errorf("another vault's: %v", err)
	}
	if err := f.Pinned(w.pins()); err != nil {
		t.Errorf("its own: %v", err)
	}
	if err := f.Pinned(other.pins()); !errors.Is(err, ErrNotAuthentic) && !errors.Is(err, ErrNoPin) {
		t.Errorf("unknown: %v", err)
	}
	if _, err := FindBackup(v.backupPath(b.Name), other.id); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another key: %v", err)
	}
	if err := v.Rekey(Rekey{Recovery: newIdentity(t)}); err != nil {
		t.Fatal(err)
	}
	if err := v.Restore(f); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("from before the keys changed: %v", err)
	}
}
