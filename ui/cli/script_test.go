package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"calepin/crypto"
	"calepin/crypto/witness"
)

// The passphrases of the tests cost little: a second each time would teach
// nothing more.
func TestMain(m *testing.M) {
	crypto.SetWorkFactor(4)
	testscript.Main(m, map[string]func(){"calepin": func() {
		_ = crypto.HardenProcess()
		os.Exit(Run(os.Args[1:]))
	}, "age-plugin-token": actAsToken})
}

// The scripts run the real program, without a terminal and without a keyring.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: atHome, Cmds: scriptCommands, Condition: has})
}

// atHome gives a script a home of its own.
func atHome(env *testscript.Env) error {
	for name, dir := range map[string]string{"HOME": "home", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"} {
		env.Setenv(name, filepath.Join(env.WorkDir, dir))
	}
	env.Setenv("LANG", "en_GB.UTF-8")
	if age, err := witness.Find("age"); err == nil {
		env.Setenv("PATH", filepath.Dir(age)+string(filepath.ListSeparator)+env.Getenv("PATH"))
	}
	return nil
}

// has is the condition [has:PROGRAM]: a witness is installed. Where all are
// required it is an error that one is not.
func has(condition string) (bool, error) {
	name, found := strings.CutPrefix(condition, "has:")
	if !found {
		return false, fmt.Errorf("unknown condition %q", condition)
	}
	_, err := witness.Find(name)
	if os.Getenv("CALEPIN_REQUIRE_TOOLS") == "" {
		return err == nil, nil
	}
	return err == nil, err
}

var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"exits": exitsWith, "vault": makeVault, "damage": damage, "missing": isMissing, "json": jsonField,
	"repeat": repeatText, "truncate": truncateFile, "hold": holdVault, "samecontent": sameContent, "unzip": unzip,
}

// exitsWith is "exits CODE PROGRAM ARG…": the program ends with that exit code.
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if neg || err != nil {
		ts.Fatalf("usage: exits CODE PROGRAM ARG…")
	}
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit %d, want %d", got, want)
	}
}

// makeVault makes a vault whose key, key.txt, is then used without being named,
// and whose recovery key is recovery.txt.
func makeVault(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec("calepin", append([]string{"init", "--identity-file", "key.txt", "--recovery-file", "recovery.txt",
		"--country", "FR"}, args...)...))
	ts.Setenv("CALEPIN_IDENTITY", ts.MkAbs("key.txt"))
}

// damage is "damage FILE OFFSET": one byte is changed, counted from the end
// where the offset is negative.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	if at < 0 {
		at += len(data)
	}
	if data[at] == 'A' { // a letter still, where the file is text
		data[at] = 'B'
	} else {
		data[at] = 'A'
	}
	ts.Check(os.WriteFile(path, data, 0o600))
}

// isMissing is "missing PATH…": nothing is there, nor below.
func isMissing(ts *testscript.TestScript, _ bool, args []string) {
	for _, path := range args {
		if _, err := os.Lstat(ts.MkAbs(path)); err == nil {
			ts.Fatalf("%s is there", path)
		}
	}
}

// jsonField is "json NAME FIELD": the environment variable NAME becomes the string
// that the last program printed as that field; the first of the name.
func jsonField(ts *testscript.TestScript, _ bool, args []string) {
	_, rest, found := strings.Cut(ts.ReadFile("stdout"), `"`+args[1]+`": "`)
	value, _, ended := strings.Cut(rest, `"`)
	if !found || !ended {
		ts.Fatalf("no field %s", args[1])
	}
	ts.Setenv(args[0], value)
}
