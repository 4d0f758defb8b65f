package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"calepin/crypto/witness"
)

// Imports run one way: main, ui, privacy, store, crypto; assets is a leaf that
// store, privacy and ui may read. Only ui knows Charm, cobra or a language.
func TestImportsRunOneWay(t *testing.T) {
	may := map[string]string{
		"": "ui crypto", "ui": "ui privacy store crypto assets", "privacy": "privacy store assets",
		"store": "store crypto assets", "crypto": "crypto", "assets": "",
	}
	onlyUI := []string{"github.com/spf13/", "charm.land/", "github.com/charmbracelet/", "calepin/ui/"}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		from := room(fields[0])
		allowed, known := may[from]
		if !known {
			t.Errorf("%s: a room the house does not have", fields[0])
		}
		for _, path := range fields[1:] {
			if strings.HasPrefix(path, "calepin/") && !strings.Contains(" "+allowed+" ", " "+room(path)+" ") {
				t.Errorf("%s imports %s", fields[0], path)
			}
			for _, prefix := range onlyUI {
				if from != "ui" && from != "" && strings.HasPrefix(path, prefix) {
					t.Errorf("%s imports %s", fields[0], path)
				}
			}
		}
	}
}

// calepin opens no network connection, ever: the linker left nothing of Go's
// that could into the Linux program. Its list of packages does not tell: some
// import net for a type.
func TestNoNetwork(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("macOS and Windows have a keyring library that brings net in")
	}
	out, err := exec.Command("go", "tool", "nm", built(t)).Output()
	if err != nil {
		t.Fatalf("go tool nm: %v", err)
	}
	if !bytes.Contains(out, []byte(" calepin/crypto")) {
		t.Fatal("the program's symbols are not there")
	}
	for line := range strings.Lines(string(out)) {
		for _, part := range []string{" net.(*Dialer)", " net.(*sysDialer)", " net.(*ListenConfig)", " net.(*sysListener)", " net.(*Resolver)",
			" net.socket", " net/http.", " crypto/tls."} {
			if strings.Contains(line, part) {
				t.Errorf("in the program: %s", line)
			}
		}
	}
}

// room is the top-level folder of a package, empty for main.
func room(path string) string {
	_, rest, _ := strings.Cut(path, "/")
	top, _, _ := strings.Cut(rest, "/")
	return top
}

// What a passphrase costs to guess is lowered by tests alone.
func TestOnlyTestsLowerTheWorkFactor(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || path == filepath.Join("crypto", "sealed.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if bytes.Contains(source, []byte("crypto.SetWorkFactor(")) {
			if seen++; !strings.HasSuffix(path, "_test.go") {
				t.Errorf("%s lowers it", path)
			}
		}
		return err
	})
	if err != nil || seen == 0 {
		t.Errorf("%d files, %v", seen, err)
	}
}

// FAULTS 14: the program turns off cores and bars debuggers before it has a key
// or a record in memory.
func TestHardenedBeforeAnything(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("strace is Linux's")
	}
	strace, home := witness.Tool(t, "strace"), t.TempDir()
	trace := filepath.Join(home, "trace")
	cmd := exec.Command(strace, "-f", "-o", trace, "-e", "trace=prctl,prlimit64,setrlimit,memfd_create", built(t),
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

// built is the program.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "calepin")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return program
}
