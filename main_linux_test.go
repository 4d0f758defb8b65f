package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"calepin/crypto/witness"
)

// FAULTS 14: the program turns off cores and bars debuggers before it has a key
// or a record in memory.
func TestHardenedBeforeAnything(t *testing.T) {
	strace := witness.Tool(t, "strace")
	home := t.TempDir()
	program, trace := filepath.Join(home, "calepin"), filepath.Join(home, "trace")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command(strace, "-f", "-o", trace, "-e", "trace=prctl,prlimit64,setrlimit,memfd_create", program,
		"--vault", filepath.Join(home, "vault"), "init", "--identity-file", filepath.Join(home, "key"), "--recovery-file", filepath.Join(home, "recovery"))
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_STATE_HOME="+home, "XDG_CONFIG_HOME="+home)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	before, _, vault := strings.Cut(string(b), "memfd_create")
	if !vault {
		t.Fatalf("the vault is not in memory: it proves nothing\n%s", b)
	}
	for _, call := range []string{"RLIMIT_CORE, {rlim_cur=0, rlim_max=0}", "PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0"} {
		if !strings.Contains(before, call) {
			t.Errorf("no %s before the vault is made:\n%s", call, before)
		}
	}
}
