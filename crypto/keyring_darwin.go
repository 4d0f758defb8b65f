package crypto

import (
	"errors"
	"os/exec"
)

func systemKind(err error) KeyringKind {
	if e, ok := errors.AsType[*exec.ExitError](err); ok {
		return securityKind(e.ExitCode())
	}
	if _, ok := errors.AsType[*exec.Error](err); ok {
		return NoBus
	}
	return Other
}
