package crypto

import (
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
