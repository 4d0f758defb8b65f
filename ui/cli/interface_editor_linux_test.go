package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"calepin/crypto/witness"
)

// editorMark is what must never be found on a disk.
const editorMark = "nenuphars-mauves"

// writersDesk is an office whose long texts are written in an editor with settings
// that keep copies of everything.
func writersDesk(t *testing.T) (home string, at func(env []string, args ...string) *seat) {
	t.Helper()
	home, at = office(t)
	for path, content := range map[string]string{
		".config/calepin/config.toml": "editor = true\n",
		".vimrc":                      "set undofile undodir=~ backup writebackup backupdir=~ patchmode=.orig swapfile directory=~ updatecount=1 viminfo='100,n~/.viminfo history=50\n",
		".config/nvim/init.vim":       "set undofile undodir=~ backup writebackup backupdir=~ patchmode=.orig swapfile directory=~ updatecount=1 history=50\n",
		".nanorc":                     "set backup\nset backupdir \"~\"\nset historylog\nset positionlog\n",
		"tmp/.keep":                   "",
	} {
		path = filepath.Join(home, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return home, at
}

// author is somebody who knows an editor: how it shows that it is there, how
// one types, saves and leaves.
type author struct {
	name, editor, there string
	begin, save, leave  []string
}

var authors = []author{
	{"vim", "vim", "note.txt", []string{"i"}, []string{"esc", ":", "w", "enter"}, []string{":", "q", "enter"}},
	{"nvim", "nvim", "note.txt", []string{"i"}, []string{"esc", ":", "w", "enter"}, []string{":", "q", "enter"}},
	{"nano", "nano", "GNU nano", nil, []string{"ctrl+s"}, []string{"ctrl+x"}},
	{"options", "vim -c 'set textwidth=60 showmode'", "note.txt", []string{"i"}, []string{"esc", ":", "w", "enter"}, []string{":", "q", "enter"}},
}

func (a author) atHand(t *testing.T) {
	t.Helper()
	name, _, _ := strings.Cut(a.editor, " ")
	witness.Tool(t, name)
}

// openText logs a call and goes to where its text is written.
func openText(s *seat) {
	s.t.Helper()
	s.await("Today", "? help")
	s.press("C")
	s.await("Ada Exemple")
	s.press("l", "c", "o")
	s.await("you called")
	s.write("Appel")
	s.press("ctrl+e")
}

// What is written in an editor is had, and no byte of it goes to a disk.
func TestOwnEditor(t *testing.T) {
	t.Parallel()
	strace := witness.Tool(t, "strace")
	for _, a := range authors {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			a.atHand(t)
			home, _ := writersDesk(t)
			trace := filepath.Join(t.TempDir(), "trace")
			cmd := exec.Command(strace, "-f", "-y", "-s", "300", "-o", trace, "-e", "trace=write,pwrite64,writev,pwritev,sendto,sendmsg", "calepin")
			cmd.Env = append(homeEnv(home), "CALEPIN_IDENTITY="+home+"/key.txt", "TMPDIR="+home+"/tmp", "EDITOR="+a.editor)
			s := seatOf(t, cmd)
			openText(s)
			s.await(a.there)
			s.press(a.begin...)
			for _, letter := range editorMark + " et plus" { // one by one, for a swap file to be due
				s.write(string(letter))
			}
			s.await(editorMark)
			s.press(a.save...)
			time.Sleep(300 * time.Millisecond)
			s.press(a.leave...)
			s.await("you called", editorMark+" et plus")
			s.press("ctrl+s")
			s.await("logged")
			s.press("T", "q")
			s.exits(0)
			nothingLeft(t, home, s)
			writesStayInMemory(t, trace)
			run(t, home, 0, "--identity", home+"/key.txt", "seal")
			if out := run(t, home, 0, "--identity", home+"/key.txt", "contact", "list"); !strings.Contains(out, "Ada") {
				t.Error(out)
			}
		})
	}
}

