//go:build !windows

package cli

import (
	"os"
	"path/filepath"
)

// permissionFinding looks for what others than the owner can read or write in
// the vault's directory.
func (a *app) permissionFinding(dir string) finding {
	w := a.T.Doctor
	loose := ""
	_ = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || loose != "" {
			return nil
		}
		if info, err := os.Lstat(path); err == nil && info.Mode()&os.ModeSymlink == 0 && info.Mode().Perm()&0o077 != 0 {
			loose = path
		}
		return nil
	})
	if loose != "" {
		return finding{"permissions", warn, w.Loose.With("path", loose), w.LooseAdvice.With("path", dir)}
	}
	return finding{"permissions", fine, w.Private, ""}
}
