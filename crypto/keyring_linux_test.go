package crypto

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// useBus points the session bus elsewhere, and puts a dbus-launch on PATH that
// tells if it was started: a key must not go to a bus that calepin made up.
func useBus(t *testing.T, address string) {
	t.Helper()
	dir := t.TempDir()
	launched := filepath.Join(dir, "launched")
	script := "#!/bin/sh\n: >'" + launched + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	t.Cleanup(func() {
		if _, err := os.Stat(launched); err == nil {
			t.Error("dbus-launch was started")
		}
	})
}

func expectNoBus(t *testing.T, k Keyring) {
	t.Helper()
	_, get := k.Get(t.Context(), "a")
	for op, err := range map[string]error{"get": get, "set": k.Set(t.Context(), "a", "b"), "delete": k.Delete(t.Context(), "a")} {
		if kindOf(t, err) != NoBus {
			t.Errorf("%s: %v", op, err)
		}
	}
}

func TestNoBus(t *testing.T) {
	for name, address := range map[string]string{
		"gone":    "unix:path=" + filepath.Join(t.TempDir(), "bus"),
		"foreign": "nonsense:",
		"not one": "hello",
	} {
		t.Run(name, func(t *testing.T) {
			useBus(t, address)
			expectNoBus(t, Keyring{})
		})
	}
}

func TestNoBusAtAll(t *testing.T) {
	if matches, _ := filepath.Glob("/run/user/*/bus"); len(matches) > 0 {
		t.Skip("this computer has a session bus that is found without being named")
	}
	for _, address := range []string{"", "autolaunch:"} {
		useBus(t, address)
		expectNoBus(t, Keyring{})
	}
}

// A socket that accepts and closes, and one that accepts and never speaks.
func TestBusThatIsNone(t *testing.T) {
	for name, c := range map[string]struct {
		timeout time.Duration
		want    KeyringKind
		serve   func(net.Conn)
	}{
		"closes": {0, NoBus, func(c net.Conn) { c.Close() }},
		"mute":   {20 * time.Millisecond, TimedOut, func(net.Conn) {}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bus")
			l, err := net.Listen("unix", path)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			go func() {
				for {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					defer conn.Close()
					c.serve(conn)
				}
			}()
			useBus(t, "unix:path="+path)
			// Twice: a call left behind must not stop the next.
			for range 2 {
				if _, err := (Keyring{Timeout: c.timeout}).Get(t.Context(), "a"); kindOf(t, err) != c.want {
					t.Error(err)
				}
			}
			select {
			case turn <- struct{}{}:
				<-turn
			case <-time.After(10 * time.Second):
				t.Error("the call left behind never ended")
			}
		})
	}
}
