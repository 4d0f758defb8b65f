package vault

import (
	"errors"
	"fmt"
)

// Errors that a caller decides on. Each comes wrapped with what was being done.
var (
	// ErrNotFound: there is no vault in the directory.
	ErrNotFound = errors.New("no vault here")
	// ErrExists: there is a vault already, or part of one.
	ErrExists = errors.New("a vault exists here already")
	// ErrWrongKey: the identity opens nothing. age cannot tell a wrong key
	// from a header damaged where it names the recipients.
	ErrWrongKey = errors.New("wrong key or damaged header")
	// ErrNotAuthentic: the snapshot was not made by this vault: it carries no
	// header under the vault's authentication key, or another vault's key.
	ErrNotAuthentic = errors.New("not authentic")
	// ErrOtherVault: a backup, or a folder of backups, of another vault.
	ErrOtherVault = errors.New("of another vault")
	// ErrNoPin: nothing vouches that this is the vault last seen, and nobody
	// accepted it.
	ErrNoPin = errors.New("never opened with this key on this computer, and not accepted")
	// ErrRekeyed: the key knows the vault, and another operator changed its
	// keys since; nobody said yes to that yet.
	ErrRekeyed = errors.New("the vault's keys were changed since")
	// ErrUnknown: the disk failed while a change was made durable. It may or
	// may not be there after the vault is opened again; until then the vault
	// is read-only.
	ErrUnknown = errors.New("outcome unknown")
	// ErrPin, of a warning: the key's memory of the vault could not be changed.
	// The vault itself is as it should be.
	ErrPin = errors.New("pin not saved")
	// ErrUnfolded, of a warning: the vault was closed without the new snapshot
	// that was due. Its journal holds every change.
	ErrUnfolded = errors.New("not sealed anew")
	// ErrClosed: the vault was closed.
	ErrClosed = errors.New("the vault is closed")
)

// InUseError says that another process has the vault open.
type InUseError struct{ PID int }

func (e *InUseError) Error() string { return fmt.Sprintf("in use by process %d", e.PID) }

// Part names what is damaged.
type Part string

// The parts.
const (
	SnapshotPart Part = "snapshot"
	HeaderPart   Part = "header" // of the journal or of a backup
	JournalPart  Part = "journal"
)

// DamagedError says that a file was changed or cut, other than by a crash.
type DamagedError struct {
	Part   Part
	File   string // base name
	Offset int64  // in bytes, where it is known; else 0
	Err    error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("damaged %s: %s at %d: %v", e.Part, e.File, e.Offset, e.Err)
}

func (e *DamagedError) Unwrap() error { return e.Err }

// OlderError says that the vault is authentic and older than the one last
// seen: an old copy, or a journal that lost its end.
type OlderError struct{ Found, Pinned Version }

// Version is a point in a vault's life.
type Version struct {
	Generation uint64 `json:"generation"` // of the snapshot
	Sequence   uint64 `json:"sequence"`   // of the last change
}

func (e *OlderError) Error() string {
	return fmt.Sprintf("older than last seen: generation %d change %d, last seen %d change %d",
		e.Found.Generation, e.Found.Sequence, e.Pinned.Generation, e.Pinned.Sequence)
}

// NewerError says that a newer calepin wrote the vault.
type NewerError struct{ Format int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("format %d is newer than this program", e.Format)
}

// ReadOnlyError says why the vault takes no change.
type ReadOnlyError struct{ Err error }

func (e *ReadOnlyError) Error() string { return fmt.Sprintf("read-only: %v", e.Err) }

func (e *ReadOnlyError) Unwrap() error { return e.Err }