// nothingLeft searches the disk for the mark, and memory for folders.
func nothingLeft(t *testing.T, home string, s *seat) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(editorMark)) {
			t.Errorf("%s holds what was written", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	folders, _ := filepath.Glob("/dev/shm/calepin-*/*")
	for _, path := range folders {
		var pid int
		if _, err := fmt.Sscanf(path, fmt.Sprintf("/dev/shm/calepin-%d-%%d-", os.Getuid()), &pid); err == nil && syscall.Kill(pid, 0) == nil {
			continue // somebody else's, at work
		}
		if b, _ := os.ReadFile(path); bytes.Contains(b, []byte(editorMark)) {
			t.Errorf("%s is left", path)
		}
	}
}

var (
	written = regexp.MustCompile(`^\d+\s+\w+\(\d+<([^>]*)>`)
	memory  = regexp.MustCompile(`^(/memfd:|/dev/shm/calepin-|/dev/(pts|tty|ptmx)|(pipe|socket|UNIX[^:]*|anon_inode):)`)
)

func writesStayInMemory(t *testing.T, trace string) {
	t.Helper()
	b, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	marked := 0
	for line := range strings.Lines(string(b)) {
		to := written.FindStringSubmatch(line)
		if to == nil || !strings.Contains(line, editorMark) {
			continue
		}
		marked++
		if !memory.MatchString(to[1]) {
			t.Errorf("written in clear to %s", to[1])
		}
	}
	if marked == 0 {
		t.Error("the trace shows the mark nowhere: it proves nothing")
	}
}

// A signal while an editor has the terminal ends it too. What it saved is kept
// with the form, nano's at the last moment as well; vim's is said to be lost.
func TestSignalWithAnEditorOpen(t *testing.T) {
	t.Parallel()
	for _, a := range authors[:3] {
		for _, saved := range []bool{true, false} {
			t.Run(a.name+map[bool]string{true: " saved", false: " unsaved"}[saved], func(t *testing.T) {
				t.Parallel()
				a.atHand(t)
				home, at := writersDesk(t)
				s := at([]string{"EDITOR=" + a.editor})
				openText(s)
				s.await(a.there)
				s.press(a.begin...)
				s.write(editorMark)
				s.await(editorMark)
				if saved {
					s.press(a.save...)
					time.Sleep(300 * time.Millisecond)
				}
				_ = s.cmd.Process.Signal(os.Interrupt) // ctrl+c there is the editor's
				time.Sleep(100 * time.Millisecond)
				_ = s.cmd.Process.Signal(syscall.SIGTERM)
				out := oneLine(s.exits(143))
				if lost := strings.Contains(out, "the editor had to end"); lost == (a.name == "nano") {
					t.Errorf("said to be lost: %v\n%s", lost, out)
				}
				nothingLeft(t, home, s)
				s = at(nil)
				s.await("Today", "not finished is kept")
				s.press("f6")
				if s.await("Appel"); saved || a.name == "nano" {
					s.await(editorMark)
				}
				s.press("ctrl+s")
				s.await("logged")
				s.press("q")
				s.exits(0)
			})
		}
	}
}

// An editor that is not there, is not known to leave nothing behind, or fails:
// the built-in one comes, saying why, and no text is lost.
func TestEditorThatWillNotDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ editor, program, said string }{
		{"", "", "EDITOR is not set"},
		{"/nowhere/vim", "", "/nowhere/vim"},
		{"emacs", "emacs", "emacs may leave copies"},
		{"nano -B", "nano", "nano -B may leave copies"},
		{"vim -w log", "vim", "vim -w log may leave copies"},
		{"vim", "vim", "The editor could not be used"},
	} {
		t.Run(c.editor, func(t *testing.T) {
			t.Parallel()
			_, at := writersDesk(t)
			bin := t.TempDir()
			if c.program != "" {
				if err := os.WriteFile(filepath.Join(bin, c.program), []byte("#!/bin/sh\nexit 3\n"), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			s := at([]string{"EDITOR=" + c.editor, "PATH=" + bin + ":" + os.Getenv("PATH")})
			openText(s)
			s.await("› Text", c.said)
			s.write(editorMark)
			s.await(editorMark)
			s.press("ctrl+s")
			s.await("you called", editorMark)
			s.press("ctrl+s")
			s.await("logged")
			s.press("T", "q")
			s.exits(0)
		})
	}
}

// What is typed on the page of a long text is kept with its form.
func TestHangUpKeepsTheLongText(t *testing.T) {
	t.Parallel()
	_, at := office(t)
	s := at(nil)
	openText(s)
	s.await("ctrl+s")
	s.write(editorMark)
	s.await(editorMark)
	_ = s.cmd.Process.Signal(syscall.SIGHUP)
	s.exits(129)
	s = at(nil)
	s.await("Today", "not finished is kept")
	s.press("f6")
	s.await("Appel", editorMark)
	s.press("ctrl+s")
	s.await("logged")
	s.press("q")
	s.exits(0)
}
