package crypto

import (
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// KeySize is the size in bytes of the keys that NewKey makes.
const KeySize = 32

// JournalOverhead is how many bytes longer a sealed record is than its text.
const JournalOverhead = chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead

// ErrForged says that a record, a header or a pin does not carry the mark of
// the key that it should have been made with.
var ErrForged = errors.New("authentication failed")

// NewKey returns a fresh random key.
func NewKey() []byte {
	key := make([]byte, KeySize)
	rand.Read(key) // never fails: crypto/rand ends the program instead
	return key
}

// JournalCipher seals records with XChaCha20-Poly1305
// (draft-irtf-cfrg-xchacha-03). Every nonce is drawn at random from 192 bits,
// so no counter has to survive a crash, and none can be used twice by going
// back to an older copy of the file.
type JournalCipher struct{ aead cipher.AEAD }

// NewJournalCipher returns the cipher of one journal; key is KeySize bytes long.
func NewJournalCipher(key []byte) (*JournalCipher, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("journal key: %w", err)
	}
	return &JournalCipher{aead}, nil
}

// Seal appends nonce and sealed text to dst. ad is authenticated and not stored.
func (c *JournalCipher) Seal(dst, text, ad []byte) []byte {
	var nonce [chacha20poly1305.NonceSizeX]byte
	rand.Read(nonce[:])
	dst = append(dst, nonce[:]...)
	return c.aead.Seal(dst, nonce[:], text, ad)
}

// Open appends the text of sealed, which Seal made with the same ad, to dst.
// Its error is ErrForged.
func (c *JournalCipher) Open(dst, sealed, ad []byte) ([]byte, error) {
	if len(sealed) < JournalOverhead {
		return nil, ErrForged
	}
	nonce, text := sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:]
	out, err := c.aead.Open(dst, nonce, text, ad)
	if err != nil {
		return nil, ErrForged
	}
	return out, nil
}
