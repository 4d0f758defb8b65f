package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store/vault"
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
	Role   vault.Role `json:"role"`
	Place  placeKind  `json:"place"`
	Path   string     `json:"path,omitempty"`
	Sealed bool       `json:"passphrase"`
	Public string     `json:"public"`
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
		return a.withVault(cmd, func(s *session) error {
			if secret && out != "-" {
				return a.writeSecret(s, out)
			}
			if secret {
				return a.showSecret(s)
			}
			facts := s.keyFacts()
			return a.print(facts, func() { a.showKeys(s, facts) })
		})
	})
	cmd.Flags().BoolVar(&secret, "secret", false, "")
	cmd.Flags().StringVar(&out, "out", "-", "")
	return cmd
}

// writeSecret writes the key that opened the vault to a new file of the owner's.
func (a *app) writeSecret(s *session, path string) error {
	err := a.writeOut(path, false, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, s.key.id.String())
		return err
	})
	if err == nil {
		a.say(a.T.Key.SecretWritten.With("path", path))
	}
	return err
}

// showSecret prints the key that opened the vault, for another computer.
func (a *app) showSecret(s *session) error {
	a.warn(a.T.Key.SecretWarning)
	return a.print(struct {
		Identity string `json:"identity"`
	}{s.key.id.String()}, func() { fmt.Fprintln(a.out, s.key.id.String()) })
}

func (s *session) keyFacts() keyFacts {
	facts := keyFacts{Vault: fmt.Sprintf("%x", s.vault.Info().ID), Recipients: []recipient{},
		Unlocked: usedKey{Role: s.role, Place: onPaper, Sealed: s.key.passphrase != "", Public: s.key.id.Recipient()}}
	if s.key.place != nil {
		facts.Unlocked.Place, facts.Unlocked.Path = s.key.place.kind(), s.key.place.path()
	}
	for _, r := range s.vault.Recipients() {
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

func (a *app) showKeys(s *session, facts keyFacts) {
	w := a.T.Key
	a.details(w.VaultID, facts.Vault, w.UnlockedWith, a.whereKey(s.key))
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

// writeKey puts a key in a slot of a place, sealed where it has a passphrase. A
// plain file gets age-keygen's layout.
func (a *app) writeKey(ctx context.Context, place keyPlace, s slot, id *crypto.Identity, passphrase string) error {
	if place.path() != "" && passphrase == "" {
		if err := place.remove(ctx, s); err != nil {
			return err
		}
		return crypto.WriteIdentityFile(place.path()+string(s), id, a.T.Init.IdentityComment)
	}
	text, err := keyText(id, passphrase)
	if err != nil {
		return err
	}
	return place.write(ctx, s, text)
}

// replaceKey puts a key in its place over another, which stays until the new
// one is whole.
func (a *app) replaceKey(ctx context.Context, k key) error {
	if err := a.writeKey(ctx, k.place, spareSlot, k.id, k.passphrase); err != nil {
		return err
	}
	return promote(ctx, k.place)
}

// promote makes a place's spare key its own.
func promote(ctx context.Context, place keyPlace) error {
	text, err := place.read(ctx, spareSlot)
	if err == nil {
		err = place.write(ctx, mainSlot, text)
	}
	if err == nil {
		err = place.remove(ctx, spareSlot)
	}
	return err
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
