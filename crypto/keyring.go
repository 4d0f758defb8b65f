package crypto

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// keyringService is the name under which every item lies in the keyring.
const keyringService = "calepin"

// DefaultKeyringTimeout is how long a Keyring waits when it is not told. It is
// enough for any answer that needs no person.
const DefaultKeyringTimeout = 3 * time.Second

// MaxSecret is the longest secret a Keyring takes, so that what one system
// keeps, all do: Windows ends at 2,560 bytes, macOS near 3,000.
const MaxSecret = 2048

var (
	ErrSecretSize = errors.New("empty secret, or too long for every keyring")
	// ErrNoItem is what a Backend gives for an account that it has nothing of.
	ErrNoItem  = errors.New("nothing in the keyring under that name")
	ErrAccount = errors.New("account name is not plain")
	// ErrNotKept is a Set that the system accepted and did not carry out, as
	// the Secret Service does when its prompt is dismissed.
	ErrNotKept = errors.New("the keyring accepted the secret and does not hold it")
)

// A Keyring keeps small secrets in the operating system's keyring: the Secret
// Service over D-Bus on Linux, the Keychain on macOS, the Credential Manager on
// Windows. It never keeps them anywhere else. The zero value is ready to use.
//
// The systems' calls can block for ever, so each runs in a goroutine of its
// own and is left behind when time is up. Calls to the system are made one at a
// time, in order, so that one left behind cannot overwrite a later one.
type Keyring struct {
	// Timeout is how long a call may take, waiting for its turn included: 3 s
	// when 0, without limit when negative. Give minutes when someone chose to
	// answer the system's prompt.
	Timeout time.Duration
	// NoPrompt gives Locked at once instead of having the system ask for the
	// keyring's password. Only Linux can tell beforehand; elsewhere it is
	// without effect.
	NoPrompt bool
	// Backend stands in for the system's keyring when not nil, in tests.
	Backend Backend
}

// A Backend is what a Keyring stands on; its error for a missing item is
// ErrNoItem.
type Backend interface {
	Get(service, account string) (string, error)
	Set(service, account, secret string) error
	Delete(service, account string) error
}

// Get returns the secret of an account. Its error is a *KeyringError, NoItem
// when there is none.
func (k Keyring) Get(ctx context.Context, account string) (string, error) {
	return k.run(ctx, "get", account, func(b Backend) (string, error) {
		return b.Get(keyringService, account)
	})
}

// Set keeps a secret in place of the account's former one, and reads it back:
// nil means that the keyring holds it. After TimedOut it may or may not.
func (k Keyring) Set(ctx context.Context, account, secret string) error {
	if secret == "" || len(secret) > MaxSecret {
		return &KeyringError{Op: "set", Kind: Other, Err: ErrSecretSize}
	}
	_, err := k.run(ctx, "set", account, func(b Backend) (string, error) {
		if err := b.Set(keyringService, account, secret); err != nil {
			return "", err
		}
		kept, err := b.Get(keyringService, account)
		if err == nil && kept == secret {
			return "", nil
		}
		if err == nil || keyringKind(err) == NoItem {
			err = ErrNotKept
		}
		return "", err
	})
	return err
}

// Delete removes an account's secret; NoItem when there was none. After
// TimedOut it may or may not be gone.
func (k Keyring) Delete(ctx context.Context, account string) error {
	_, err := k.run(ctx, "delete", account, func(b Backend) (string, error) {
		return "", b.Delete(keyringService, account)
	})
	return err
}

// turn is held by the one call at work on the system's keyring, also after it
// was left behind.
var turn = make(chan struct{}, 1)

// call is one attempt, shared with the goroutine that makes it.
type call struct {
	op     string
	locked atomic.Bool // the system said so before it was asked
}

type answer struct {
	secret string
	err    error
}

func (k Keyring) run(ctx context.Context, op, account string, work func(Backend) (string, error)) (string, error) {
	if !plainAccount(account) {
		return "", &KeyringError{Op: op, Kind: Other, Err: ErrAccount}
	}
	ctx, cancel := k.limit(ctx)
	defer cancel()
	c := &call{op: op}
	release := func() {}
	if k.Backend == nil {
		select {
		case turn <- struct{}{}:
			release = func() { <-turn }
		case <-ctx.Done():
			return "", c.late(ctx)
		}
	}
	done := make(chan answer, 1)
	go func() {
		defer release()
		done <- k.attempt(ctx, c, work)
	}()
	select {
	case a := <-done:
		return a.secret, a.err
	case <-ctx.Done():
		return "", c.late(ctx)
	}
}

// attempt makes the call. The libraries underneath may panic on a service that
// breaks the protocol, or on a connection closed under them; that is an error
// like any other, and must not take the program down from here.
func (k Keyring) attempt(ctx context.Context, c *call, work func(Backend) (string, error)) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{err: c.fail(fmt.Errorf("keyring library panicked: %v", p))}
		}
	}()
	b := k.Backend
	if b == nil {
		system, locked, err := openKeyring(ctx)
		if err != nil {
			return answer{err: c.ended(ctx, err)}
		}
		b = system
		c.locked.Store(locked)
		if locked && k.NoPrompt {
			return answer{err: c.fail(errLocked)}
		}
	}
	secret, err := work(b)
	if err != nil {
		return answer{err: c.ended(ctx, err)}
	}
	return answer{secret: secret}
}

func (k Keyring) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	switch {
	case k.Timeout < 0:
		return context.WithCancel(ctx)
	case k.Timeout == 0:
		return context.WithTimeout(ctx, DefaultKeyringTimeout)
	default:
		return context.WithTimeout(ctx, k.Timeout)
	}
}

func (c *call) fail(err error) error {
	return &KeyringError{Op: c.op, Kind: keyringKind(err), Locked: c.locked.Load(), Err: err}
}

// ended prefers the context's end, which may close a connection and so cause
// other errors, to those.
func (c *call) ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return c.late(ctx)
	}
	return c.fail(err)
}

func (c *call) late(ctx context.Context) error {
	return &KeyringError{Op: c.op, Kind: TimedOut, Locked: c.locked.Load(), Err: ctx.Err()}
}

// plainAccount keeps account names to letters that need no quoting anywhere:
// on macOS they go through a line of commands.
func plainAccount(s string) bool {
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		case r == ':' || r == '-' || r == '_' || r == '.':
		default:
			return false
		}
	}
	return 0 < len(s) && len(s) <= 128
}
