package crypto

import (
	"crypto/hmac"
	"crypto/sha256"
)

// MACSize is the size in bytes of what MAC returns.
const MACSize = sha256.Size

// MAC returns the HMAC-SHA256 (RFC 2104) of data under key. domain says what
// is authenticated, so that a mark made for one use is none for another.
func MAC(key []byte, domain string, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(domain))
	h.Write([]byte{0})
	h.Write(data)
	return h.Sum(nil)
}

// CheckMAC returns ErrForged unless mac is MAC(key, domain, data).
func CheckMAC(key []byte, domain string, data, mac []byte) error {
	if !hmac.Equal(mac, MAC(key, domain, data)) {
		return ErrForged
	}
	return nil
}

// Fingerprint returns a hash of key that tells it from others without giving
// it away.
func Fingerprint(key []byte) [32]byte {
	return sha256.Sum256(append([]byte("calepin key fingerprint\x00"), key...))
}
