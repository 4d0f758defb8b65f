package vault

import (
	"bytes"
	"errors"
	"fmt"
	bolt "go.etcd.io/bbolt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bigWorld is a vault of several hundred pages, with a journal.
func bigWorld(t *testing.T) *world {
	w := newWorld(t)
	v := w.mustOpen()
	err := v.Update(func(tx *Tx) error {
		for i := range 4000 {
			key := fmt.Sprintf("k%05d", i)
			if err := tx.Put("big", []byte(key), []byte(strings.Repeat(key, 20))); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, v.Seal(), put(v, "late"), put(v, "later"), v.release()); err != nil {
		t.Fatal(err)
	}
	return w
}

// testMend knows the test's records by their keys.
var testMend = Mend{Bucket: func(key, _ []byte) string {
	switch {
	case key[0] == 'k':
		return "big"
	case bytes.HasPrefix(key, []byte("vault.")):
		return metaBucket
	}
	return ""
}}

func (w *world) salvage() (*Vault, Salvaged) {
	w.t.Helper()
	v, report, err := Salvage(w.dir, w.id, filepath.Join(w.t.TempDir(), "saved"), CreateOptions{ID: NewID()}, testMend)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = v.Close() })
	return v, report
}

func countBig(t *testing.T, v *Vault) (n int) {
	t.Helper()
	_ = v.View(func(tx *Tx) error {
		for k, value := range tx.From("big", nil) {
			if string(value) != strings.Repeat(string(k), 20) {
				t.Errorf("%s is damaged", k)
			}
			n++
		}
		return nil
	})
	return n
}

func TestSalvageOfAWholeVault(t *testing.T) {
	w := bigWorld(t)
	v, report := w.salvage()
	if n := countBig(t, v); n != 4000 || report.LostPages != 0 || report.JournalLost || !report.Authentic || report.Changes != 2 {
		t.Errorf("%d records, %+v", n, report)
	}
	if got := keysOf(t, v); fmt.Sprint(got) != "[first late later]" {
		t.Errorf("holds %v", got)
	}
	if len(v.Recipients()) != 2 || v.Info().ID == w.uuid {
		t.Errorf("recipients %+v", v.Recipients())
	}
}

func TestSalvageOfDamage(t *testing.T) {
	w := bigWorld(t)
	path := filepath.Join(w.dir, snapshotName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// One chunk in the middle: the others come over, the journal too where
	// the keys survived.
	hurt := append([]byte(nil), whole...)
	hurt[len(hurt)/2] ^= 1
	mustWrite(t, path, hurt)
	before := readTree(t, w.dir)
	v, report := w.salvage()
	if n := countBig(t, v); n < 3000 || n == 4000 || report.LostBytes == 0 || report.LostPages == 0 {
		t.Errorf("%d records, %+v", n, report)
	}
	if after := readTree(t, w.dir); !maps.EqualFunc(before, after, bytes.Equal) {
		t.Error("the damaged vault was touched")
	}
	// Cut in the middle: bbolt's root is behind the cut or before it; nothing
	// crashes, and what is lost is said.
	for cut := len(whole) - 1; cut > 0; cut -= len(whole) / 29 {
		mustWrite(t, path, whole[:cut])
		v, report, err := Salvage(w.dir, w.id, filepath.Join(t.TempDir(), "s"), CreateOptions{ID: NewID()}, testMend)
		if err != nil {
			if cut > 256<<10 {
				t.Errorf("cut at %d: %v", cut, err)
			}
			continue // too little is left, and it says so
		}
		// All but the last chunks, and the pages that are not records.
		if n, least := countBig(t, v), 4000*(cut-128<<10)/len(whole)*9/10; n < least || report.LostBytes == 0 {
			t.Errorf("cut at %d of %d: %d records, want %d; %+v", cut, len(whole), n, least, report)
		}
		_ = v.Close()
	}
}

// The first chunk holds the pages that lead to everything.
func TestSalvageWithoutTheRoot(t *testing.T) {
	w := bigWorld(t)
	path := filepath.Join(w.dir, snapshotName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[5000] ^= 1
	mustWrite(t, path, b)
	v, report := w.salvage()
	if n := countBig(t, v); n < 3500 {
		t.Errorf("%d records, %+v", n, report)
	}
}

func TestSalvageOfNothing(t *testing.T) {
	w := newWorld(t) // one chunk
	path := filepath.Join(w.dir, snapshotName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-40] ^= 1
	mustWrite(t, path, b)
	dst := filepath.Join(t.TempDir(), "s")
	_, _, err = Salvage(w.dir, w.id, dst, CreateOptions{ID: NewID()}, testMend)
	if !errors.Is(err, ErrNothingLeft) {
		t.Errorf("err = %v", err)
	}
	if _, err := os.Stat(dst); !os.IsNotExist(err) {
		t.Error("an empty vault was made")
	}
}

func TestSalvageOfADamagedJournal(t *testing.T) {
	w := bigWorld(t)
	path := w.journal()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	mustWrite(t, path, b)
	v, report := w.salvage()
	if got := keysOf(t, v); fmt.Sprint(got) != "[first late]" || !report.JournalLost || report.Changes != 1 {
		t.Errorf("holds %v, %+v", got, report)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	v, report = w.salvage()
	if got := keysOf(t, v); fmt.Sprint(got) != "[first]" || report.Authentic {
		t.Errorf("holds %v, %+v", got, report)
	}
}

func FuzzPages(f *testing.F) {
	v, err := Memory()
	if err != nil {
		f.Fatal(err)
	}
	for i := range 200 {
		if err := put(v, fmt.Sprint(i)); err != nil {
			f.Fatal(err)
		}
	}
	var image strings.Builder
	if err := v.db.View(func(tx *bolt.Tx) error { return pack(&image, tx, nil) }); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(image.String()), 0, byte(0))
	f.Fuzz(func(t *testing.T, image []byte, at int, with byte) {
		if len(image) > 0 {
			image[uint(at)%uint(len(image))] = with
		}
		p := pages{image: image}
		_ = p.walk(func(string, []byte, []byte) error { return nil })
	})
}
