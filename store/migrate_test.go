package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"calepin/crypto"
	"calepin/store/vault"
)

// TestMigrations opens a vault of each earlier schema, made by the calepin of
// its time, and finds everything in it.
func TestMigrations(t *testing.T) {
	for version := 1; version < schemaVersion; version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			dir := t.TempDir()
			must(t, os.CopyFS(dir, os.DirFS(filepath.Join("testdata", fmt.Sprintf("schema-%d", version)))))
			id, err := crypto.ReadIdentityFile(filepath.Join(dir, "key.txt"))
			must(t, err)
			open := func() (*vault.Vault, *Store) {
				v, err := vault.Open(filepath.Join(dir, "vault"), id, vault.OpenOptions{})
				must(t, err)
				s, err := Open(v)
				must(t, err)
				return v, s
			}
			v, s := open()
			checkIndexes(t, s, "migrated")
			if n, err := s.CountPersons(); err != nil || n != 5 {
				t.Errorf("%d people of 5, %v", n, err)
			}
			must(t, v.Close())
			v, s = open()
			must(t, v.View(func(tx *vault.Tx) error {
				if found, err := schemaOf(tx); err != nil || found != schemaVersion {
					t.Errorf("schema %d, %v", found, err)
				}
				return nil
			}))
			checkIndexes(t, s, "opened again")
			must(t, v.Close())
		})
	}
}
