package crypto

import (
	"context"
	"errors"
	"syscall"
)

// probeKeyring does nothing: the Credential Manager is open with the logon
// session and never prompts for generic credentials.
func probeKeyring(context.Context) (locked bool, err error) { return false, nil }

// interruptKeyring does nothing: there is no way to interrupt the call.
func interruptKeyring() {}

func systemKind(err error) KeyringKind {
	if code, ok := errors.AsType[syscall.Errno](err); ok {
		return windowsKind(uintptr(code))
	}
	return Other
}
