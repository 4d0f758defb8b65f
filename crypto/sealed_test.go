package crypto

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// sealText seals any text as `age -p` would.
func sealText(t *testing.T, text string, logN int) []byte {
	t.Helper()
	r, err := age.NewScryptRecipient("correct horse")
	if err != nil {
		t.Fatal(err)
	}
	r.SetWorkFactor(logN)
	return ageFile(t, text, r)
}

func ageFile(t *testing.T, text string, r age.Recipient) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := age.Encrypt(&out, r)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSealIdentity(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		data, err := SealIdentity(id, "phrase de passe à accents")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(data, []byte(armor.Header)) || !bytes.HasSuffix(data, []byte(armor.Footer+"\n")) {
			t.Errorf("not armored:\n%s", data)
		}
		for name, form := range map[string][]byte{
			"as written": data,
			"CRLF":       bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")),
			"blanks":     append([]byte("\uFEFF\n \n"), data...),
		} {
			got, err := OpenSealed(form, "phrase de passe à accents")
			if err != nil || got.String() != id.String() {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := OpenSealed(data, "phrase de passe a accents"); err != ErrWrongPassphrase {
			t.Errorf("wrong passphrase: %v", err)
		}
		if bytes.Contains(data, []byte(id.Recipient())) {
			t.Error("the public key shows")
		}
	})
}

func TestSealedIsFreshEachTime(t *testing.T) {
	id := generate(t, true)
	a, _ := SealIdentity(id, "x")
	b, _ := SealIdentity(id, "x")
	if bytes.Equal(a, b) {
		t.Error("twice the same file")
	}
}

func TestEmptyPassphrase(t *testing.T) {
	if _, err := SealIdentity(generate(t, true), ""); err != ErrEmptyPassphrase {
		t.Error(err)
	}
	if _, err := OpenSealed([]byte(armor.Header), ""); err != ErrEmptyPassphrase {
		t.Error(err)
	}
}

func TestOpenSealedErrors(t *testing.T) {
	id := generate(t, true)
	good := sealText(t, id.String(), 4)
	head := bytes.IndexByte(good, '\n') + 1
	forKey, _ := ParseRecipient(id.Recipient())
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, ErrNotSealed},
		{"plain key", []byte(id.String()), ErrNotSealed},
		{"huge", make([]byte, MaxIdentitySize+1), ErrTooLarge},
		{"sealed for a key", ageFile(t, "x", forKey), ErrNotPassphrase},
		{"header only", good[:head], ErrSealDamaged},
		{"cut in the stanza", good[:head+20], ErrSealDamaged},
		{"cut in the content", good[:len(good)-1], ErrSealDamaged},
		{"content damaged", damage(good, len(good)-5), ErrSealDamaged},
		{"newer version", append([]byte("age-encryption.org/v2\n"), good[head:]...), ErrSealDamaged},
		{"armor damaged", []byte(armor.Header + "\n!!!!\n" + armor.Footer), ErrSealDamaged},
		{"two keys", sealText(t, id.String()+"\n"+id.String(), 4), ErrSeveralIdentities},
		{"sealed twice", sealText(t, string(good), 4), ErrSealedIdentity},
		{"empty content", sealText(t, "", 4), ErrNoIdentity},
		{"large content", sealText(t, strings.Repeat("#", MaxIdentitySize-400), 4), ErrNoIdentity},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := OpenSealed(c.data, "correct horse"); got != nil || !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// A file that asks for hours of work is refused before any is done, whatever
// the passphrase.
func TestOpenSealedRefusesTooMuchWork(t *testing.T) {
	good := sealText(t, "x", 4)
	for logN, want := range map[string]int{"21": 21, "30": 30, "999999": 999999} {
		data := bytes.Replace(good, []byte(" 4\n"), []byte(" "+logN+"\n"), 1)
		_, err := OpenSealed(data, "correct horse")
		if e, ok := errors.AsType[*WorkFactorError](err); !ok || e.LogN != want || e.Max != maxWorkFactor {
			t.Errorf("2^%s: %v", logN, err)
		}
	}
}

func TestOpenSealedFlippedBytes(t *testing.T) {
	good := sealText(t, generate(t, true).String(), 4)
	for i := range good {
		if bytes.IndexByte([]byte("4"), good[i]) == 0 {
			continue // the work factor: it may become a long one
		}
		if _, err := OpenSealed(damage(good, i), "correct horse"); err == nil {
			t.Fatalf("byte %d flipped, and opened", i)
		}
	}
}

func damage(data []byte, i int) []byte {
	data = bytes.Clone(data)
	data[i] ^= 1
	return data
}
