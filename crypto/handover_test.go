package crypto

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"

	"calepin/crypto/witness"
)

func TestSealForRecipient(t *testing.T) {
	for _, classic := range []bool{true, false} {
		id, err := Generate(classic)
		if err != nil {
			t.Fatal(err)
		}
		var sealed bytes.Buffer
		w, err := SealForRecipient(&sealed, " "+id.Recipient()+"\n")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "contenu"); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := age.Decrypt(&sealed, id.Age())
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := io.ReadAll(r); string(got) != "contenu" || HybridRecipient(id.Recipient()) == classic {
			t.Errorf("classic %v: %q", classic, got)
		}
		if _, err := SealForRecipient(io.Discard, id.String()); err != ErrSecretGiven {
			t.Errorf("a secret key: %v", err)
		}
	}
}

// TestStockAgeOpensAPassphrase opens what is sealed for a passphrase with the
// age command, where it and its plugin for passphrases out of a file are there.
func TestStockAgeOpensAPassphrase(t *testing.T) {
	age, plugin := witness.Tool(t, "age"), witness.Tool(t, "age-plugin-batchpass")
	t.Setenv("PATH", filepath.Dir(plugin)+string(os.PathListSeparator)+os.Getenv("PATH"))
	passphrase, err := NewPassphrase()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.age")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := SealForPassphrase(f, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(w, "contenu")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(age, "-d", "-j", "batchpass", path)
	cmd.Env = append(os.Environ(), "AGE_PASSPHRASE="+passphrase)
	if out, err := cmd.CombinedOutput(); err != nil || string(out) != "contenu" {
		t.Errorf("age: %v %s", err, out)
	}
}

func TestNewPassphrase(t *testing.T) {
	shape := regexp.MustCompile(`^[a-hijkmnp-z2-9]{4}(-[a-hijkmnp-z2-9]{4}){4}$`)
	seen := map[string]bool{}
	for range 100 {
		p, err := NewPassphrase()
		if err != nil || !shape.MatchString(p) || seen[p] {
			t.Fatalf("%q %v", p, err)
		}
		seen[p] = true
	}
	if len(sayable) != 32 {
		t.Errorf("%d letters", len(sayable))
	}
	for i, c := range sayable {
		if strings.ContainsRune(sayable[:i], c) {
			t.Errorf("%q twice", c)
		}
	}
}
