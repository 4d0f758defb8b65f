package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"calepin/crypto"
	"calepin/store/vault"
	"calepin/ui/session"
)

// synced are the folders that programs copy elsewhere, by a part of their name.
var synced = []string{"dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "owncloud", "kdrive", "syncthing", "megasync"}

// syncFinding tells whether the vault lies where a program copies it elsewhere: it
// is sealed, but what a second computer changes meets no lock.
func (a *app) syncFinding(dir string) finding {
	for _, part := range strings.Split(filepath.ToSlash(strings.ToLower(dir)), "/") {
		if slices.ContainsFunc(synced, func(name string) bool { return strings.HasPrefix(part, name) }) {
			return finding{"sync_folder", warn, a.T.Doctor.Synced.With("path", dir), a.T.Doctor.SyncedAdvice}
		}
	}
	return finding{"sync_folder", fine, a.T.Doctor.NotSynced, ""}
}

// keyringFinding asks the keyring for a name it cannot hold.
func (a *app) keyringFinding(ctx context.Context) finding {
	err := session.At{}.TryKeyring(ctx, false)
	if err == nil {
		return finding{"keyring", fine, a.T.Doctor.KeyringFine, ""}
	}
	return finding{"keyring", warn, a.reason(err), a.T.Doctor.KeyringAdvice}
}

func (a *app) coreFinding() finding {
	w := a.T.Doctor
	if err := crypto.HardenProcess(); err != nil {
		return finding{"core_dumps", warn, w.CoreOn, w.CoreAdvice}
	}
	return finding{"core_dumps", fine, w.CoreOff, ""}
}

// memoryFinding tells whether the working copy stays off the disk, and where
// it does not, whether the disk is encrypted.
func (a *app) memoryFinding() finding {
	w := a.T.Doctor
	if vault.MemoryOnly {
		return finding{"working_copy", fine, w.MemoryOnly, ""}
	}
	switch encrypted, known := diskEncrypted(); {
	case encrypted:
		return finding{"working_copy", fine, w.DiskEncrypted.With("what", diskEncryption), ""}
	case known:
		return finding{"working_copy", bad, w.DiskPlain.With("what", diskEncryption), w.DiskPlainAdvice.With("what", diskEncryption)}
	}
	return finding{"working_copy", warn, w.DiskUnknown.With("what", diskEncryption), w.DiskPlainAdvice.With("what", diskEncryption)}
}
