package crypto

import (
	"context"
	"errors"
	"os/exec"
)

// probeKeyring does nothing: every question to the Keychain may raise its
// prompt, so none can be asked beforehand.
func probeKeyring(context.Context) (locked bool, err error) { return false, nil }

// interruptKeyring does nothing: go-keyring keeps the `security` process to
// itself. It ends when its prompt is answered.
func interruptKeyring() {}

func systemKind(err error) KeyringKind {
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		return securityKind(e.ExitCode())
	}
	if _, ok := errors.AsType[*exec.Error](err); ok {
		return NoBus
	}
	return Other
}
