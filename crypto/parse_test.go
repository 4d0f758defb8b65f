package crypto

import (
	"errors"
	"strings"
	"testing"
)

func TestParseIdentityForgives(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		key := id.String()
		for name, text := range map[string]string{
			"alone":          key,
			"line":           key + "\n",
			"CRLF":           "# comment\r\n" + key + "\r\n\r\n",
			"blanks around":  "\n\n  \t" + key + "  \n",
			"small letters":  strings.ToLower(key),
			"byte order":     "\uFEFF# created: today\n" + key,
			"no last break":  "# a\n\n# b\n" + key,
			"comment with a": "# " + generate(t, true).String() + "\n" + key,
		} {
			got, err := ParseIdentity(text)
			if err != nil || got.String() != key {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestParseIdentityErrors(t *testing.T) {
	a, b := generate(t, true).String(), generate(t, false).String()
	sealedFile, err := SealIdentity(generate(t, true), "x")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, in string
		want     error
		line     int
	}{
		{"empty", "", ErrNoIdentity, 0},
		{"comments", "# a\n\n# b\n", ErrNoIdentity, 0},
		{"two of them", a + "\n# and\n" + b, ErrSeveralIdentities, 3},
		{"the same twice", a + "\n" + a, ErrSeveralIdentities, 2},
		{"two on a line", a + " " + b, ErrMalformed, 1},
		{"letter wrong", "\n" + flip(a), ErrMalformed, 2},
		{"letter wrong, hybrid", flip(b), ErrMalformed, 1},
		{"cut", a[:40], ErrMalformed, 1},
		{"hybrid key as classic", classicPrefix + b[len(hybridPrefix):], ErrMalformed, 1},
		{"other words", "# hi\nhello there", ErrMalformed, 2},
		{"public", generate(t, true).Recipient(), ErrPublicGiven, 1},
		{"public hybrid", generate(t, false).Recipient(), ErrPublicGiven, 1},
		{"plugin", "AGE-PLUGIN-YUBIKEY-1QGKQVQQDQY", ErrPlugin, 1},
		{"plugin after a key", a + "\nage-plugin-x-1qq", ErrPlugin, 2},
		{"OpenSSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", ErrSSHKey, 1},
		{"PKCS1", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", ErrSSHKey, 1},
		{"PKCS8", "-----BEGIN PRIVATE KEY-----\nMIIE\n", ErrSSHKey, 1},
		{"SSH public", "ssh-rsa AAAAB3", ErrSSHKey, 1},
		{"NUL", a + "\x00", ErrNotText, 0},
		{"UTF-16", "\xff\xfeA\x00G\x00E\x00", ErrNotText, 0},
		{"Latin-1", "# cl\xe9\n" + a, ErrNotText, 0},
		{"huge", strings.Repeat("#\n", MaxIdentitySize), ErrTooLarge, 0},
		{"huge line", a + strings.Repeat("Q", MaxIdentitySize), ErrTooLarge, 0},
		{"armored", string(sealedFile), ErrSealedIdentity, 0},
		{"armored, blanks before", "\n \r\n" + string(sealedFile), ErrSealedIdentity, 0},
		{"binary age", "age-encryption.org/v1\n-> scrypt \x00\xff", ErrSealedIdentity, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			id, err := ParseIdentity(c.in)
			where, ok := errors.AsType[*IdentityError](err)
			if id != nil || !ok || where.Err != c.want || where.Line != c.line {
				t.Fatalf("got %v; want line %d, %v", err, c.line, c.want)
			}
			if strings.Contains(err.Error(), "KEY-1") {
				t.Error("the error quotes the key:", err)
			}
		})
	}
}

// FuzzParseIdentity: no input crashes, an error is always typed and never
// quotes its input, and what is accepted round-trips.
func FuzzParseIdentity(f *testing.F) {
	f.Add("")
	f.Add("# created: x\n" + generate(f, true).String() + "\n")
	f.Add(generate(f, false).String())
	f.Add(strings.ToLower(generate(f, true).String()))
	f.Add("AGE-PLUGIN-X-1QQ\n")
	f.Add("-----BEGIN AGE ENCRYPTED FILE-----\n")
	f.Add("age-encryption.org/v1\n-> scrypt a 18\n")
	f.Add("\uFEFF#\r\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		id, err := ParseIdentity(text)
		if err == nil {
			again, err := ParseIdentity(id.String())
			if err != nil || again.String() != id.String() {
				t.Fatalf("does not round-trip: %v", err)
			}
			return
		}
		where, ok := errors.AsType[*IdentityError](err)
		if !ok || id != nil {
			t.Fatalf("%T beside %v", err, id)
		}
		if n := strings.Count(text, "\n") + 1; where.Line > n {
			t.Fatalf("line %d of %d", where.Line, n)
		}
		if len(err.Error()) > 120 {
			t.Fatalf("a long error may quote: %q", err)
		}
		ParseRecipient(text)
	})
}

// FuzzOpenSealed: no file crashes it or makes it work for long.
func FuzzOpenSealed(f *testing.F) {
	file, err := SealIdentity(generate(f, true), "x")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	binary, err := unarmor(file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(binary)
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if raw, err := unarmor(data); err == nil && checkWork(raw) == nil && costly(raw) {
			t.Skip("allowed, and too slow for a fuzz test")
		}
		if id, err := OpenSealed(data, "wrong"); err == nil {
			t.Fatalf("opened by a wrong passphrase: %v", id)
		}
	})
}

// costly finds a work factor of more than one digit.
func costly(raw []byte) bool {
	for line := range strings.Lines(string(raw)) {
		fields := strings.Fields(line)
		if len(fields) == 4 && fields[1] == "scrypt" && len(fields[3]) > 1 {
			return true
		}
	}
	return false
}
