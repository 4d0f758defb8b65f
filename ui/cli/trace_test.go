package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"calepin/crypto/witness"
)

// The marks of what must never reach a disk in clear.
const (
	markName = "Zéphyrine-Kervadecq"
	markBody = "préfère-les-nénuphars-mauves"
)

// FAULTS 13: a whole session under strace writes no clear personal data to
// anything but memory files and its own output, and leaves none on the disk.
func TestNoClearTextOnDisk(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("strace is Linux's")
	}
	strace := witness.Tool(t, "strace")
	if testing.Short() {
		t.Skip("builds and traces the program")
	}
	root := t.TempDir()
	home, program := filepath.Join(root, "home"), filepath.Join(root, "calepin")
	if out, err := exec.Command("go", "build", "-o", program, "calepin").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	if err := os.MkdirAll(filepath.Join(home, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	session := [][]string{
		{"init", "--identity-file", "key.txt", "--recovery-file", "recovery.txt", "--business", "Atelier"},
		{"contact", "add", "--from", "-"},
		{"interaction", "add", "--from", "-"},
		{"contact", "list", "--search", "kervadecq"},
		{"contact", "edit", markName, "--note", "-", "--tag", "vip"},
		{"seal"},
		{"backup", "create"},
		{"export", "--format", "json", "--out", "-"},
		{"undo"},
		{"contact", "erase", markName, "--reason", "demande", "--yes"},
	}
	input := map[string]string{
		"contact":     `{"family":"` + markName + `","source":"salon","note":"` + markBody + `"}`,
		"interaction": `{"contact":"` + markName + `","kind":"call","direction":"in","at":"2026-11-20T10:00:00Z","body":"` + markBody + `"}`,
	}
	trace := filepath.Join(root, "trace")
	wrote := 0
	for _, args := range session {
		cmd := exec.Command(strace, append([]string{"-f", "-y", "-s", "1000000", "-o", trace,
			"-e", "trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg", program}, args...)...)
		cmd.Dir = home
		cmd.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+filepath.Join(home, "tmp"), "CALEPIN_LANG=fr",
			"CALEPIN_VAULT="+filepath.Join(home, "vault"), "CALEPIN_IDENTITY="+filepath.Join(home, "key.txt"))
		cmd.Stdin = strings.NewReader(input[args[0]])
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("calepin %v: %v\n%s", args, err, out)
		}
		wrote += clearWrites(t, trace, args)
	}
	if wrote == 0 {
		t.Error("the trace shows no write of the marks even into memory: it proves nothing")
	}
	searchDisk(t, home)
}

var (
	writeTo = regexp.MustCompile(`^\d+\s+(?:write|pwrite64|writev|pwritev2?|send(?:to|msg))\(\d+<([^>]*)>`)
	octal   = regexp.MustCompile(`\\[0-7]{1,3}|\\[xabfnrtv\\"]`)
)

// clearWrites checks every write of one command and returns how many of them
// held a mark, all into memory or the command's own output.
func clearWrites(t *testing.T, trace string, args []string) (marked int) {
	t.Helper()
	b, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		to := writeTo.FindStringSubmatch(line)
		if to == nil || !holdsMark(line) {
			continue
		}
		marked++
		if !strings.HasPrefix(to[1], "/memfd:") && !strings.HasPrefix(to[1], "pipe:") {
			t.Errorf("calepin %v writes personal data in clear to %s", args, to[1])
		}
	}
	return marked
}

// holdsMark finds the marks as strace prints them: what is not ASCII in octal.
func holdsMark(line string) bool {
	plain := octal.ReplaceAllString(line, "?")
	for _, mark := range []string{markName, markBody} {
		var pattern strings.Builder
		for _, r := range mark {
			if r < 0x80 {
				pattern.WriteRune(r)
			} else {
				pattern.WriteString(strings.Repeat("?", len(string(r))))
			}
		}
		if strings.Contains(plain, pattern.String()) {
			return true
		}
	}
	return false
}

func searchDisk(t *testing.T, root string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		for _, mark := range []string{markName, markBody, strings.ToLower(markName)} {
			if bytes.Contains(b, []byte(mark)) {
				t.Errorf("%s holds personal data in clear", filepath.Base(path))
			}
		}
		return err
	})
	if err != nil || files < 4 {
		t.Errorf("searched %d files: %v", files, err)
	}
}
