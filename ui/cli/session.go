package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"calepin/store/vault"
)

// withVault unlocks the vault, runs fn, and closes the vault, whatever happens.
func (a *app) withVault(cmd *cobra.Command, fn func(*vault.Vault) error) error {
	return errors.ErrUnsupported
}
