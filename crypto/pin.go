package crypto

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// Pin is what an operator's key remembers of a vault, so that a forged, older
// or shortened one is told from the one last seen.
type Pin struct {
	Vault      [16]byte
	Generation uint64 // of the snapshot
	Sequence   uint64 // of the last change
	// Auth is the Fingerprint of the vault's authentication key. While that
	// key changes, Next is the new one's: either is right. Else they are equal.
	Auth, Next [32]byte
	// Mark is where the trail of the vault's records ended.
	Mark Mark
}

// Mark is the end of a chain that a vault keeps: how long it is, and the hash of
// its last link. The zero mark is that of no chain.
type Mark struct {
	Number uint64
	Hash   [32]byte
}

// ErrNoPin says that nothing was pinned yet: a new computer.
var ErrNoPin = errors.New("no pin")

// ErrPinDamaged says that a pin is there and cannot be read, or was not made
// with this identity.
var ErrPinDamaged = errors.New("pin damaged")

// PinStore keeps the pin of one vault beside one identity.
type PinStore interface {
	// Load returns the last saved pin, ErrNoPin or ErrPinDamaged.
	Load() (Pin, error)
	// Save replaces the pin; a crash leaves the old or the new one.
	Save(Pin) error
	// Forget removes the pin of a key that opens nothing any more.
	Forget() error
	// Immediate tells whether Save is cheap enough to be part of every commit.
	Immediate() bool
}

const (
	pinMagic  = "CALEPIN2"
	pinDomain = "calepin pin v1"
	pinText   = len(pinMagic) + 8 + 16 + 8 + 8 + 32 + 32 + 8 + 32
	pinSize   = pinText + MACSize

	// The pin of before there was a mark.
	pinMagic1 = "CALEPIN1"
	pinText1  = pinText - 8 - 32
)

// encode returns the pin's bytes under a MAC of key; count tells newer from older.
func (p Pin) encode(key []byte, count uint64) []byte {
	b := make([]byte, 0, pinSize)
	b = append(b, pinMagic...)
	b = binary.BigEndian.AppendUint64(b, count)
	b = append(b, p.Vault[:]...)
	b = binary.BigEndian.AppendUint64(b, p.Generation)
	b = binary.BigEndian.AppendUint64(b, p.Sequence)
	b = append(b, p.Auth[:]...)
	b = append(b, p.Next[:]...)
	b = binary.BigEndian.AppendUint64(b, p.Mark.Number)
	b = append(b, p.Mark.Hash[:]...)
	return append(b, MAC(key, pinDomain, b)...)
}

// decodePin reads what encode wrote.
func decodePin(b, key []byte) (p Pin, count uint64, err error) {
	text := pinText
	if bytes.HasPrefix(b, []byte(pinMagic1)) {
		text = pinText1
	}
	if len(b) < text+MACSize || text == pinText && !bytes.HasPrefix(b, []byte(pinMagic)) ||
		CheckMAC(key, pinDomain, b[:text], b[text:text+MACSize]) != nil {
		return p, 0, ErrPinDamaged
	}
	b = b[len(pinMagic):text]
	count = binary.BigEndian.Uint64(b)
	b = b[8:]
	b = b[copy(p.Vault[:], b):]
	p.Generation = binary.BigEndian.Uint64(b)
	p.Sequence = binary.BigEndian.Uint64(b[8:])
	b = b[16:]
	b = b[copy(p.Auth[:], b):]
	b = b[copy(p.Next[:], b):]
	if len(b) > 0 {
		p.Mark.Number = binary.BigEndian.Uint64(b)
		copy(p.Mark.Hash[:], b[8:])
	}
	return p, count, nil
}

// pinKey derives the key of a pin's MAC from the secret it lies beside, so
// that only who holds that secret can write a pin.
func pinKey(id *Identity) []byte {
	return MAC([]byte(id.String()), "calepin pin key v1", nil)
}

// pinName tells the pins of several vaults and keys apart, so that a key is
// changed without losing the old one's pin before the new one stands.
func pinName(id *Identity, vault [16]byte) string {
	key := sha256.Sum256([]byte(id.Recipient()))
	return fmt.Sprintf("%x-%x", vault[:4], key[:4])
}

func wrapPin(doing string, err error) error { return fmt.Errorf("%s the pin: %w", doing, err) }
