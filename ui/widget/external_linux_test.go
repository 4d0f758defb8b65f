package widget

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"calepin/ui/text"
)

// program makes an executable of that name, first in PATH, and names it EDITOR.
func program(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\nexit 0\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	t.Setenv("EDITOR", name)
	return path
}

func TestOnlyTameEditors(t *testing.T) {
	d := desk(t, text.French)
	if _, err := shelter(); err != nil {
		t.Skip("no folder in memory here")
	}
	for name, want := range map[string]string{"vim": "noundofile", "nvim": "-i NONE", "nano": "--ignorerc", "vim.basic": "-n"} {
		program(t, name)
		if args, _, err := external(); err != nil || !strings.Contains(strings.Join(args, " "), want) {
			t.Errorf("%s: %v %v", name, args, err)
		}
	}
	for _, name := range []string{"emacs", "code", "vi", "ed"} {
		program(t, name)
		_, _, err := external()
		var fault *EditorError
		if !errors.As(err, &fault) || fault.Kind != EditorUnknown || !strings.Contains(Why(d, err), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Setenv("EDITOR", "")
	if _, _, err := external(); err == nil {
		t.Error("no EDITOR")
	}
	program(t, "vim")
	old := memory
	memory = "/proc"
	defer func() { memory = old }()
	if _, _, err := external(); Why(d, err) != d.T.Widgets.NoPrivateFolder {
		t.Errorf("no shelter: %v", err)
	}
}

func TestEditorFileIsPrivateAndGoes(t *testing.T) {
	if _, err := shelter(); err != nil {
		t.Skip("no folder in memory here")
	}
	file, err := lay("secret")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(file)
	for path, want := range map[string]os.FileMode{file: 0o600, folder: 0o700 | os.ModeDir} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: %v %v", filepath.Base(path), info.Mode(), err)
		}
	}
	e := &editing{file: file}
	if got, lost, err := e.outcome(); got != "secret" || lost != nil || err != nil {
		t.Errorf("read %q, %v, %v", got, lost, err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Error("the folder is left")
	}
	file, _ = lay("another")
	WipeEditor()
	if _, err := os.Stat(filepath.Dir(file)); !os.IsNotExist(err) {
		t.Error("WipeEditor left a folder")
	}
}

func TestSweepTakesWhatTheDeadLeft(t *testing.T) {
	root, err := shelter()
	if err != nil {
		t.Skip("no folder in memory here")
	}
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Skip("no true here")
	}
	dead := filepath.Join(root, fmt.Sprintf("%s%d-test", shelterPrefix(), gone.Process.Pid))
	if err := os.Mkdir(dead, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dead, "note.txt"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	live, err := lay("mine")
	if err != nil {
		t.Fatal(err)
	}
	defer WipeEditor()
	SweepEditor()
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Error("what a dead process left is still there")
	}
	if _, err := os.Stat(live); err != nil {
		t.Error("the file of a living process went")
	}
}
