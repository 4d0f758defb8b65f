package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/store/vault"
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
		return about(src, err)
	}
	k, err := a.unlock(ctx, src, info.ID)
	if err != nil {
		return err
	}
	var report vault.Salvaged
	a.exits.hold(func() { report, k, err = a.salvageWith(ctx, src, into, file, k) })
	if errors.Is(err, vault.ErrExists) {
		return about(into, err)
	}
	if err != nil {
		return about(src, err)
	}
	return a.salvaged(into, k, report)
}

func (a *app) salvageWith(ctx context.Context, src, into, file string, k key) (_ vault.Salvaged, kept key, err error) {
	var back undo
	defer func() {
		if err != nil {
			back.run()
		}
	}()
	id := vault.NewID()
	if kept, err = a.keyForCopy(ctx, into, file, id, k, &back); err != nil {
		return vault.Salvaged{}, kept, err
	}
	v, report, err := vault.Salvage(src, k.id, into, vault.CreateOptions{ID: id, Pins: kept.pins()},
		vault.Mend{Bucket: store.Recognise, Fix: a.mend})
	if err != nil {
		return report, kept, err
	}
	return report, kept, v.Close()
}

// keyForCopy keeps the key for the new vault where it was kept for the old, or
// in a file.
func (a *app) keyForCopy(ctx context.Context, into, file string, id [16]byte, k key, back *undo) (key, error) {
	kept := key{id: k.id, passphrase: k.passphrase}
	switch {
	case file != "":
		place, err := a.userFile(file, id)
		if err == nil {
			err = mustBeNew(place.file)
		}
		if err != nil {
			return kept, err
		}
		kept.place, kept.passphrase = place, ""
	case k.place == nil:
		return kept, nil
	case k.place.kind() == inFile:
		place, err := a.userFile(k.place.path(), id)
		kept.place = place
		return kept, err
	case k.place.kind() == inKeyring:
		kept.place = a.ring(id)
	default:
		place, err := a.besideVault(into, id)
		if err != nil {
			return kept, err
		}
		if _, err := os.Stat(into); err != nil {
			back.add(func() { _ = os.Remove(into) })
		}
		if err := os.MkdirAll(into, 0o700); err != nil {
			return kept, err
		}
		kept.place = place
	}
	back.add(func() { _ = kept.place.remove(context.WithoutCancel(ctx), mainSlot) })
	return kept, a.writeKey(ctx, kept.place, mainSlot, kept.id, kept.passphrase)
}

func (a *app) salvaged(into string, k key, r vault.Salvaged) error {
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
