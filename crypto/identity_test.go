package crypto

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
)

func TestGenerateOpensWhatItsRecipientSeals(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		recipient, err := ParseRecipient(" " + id.Recipient() + "\n")
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		w, err := age.Encrypt(&file, recipient)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, "secret")
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := ParseIdentity(id.String())
		if err != nil {
			t.Fatal(err)
		}
		r, err := age.Decrypt(&file, again.Age())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); string(got) != "secret" || err != nil {
			t.Errorf("opened %q, %v", got, err)
		}
	})
}

func TestGenerateKinds(t *testing.T) {
	hybrid, classic := generate(t, false), generate(t, true)
	if hybrid.Classic() || !strings.HasPrefix(hybrid.String(), hybridPrefix) || !strings.HasPrefix(hybrid.Recipient(), "age1pq1") {
		t.Error("the default is not hybrid")
	}
	if !classic.Classic() || !strings.HasPrefix(classic.String(), classicPrefix) {
		t.Error("classic is not X25519")
	}
}

// What age does, and why one vault has keys of one kind only.
func TestKindsDoNotMixInOneFile(t *testing.T) {
	a, _ := ParseRecipient(generate(t, false).Recipient())
	b, _ := ParseRecipient(generate(t, true).Recipient())
	if _, err := age.Encrypt(io.Discard, a, b); err == nil {
		t.Error("age now mixes hybrid and classic recipients: Generate's comment is out of date")
	}
}

func TestFormatHidesTheSecret(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		secret := id.String()[len(hybridPrefix):]
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
			for _, value := range []any{id, struct{ ID *Identity }{id}, []*Identity{id}} {
				if out := fmt.Sprintf(verb, value); strings.Contains(strings.ToUpper(out), secret) {
					t.Errorf("%s of a %T shows the key", verb, value)
				}
			}
		}
		if out := fmt.Sprint(error(&IdentityError{Err: fmt.Errorf("with %v", id)})); strings.Contains(out, secret) {
			t.Error("a wrapped key shows")
		}
	})
	var none *Identity
	if got := fmt.Sprint(none, &Identity{}); got != "identity(none) identity(none)" {
		t.Error(got)
	}
}

func TestParseRecipientErrors(t *testing.T) {
	id := generate(t, true)
	hybrid := generate(t, false)
	for _, c := range []struct {
		name, in string
		want     error
	}{
		{"empty", "", ErrMalformed},
		{"a word", "hello", ErrMalformed},
		{"secret", id.String(), ErrSecretGiven},
		{"secret hybrid", hybrid.String(), ErrSecretGiven},
		{"one letter wrong", flip(id.Recipient()), ErrMalformed},
		{"one letter wrong, hybrid", flip(hybrid.Recipient()), ErrMalformed},
		{"cut", hybrid.Recipient()[:1000], ErrMalformed},
		{"plugin, one letter wrong", "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3q", ErrPlugin},
		{"ssh", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH", ErrSSHKey},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ParseRecipient(c.in); err != c.want {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// flip changes one letter to another of Bech32's alphabet.
func flip(s string) string {
	i := len(s) - 10
	letter := "q"
	if strings.EqualFold(s[i:i+1], letter) {
		letter = "p"
	}
	if s == strings.ToUpper(s) {
		letter = strings.ToUpper(letter)
	}
	return s[:i] + letter + s[i+1:]
}
