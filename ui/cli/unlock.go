package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"calepin/crypto"
	"calepin/ui/session"
	"calepin/ui/text"
)

// unlock finds the key of the vault, asking for what it needs. What a place had
// to say is told when the next one is tried.
func (a *app) unlock(ctx context.Context, at session.At, id [16]byte) (session.Key, error) {
	step, err := at.First(ctx, id)
	return a.answer(ctx, step, err)
}

// answer goes from a step to the key, asking on the terminal.
func (a *app) answer(ctx context.Context, step session.Step, err error) (session.Key, error) {
	for err == nil {
		if path := step.Exposed(); path != "" {
			a.warn(a.T.Unlock.Exposed.With("path", path))
		}
		var k session.Key
		next := step
		switch step.Need {
		case session.Nothing:
			return step.Key, nil
		case session.Recovery:
			return a.recoveryKey(step.Why)
		case session.Who:
			if step, err = a.whoOpens(ctx, step); err != nil {
				return k, a.keyError(err)
			}
			continue
		case session.Prompt:
			next, err = a.waitForKeyring(ctx, step)
		case session.Passphrase:
			if k, err = a.openSealed(step); err == nil {
				return k, nil
			}
		}
		if err != nil && step.Place.Kind() == session.InKeyring && !asked(err) {
			next, err = step.Other(ctx, bare(err))
		}
		step = next
	}
	return session.Key{}, a.keyError(err)
}

// whoOpens asks which of those who have a key here opens, or their login.
func (a *app) whoOpens(ctx context.Context, step session.Step) (session.Step, error) {
	w := a.T.Unlock
	c, err := a.console()
	if err != nil {
		return step, failure(exitLocked, w.WhoNeedsAs, err)
	}
	names := make([]string, len(step.Seats), len(step.Seats)+1)
	for i, seat := range step.Seats {
		names[i] = clean(a.T.SeatName(seat.Name, seat.Mark))
	}
	n, err := c.choose(w.WhoOpens, append(names, w.SomeoneElse)...)
	switch {
	case err != nil:
		return step, err
	case n < len(step.Seats):
		return step.As(ctx, step.Seats[n])
	}
	login, err := c.ask(w.Login, "")
	if err != nil {
		return step, err
	}
	return step.Named(ctx, login)
}

// asked tells of an error that comes from asking, not from the key.
func asked(err error) bool { return errors.Is(err, errCancelled) || errors.Is(err, errNoTerminal) }

// bare is what the place of a key itself had to say.
func bare(err error) error {
	var of *session.KeyError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// waitForKeyring waits for a locked keyring only when someone at the terminal
// chooses so.
func (a *app) waitForKeyring(ctx context.Context, step session.Step) (session.Step, error) {
	c, err := a.console()
	if err != nil {
		return step, step.Why
	}
	wait, err := c.yes(a.T.Unlock.WaitForKeyring)
	switch {
	case err != nil:
		return step, err
	case !wait:
		return step, step.Why
	}
	return step.Wait(ctx)
}

// keyError words what is wrong with a place's key, and makes it exit 3.
func (a *app) keyError(err error) error {
	var of *session.KeyError
	switch {
	case !errors.As(err, &of):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return failure(exitLocked, a.T.Unlock.NoFile.With("path", of.Place.Path()), err)
	}
	return failure(exitLocked, a.T.Unlock.BadFile.With("path", of.Place.Path(), "why", a.T.Sentence(of.Err)), err)
}

const passphraseTries = 3

// openSealed asks for the passphrase of a sealed identity.
func (a *app) openSealed(step session.Step) (session.Key, error) {
	c, err := a.console()
	if err != nil {
		return session.Key{}, failure(exitLocked, a.T.Unlock.PassphraseNeedsTerminal, err)
	}
	for try := 1; ; try++ {
		passphrase, err := c.secret(a.T.Unlock.Passphrase)
		if err != nil {
			return session.Key{}, err
		}
		k, err := step.Unseal(passphrase)
		again := errors.Is(err, crypto.ErrWrongPassphrase) || errors.Is(err, crypto.ErrEmptyPassphrase)
		if !again || try == passphraseTries {
			return k, err
		}
		c.say(a.T.Unlock.WrongPassphrase)
	}
}

// recoveryKey asks for the recovery key, after saying why the others failed.
func (a *app) recoveryKey(why error) (session.Key, error) {
	sentence := a.sentence(why)
	if path := session.Away(why); path != "" {
		sentence = a.T.Unlock.Away.With("path", path)
	}
	c, err := a.console()
	if err != nil {
		return session.Key{}, failure(exitLocked, sentence+" "+a.T.Unlock.WithoutKeyring, why)
	}
	c.say(text.Capital(sentence))
	c.say(a.T.Unlock.TypeRecovery)
	return a.typedKey(c)
}

// typedKey reads a key typed or pasted from paper, and takes it off the screen.
func (a *app) typedKey(c *console) (session.Key, error) {
	for try := 1; ; try++ {
		typed, err := c.ask(">", "")
		if err != nil {
			return session.Key{}, err
		}
		c.wipe(typed)
		k, err := session.Paper(typed)
		switch {
		case typed == "":
			return session.Key{}, errCancelled
		case err == nil:
			return k, nil
		case try == passphraseTries:
			return session.Key{}, failure(exitLocked, a.T.Sentence(err), err)
		}
		c.say(text.Capital(a.T.Sentence(err)) + " " + a.T.Unlock.TryAgain)
	}
}

func (a *app) warnAll(sentences []string) {
	for _, s := range sentences {
		a.warn(s)
	}
}

// warn says, once, something that does not stop the command.
func (a *app) warn(sentence string) {
	if slices.Contains(a.warned, sentence) {
		return
	}
	a.warned = append(a.warned, sentence)
	a.say("calepin: " + sentence)
}
