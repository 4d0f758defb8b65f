// Package witness finds the programs of others that tests hold calepin's files
// against: stock age, bbolt, strace, editors. Tests alone import it.
package witness

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Tool returns the path of a program on PATH, or where `go install` puts it.
// Where it is not installed, or is an age that knows no post-quantum keys, the
// test is skipped; it fails where CALEPIN_REQUIRE_TOOLS is set.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := Find(name)
	switch {
	case err == nil:
	case os.Getenv("CALEPIN_REQUIRE_TOOLS") != "":
		t.Fatal(err)
	default:
		t.Skip(err)
	}
	return path
}

// Find does what Tool does, and returns why there is none.
func Find(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		path, err = exec.LookPath(filepath.Join(gobin(), name))
	}
	if err != nil {
		return "", fmt.Errorf("%s is not installed", name)
	}
	if program, _, _ := strings.Cut(name, "-"); program != "age" {
		return path, nil
	}
	return path, hybrid(path)
}

// hybrid returns an error for an age older than 1.3, which is what Debian 13
// and Ubuntu 24.04 have: it reads no post-quantum key.
func hybrid(age string) error {
	out, err := exec.Command(age, "--version").Output()
	if err != nil {
		return fmt.Errorf("%s --version: %w", filepath.Base(age), err)
	}
	var major, minor int
	version := strings.TrimPrefix(strings.TrimSpace(string(out)), "v")
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n == 2 && major == 1 && minor < 3 {
		return fmt.Errorf("%s %s knows no post-quantum keys", filepath.Base(age), version)
	}
	return nil
}

func gobin() string {
	if dir := os.Getenv("GOBIN"); dir != "" {
		return dir
	}
	if dir := os.Getenv("GOPATH"); dir != "" {
		return filepath.Join(dir, "bin")
	}
	home, _ := os.UserHomeDir()
	return filepath.Join(home, "go", "bin")
}
