package crypto

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	agetest "c2sp.org/CCTV/age"
	"filippo.io/age"
	"filippo.io/age/armor"
)

// A vector is one file of the Community Cryptography Test Vectors for age
// (c2sp.org/CCTV/age): a header of "key: value" lines, a blank one, the file.
type vector struct {
	fields map[string][]string
	file   []byte
}

func (v vector) one(key string) string {
	if len(v.fields[key]) == 0 {
		return ""
	}
	return v.fields[key][0]
}

func vectors(t *testing.T) map[string]vector {
	t.Helper()
	all := map[string]vector{}
	entries, err := fs.ReadDir(agetest.Vectors, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := fs.ReadFile(agetest.Vectors, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		head, file, _ := bytes.Cut(raw, []byte("\n\n"))
		v := vector{fields: map[string][]string{}, file: file}
		for line := range strings.Lines(string(head)) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			v.fields[key] = append(v.fields[key], value)
		}
		if v.one("compressed") == "zlib" {
			z, err := zlib.NewReader(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if v.file, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		all[e.Name()] = v
	}
	return all
}

// Keys read by ParseIdentity open and refuse what the vectors say.
func TestVectorsWithIdentity(t *testing.T) {
	ran := 0
	for name, v := range vectors(t) {
		if len(v.fields["identity"]) != 1 || len(v.fields["passphrase"]) > 0 {
			continue
		}
		ran++
		t.Run(name, func(t *testing.T) {
			id, err := ParseIdentity("# " + v.one("comment") + "\n" + v.one("identity") + "\n")
			if err != nil {
				t.Fatal(err)
			}
			var in io.Reader = bytes.NewReader(v.file)
			if v.one("armored") == "yes" {
				in = armor.NewReader(in)
			}
			r, err := age.Decrypt(in, id.Age())
			sum := sha256.New()
			if err == nil {
				_, err = io.Copy(sum, r)
			}
			if success := v.one("expect") == "success"; success != (err == nil) {
				t.Fatalf("expected %s, got %v", v.one("expect"), err)
			}
			if err == nil && hex.EncodeToString(sum.Sum(nil)) != v.one("payload") {
				t.Error("opened to something else")
			}
		})
	}
	if ran < 50 {
		t.Errorf("only %d vectors", ran)
	}
}

// OpenSealed on the vectors with a passphrase. None holds an identity, so the
// best is an *IdentityError: the file opened.
func TestVectorsWithPassphrase(t *testing.T) {
	ran := 0
	for name, v := range vectors(t) {
		if len(v.fields["passphrase"]) != 1 || len(v.fields["identity"]) > 0 {
			continue
		}
		ran++
		t.Run(name, func(t *testing.T) {
			_, err := OpenSealed(v.file, v.one("passphrase"))
			_, opened := errors.AsType[*IdentityError](err)
			_, refused := errors.AsType[*WorkFactorError](err)
			switch expect := v.one("expect"); {
			case opened != (expect == "success"):
				t.Errorf("expected %s, got %v", expect, err)
			case refused != (name == "scrypt_work_factor_23"):
				t.Errorf("work factor: %v", err)
			case expect == "no match" && !errors.Is(err, ErrWrongPassphrase) && !errors.Is(err, ErrNotPassphrase):
				t.Errorf("no match: %v", err)
			case err == nil:
				t.Error("no error")
			}
		})
	}
	if ran < 15 {
		t.Errorf("only %d vectors", ran)
	}
}
