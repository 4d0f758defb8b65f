package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"calepin/crypto/witness"
)

// FAULTS 13: a whole day on the screens under strace: a contact made, a call
// noted, a search, an undo, a lock in the middle of a form, a terminal that goes
// away, the draft taken up again, a backup. No write but to memory and the
// terminal holds a word of it, and none is left on the disk.
func TestNoClearTextOfTheInterface(t *testing.T) {
	t.Parallel()
	strace := witness.Tool(t, "strace")
	if testing.Short() {
		t.Skip("traces the program")
	}
	home, _ := office(t)
	if err := os.Mkdir(filepath.Join(home, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	traces := 0
	sit := func() (s *seat, trace string) {
		traces++
		trace = filepath.Join(t.TempDir(), fmt.Sprint("trace", traces))
		cmd := exec.Command(strace, "-f", "-y", "-s", "100000", "-o", trace, "-e",
			"trace=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendfile,copy_file_range", "calepin")
		cmd.Env = append(homeEnv(home), "CALEPIN_IDENTITY="+home+"/key.txt", "TMPDIR="+home+"/tmp")
		return seatOf(t, cmd), trace
	}
	s, trace := sit()
	s.await("Today")
	s.press("C")
	s.await("Ada Exemple")
	s.press("a")
	s.await("New contact")
	s.fill("Zoé", editorMark)
	s.focus("Note")
	s.write(editorMark)
	s.press("ctrl+s")
	s.await("Saved: Zoé")
	s.press("l", "c", "o")
	s.await("you called")
	s.write(editorMark)
	s.press("ctrl+s")
	s.await("logged")
	s.press("u")
	s.await("Taken back")
	s.press("C", "/")
	s.write(editorMark)
	s.await("Zoé")
	s.press("esc", "esc", "a")
	s.await("New contact")
	s.fill("Paul", editorMark)
	s.press("ctrl+l")
	s.await("The vault is locked")
	s.press("enter")
	s.await("New contact", "Paul")
	_ = syscall.Kill(childOf(t, s.cmd.Process.Pid), syscall.SIGHUP)
	s.exits(129)
	writesStayInMemory(t, trace)
	nothingLeft(t, home, s)

	s, trace = sit()
	s.await("Today", "not finished is kept")
	s.press("f6")
	s.await("New contact", "Paul")
	s.press("ctrl+s")
	s.await("Saved: Paul")
	s.press("T", "q")
	s.exits(0)
	writesStayInMemory(t, trace)
	run(t, home, 0, "--identity", home+"/key.txt", "backup", "create")
	nothingLeft(t, home, s)
	if out := run(t, home, 0, "--identity", home+"/key.txt", "contact", "list"); strings.Count(out, editorMark) != 2 {
		t.Error("it proves nothing:", out)
	}
}

// childOf is the process that another one started.
func childOf(t *testing.T, pid int) int {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	child, atoi := strconv.Atoi(strings.TrimSpace(string(b)))
	if err := errors.Join(err, atoi); err != nil {
		t.Fatal(err)
	}
	return child
}

// FAULTS 14: the editor inherits no descriptor of the vault, its lock, its pin,
// its key or its working copy.
func TestChildInheritsNothingOfTheVault(t *testing.T) {
	t.Parallel()
	home, at := writersDesk(t)
	bin, list := t.TempDir(), filepath.Join(home, "open")
	script := "#!/bin/sh\nls -l /proc/$$/fd > " + list + ".new && mv " + list + ".new " + list + "\n"
	if err := os.WriteFile(filepath.Join(bin, "nano"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	s := at([]string{"EDITOR=nano", "PATH=" + bin + ":" + os.Getenv("PATH")})
	openText(s)
	s.await("you called")
	s.until("end of the editor", func(string) bool { _, err := os.Stat(list); return err == nil })
	b, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	open := 0
	for line := range strings.Lines(string(b)) {
		_, to, found := strings.Cut(strings.TrimSpace(line), " -> ")
		if !found {
			continue
		}
		open++
		if strings.Contains(to, "memfd:") || strings.HasPrefix(to, home) && to != list+".new" {
			t.Errorf("inherits %s", to)
		}
	}
	if open < 3 {
		t.Errorf("it proves nothing:\n%s", b)
	}
	s.press("esc", "d", "T", "q")
	s.exits(0)
}
