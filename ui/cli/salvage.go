package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/session"
)

func salvageCommand(a *app) *cobra.Command {
	var into, file string
	cmd := a.command("salvage", a.T.Salvage.Command, func(cmd *cobra.Command, _ []string) error {
		return a.salvage(cmd.Context(), into, file)
	})
	cmd.Flags().StringVar(&into, "into", "", "")
	cmd.Flags().StringVar(&file, "identity-file", "", "")
	required(cmd, "into")
	return cmd
}

// salvage saves what can be read of a damaged vault into a new one, opened by
// the same keys. The damaged one is only read.
func (a *app) salvage(ctx context.Context, into, file string) error {
	src, err := a.vaultDir()
	if err != nil {
		return err
	}
	if into, err = filepath.Abs(into); err != nil {
		return err
	}
	// Damage to what names the vault leaves its id zero: then the keyring has
	// no key under it, and a file or the recovery key has to be given.
	info, err := vault.Peek(src)
	var damaged *vault.DamagedError
	if err != nil && !errors.As(err, &damaged) {
		return session.About(src, err)
	}
	at, err := a.at(src)
	if err != nil {
		return err
	}
	k, err := a.unlock(ctx, at, info.ID)
	if err != nil {
		return err
	}
	var report vault.Salvaged
	a.exits.hold(func() { report, k, err = a.salvageWith(ctx, at, into, file, k) })
	if errors.Is(err, vault.ErrExists) {
		return session.About(into, err)
	}
	if err != nil {
		return session.About(src, err)
	}
	return a.salvaged(into, k, report)
}

func (a *app) salvageWith(ctx context.Context, at session.At, into, file string, k session.Key) (_ vault.Salvaged, kept session.Key, err error) {
	var back session.Undo
	defer func() {
		if err != nil {
			back.Run()
		}
	}()
	id := vault.NewID()
	if kept, err = a.keyForCopy(ctx, at, into, file, id, k, &back); err != nil {
		return vault.Salvaged{}, kept, err
	}
	v, report, err := vault.Salvage(at.Dir, k.ID, into, vault.CreateOptions{ID: id, Pins: kept.Pins()},
		vault.Mend{Bucket: store.Recognise, Fix: a.mend})
	if err != nil {
		return report, kept, err
	}
	return report, kept, v.Close()
}

// keyForCopy keeps the key for the new vault where it was kept for the old, or
// in a file.
func (a *app) keyForCopy(ctx context.Context, at session.At, into, file string, id [16]byte, k session.Key, back *session.Undo) (session.Key, error) {
	kept := session.Key{ID: k.ID, Passphrase: k.Passphrase}
	switch {
	case file != "":
		place, err := at.File(file, id)
		if err == nil {
			err = session.MustBeNew(place.Path())
		}
		if err != nil {
			return kept, err
		}
		kept.Place, kept.Passphrase = place, ""
	case k.Place == nil:
		return kept, nil
	case k.Place.Kind() == session.InFile:
		place, err := at.File(k.Place.Path(), id)
		kept.Place = place
		return kept, err
	case k.Place.Kind() == session.InKeyring:
		kept.Place = at.Ring(id)
	default:
		if _, err := os.Stat(into); err != nil {
			back.Add(func() { _ = os.Remove(into) })
		}
		if err := os.MkdirAll(into, 0o700); err != nil {
			return kept, err
		}
		kept.Place = at.Beside(into, id)
	}
	back.Add(func() { _ = kept.Place.Remove(context.WithoutCancel(ctx), session.Main) })
	return kept, kept.Write(ctx, session.Main, a.T.Init.IdentityComment)
}

func (a *app) salvaged(into string, k session.Key, r vault.Salvaged) error {
	w := a.T.Salvage
	a.say(w.Done.With("dir", into))
	a.say("  " + a.whereKey(k))
	a.say("  " + w.Records.Of(r.Records))
	a.say("  " + w.Changes.Of(r.Changes))
	if r.LostBytes > 0 {
		a.say("  " + w.Lost.With("size", a.T.Language.Bytes(r.LostBytes)))
	}
	if r.JournalLost {
		a.say("  " + w.JournalLost)
	}
	if !r.Authentic {
		a.say("  " + w.NotVouched)
	}
	return a.print(struct {
		Vault       string `json:"vault"`
		Records     int    `json:"records"`
		Changes     int    `json:"changes"`
		LostBytes   int64  `json:"lost_bytes"`
		LostPages   int    `json:"lost_pages"`
		JournalLost bool   `json:"journal_lost"`
		Authentic   bool   `json:"authentic"`
	}{into, r.Records, r.Changes, r.LostBytes, r.LostPages, r.JournalLost, r.Authentic}, func() {})
}
