package crypto

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// shelf keeps secrets by service and account, or fails.
type shelf struct {
	items map[[2]string]string
	err   error
}

func (s shelf) Get(service, account string) (string, error) {
	if secret, ok := s.items[[2]string{service, account}]; ok || s.err != nil {
		return secret, s.err
	}
	return "", ErrNoItem
}

func (s shelf) Set(service, account, secret string) error {
	if s.err == nil {
		s.items[[2]string{service, account}] = secret
	}
	return s.err
}

func (s shelf) Delete(service, account string) error {
	_, err := s.Get(service, account)
	delete(s.items, [2]string{service, account})
	return err
}

// kindOf returns the kind of a Keyring's error, which must be a *KeyringError.
func kindOf(t *testing.T, err error) KeyringKind {
	t.Helper()
	e, ok := errors.AsType[*KeyringError](err)
	if !ok {
		t.Fatalf("not a *KeyringError: %v", err)
	}
	return e.Kind
}

func TestKeyringOverShelf(t *testing.T) {
	s := shelf{items: map[[2]string]string{}}
	ctx, k := t.Context(), Keyring{Backend: s}
	if _, err := k.Get(ctx, "key:00"); kindOf(t, err) != NoItem {
		t.Error(err)
	}
	if err := k.Delete(ctx, "key:00"); kindOf(t, err) != NoItem {
		t.Error(err)
	}
	for _, secret := range []string{"one", "two\nlines, accentué", strings.Repeat("x", MaxSecret)} {
		if err := k.Set(ctx, "key:00", secret); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(ctx, "key:00"); got != secret || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	if _, err := k.Get(ctx, "pin:00"); kindOf(t, err) != NoItem {
		t.Error("accounts are mixed up:", err)
	}
	if _, err := s.Get("calepin", "key:00"); err != nil {
		t.Error("not under the name calepin:", err)
	}
	if err := k.Delete(ctx, "key:00"); err != nil {
		t.Error(err)
	}
	if _, err := k.Get(ctx, "key:00"); kindOf(t, err) != NoItem {
		t.Error("not deleted:", err)
	}
}

func TestKeyringKinds(t *testing.T) {
	for _, c := range []struct {
		err  error
		want KeyringKind
	}{
		{ErrNoItem, NoItem},
		{fmt.Errorf("wrapped: %w", ErrNoItem), NoItem},
		{context.DeadlineExceeded, TimedOut},
		{errLocked, Locked},
		{errNoCollection, NoCollection},
		{&kindError{NoBus, errors.New("x")}, NoBus},
		{errors.New("something else"), Other},
	} {
		k := Keyring{Backend: shelf{err: c.err}}
		_, get := k.Get(t.Context(), "a")
		for _, err := range []error{get, k.Set(t.Context(), "a", "b"), k.Delete(t.Context(), "a")} {
			if got := kindOf(t, err); got != c.want || !errors.Is(err, c.err) {
				t.Errorf("%v: %v, want %v", err, got, c.want)
			}
		}
	}
}

// The codes of systems that this test does not run on.
func TestSystemCodes(t *testing.T) {
	for name, want := range map[string]KeyringKind{
		"org.freedesktop.DBus.Error.ServiceUnknown":    NoBus,
		"org.freedesktop.DBus.Error.Spawn.ChildExited": NoBus,
		"org.freedesktop.DBus.Error.NoReply":           TimedOut,
		"org.freedesktop.DBus.Error.AccessDenied":      Denied,
		"org.freedesktop.DBus.Error.UnknownMethod":     Other,
		"org.freedesktop.Secret.Error.IsLocked":        Locked,
		"org.freedesktop.Secret.Error.NoSuchObject":    NoItem,
		"org.gnome.keyring.Error.Something":            Other,
	} {
		if got := dbusKind(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	for exit, want := range map[int]KeyringKind{44: NoItem, 36: Locked, 37: NoCollection, 51: Denied, 128: Denied, 1: Other} {
		if got := securityKind(exit); got != want {
			t.Errorf("security exits %d: %v, want %v", exit, got, want)
		}
	}
	for code, want := range map[uintptr]KeyringKind{1168: NoItem, 1312: NoBus, 5: Denied, 87: Other} {
		if got := windowsKind(code); got != want {
			t.Errorf("Windows error %d: %v, want %v", code, got, want)
		}
	}
}

func TestKeyringErrorTexts(t *testing.T) {
	seen := map[string]bool{}
	for kind := Other; kind <= Denied; kind++ {
		text := (&KeyringError{Op: "get", Kind: kind, Err: errors.New("why")}).Error()
		if seen[text] || !strings.HasSuffix(text, ": why") {
			t.Errorf("%d: %s", kind, text)
		}
		seen[text] = true
	}
}

// blocked never answers, until it is closed.
type blocked chan struct{}

func (b blocked) Get(string, string) (string, error) { <-b; return "late", nil }
func (b blocked) Set(string, string, string) error   { <-b; return nil }
func (b blocked) Delete(string, string) error        { <-b; return nil }

func TestKeyringGivesUp(t *testing.T) {
	b := make(blocked)
	k := Keyring{Timeout: time.Millisecond, Backend: b}
	_, get := k.Get(t.Context(), "a")
	for op, err := range map[string]error{"get": get, "set": k.Set(t.Context(), "a", "b"), "delete": k.Delete(t.Context(), "a")} {
		if kindOf(t, err) != TimedOut || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", op, err)
		}
	}
	close(b)
	if got, err := (Keyring{Backend: b}).Get(t.Context(), "a"); got != "late" || err != nil {
		t.Errorf("after: %q, %v", got, err)
	}
}

func TestKeyringCancelled(t *testing.T) {
	b := make(blocked)
	defer close(b)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, timeout := range []time.Duration{0, -1, time.Hour} {
		_, err := Keyring{Timeout: timeout, Backend: b}.Get(ctx, "a")
		if kindOf(t, err) != TimedOut || !errors.Is(err, context.Canceled) {
			t.Errorf("%v: %v", timeout, err)
		}
	}
}

func TestKeyringLimits(t *testing.T) {
	for timeout, want := range map[time.Duration]time.Duration{0: 3 * time.Second, time.Minute: time.Minute} {
		ctx, cancel := Keyring{Timeout: timeout}.limit(t.Context())
		deadline, ok := ctx.Deadline()
		if left := time.Until(deadline); !ok || left > want || left < want-time.Second {
			t.Errorf("%v: %v left", timeout, left)
		}
		cancel()
	}
	ctx, cancel := Keyring{Timeout: -1}.limit(t.Context())
	defer cancel()
	if _, ok := ctx.Deadline(); ok {
		t.Error("a negative timeout has an end")
	}
}

func TestKeyringRefusesBeforeAsking(t *testing.T) {
	b := make(blocked)
	defer close(b)
	k := Keyring{Timeout: -1, Backend: b}
	for _, account := range []string{"", "a b", "a\nb", "a'b", "é", strings.Repeat("a", 129)} {
		_, get := k.Get(t.Context(), account)
		for _, err := range []error{get, k.Set(t.Context(), account, "x"), k.Delete(t.Context(), account)} {
			if kindOf(t, err) != Other || !errors.Is(err, ErrAccount) {
				t.Errorf("%q: %v", account, err)
			}
		}
	}
	for _, secret := range []string{"", strings.Repeat("x", MaxSecret+1)} {
		if err := k.Set(t.Context(), "a", secret); kindOf(t, err) != Other || !errors.Is(err, ErrSecretSize) {
			t.Errorf("%d bytes: %v", len(secret), err)
		}
	}
}

// forgetful accepts everything and keeps nothing; other keeps something else;
// broken panics, as the libraries do on a service that breaks the protocol.
type forgetful struct{}

func (*forgetful) Set(string, string, string) error   { return nil }
func (*forgetful) Delete(string, string) error        { return nil }
func (*forgetful) Get(string, string) (string, error) { return "", ErrNoItem }

type other struct{ forgetful }

func (*other) Get(string, string) (string, error) { return "former", nil }

type broken struct{ forgetful }

func (*broken) Get(string, string) (string, error) { panic("nil signal") }

func TestKeyringSetReadsBack(t *testing.T) {
	for _, b := range []Backend{&forgetful{}, &other{}} {
		err := Keyring{Backend: b}.Set(t.Context(), "a", "b")
		if kindOf(t, err) != Denied || !errors.Is(err, ErrNotKept) {
			t.Errorf("%T: %v", b, err)
		}
	}
}

func TestKeyringSurvivesAPanic(t *testing.T) {
	_, err := Keyring{Backend: &broken{}}.Get(t.Context(), "a")
	if kindOf(t, err) != Other || !strings.Contains(err.Error(), "nil signal") {
		t.Error(err)
	}
}

// An identity of either kind fits every system's keyring, sealed too.
func TestIdentityFitsTheKeyring(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		sealedFile, err := SealIdentity(id, "x")
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{id.String(), string(sealedFile)} {
			if n := len(secret); n > MaxSecret/2 {
				t.Errorf("%d bytes", n)
			}
		}
	})
}
