package vault

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"calepin/crypto"
)

func TestBackupIsACopyThatIsVouchedFor(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	if err := put(v, "a"); err != nil {
		t.Fatal(err)
	}
	b, err := v.Backup()
	if err != nil {
		t.Fatal(err)
	}
	if !b.Authentic || b.Version != v.Info().Version || b.Bytes == 0 {
		t.Errorf("%+v", b)
	}
	copied, err := os.ReadFile(filepath.Join(w.dir, backupDir, b.Name))
	if err != nil {
		t.Fatal(err)
	}
	if current := readTree(t, w.dir)[snapshotName]; !bytes.Equal(copied, current) {
		t.Error("the backup is not the snapshot")
	}
	mustWrite(t, filepath.Join(w.dir, backupDir, "20200101T000000Z-1.age"), copied)
	list, err := v.Backups()
	if err != nil || len(list) != 2 || list[0].Authentic || !list[1].Authentic {
		t.Errorf("%+v, %v", list, err)
	}
	if err := v.RewriteBackup(list[0].Name, func(*Tx) error { return nil }); !errors.Is(err, ErrNotAuthentic) {
		t.Errorf("a lone file was rewritten: %v", err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRewrittenBackupLosesWhatWasDeleted(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	if err := errors.Join(put(v, "a"), put(v, "gone")); err != nil {
		t.Fatal(err)
	}
	b, err := v.Backup()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		err = v.RewriteBackup(b.Name, func(tx *Tx) error { return tx.Delete(testBucket, []byte("gone")) })
		if err != nil {
			t.Fatal(err)
		}
		list, err := v.Backups()
		if err != nil || len(list) != 1 || !list[0].Authentic || list[0].Name == b.Name || list[0].MadeAt != b.MadeAt {
			t.Fatalf("%+v, %v", list, err)
		}
		b = list[0]
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	plain := decryptFile(t, filepath.Join(w.dir, backupDir, b.Name), w.id)
	if bytes.Contains(plain, []byte("value of gone")) || !bytes.Contains(plain, []byte("value of a")) {
		t.Error("the backup was not rewritten")
	}
}

func decryptFile(t *testing.T, path string, id *crypto.Identity) []byte {
	t.Helper()
	s, err := openSnapshot(osFS, path, id)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	b := make([]byte, s.size)
	if n, err := s.plain.ReadAt(b, 0); int64(n) != s.size {
		t.Fatal(err)
	}
	return b
}

func TestLedger(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	defer v.Close()
	if b, err := v.Ledger(); b != nil || err != nil {
		t.Errorf("before: %q, %v", b, err)
	}
	for _, text := range []string{"one", "one, two"} {
		if err := v.SaveLedger([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if b, err := v.Ledger(); string(b) != text || err != nil {
			t.Errorf("%q, %v", b, err)
		}
	}
	other := newWorld(t)
	ov := other.mustOpen()
	defer ov.Close()
	if err := ov.SaveLedger([]byte("lie")); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(w.dir, backupDir, ledgerName), readTree(t, other.dir)[filepath.Join(backupDir, ledgerName)])
	if _, err := v.Ledger(); err == nil {
		t.Error("another vault's ledger was read")
	}
}

func TestRotatedKeyOpensNothingNew(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	if err := put(v, "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Backup(); err != nil {
		t.Fatal(err)
	}
	if err := v.SaveLedger([]byte("ledger")); err != nil {
		t.Fatal(err)
	}
	next := newIdentity(t)
	pins := crypto.NewFilePin(w.key, next, w.uuid)
	if err := v.Rekey(Rekey{Operator: next, Pins: pins}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(put(v, "b"), v.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.open(); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the old key: %v", err)
	}
	old := w.id
	w.id = next
	w.holds("a", "b", "first")
	v = w.mustOpen()
	defer v.Close()
	list, err := v.Backups()
	if err != nil || len(list) != 1 || !list[0].Authentic {
		t.Fatalf("%+v, %v", list, err)
	}
	if b, err := v.Ledger(); string(b) != "ledger" || err != nil {
		t.Errorf("ledger: %q, %v", b, err)
	}
	if _, err := openSnapshot(osFS, filepath.Join(w.dir, backupDir, list[0].Name), old); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the old key opens the backup: %v", err)
	}
	if pins, _ := filepath.Glob(filepath.Join(filepath.Dir(w.key), "*.pin")); len(pins) != 1 {
		t.Errorf("pins: %v", pins)
	}
}

// A crash between the new key's pin and the new snapshot leaves the old key
// and its pin good.
func TestRotationCutBeforeTheSnapshot(t *testing.T) {
	w := newWorld(t)
	v := w.mustOpen()
	if err := v.pinAhead(crypto.NewFilePin(w.key, newIdentity(t), w.uuid), crypto.NewKey()); err != nil {
		t.Fatal(err)
	}
	if err := v.announce(state{AuthKey: crypto.NewKey()}); err != nil {
		t.Fatal(err)
	}
	if err := v.release(); err != nil {
		t.Fatal(err)
	}
	w.holds("first")
}

func TestRecoveryKeyReplacesALostOperator(t *testing.T) {
	w := newWorld(t)
	v, err := Open(w.dir, w.rec, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	next, rec := newIdentity(t), newIdentity(t)
	key := filepath.Join(t.TempDir(), "new.txt")
	err = v.Rekey(Rekey{Operator: next, Recovery: rec, Pins: crypto.NewFilePin(key, next, w.uuid)})
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Recipients(); len(got) != 2 || got[0].Public == w.id.Recipient() {
		t.Errorf("recipients: %+v", got)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.id, w.key = next, key
	w.holds("first")
	for _, lost := range []*crypto.Identity{w.rec} {
		if _, err := Open(w.dir, lost, OpenOptions{}); !errors.Is(err, ErrWrongKey) {
			t.Errorf("a replaced key: %v", err)
		}
	}
}
