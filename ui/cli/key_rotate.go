package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/session"
)

func keyRotate(a *app) *cobra.Command {
	var file string
	cmd := a.command("rotate", a.T.Key.Rotate, func(cmd *cobra.Command, _ []string) error {
		return a.withSession(cmd, func(s *session.Session, records *store.Store) error {
			err := a.rotate(cmd.Context(), s, file)
			return a.noteKey(records, "rotate", err)
		})
	})
	cmd.Flags().StringVar(&file, "identity-file", "", "")
	return cmd
}

// rotate makes a new operator's key, where the old one lives or in a file.
func (a *app) rotate(ctx context.Context, s *session.Session, file string) error {
	if s.Role == vault.Recovery {
		return failure(exitFailed, a.T.Key.EnrolFirst, nil)
	}
	id, err := crypto.Generate(s.Key.ID.Classic())
	if err != nil {
		return err
	}
	next := session.Key{ID: id, Place: s.Key.Place, Passphrase: s.Key.Passphrase}
	if file != "" {
		place, err := s.At.File(file, s.Vault.Info().ID)
		if err != nil {
			return err
		}
		next = session.Key{ID: id, Place: place}
	}
	a.exits.hold(func() { err = a.takeOver(ctx, s, next) })
	if err != nil {
		return err
	}
	a.say(a.T.Key.Rotated)
	a.say("  " + a.whereKey(next))
	return nil
}

// takeOver seals the vault for a new operator's key in place of the one that
// opened it. At every moment a key that opens the vault lies in a place that
// is looked at: the new one in the spare slot first, where it is to replace
// the old one.
func (a *app) takeOver(ctx context.Context, s *session.Session, next session.Key) error {
	old := s.Key
	inPlace := session.SamePlace(old.Place, next.Place)
	slot := session.Main
	if inPlace {
		slot = session.Spare
	} else if err := session.MustBeNew(next.Place.Path()); err != nil {
		return err
	}
	if err := next.Write(ctx, slot, a.T.Init.IdentityComment); err != nil {
		return err
	}
	err := a.rekeyed(s.Vault.Rekey(vault.Rekey{Operator: next.ID, Pins: next.Pins()}))
	if err != nil {
		if !errors.Is(err, vault.ErrUnknown) {
			_ = next.Place.Remove(ctx, slot)
		}
		return err
	}
	s.Key, s.Role = next, vault.Operator
	switch {
	case inPlace:
		return next.Promote(ctx)
	case old.Place != nil && old.Place.Kind() != session.InFile:
		// It opens nothing any more, and would be tried first.
		return old.Place.Remove(ctx, session.Main)
	}
	return nil
}

func keyEnrol(a *app) *cobra.Command {
	var o setup
	cmd := a.command("enrol", a.T.Key.Enrol, func(cmd *cobra.Command, _ []string) error {
		if err := a.exclusive(cmd, "identity-file", "key"); err != nil {
			return err
		}
		if o.passphraseFile != "" && !o.Key.Sealed() {
			return usage(cmd, a.T.Init.PassphraseForWhat)
		}
		return a.withSession(cmd, func(s *session.Session, records *store.Store) error {
			records.Note(store.AuditEntry{What: store.Keyed, Why: "enrol"})
			if err := records.WriteTrail(); err != nil { // the vault may be closed behind it
				return err
			}
			return a.enrol(cmd, s, records, &o)
		})
	})
	cmd.Flags().StringVar(&o.IdentityFile, "identity-file", "", "")
	cmd.Flags().StringVar(&o.passphraseFile, "passphrase-file", "", "")
	enumFlag(cmd, cmd.Flags(), &o.Key, "key", session.Keyring, session.TwoFactors, session.Sealed)
	return cmd
}

