package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// world is a vault on disk with its key and pin.
type world struct {
	t    testing.TB
	dir  string
	key  string // identity file, beside which the pin lies
	id   *crypto.Identity
	rec  *crypto.Identity
	uuid [16]byte
}

func newIdentity(t testing.TB) *crypto.Identity {
	t.Helper()
	id, err := crypto.Generate(true) // classic: quicker, and the same code
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func newWorld(t testing.TB) *world {
	t.Helper()
	root := t.TempDir()
	w := &world{t: t, dir: filepath.Join(root, "vault"), key: filepath.Join(root, "key.txt"),
		id: newIdentity(t), rec: newIdentity(t), uuid: NewID()}
	v, err := Create(w.dir, CreateOptions{ID: w.uuid, Operator: w.id, Recovery: w.rec, Pins: w.pins(),
		Init: func(v *Vault) error { return put(v, "first") }})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) pins() crypto.PinStore { return crypto.NewFilePin(w.key, w.id, w.uuid) }

func (w *world) open() (*Vault, error) {
	return Open(w.dir, w.id, OpenOptions{Pins: w.pins()})
}

func (w *world) mustOpen() *Vault {
	w.t.Helper()
	v, err := w.open()
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// write opens the vault, puts the keys and lets go of it as a kill would:
// without folding.
func (w *world) write(keys ...string) {
	w.t.Helper()
	v := w.mustOpen()
	for _, k := range keys {
		if err := put(v, k); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := v.release(); err != nil {
		w.t.Fatal(err)
	}
}

// holds fails unless the vault opens and holds exactly the keys.
func (w *world) holds(keys ...string) {
	w.t.Helper()
	v := w.mustOpen()
	defer v.Close()
	if got := keysOf(w.t, v); fmt.Sprint(got) != fmt.Sprint(keys) {
		w.t.Errorf("the vault holds %v, want %v", got, keys)
	}
}

func (w *world) journal() string {
	w.t.Helper()
	names, err := filepath.Glob(filepath.Join(w.dir, journalDir, "*.journal"))
	if err != nil || len(names) != 1 {
		w.t.Fatalf("journals: %v, %v", names, err)
	}
	return names[0]
}

const testBucket = "note"

func put(v *Vault, key string) error {
	return v.Update(func(tx *Tx) error { return tx.Put(testBucket, []byte(key), []byte("value of "+key)) })
}

func keysOf(t testing.TB, v *Vault) []string {
	t.Helper()
	var keys []string
	err := v.View(func(tx *Tx) error {
		for k, value := range tx.From(testBucket, nil) {
			if string(value) != "value of "+string(k) {
				t.Errorf("value of %s is %q", k, value)
			}
			keys = append(keys, string(k))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// snapshot of the files of a directory, to compare or to put back.
func readTree(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	tree := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		tree[rel] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func writeTree(t testing.TB, dir string, tree map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, b := range tree {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, b, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

var osFS = disk.OS{}
