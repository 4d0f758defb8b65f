package cli

import (
	"time"

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
			info := s.Vault.Info()
			a.say(a.T.Seal.Done.With("size", a.T.Language.Bytes(info.SnapshotBytes)))
			return a.print(struct {
				vault.Version
				Bytes int64 `json:"bytes"`
			}{info.Version, info.SnapshotBytes}, func() {})
		})
	})
}

func backupCommand(a *app) *cobra.Command {
	w := a.T.Backup
	return a.noun("backup", w.Command, backupCreate(a), backupList(a))
}

// backupFacts is a backup as --json prints it.
type backupFacts struct {
	Name string `json:"name"`
	vault.Version
	MadeAt    time.Time `json:"made_at"`
	Bytes     int64     `json:"bytes"`
	Authentic bool      `json:"authentic"`
}

func factsOf(b vault.Backup) backupFacts {
	return backupFacts{b.Name, b.Version, b.MadeAt, b.Bytes, b.Authentic}
}

func backupCreate(a *app) *cobra.Command {
	return a.command("create", a.T.Backup.Create, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session.Session) error {
			b, err := s.Vault.Backup()
			if err != nil {
				return err
			}
			a.say(a.T.Backup.Made.With("name", b.Name, "size", a.T.Language.Bytes(b.Bytes)))
			return a.print(factsOf(b), func() {})
		})
	})
}

func backupList(a *app) *cobra.Command {
	return a.command("list", a.T.Backup.List, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session.Session) error {
			list, err := s.Vault.Backups()
			if err != nil {
				return err
			}
			facts := make([]backupFacts, 0, len(list))
			for _, b := range list {
				facts = append(facts, factsOf(b))
			}
			return a.print(facts, func() { a.showBackups(list) })
		})
	})
}

func (a *app) showBackups(list []vault.Backup) {
	w := a.T.Backup
	if len(list) == 0 {
		a.say(w.None)
	}
	var rows [][]string
	for _, b := range list {
		state := w.Authentic
		if !b.Authentic {
			state = w.NotVouched
		}
		rows = append(rows, []string{a.T.Language.Time(b.MadeAt.Local()), a.T.Language.Bytes(b.Bytes), state, b.Name})
	}
	a.table([]string{w.MadeAt, w.Size, w.State, w.Name}, rows)
}
