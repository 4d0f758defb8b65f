//go:build !linux

package crypto

import (
	"context"
	"errors"

	"github.com/zalando/go-keyring"
)

// systemKeyring is go-keyring's way to the Keychain and the Credential Manager.
type systemKeyring struct{}

// openKeyring asks nothing: every question to the Keychain may raise its
// prompt, and the Credential Manager is open with the logon session. A call
// cannot be interrupted: go-keyring keeps the `security` process of macOS to
// itself, which ends when its prompt is answered.
func openKeyring(context.Context) (Backend, bool, error) { return systemKeyring{}, false, nil }

func (systemKeyring) Get(service, account string) (string, error) {
	secret, err := keyring.Get(service, account)
	return secret, known(err)
}

func (systemKeyring) Set(service, account, secret string) error {
	return known(keyring.Set(service, account, secret))
}

func (systemKeyring) Delete(service, account string) error {
	return known(keyring.Delete(service, account))
}

func known(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNoItem
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return &kindError{NoBus, err}
	}
	return err
}
