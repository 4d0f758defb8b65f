package crypto

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// generate makes a key of either kind.
func generate(t testing.TB, classic bool) *Identity {
	t.Helper()
	id, err := Generate(classic)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// eachKind runs a test with a hybrid and a classic key.
func eachKind(t *testing.T, run func(*testing.T, *Identity)) {
	t.Run("hybrid", func(t *testing.T) { run(t, generate(t, false)) })
	t.Run("classic", func(t *testing.T) { run(t, generate(t, true)) })
}

// stockTool finds an outside witness such as stock age, on PATH or where `go
// install` puts it. Without it the test is skipped, or fails when
// CALEPIN_REQUIRE_TOOLS=1.
func stockTool(t *testing.T, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	gopath := os.Getenv("GOPATH")
	if gopath == "" {
		home, _ := os.UserHomeDir()
		gopath = filepath.Join(home, "go")
	}
	if path, err := exec.LookPath(filepath.Join(gopath, "bin", name)); err == nil {
		return path
	}
	if os.Getenv("CALEPIN_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// run runs a command and returns its standard output.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(name), err)
	}
	return string(out)
}
