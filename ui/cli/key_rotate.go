package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store/vault"
)

func keyRotate(a *app) *cobra.Command {
	var file string
	cmd := a.command("rotate", a.T.Key.Rotate, func(cmd *cobra.Command, _ []string) error {
		return a.withVault(cmd, func(s *session) error { return a.rotate(cmd.Context(), s, file) })
	})
	cmd.Flags().StringVar(&file, "identity-file", "", "")
	return cmd
}

// rotate makes a new operator's key, where the old one lives or in a file.
func (a *app) rotate(ctx context.Context, s *session, file string) error {
	if s.role == vault.Recovery {
		return failure(exitFailed, a.T.Key.EnrolFirst, nil)
	}
	id, err := crypto.Generate(s.key.id.Classic())
	if err != nil {
		return err
	}
	next := key{id: id, place: s.key.place, passphrase: s.key.passphrase}
	if file != "" {
		place, err := a.userFile(file, s.vault.Info().ID)
		if err != nil {
			return err
		}
		next = key{id: id, place: place}
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
func (a *app) takeOver(ctx context.Context, s *session, next key) error {
	old := s.key
	inPlace := old.place != nil && samePlace(old.place, next.place)
	slot := mainSlot
	if inPlace {
		slot = spareSlot
	} else if err := mustBeNew(next.place.path()); err != nil {
		return err
	}
	if err := a.writeKey(ctx, next.place, slot, next.id, next.passphrase); err != nil {
		return err
	}
	err := a.rekeyed(s.vault.Rekey(vault.Rekey{Operator: next.id, Pins: next.pins()}))
	if err != nil {
		if !errors.Is(err, vault.ErrUnknown) {
			_ = next.place.remove(ctx, slot)
		}
		return err
	}
	s.key, s.role = next, vault.Operator
	switch {
	case inPlace:
		return promote(ctx, next.place)
	case old.place != nil && old.place.kind() != inFile:
		// It opens nothing any more, and would be tried first.
		return old.place.remove(ctx, mainSlot)
	}
	return nil
}

func samePlace(a, b keyPlace) bool { return a.kind() == b.kind() && a.path() == b.path() }

func keyEnrol(a *app) *cobra.Command {
	var o setup
	cmd := a.command("enrol", a.T.Key.Enrol, func(cmd *cobra.Command, _ []string) error {
		if err := a.exclusive(cmd, "identity-file", "key"); err != nil {
			return err
		}
		if o.passphraseFile != "" && !o.key.sealed() {
			return usage(cmd, a.T.Init.PassphraseForWhat)
		}
		return a.withVault(cmd, func(s *session) error { return a.enrol(cmd, s, &o) })
	})
	cmd.Flags().StringVar(&o.identityFile, "identity-file", "", "")
	cmd.Flags().StringVar(&o.passphraseFile, "passphrase-file", "", "")
	enumFlag(cmd, cmd.Flags(), &o.key, "key", keyKeyring, keyTwoFactors, keyPassphrase)
	return cmd
}

// enrol gives this computer a key of its own: the one that opened the vault,
// or a fresh one in place of the lost one where that was the recovery key.
func (a *app) enrol(cmd *cobra.Command, s *session, o *setup) (err error) {
	next := key{id: s.key.id}
	if next.place, err = a.enrolPlace(s, o); err != nil {
		return err
	}
	if o.key.sealed() {
		if next.passphrase, err = a.chosenPassphrase(cmd, o.passphraseFile); err != nil {
			return err
		}
	}
	if s.role == vault.Recovery {
		if next.id, err = crypto.Generate(s.key.id.Classic()); err != nil {
			return err
		}
	}
	a.exits.hold(func() {
		switch {
		case s.role == vault.Recovery:
			err = a.replaceLost(cmd.Context(), s, next)
		case samePlace(s.key.place, next.place):
			err = a.replaceKey(cmd.Context(), next)
		default:
			err = a.moveIn(cmd.Context(), s, next)
		}
	})
	if err != nil {
		return err
	}
	a.say(a.T.Key.Enrolled)
	a.say("  " + a.whereKey(next))
	return nil
}

func (a *app) enrolPlace(s *session, o *setup) (keyPlace, error) {
	id := s.vault.Info().ID
	var place filePlace
	var err error
	switch {
	case o.identityFile != "":
		place, err = a.userFile(o.identityFile, id)
	case o.key == keyPassphrase:
		place, err = a.besideVault(s.dir, id)
	default:
		return a.ring(id), nil
	}
	if err == nil && !(s.key.place != nil && samePlace(s.key.place, place)) {
		err = mustBeNew(place.file) // it may be another operator's
	}
	return place, err
}

// replaceLost makes next the operator's key. What the place still held, of no
// use any more, goes only then.
func (a *app) replaceLost(ctx context.Context, s *session, next key) error {
	if err := a.writeKey(ctx, next.place, spareSlot, next.id, next.passphrase); err != nil {
		return err
	}
	err := a.rekeyed(s.vault.Rekey(vault.Rekey{Operator: next.id, Pins: next.pins()}))
	if err != nil {
		if !errors.Is(err, vault.ErrUnknown) {
			_ = next.place.remove(ctx, spareSlot)
		}
		return err
	}
	s.key, s.role = next, vault.Operator
	return promote(ctx, next.place)
}

// moveIn puts the key in another place, and has that place remember the vault
// as it stands: it was trusted when it was opened.
func (a *app) moveIn(ctx context.Context, s *session, next key) error {
	if err := a.writeKey(ctx, next.place, mainSlot, next.id, next.passphrase); err != nil {
		return err
	}
	if err := s.vault.Close(); err != nil {
		return err
	}
	v, err := vault.Open(s.dir, next.id, vault.OpenOptions{Pins: next.pins(),
		ConfirmNew: func(vault.Summary) (bool, error) { return true, nil }})
	if err != nil {
		return err
	}
	return v.Close()
}
