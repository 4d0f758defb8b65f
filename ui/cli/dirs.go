package cli

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// vaultDir is where the vault is: --vault, CALEPIN_VAULT, else the system's
// place for a user's data.
func (a *app) vaultDir() (string, error) {
	if dir := cmp.Or(a.flags.vault, a.env("CALEPIN_VAULT")); dir != "" {
		switch info, err := os.Stat(dir); {
		case err == nil && !info.IsDir():
			return "", failure(exitNoVault, a.T.Errors.NotFolder.With("path", dir), nil)
		case errors.Is(err, syscall.ENOTDIR):
			return "", failure(exitNoVault, a.T.Errors.NotFolder.With("path", filepath.Dir(dir)), nil)
		}
		return filepath.Abs(dir)
	}
	return a.userDir("XDG_DATA_HOME", "share")
}

// stateDir is where the program remembers what is not data: pins and logs.
func (a *app) stateDir() (string, error) { return a.userDir("XDG_STATE_HOME", "state") }

// configDir is where a person's choices are: XDG_CONFIG_HOME, on macOS too.
func (a *app) configDir() (string, error) {
	if dir := a.env("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "calepin"), nil
	}
	if dir := a.env("APPDATA"); runtime.GOOS == "windows" && dir != "" {
		return filepath.Join(dir, "calepin"), nil
	}
	home, err := a.homeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".config", "calepin"), nil
}

// userDir follows the XDG base directory specification, on macOS too, where
// relative values are to be ignored; on Windows it is under LOCALAPPDATA.
func (a *app) userDir(variable, local string) (string, error) {
	if dir := a.env(variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "calepin"), nil
	}
	if dir := a.env("LOCALAPPDATA"); runtime.GOOS == "windows" && dir != "" {
		if local == "share" {
			return filepath.Join(dir, "calepin"), nil
		}
		return filepath.Join(dir, "calepin-"+local), nil
	}
	home, err := a.homeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", local, "calepin"), nil
}

func (a *app) homeDir() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", failure(exitUsage, a.T.Errors.NoHome, err)
	}
	return home, nil
}

// identityFile is the identity that was named, by --identity or
// CALEPIN_IDENTITY; empty for none.
func (a *app) identityFile() string {
	return cmp.Or(a.flags.identity, a.env("CALEPIN_IDENTITY"))
}
