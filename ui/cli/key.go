package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"calepin/store/vault"
	"calepin/ui/session"
)

func keyCommand(a *app) *cobra.Command {
	w := a.T.Key
	return a.noun("key", w.Command, keyShow(a),
		a.noun("recovery", w.Recovery, recoveryVerify(a), recoveryNew(a)),
		keyPassphraseCommand(a), keyRotate(a), keyEnrol(a))
}

// keyFacts is what "key show" prints of the vault's keys.
type keyFacts struct {
	Vault      string      `json:"vault"` // id, hex
	Unlocked   usedKey     `json:"unlocked_with"`
	Recipients []recipient `json:"recipients"`
}

type usedKey struct {
	Role   vault.Role   `json:"role"`
	Place  session.Kind `json:"place"`
	Path   string       `json:"path,omitempty"`
	Sealed bool         `json:"passphrase"`
	Public string       `json:"public"`
}

type recipient struct {
	Role   vault.Role `json:"role"`
	Public string     `json:"public"`
	Kind   string     `json:"kind"` // hybrid or classic
	Since  time.Time  `json:"since"`
	Proven *bool      `json:"proven,omitempty"` // of a recovery key
}

func keyShow(a *app) *cobra.Command {
	var (
		secret bool
		out    string
	)
	cmd := a.command("show", a.T.Key.Show, func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed("out") && !secret {
			return usage(cmd, a.T.Help.MissingFlag.With("flags", "--secret"))
		}
		return a.withVault(cmd, func(s *session.Session) error {
			if secret && out != "-" {
				return a.writeSecret(s, out)
			}
			if secret {
				return a.showSecret(s)
			}
			facts := factsOfKeys(s)
			return a.print(facts, func() { a.showKeys(s, facts) })
		})
	})
	cmd.Flags().BoolVar(&secret, "secret", false, "")
	cmd.Flags().StringVar(&out, "out", "-", "")
	return cmd
}

// writeSecret writes the key that opened the vault to a new file of the owner's.
func (a *app) writeSecret(s *session.Session, path string) error {
	err := a.writeOut(path, false, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, s.Key.ID.String())
		return err
	})
	if err == nil {
		a.say(a.T.Key.SecretWritten.With("path", path))
	}
	return err
}

// showSecret prints the key that opened the vault, for another computer.
func (a *app) showSecret(s *session.Session) error {
	a.warn(a.T.Key.SecretWarning)
	if outExposed() {
		a.warn(a.T.Key.SecretExposed)
	}
	return a.print(struct {
		Identity string `json:"identity"`
	}{s.Key.ID.String()}, func() { fmt.Fprintln(a.out, s.Key.ID.String()) })
}

// outExposed tells whether stdout is a file that others may read, as the shell
// makes one for "> FILE". --out makes one that they may not.
func outExposed() bool {
	info, err := os.Stdout.Stat()
	return err == nil && info.Mode().IsRegular() && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0
}

func factsOfKeys(s *session.Session) keyFacts {
	facts := keyFacts{Vault: fmt.Sprintf("%x", s.Vault.Info().ID), Recipients: []recipient{},
		Unlocked: usedKey{Role: s.Role, Place: session.OnPaper, Sealed: s.Key.Passphrase != "", Public: s.Key.ID.Recipient()}}
	if s.Key.Place != nil {
		facts.Unlocked.Place, facts.Unlocked.Path = s.Key.Place.Kind(), s.Key.Place.Path()
	}
	for _, r := range s.Vault.Recipients() {
		out := recipient{Role: r.Role, Public: r.Public, Kind: "hybrid", Since: r.Since}
		if len(r.Public) < 100 {
			out.Kind = "classic"
		}
		if r.Role == vault.Recovery {
			out.Proven = &r.Proven
		}
		facts.Recipients = append(facts.Recipients, out)
	}
	return facts
}

func (a *app) showKeys(s *session.Session, facts keyFacts) {
	w := a.T.Key
	a.details(w.VaultID, facts.Vault, w.UnlockedWith, a.whereKey(s.Key))
	for _, r := range facts.Recipients {
		fmt.Fprintln(a.out)
		title, proven := w.Operator, ""
		if r.Role == vault.Recovery {
			title, proven = w.RecoveryKey, w.Unproven
			if *r.Proven {
				proven = w.Proven
			}
		}
		fmt.Fprintln(a.out, a.bold(title))
		a.details(w.KindName, w.Kinds[r.Kind], w.Since, a.T.Language.Date(r.Since.Local()),
			w.State, proven, w.Public, shorten(r.Public))
	}
}

// shorten keeps both ends of a public key, whose hybrid kind has 1,959 letters.
func shorten(public string) string {
	if len(public) <= 64 {
		return public
	}
	return public[:32] + "…" + public[len(public)-16:]
}

// rekeyed tells a change of keys that was made from one that was not: backups
// left behind are told, and do not undo it.
func (a *app) rekeyed(err error) error {
	if errors.Is(err, vault.ErrBackups) {
		a.warn(a.T.Sentence(err))
		return nil
	}
	return err
}
