package vault

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"calepin/crypto"
	"calepin/crypto/witness"
	"calepin/store/vault/disk"
)

// TestRemovedOperator: two operators open a vault. The one who is shut out opens
// neither the snapshot that follows at once, nor what is written from then on, nor
// the backups; stock age agrees. The one who stays is asked whether the new keys
// are right, and then remembers them.
func TestRemovedOperator(t *testing.T) {
	age := witness.Tool(t, "age")
	w := newWorld(t)
	out, stay := newIdentity(t), newIdentity(t)
	pinsOf := func(id *crypto.Identity, name string) crypto.PinStore {
		return crypto.NewFilePin(filepath.Join(filepath.Dir(w.key), name), id, w.uuid)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	v := w.mustOpen()
	must(v.Admit(Recipient{Public: out.Recipient(), Of: "out"}, pinsOf(out, "out.txt")))
	must(v.Admit(Recipient{Public: stay.Recipient(), Of: "stay"}, pinsOf(stay, "stay.txt")))
	_, err := v.Backup()
	must(err)
	must(v.Close())

	as := func(id *crypto.Identity, name string, o OpenOptions) error {
		o.Pins = pinsOf(id, name)
		v, err := Open(w.dir, id, o)
		if err != nil {
			return err
		}
		must(put(v, "by "+name))
		return v.Close()
	}
	must(as(out, "out.txt", OpenOptions{})) // no question: they were let in on this computer
	before := w.journal()
	must(w.rekey(Rekey{Shut: []string{"out"}}))

	if err := as(out, "out.txt", OpenOptions{}); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the vault, with the key that was shut out: %v", err)
	}
	if _, err := os.Stat(before); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the journal that the key could read: %v", err)
	}
	if err := as(stay, "stay.txt", OpenOptions{}); !errors.Is(err, ErrRekeyed) {
		t.Errorf("whoever stays was not asked: %v", err)
	}
	must(as(stay, "stay.txt", OpenOptions{ConfirmNew: func(s Summary) (bool, error) { return s.Rekeyed, nil }}))
	must(as(stay, "stay.txt", OpenOptions{}))
	w.holds("by out.txt", "by stay.txt", "first")

	backups, err := filepath.Glob(filepath.Join(w.dir, backupDir, "*.age"))
	must(err)
	for i, path := range append(backups, filepath.Join(w.dir, snapshotName)) {
		for _, key := range []struct {
			id    *crypto.Identity
			opens bool
		}{{out, false}, {stay, true}, {w.rec, true}} {
			if _, err := openSnapshot(disk.OS{}, path, key.id); (err == nil) != key.opens {
				t.Errorf("%s opens: %v", filepath.Base(path), err)
			}
			file := filepath.Join(t.TempDir(), fmt.Sprintf("key%d.txt", i))
			must(crypto.WriteIdentityFile(file, key.id, ""))
			if err := exec.Command(age, "-d", "-i", file, "-o", os.DevNull, path).Run(); (err == nil) != key.opens {
				t.Errorf("stock age, %s: %v", filepath.Base(path), err)
			}
		}
	}
	// The vault cannot be left without an operator.
	if err := w.rekey(Rekey{Shut: []string{"", "stay"}}); !errors.Is(err, ErrLastKey) {
		t.Errorf("all were shut out: %v", err)
	}
}

// TestForgedSuccessor: who was shut out knows the former authentication key, and
// the public keys of those who stay. What they make with these is never taken
// without a question.
func TestForgedSuccessor(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	former := v.state.AuthKey
	forged := v.state
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	forged.AuthKey, forged.Former = crypto.NewKey(), [][]byte{former}
	forged.Generation++
	pin, _, err := loadPin(w.pins())
	if err != nil {
		t.Fatal(err)
	}
	if err := checkPin(pin, forged, forged.Sequence); !errors.Is(err, ErrRekeyed) {
		t.Errorf("with the former key: %v", err)
	}
	forged.Former = [][]byte{crypto.NewKey()}
	if err := checkPin(pin, forged, forged.Sequence); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("without it: %v", err)
	}
	forged.Former, forged.Generation = [][]byte{former}, 0
	var older *OlderError
	if err := checkPin(pin, forged, forged.Sequence); !errors.As(err, &older) {
		t.Errorf("older, with the former key: %v", err)
	}
}

func (w *world) rekey(r Rekey) error {
	v := w.mustOpen()
	return errors.Join(v.Rekey(r), v.Close())
}
