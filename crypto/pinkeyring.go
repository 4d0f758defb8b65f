package crypto

import (
	"context"
	"encoding/base64"
	"errors"
)

// KeyringPin keeps a pin in the OS keyring, beside the identity that lies there.
type KeyringPin struct {
	ring    Keyring
	account string
	key     []byte
}

// NewKeyringPin returns the pin of the vault with that id, authenticated with id.
func NewKeyringPin(ring Keyring, id *Identity, vault [16]byte) *KeyringPin {
	return &KeyringPin{ring: ring, account: "pin:" + pinName(id, vault), key: pinKey(id)}
}

// Immediate is part of PinStore: a keyring call takes milliseconds.
func (k *KeyringPin) Immediate() bool { return false }

// Load is part of PinStore.
func (k *KeyringPin) Load() (Pin, error) {
	text, err := k.ring.Get(context.Background(), k.account)
	var failed *KeyringError
	if errors.As(err, &failed) && failed.Kind == NoItem {
		return Pin{}, ErrNoPin
	}
	if err != nil {
		return Pin{}, wrapPin("read", err)
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return Pin{}, ErrPinDamaged
	}
	p, _, err := decodePin(b, k.key)
	return p, err
}

// Save is part of PinStore. The keyring replaces an item whole.
func (k *KeyringPin) Save(p Pin) error {
	text := base64.StdEncoding.EncodeToString(p.encode(k.key, 0))
	if err := k.ring.Set(context.Background(), k.account, text); err != nil {
		return wrapPin("write", err)
	}
	return nil
}

// Forget is part of PinStore.
func (k *KeyringPin) Forget() error {
	err := k.ring.Delete(context.Background(), k.account)
	var failed *KeyringError
	if err != nil && !(errors.As(err, &failed) && failed.Kind == NoItem) {
		return wrapPin("remove", err)
	}
	return nil
}
