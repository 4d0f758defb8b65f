//go:build secretservice && linux

package crypto

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// TestSecretService runs the tests named TestIn… below beside a real
// gnome-keyring in each of its states, through .ci/secret-service:
//
//	go test -tags secretservice -run SecretService ./crypto
//
// Each has a session to itself, also when the whole already runs in one: they
// lock the keyring under whoever shares it.
func TestSecretService(t *testing.T) {
	if os.Getenv(inside) != "" {
		t.Skip("already inside")
	}
	script, err := filepath.Abs("../.ci/secret-service")
	if err != nil {
		t.Fatal(err)
	}
	for state, test := range map[string]string{
		"unlocked": "TestInUnlocked", "locked": "TestInLocked", "prompting": "TestInPrompting",
		"absent": "TestInAbsent", "bare": "TestInBare",
	} {
		t.Run(state, func(t *testing.T) {
			cmd := exec.Command(script, os.Args[0], "-test.run=^"+test, "-test.v", "-test.timeout=60s")
			cmd.Env = append(os.Environ(), "CALEPIN_KEYRING_STATE="+state, inside+"="+state)
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), "--- PASS: "+test) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// inside names the state to the test program that TestSecretService starts.
const inside = "CALEPIN_TEST_INSIDE"

// in skips a test that TestSecretService did not start in its state.
func in(t *testing.T, state string) {
	if os.Getenv(inside) != state {
		t.Skip("needs a session of its own")
	}
}

// short is a time limit for what never answers, long enough for the probe.
const short = 500 * time.Millisecond

func TestInUnlocked(t *testing.T) {
	in(t, "unlocked")
	ctx, k := t.Context(), Keyring{NoPrompt: true}
	if _, err := k.Get(ctx, "key:aa"); kindOf(t, err) != NoItem {
		t.Error("missing item:", err)
	}
	if err := k.Delete(ctx, "key:aa"); kindOf(t, err) != NoItem {
		t.Error("missing item:", err)
	}
	id := generate(t, false)
	for _, secret := range []string{"former", id.String(), "a\nb\x00c é", strings.Repeat("x", MaxSecret)} {
		if err := k.Set(ctx, "key:aa", secret); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(ctx, "key:aa"); got != secret || err != nil {
			t.Errorf("%.20q, %v", got, err)
		}
	}
	if err := k.Set(ctx, "pin:aa", base64.StdEncoding.EncodeToString(make([]byte, 96))); err != nil {
		t.Error(err)
	}
	// Replaced, not added: one item a name, which a desktop's tool can find.
	out := run(t, "secret-tool", "search", "--all", "service", "calepin", "username", "key:aa")
	if n := strings.Count(out, "secret = "); n != 1 {
		t.Errorf("%d items:\n%s", n, out)
	}
	if err := k.Delete(ctx, "key:aa"); err != nil {
		t.Error(err)
	}
	if _, err := k.Get(ctx, "key:aa"); kindOf(t, err) != NoItem {
		t.Error("deleted:", err)
	}
	if _, err := k.Get(ctx, "pin:aa"); err != nil {
		t.Error("the other item went too:", err)
	}
	lockedMeanwhile(t, k)
}

// lockedMeanwhile locks the keyring under a running program.
func lockedMeanwhile(t *testing.T, k Keyring) {
	run(t, "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
		"org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login")
	if _, err := k.Get(t.Context(), "pin:aa"); kindOf(t, err) != Locked {
		t.Error(err)
	}
}

// Nobody can be asked: there is no screen to prompt on.
func TestInLocked(t *testing.T) {
	in(t, "locked")
	for _, k := range []Keyring{{NoPrompt: true}, {}} {
		_, get := k.Get(t.Context(), "a")
		for op, err := range map[string]error{"get": get, "set": k.Set(t.Context(), "a", "b"), "delete": k.Delete(t.Context(), "a")} {
			if e, ok := err.(*KeyringError); !ok || e.Kind != Locked || !e.Locked {
				t.Errorf("%s, no prompt %v: %#v", op, k.NoPrompt, err)
			}
		}
	}
}

// A prompt that nobody answers: each call gives up, says that the keyring is
// locked, ends in the background too, and does not keep the next from trying.
func TestInPrompting(t *testing.T) {
	in(t, "prompting")
	k := Keyring{Timeout: short}
	_, get := k.Get(t.Context(), "a")
	for op, err := range map[string]error{"get": get, "set": k.Set(t.Context(), "a", "b"), "delete": k.Delete(t.Context(), "a")} {
		e, ok := err.(*KeyringError)
		if !ok || e.Kind != TimedOut || !e.Locked {
			t.Errorf("%s: %#v", op, err)
		}
	}
	select {
	case turn <- struct{}{}:
		<-turn
	case <-time.After(10 * time.Second):
		t.Error("a call left behind never ended")
	}
	if _, err := (Keyring{NoPrompt: true}).Get(t.Context(), "a"); kindOf(t, err) != Locked {
		t.Error("without a prompt:", err)
	}
}

// A service that was never set up. Nothing may be created on the way: a new
// collection would ask for a new password.
func TestInAbsent(t *testing.T) {
	in(t, "absent")
	_, get := Keyring{}.Get(t.Context(), "a")
	for op, err := range map[string]error{"get": get, "set": Keyring{}.Set(t.Context(), "a", "b"), "delete": Keyring{}.Delete(t.Context(), "a")} {
		if kindOf(t, err) != NoCollection {
			t.Errorf("%s: %v", op, err)
		}
	}
	if files, _ := filepath.Glob(os.Getenv("HOME") + "/.local/share/keyrings/*.keyring"); len(files) > 0 {
		t.Error("created:", files)
	}
}

// A bus without a Secret Service, then one whose service does not answer.
func TestInBare(t *testing.T) {
	in(t, "bare")
	expectNoBus(t, Keyring{})
	conn, err := dbus.ConnectSessionBus(dbus.WithHandler(mute{}))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.RequestName(secretsName, 0); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err := Keyring{Timeout: short}.Get(t.Context(), "a")
		if e, ok := err.(*KeyringError); !ok || e.Kind != TimedOut || e.Locked {
			t.Errorf("mute service: %#v", err)
		}
	}
}

// mute takes every call and answers none.
type mute struct{}

func (mute) LookupObject(dbus.ObjectPath) (dbus.ServerObject, bool) { select {} }
