package cli

import (
	"github.com/spf13/cobra"

	"calepin/store/vault"
	"calepin/ui/session"
)

func sealCommand(a *app) *cobra.Command {
	return a.command("seal", a.T.Seal.Command, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session.Session) error {
			if err := s.Vault.Seal(); err != nil {
				return err
			}
			if _, err := a.records(s); err != nil {
				return err
			}
			s.Daily = true
			info := s.Vault.Info()
			a.say(a.T.Seal.Done.With("size", a.T.Language.Bytes(info.SnapshotBytes)))
			return a.print(struct {
				vault.Version
				Bytes int64 `json:"bytes"`
			}{info.Version, info.SnapshotBytes}, func() {})
		})
	})
}
