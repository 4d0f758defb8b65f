//go:build secretservice && linux

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestSecretService runs the scripts of testdata/secretservice beside a real
// gnome-keyring, through .ci/secret-service, in a session of their own, one
// after the other, for they share what they wipe:
//
//	go test -tags secretservice -run SecretService ./ui/cli
func TestSecretService(t *testing.T) {
	const inside = "CALEPIN_TEST_INSIDE"
	if os.Getenv(inside) == "" {
		script, err := filepath.Abs("../../.ci/secret-service")
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(script, os.Args[0], "-test.run=^TestSecretService$", "-test.v", "-test.timeout=60s", "-test.parallel=1")
		cmd.Env = append(os.Environ(), inside+"=unlocked")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestSecretService/restore") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/secretservice",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DBUS_SESSION_BUS_ADDRESS", os.Getenv("DBUS_SESSION_BUS_ADDRESS"))
			return atHome(env)
		},
		Cmds:      scriptCommands,
		Condition: has,
	})
}
