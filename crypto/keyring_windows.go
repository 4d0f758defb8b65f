package crypto

import (
	"errors"
	"syscall"
)

func systemKind(err error) KeyringKind {
	if code, ok := errors.AsType[syscall.Errno](err); ok {
		return windowsKind(uintptr(code))
	}
	return Other
}
