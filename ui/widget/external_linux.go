package widget

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// memory is where Linux keeps files in memory. It is a variable for the tests.
var memory = "/dev/shm"

// shelter returns the folder in memory for files of an editor.
func shelter() (string, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(memory, &fs); err != nil {
		return "", &EditorError{Kind: EditorNoShelter, Err: err}
	}
	if fs.Type != unix.TMPFS_MAGIC && fs.Type != unix.RAMFS_MAGIC {
		return "", &EditorError{Kind: EditorNoShelter, Err: errors.New("not in memory")}
	}
	return memory, nil
}

// mine tells whether a folder, and no link, belongs to this user.
func mine(folder string) bool {
	info, err := os.Lstat(folder)
	if err != nil || !info.IsDir() {
		return false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == os.Getuid()
}

// alive tells whether a process is there, whoever's it is.
func alive(pid int) bool { return !errors.Is(unix.Kill(pid, 0), unix.ESRCH) }
