package vault

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"calepin/crypto"
	"calepin/crypto/witness"
)

// FAULTS 20: stock age decrypts the snapshot and stock bbolt finds the
// database whole, for both kinds of keys, operator and recovery.
func TestStockToolsReadTheVault(t *testing.T) {
	age, bbolt := witness.Tool(t, "age"), witness.Tool(t, "bbolt")
	for _, kind := range []struct {
		name    string
		classic bool
		age     string
	}{{"hybrid", false, age}, {"classic", true, age}, {"classic, age 1.1", true, os.Getenv("CALEPIN_AGE_1_1")}} {
		if kind.age == "" {
			t.Log("no age 1.1 to try")
			continue
		}
		root := t.TempDir()
		dir := filepath.Join(root, "v")
		var keys [2]*crypto.Identity
		for i := range keys {
			id, err := crypto.Generate(kind.classic)
			if err != nil {
				t.Fatal(err)
			}
			keys[i] = id
		}
		v, err := Create(dir, CreateOptions{ID: NewID(), Operator: keys[0], Recovery: keys[1]})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 300 {
			key := strings.Repeat(string(rune('a'+i%26)), 1+i/26)
			if err := put(v, key); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(v.Seal(), v.Close()); err != nil {
			t.Fatal(err)
		}
		for i, id := range keys {
			keyFile, plain := filepath.Join(root, "key.txt"), filepath.Join(root, "v.db")
			mustWrite(t, keyFile, []byte(id.String()+"\n"))
			if out, err := exec.Command(kind.age, "-d", "-i", keyFile, "-o", plain, filepath.Join(dir, snapshotName)).CombinedOutput(); err != nil {
				t.Fatalf("%s, key %d: age: %v\n%s", kind.name, i, err, out)
			}
			if out, err := exec.Command(bbolt, "check", plain).CombinedOutput(); err != nil || !strings.Contains(string(out), "OK") {
				t.Fatalf("%s: bbolt check: %v\n%s", kind.name, err, out)
			}
			out, err := exec.Command(bbolt, "get", plain, testBucket, "aa").CombinedOutput()
			if err != nil || !strings.Contains(string(out), "value of aa") {
				t.Errorf("%s: bbolt get: %v\n%s", kind.name, err, out)
			}
		}
	}
}
