package text

import (
	"cmp"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"calepin/crypto"
	"calepin/store/vault"
)

// VaultError says which vault an error is about.
type VaultError struct {
	Dir       string
	File      string // that is damaged, with its folder; empty for none
	NotSealed bool   // the file never was one that age sealed
	Err       error
}

func (e *VaultError) Error() string { return e.Err.Error() }
func (e *VaultError) Unwrap() error { return e.Err }

func (w *Words) vaultSentence(err error) string {
	var (
		v        = w.Errors.Vault
		inUse    *vault.InUseError
		damaged  *vault.DamagedError
		older    *vault.OlderError
		newer    *vault.NewerError
		readOnly *vault.ReadOnlyError
		place    *VaultError
		at       VaultError
	)
	if errors.As(err, &place) {
		at = *place
	}
	switch {
	case errors.As(err, &inUse) && inUse.PID > 0:
		return v.InUse.With("pid", inUse.PID)
	case errors.As(err, &inUse):
		return v.InUseBare
	case errors.As(err, &older):
		return v.Older.With("found", older.Found.Sequence, "pinned", older.Pinned.Sequence)
	case errors.As(err, &newer):
		return v.Newer.With("format", newer.Format)
	case errors.As(err, &readOnly):
		return v.ReadOnly.With("why", strings.TrimSuffix(w.because(readOnly.Err), "."))
	case errors.As(err, &damaged):
		return v.damaged(damaged, &at)
	case errors.Is(err, vault.ErrNotFound):
		return v.NotFound.With("dir", at.Dir)
	case errors.Is(err, vault.ErrExists):
		return v.Exists.With("dir", at.Dir)
	}
	return firstIs(err, []sentinel{
		{vault.ErrOtherVault, v.OtherVault}, {vault.ErrUnknown, v.Unknown}, {vault.ErrWrongKey, v.WrongKey}, {vault.ErrNotAuthentic, v.NotAuthentic},
		{crypto.ErrPinDamaged, v.PinDamaged}, {vault.ErrNoPin, v.NoPin}, {vault.ErrUnfolded, v.Unfolded},
		{vault.ErrBackups, v.Backups}, {vault.ErrClosed, v.Closed}, {vault.ErrNothingLeft, v.NothingLeft},
	})
}

func (v VaultErrors) damaged(e *vault.DamagedError, at *VaultError) string {
	path := cmp.Or(at.File, e.File)
	switch {
	case e.Part == vault.SnapshotPart && errors.Is(e, fs.ErrNotExist):
		return v.Missing.With("path", path)
	case at.NotSealed:
		return v.NotSealed.With("path", path)
	case e.Part == vault.SnapshotPart:
		return v.DamagedSnapshot.With("path", path)
	case e.Part == vault.JournalPart:
		return v.DamagedJournal.With("path", path)
	}
	return v.DamagedHeader.With("path", path)
}

// because words a cause as part of another sentence.
func (w *Words) because(err error) string {
	switch {
	case errors.Is(err, vault.ErrUnknown):
		return w.Errors.Vault.Unknown
	case errors.Is(err, syscall.ENOSPC):
		return w.Errors.DiskFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return w.Errors.ReadOnlyBecause
	}
	return err.Error()
}
