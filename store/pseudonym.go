package store

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"calepin/store/vault"
)

// keyPseudonyms is where meta holds the secret that pseudonyms are made with. It
// goes with snapshots and backups, sealed as they are, and into no export: it is
// the additional information of GDPR art. 4(5), kept apart.
const keyPseudonyms = "pseudonym_key"

// Pseudonyms makes the pseudonyms of one recipient for one purpose: the same each
// time, and others than those of any other recipient or purpose, so that two of
// them cannot put together what they got.
type Pseudonyms struct{ key []byte }

// Pseudonyms returns those of a recipient and a purpose, whichever way both are
// written. The secret is made the first time.
func (s *Store) Pseudonyms(recipient, purpose string) (p Pseudonyms, err error) {
	var secret []byte
	err = s.v.View(func(tx *vault.Tx) error { secret = bytes.Clone(tx.Get(bucketMeta, []byte(keyPseudonyms))); return nil })
	if err == nil && secret == nil {
		secret = make([]byte, 32)
		_, _ = rand.Read(secret) // never fails (crypto/rand)
		err = s.writeFreely(func(c *change) error { return c.tx.Put(bucketMeta, []byte(keyPseudonyms), secret) })
	}
	p.key = mac(secret, Fold(cleanLine(recipient))+"\x00"+Fold(cleanLine(purpose)))
	return p, err
}

// Of returns the pseudonym of a record: 16 bytes in hexadecimal.
func (p Pseudonyms) Of(id ID) string { return hex.EncodeToString(mac(p.key, string(id[:]))[:16]) }

func mac(secret []byte, value string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(value))
	return h.Sum(nil)
}
