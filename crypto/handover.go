package crypto

import (
	"crypto/rand"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// SealForPassphrase returns a writer that seals for a passphrase what is
// written to it, as `age -p` does; stock age of any version opens it. Close ends
// the file.
func SealForPassphrase(w io.Writer, passphrase string) (io.WriteCloser, error) {
	if passphrase == "" {
		return nil, ErrEmptyPassphrase
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(workFactor)
	return age.Encrypt(w, recipient)
}

// SealForRecipient returns a writer that seals for a public key, "age1…", what
// is written to it. Its errors are those of ParseRecipient.
func SealForRecipient(w io.Writer, public string) (io.WriteCloser, error) {
	recipient, err := ParseRecipient(public)
	if err != nil {
		return nil, err
	}
	return age.Encrypt(w, recipient)
}

// HybridRecipient tells a public key that stock age opens from version 1.3 on.
func HybridRecipient(public string) bool {
	return classify(strings.TrimSpace(public)) == lineHybridRecipient
}

// sayable are letters and digits that are taken for no other, on paper or over
// the telephone: 5 bits each.
const sayable = "abcdefghijkmnpqrstuvwxyz23456789"

// NewPassphrase makes a passphrase to be told to somebody: five groups of four
// letters and digits, 100 bits of the system's random source.
func NewPassphrase() (string, error) {
	random := make([]byte, 20)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("make a passphrase: %w", err)
	}
	var b strings.Builder
	for i, r := range random {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(sayable[r%32])
	}
	return b.String(), nil
}
