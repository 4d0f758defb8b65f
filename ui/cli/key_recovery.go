package cli

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/session"
)

func recoveryVerify(a *app) *cobra.Command {
	var file string
	cmd := a.command("verify", a.T.Key.RecoveryVerify, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session.Session) error { return a.verifyRecovery(cmd, s, file) })
	})
	cmd.Flags().StringVar(&file, "file", "", "")
	return cmd
}

// verifyRecovery proves that the owner still has the recovery key. The vault
// knows its public half only, so the whole key is needed, not a part.
func (a *app) verifyRecovery(cmd *cobra.Command, s *session.Session, file string) error {
	w := a.T.Key
	var public string
	for _, r := range s.Vault.Recipients() {
		if r.Role == vault.Recovery {
			public = r.Public
		}
	}
	if public == "" {
		return failure(exitFailed, w.NoRecovery, nil)
	}
	id, err := a.shownRecovery(cmd, file)
	if err != nil {
		return err
	}
	if id.Recipient() != public {
		return failure(exitLocked, w.NotTheRecovery, vault.ErrWrongKey)
	}
	if err := s.Vault.ProveRecovery(); err != nil {
		return err
	}
	a.say(w.RecoveryProven)
	return nil
}

func (a *app) shownRecovery(cmd *cobra.Command, file string) (*crypto.Identity, error) {
	if file != "" {
		at, err := a.at("")
		if err != nil {
			return nil, err
		}
		at.Identity = file
		k, err := a.unlock(cmd.Context(), at, [16]byte{})
		return k.ID, err
	}
	c, err := a.console()
	if err != nil {
		return nil, usage(cmd, a.T.Key.VerifyNeedsFile)
	}
	c.say(a.T.Key.TypeWhole)
	k, err := a.typedKey(c)
	return k.ID, err
}

func recoveryNew(a *app) *cobra.Command {
	var file string
	cmd := a.command("new", a.T.Key.RecoveryNew, func(cmd *cobra.Command, _ []string) error {
		return a.withSession(cmd, func(s *session.Session, records *store.Store) error {
			if err := records.May(store.Administer); err != nil {
				return err
			}
			return a.noteKey(records, "recovery", a.renewRecovery(cmd, s, file))
		})
	})
	cmd.Flags().StringVar(&file, "recovery-file", "", "")
	return cmd
}

// renewRecovery replaces the recovery key: the former one opens nothing
// written from now on.
func (a *app) renewRecovery(cmd *cobra.Command, s *session.Session, file string) error {
	if s.Role == vault.Recovery {
		return failure(exitFailed, a.T.Key.EnrolFirst, nil)
	}
	id, err := crypto.Generate(s.Key.ID.Classic())
	if err != nil {
		return err
	}
	if file != "" {
		err = crypto.WriteIdentityFile(file, id, a.T.Init.RecoveryComment)
	} else {
		var c *console
		if c, err = a.console(); errors.Is(err, errNoTerminal) {
			return usage(cmd, a.T.Help.MissingFlag.With("flags", "--recovery-file"))
		}
		if err == nil {
			err = a.handOver(c, id)
		}
	}
	if err != nil {
		return err
	}
	err = a.rekeyed(s.Vault.Rekey(vault.Rekey{Recovery: id}))
	if err != nil {
		if file != "" && !errors.Is(err, vault.ErrUnknown) {
			_ = os.Remove(file)
		}
		return err
	}
	if file == "" {
		err = s.Vault.ProveRecovery()
	} else {
		a.say(a.T.Init.RecoveryIn.With("path", file))
	}
	a.say(a.T.Key.RecoveryReplaced)
	return err
}
