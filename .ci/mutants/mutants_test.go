// Package mutants has the tests prove that they can fail. The go command leaves
// it out of ./..., for it runs others' tests.
package mutants

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The mutants name files and packages from the top of the project.
func TestMain(m *testing.M) {
	if err := os.Chdir("../.."); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// mutant is calepin with one protection taken away.
type mutant struct {
	fault     int    // the line of docs/security.md that it breaks
	what      string // is broken
	file      string
	text, new string // of the file, once; what stands there instead
	test      string // package and name of the test that has to notice
}

// Every fault that docs/security.md lists is noticed by a test where what keeps
// it off is taken away. A mutant that does not apply any more, does not build or
// survives fails.
//
//	go test ./.ci/mutants                        all of them
//	go test -run 'TestMutants/05' ./.ci/mutants  those of line 5
//	go test -short ./.ci/mutants                 that all apply, and some
func TestMutants(t *testing.T) {
	lines := map[int]bool{}
	for i, m := range mutants {
		lines[m.fault] = true
		t.Run(fmt.Sprintf("%02d %s", m.fault, m.what), func(t *testing.T) {
			overlay := m.overlay(t)
			if testing.Short() && i%sample != 0 {
				return
			}
			m.mustDie(t, overlay)
		})
	}
	for line := 1; line <= 20; line++ {
		if !lines[line] {
			t.Errorf("no mutant breaks line %d", line)
		}
	}
}

const sample = 15 // one in so many is run where time is short

func (m mutant) mustDie(t *testing.T, overlay string) {
	t.Helper()
	pkg, name, _ := strings.Cut(m.test, " ")
	cmd := exec.Command("go", "test", "-v", "-vet=off", "-count=1", "-timeout=5m", "-run", "^"+name+"$", pkg)
	// In the environment, for programs that the test builds.
	cmd.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -overlay="+overlay)
	text, err := cmd.CombinedOutput()
	top, _, _ := strings.Cut(name, "/")
	switch {
	case strings.Contains(string(text), "[build failed]") || strings.Contains(string(text), "[setup failed]"):
		t.Errorf("does not build:\n%s", text)
	case strings.Contains(string(text), "--- SKIP: "+top):
		t.Errorf("%s was skipped:\n%s", m.test, text)
	case err == nil:
		t.Errorf("%s does not notice", m.test)
	case !strings.Contains(string(text), "--- FAIL: "+top) && !strings.Contains(string(text), "panic: "):
		t.Errorf("%s ends otherwise: %v\n%s", m.test, err, text)
	}
}

// overlay writes the mutant's file, and for the go command what it stands for.
func (m mutant) overlay(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(m.file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), m.text); n != 1 {
		t.Fatalf("%s holds %q %d times", m.file, m.text, n)
	}
	path, err := filepath.Abs(m.file)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), filepath.Base(m.file))
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{path: changed}})
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string][]byte{changed: []byte(strings.Replace(string(source), m.text, m.new, 1)), changed + ".json": list} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return changed + ".json"
}
