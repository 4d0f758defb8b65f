package cli

import (
	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/session"
)

func keyPassphraseCommand(a *app) *cobra.Command {
	var remove bool
	var file string
	cmd := a.command("passphrase", a.T.Key.Passphrase, func(cmd *cobra.Command, _ []string) error {
		if err := a.exclusive(cmd, "remove", "passphrase-file"); err != nil {
			return err
		}
		return a.withSession(cmd, func(s *session.Session, records *store.Store) error {
			return a.noteKey(records, "two-factors", a.changePassphrase(cmd, s, remove, file))
		})
	})
	cmd.Flags().BoolVar(&remove, "remove", false, "")
	cmd.Flags().StringVar(&file, "passphrase-file", "", "")
	return cmd
}

// changePassphrase seals the key where it lives with a passphrase, another
// one, or none. With the keyring that makes, or unmakes, two factors.
func (a *app) changePassphrase(cmd *cobra.Command, s *session.Session, remove bool, file string) (err error) {
	w, k := a.T.Key, s.Key
	switch {
	case k.Place == nil:
		return failure(exitFailed, w.EnrolFirst, nil)
	case remove && k.Place.Kind() == session.InVault:
		return failure(exitUsage, w.BesideNeedsPassphrase, nil)
	case remove && k.Passphrase == "":
		a.say(w.NoPassphrase)
		return nil
	}
	if k.Passphrase = ""; !remove {
		if k.Passphrase, err = a.chosenPassphrase(cmd, file); err != nil {
			return err
		}
	}
	a.exits.hold(func() { err = k.Replace(cmd.Context(), a.T.Init.IdentityComment) })
	if err != nil {
		return err
	}
	if remove {
		a.say(w.PassphraseRemoved)
	} else {
		a.say(w.PassphraseSet)
	}
	a.say("  " + a.whereKey(k))
	return nil
}

// chosenPassphrase reads a new passphrase from a file, or asks for one.
func (a *app) chosenPassphrase(cmd *cobra.Command, file string) (string, error) {
	if file != "" {
		return a.passphraseFrom(file)
	}
	c, err := a.console()
	if err != nil {
		return "", usage(cmd, a.T.Help.MissingFlag.With("flags", "--passphrase-file"))
	}
	return a.newPassphrase(c)
}
