package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/session"
	"calepin/ui/text"
)

// at is a folder as the place of a vault, with the keys that the flags and the
// environment name. What opens there is closed at the end of the program at
// the latest, by a signal too.
func (a *app) at(dir string) (session.At, error) {
	state, err := a.stateDir()
	as := cmp.Or(a.flags.as, a.env("CALEPIN_OPERATOR"))
	ask := as == ""
	if as == noLogin {
		as = ""
	}
	return session.At{
		Dir: dir, Identity: a.identityFile(), Operator: as, Ask: ask, State: state,
		NoPrompt: !a.interactive(), AcceptOlder: a.flags.acceptOlder,
		Keep: a.keep, Hold: a.exits.hold, Prompts: a.pluginPrompts(),
	}, err
}

// noLogin is what --as calls whoever gave no login.
const noLogin = "-"

func (a *app) keep(s *session.Session) (done func()) {
	done, _ = a.exits.add(func() {
		s.Shut()
		a.warnAll(s.Late(a.T))
	})
	return done
}

// withVault unlocks the vault, runs fn, and closes the vault, whatever happens.
func (a *app) withVault(cmd *cobra.Command, fn func(*session.Session) error) error {
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	err = fn(s)
	return errors.Join(err, s.Close())
}

// withStore is withVault for the records.
func (a *app) withStore(cmd *cobra.Command, fn func(*store.Store) error) error {
	return a.withVault(cmd, func(s *session.Session) error {
		records, err := a.records(s)
		if err != nil {
			return err
		}
		return fn(records)
	})
}

// records returns the records of the open vault.
func (a *app) records(s *session.Session) (*store.Store, error) {
	records, notes, err := s.Records(a.T, a.now)
	a.warnAll(notes)
	if err == nil && a.flags.despite != "" {
		err = records.Despite(store.ID{}, a.flags.despite)
	}
	return records, err
}

// open unlocks and opens the vault.
func (a *app) open(ctx context.Context) (*session.Session, error) {
	dir, err := a.vaultDir()
	if err != nil {
		return nil, err
	}
	s, err := a.openAt(ctx, dir)
	return s, session.About(dir, err)
}

func (a *app) openAt(ctx context.Context, dir string) (*session.Session, error) {
	at, err := a.at(dir)
	if err != nil {
		return nil, err
	}
	info, step, err := at.Find(ctx)
	if len(info.Conflicts) > 0 {
		a.warn(a.T.Unlock.Conflicts.With("files", strings.Join(info.Conflicts, ", ")))
	}
	k, err := a.answer(ctx, step, err)
	if err != nil {
		return nil, err
	}
	s, err := a.openWith(ctx, at, k)
	if err != nil {
		return nil, err
	}
	a.warnAll(s.Notes(a.T, a.now()))
	return s, nil
}

// openWith opens the vault with a key, asking whether it is the right one
// where the key never saw it here.
func (a *app) openWith(ctx context.Context, at session.At, k session.Key) (*session.Session, error) {
	s, err := at.Open(ctx, k, a.confirmNew)
	var sealed *session.SealedError
	if !errors.As(err, &sealed) {
		return s, err
	}
	spare, spareErr := a.openSealed(sealed.Step)
	if spareErr != nil {
		return nil, err
	}
	return at.Open(ctx, spare, a.confirmNew)
}

// confirmNew asks whether a vault that this key never saw on this computer is
// the right one.
func (a *app) confirmNew(found vault.Summary) (bool, error) {
	w, l := a.T.Unlock, a.T.Language
	c, err := a.console()
	if err != nil {
		return false, failure(exitNotTrusted, w.NewNeedsYes, vault.ErrNoPin)
	}
	if found.Rekeyed {
		c.say(text.Capital(a.T.Operator.Rekeyed))
	}
	c.say(w.NewVault.With("date", l.Time(found.SealedAt.Local())))
	c.say("  " + w.People.Of(found.Counts[string(store.KindPerson)]) + ", " +
		w.Interactions.Of(found.Counts[string(store.KindInteraction)]) + ", " +
		w.Documents.Of(found.Counts[string(store.KindDocument)]))
	return c.yes(w.IsItYours)
}

// mend makes the records of a salvaged vault whole again: the lists are made
// anew from what is left, under the settings, or new ones where those are lost.
func (a *app) mend(v *vault.Vault) error {
	records, err := store.Open(v)
	var schema *store.SchemaError
	if errors.As(err, &schema) && schema.Found == 0 {
		records, err = store.Init(v, store.Settings{Language: string(a.T.Language), Country: session.Country(a.T.Language, a.env)})
	}
	if err != nil {
		return err
	}
	_, err = records.Reindex()
	return err
}
