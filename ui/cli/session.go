package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/vault"
)

// session is an open vault and the key that opened it.
type session struct {
	app   *app
	vault *vault.Vault
	dir   string
	key   key
	role  vault.Role // of the key
	done  func()
	err   error // of closing
}

// withVault unlocks the vault, runs fn, and closes the vault, whatever happens.
func (a *app) withVault(cmd *cobra.Command, fn func(*session) error) error {
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	err = fn(s)
	return errors.Join(err, s.close())
}

// withStore is withVault for the records.
func (a *app) withStore(cmd *cobra.Command, fn func(*store.Store) error) error {
	return a.withVault(cmd, func(s *session) error {
		records, err := s.store()
		if err != nil {
			return err
		}
		return fn(records)
	})
}

// store returns the records of the open vault.
func (s *session) store() (*store.Store, error) {
	records, err := store.Open(s.vault)
	if err != nil {
		return nil, err
	}
	records.Clock = s.app.now
	s.tidy(records)
	return records, nil
}

// open unlocks and opens the vault. The vault is closed at the end of the
// program at the latest, by a signal too.
func (a *app) open(ctx context.Context) (*session, error) {
	dir, err := a.vaultDir()
	if err != nil {
		return nil, err
	}
	s, err := a.openAt(ctx, dir)
	return s, about(dir, err)
}

func (a *app) openAt(ctx context.Context, dir string) (*session, error) {
	info, err := peek(dir)
	var damaged *vault.DamagedError
	if err != nil && (!errors.As(err, &damaged) || a.identityFile() == "") {
		return nil, err
	}
	// With a key at hand, trying it tells more of the damage. Nothing that was
	// not vouched for opens.
	if len(info.Conflicts) > 0 {
		a.warn(a.T.Unlock.Conflicts.With("files", strings.Join(info.Conflicts, ", ")))
	}
	k, err := a.unlock(ctx, dir, info.ID)
	if err != nil {
		return nil, err
	}
	s, err := a.openWith(ctx, dir, k)
	if err != nil {
		return nil, err
	}
	a.afterOpening(s)
	return s, nil
}

// peek looks at the vault, again where another process was just sealing it.
func peek(dir string) (vault.Info, error) {
	for try := 0; ; try++ {
		info, err := vault.Peek(dir)
		var damaged *vault.DamagedError
		if !errors.As(err, &damaged) || try == 2 {
			return info, err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// openWith opens the vault with a key; where the key was being changed when
// the program last ended, with the spare one.
func (a *app) openWith(ctx context.Context, dir string, k key) (*session, error) {
	s, err := a.openOnce(dir, k)
	if !errors.Is(err, vault.ErrWrongKey) || k.place == nil || k.spare {
		return s, err
	}
	if _, absent := k.place.read(ctx, spareSlot); absent != nil {
		return s, err
	}
	spare, spareErr := a.keyFrom(ctx, k.place, spareSlot)
	if spareErr != nil {
		return s, err
	}
	if s, err = a.openOnce(dir, spare); err != nil {
		return s, err
	}
	s.key.spare = false
	return s, promote(ctx, spare.place)
}

func (a *app) openOnce(dir string, k key) (*session, error) {
	pins := k.pins()
	if pins != nil && unpinned(pins) {
		if s, err := a.openIfRecovery(dir, k); s != nil || err != nil {
			return s, err
		}
	}
	v, err := vault.Open(dir, k.id, vault.OpenOptions{
		Pins: pins, AcceptOlder: a.flags.acceptOlder, ConfirmNew: a.confirmNew,
	})
	if err != nil {
		return nil, err
	}
	return a.newSession(dir, k, v), nil
}

func unpinned(pins crypto.PinStore) bool {
	_, err := pins.Load()
	return errors.Is(err, crypto.ErrNoPin)
}

// openIfRecovery opens the vault where k is its recovery key: that one
// remembers no vault, and is trusted without a question. It returns nil where
// k is an operator's.
func (a *app) openIfRecovery(dir string, k key) (*session, error) {
	v, err := vault.Open(dir, k.id, vault.OpenOptions{})
	if err != nil {
		return nil, err
	}
	if by, ok := v.OpenedBy(); ok && by.Role == vault.Recovery {
		return a.newSession(dir, k, v), nil
	}
	return nil, v.Close()
}

func (a *app) newSession(dir string, k key, v *vault.Vault) *session {
	s := &session{app: a, vault: v, dir: dir, key: k}
	if by, ok := v.OpenedBy(); ok {
		s.role = by.Role
	}
	s.done, _ = a.exits.add(func() {
		s.err = v.Close()
		a.sayWarnings(v)
	})
	return s
}

// close folds what is due and lets the vault go.
func (s *session) close() error {
	s.done()
	return s.err
}

// confirmNew asks whether a vault that this key never saw on this computer is
// the right one.
func (a *app) confirmNew(found vault.Summary) (bool, error) {
	w, l := a.T.Unlock, a.T.Language
	c, err := a.console()
	if err != nil {
		return false, failure(exitNotTrusted, w.NewNeedsYes, vault.ErrNoPin)
	}
	c.say(w.NewVault.With("date", l.Time(found.SealedAt.Local())))
	c.say("  " + w.People.Of(found.Counts[string(store.KindPerson)]) + ", " +
		w.Interactions.Of(found.Counts[string(store.KindInteraction)]) + ", " +
		w.Documents.Of(found.Counts[string(store.KindDocument)]))
	return c.yes(w.IsItYours)
}

// afterOpening says what the owner should know.
func (a *app) afterOpening(s *session) {
	w := a.T.Unlock
	a.sayWarnings(s.vault)
	if s.role == vault.Recovery {
		a.warn(w.ByRecovery)
	}
	if a.now().Before(s.vault.Info().SealedAt.Add(-time.Minute)) {
		a.warn(a.T.Doctor.Clock + " " + a.T.Doctor.ClockAdvice)
	}
	if s.vault.Accepted() {
		a.warn(w.Accepted)
	}
	if err := s.vault.ReadOnly(); err != nil {
		a.warn(a.T.Sentence(err))
	}
}

// sayWarnings tells what the vault could not do, without harm to it.
func (a *app) sayWarnings(v *vault.Vault) {
	for _, err := range v.Warnings() {
		sentence := a.T.Sentence(err)
		if errors.Is(err, vault.ErrPin) {
			sentence = a.T.Errors.Vault.PinFailed.With("why", sentence)
		}
		a.warn(sentence)
	}
}

// mend makes the records of a salvaged vault whole again: the lists are made
// anew from what is left, under the settings, or new ones where those are lost.
func (a *app) mend(v *vault.Vault) error {
	records, err := store.Open(v)
	var schema *store.SchemaError
	if errors.As(err, &schema) && schema.Found == 0 {
		records, err = store.Init(v, store.Settings{Language: string(a.T.Language), Country: a.country()})
	}
	if err != nil {
		return err
	}
	_, err = records.Reindex()
	return err
}