// enrol gives this computer a key of its own: the one that opened the vault,
// or a fresh one in place of the lost one where that was the recovery key.
func (a *app) enrol(cmd *cobra.Command, s *session.Session, records *store.Store, o *setup) (err error) {
	next := session.Key{ID: s.Key.ID}
	if next.Place, err = a.enrolPlace(s, o); err != nil {
		return err
	}
	if o.Key.Sealed() {
		if next.Passphrase, err = a.chosenPassphrase(cmd, o.passphraseFile); err != nil {
			return err
		}
	}
	if s.Role == vault.Recovery {
		if next.ID, err = crypto.Generate(s.Key.ID.Classic()); err != nil {
			return err
		}
	}
	a.exits.hold(func() {
		switch {
		case s.Role == vault.Recovery:
			err = a.replaceLost(cmd.Context(), s, records, next)
		case session.SamePlace(s.Key.Place, next.Place):
			err = next.Replace(cmd.Context(), a.T.Init.IdentityComment)
		default:
			err = a.moveIn(cmd.Context(), s, next)
		}
	})
	if ring := new(crypto.KeyringError); errors.As(err, &ring) {
		return failure(exitCode(err), a.sentence(err)+" "+a.T.Key.EnrolElsewhere, err)
	}
	if err != nil {
		return err
	}
	a.say(a.T.Key.Enrolled)
	a.say("  " + a.whereKey(next))
	return nil
}

func (a *app) enrolPlace(s *session.Session, o *setup) (session.Place, error) {
	id := s.Vault.Info().ID
	var place session.Place
	var err error
	switch {
	case o.IdentityFile != "":
		place, err = s.At.File(o.IdentityFile, id)
	case o.Key == session.Sealed:
		place = s.At.Beside(s.At.Dir, id)
	default:
		return s.At.Ring(id), nil
	}
	if err == nil && !session.SamePlace(s.Key.Place, place) {
		err = session.MustBeNew(place.Path()) // it may be another operator's
	}
	return place, err
}

// replaceLost makes next the key of the operator who lost theirs: who is named
// with --as, else the first owner. What the place still held, of no use any more,
// goes only then.
func (a *app) replaceLost(ctx context.Context, s *session.Session, records *store.Store, next session.Key) error {
	who, err := a.whoLost(s, records)
	if err != nil {
		return err
	}
	if err := next.Write(ctx, session.Spare, a.T.Init.IdentityComment); err != nil {
		return err
	}
	err = a.rekeyed(s.Vault.Rekey(vault.Rekey{Operator: next.ID, Of: who.KeyOf(), Pins: next.Pins()}))
	if err != nil {
		if !errors.Is(err, vault.ErrUnknown) {
			_ = next.Place.Remove(ctx, session.Spare)
		}
		return err
	}
	s.Key, s.Role = next, vault.Operator
	return next.Promote(ctx)
}

func (a *app) whoLost(s *session.Session, records *store.Store) (who store.Operator, err error) {
	if s.At.Operator != "" {
		return records.FindOperator(s.At.Operator)
	}
	all, err := records.Operators()
	for _, o := range all {
		if o.Role == store.Owner && !o.Gone() {
			return o, nil
		}
	}
	return who, err
}

// noteKey notes in the trail what became of a key.
func (a *app) noteKey(records *store.Store, how string, err error) error {
	if err == nil {
		records.Note(store.AuditEntry{What: store.Keyed, Why: how})
	}
	return err
}

// moveIn puts the key in another place, and has that place remember the vault
// as it stands: it was trusted when it was opened.
func (a *app) moveIn(ctx context.Context, s *session.Session, next session.Key) error {
	if err := next.Write(ctx, session.Main, a.T.Init.IdentityComment); err != nil {
		return err
	}
	if err := s.Vault.Close(); err != nil {
		return err
	}
	v, err := vault.Open(s.At.Dir, next.ID, vault.OpenOptions{Pins: next.Pins(),
		ConfirmNew: func(vault.Summary) (bool, error) { return true, nil }})
	if err != nil {
		return err
	}
	return v.Close()
}
