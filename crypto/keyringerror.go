package crypto

import (
	"context"
	"errors"
	"strings"
)

// A KeyringKind says why a keyring did not do what it was asked.
type KeyringKind int

const (
	// Other is none of the below; see the error inside.
	Other KeyringKind = iota
	// NoBus: no keyring can be reached. On Linux no session bus, or nothing on
	// it that keeps secrets; on Windows no logon session, as under ssh.
	NoBus
	// Locked: the keyring is locked, and nobody could be asked, or who was
	// asked did not unlock it.
	Locked
	// NoItem: the keyring works and holds nothing under that name.
	NoItem
	// NoCollection: the service runs and has no login nor default keyring to
	// put anything in: it was never set up.
	NoCollection
	// TimedOut: no answer in time, or the caller's context ended. With Locked
	// set, the system is probably asking for the keyring's password.
	TimedOut
	// Denied: the system or the person at it said no.
	Denied
)

func (k KeyringKind) String() string {
	switch k {
	case NoBus:
		return "no keyring service"
	case Locked:
		return "keyring locked"
	case NoItem:
		return "no such item"
	case NoCollection:
		return "no default keyring"
	case TimedOut:
		return "no answer in time"
	case Denied:
		return "denied"
	default:
		return "failed"
	}
}

// A KeyringError is the error of every Keyring method. Its text holds no
// secret.
type KeyringError struct {
	Op   string // get, set, delete
	Kind KeyringKind
	// Locked tells that the keyring was seen locked before it was asked, so
	// that waiting longer gives someone the time to type its password.
	Locked bool
	Err    error
}

func (e *KeyringError) Error() string {
	return "keyring " + e.Op + ": " + e.Kind.String() + ": " + e.Err.Error()
}

func (e *KeyringError) Unwrap() error { return e.Err }

var (
	errLocked       = errors.New("the keyring is locked")
	errNoCollection = errors.New("neither a login nor a default collection")
)

// kindError is an error whose kind the system's own file knows already.
type kindError struct {
	kind KeyringKind
	err  error
}

func (e *kindError) Error() string { return e.err.Error() }
func (e *kindError) Unwrap() error { return e.err }

// keyringKind sorts an error of a Backend.
func keyringKind(err error) KeyringKind {
	known, ok := errors.AsType[*kindError](err)
	switch {
	case ok:
		return known.kind
	case errors.Is(err, ErrNoItem):
		return NoItem
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return TimedOut
	case errors.Is(err, errLocked):
		return Locked
	case errors.Is(err, errNoCollection):
		return NoCollection
	case errors.Is(err, ErrNotKept):
		return Denied
	default:
		return systemKind(err)
	}
}

// dbusKind sorts the names of D-Bus errors, as the bus and Secret Services
// (gnome-keyring, KeePassXC, KWallet) give them.
func dbusKind(name string) KeyringKind {
	const bus = "org.freedesktop.DBus.Error."
	short, onBus := strings.CutPrefix(name, bus)
	if onBus {
		switch short {
		case "ServiceUnknown", "NameHasNoOwner", "NoServer", "Disconnected":
			return NoBus
		case "NoReply", "Timeout", "TimedOut":
			return TimedOut
		case "AccessDenied", "AuthFailed", "InteractiveAuthorizationRequired":
			return Denied
		}
		if strings.HasPrefix(short, "Spawn.") {
			return NoBus
		}
		return Other
	}
	switch name {
	case "org.freedesktop.Secret.Error.IsLocked":
		return Locked
	case "org.freedesktop.Secret.Error.NoSuchObject":
		return NoItem
	}
	return Other
}

// securityKind sorts the exit codes of macOS's /usr/bin/security: the low byte
// of the OSStatus.
func securityKind(exit int) KeyringKind {
	switch exit {
	case 44: // errSecItemNotFound, -25300
		return NoItem
	case 36, 29: // errSecInteractionNotAllowed -25308, …Required -25315: locked under ssh or cron
		return Locked
	case 37, 50: // errSecNoDefaultKeychain -25307, errSecNoSuchKeychain -25294
		return NoCollection
	case 51, 128, 52, 195: // errSecAuthFailed -25293, userCanceledErr -128, errSecReadOnly -25292, wrPermErr -61
		return Denied
	case 53: // errSecNotAvailable, -25291
		return NoBus
	default:
		return Other
	}
}

// windowsKind sorts the error codes of the Credential Manager.
func windowsKind(code uintptr) KeyringKind {
	switch code {
	case 1168: // ERROR_NOT_FOUND
		return NoItem
	case 1312, 1722, 1061, 1062: // ERROR_NO_SUCH_LOGON_SESSION, RPC_S_SERVER_UNAVAILABLE, the service stopped
		return NoBus
	case 5, 1223: // ERROR_ACCESS_DENIED, ERROR_CANCELLED
		return Denied
	default:
		return Other
	}
}
