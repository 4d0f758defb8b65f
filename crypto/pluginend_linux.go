package crypto

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// How a plugin that was given up on is ended: as age ends one, and where that is
// not heeded, for good. Its process may be starting only now.
const (
	endEvery  = 50 * time.Millisecond
	endPolite = 10 // times
	endAtMost = 30 // times: what it started itself may hold its output open
)

// endPlugin ends the processes of a plugin that were not there before, until it
// has answered.
func endPlugin[T any](name string, before []int, answered <-chan T) {
	for try := range endAtMost {
		for _, pid := range pluginProcesses(name) {
			if !slices.Contains(before, pid) {
				endProcess(name, pid, try < endPolite)
			}
		}
		select {
		case <-answered:
			return
		case <-time.After(endEvery):
		}
	}
}

// pluginProcesses are the children of this process that run a plugin of that name.
// age starts them itself and gives nothing to hold them by.
func pluginProcesses(name string) (pids []int) {
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil && isPluginProcess(name, pid) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// isPluginProcess tells whether a process is a child of this one, and runs a
// plugin of that name: directly, or through an interpreter.
func isPluginProcess(name string, pid int) bool {
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	stat, err := os.ReadFile(filepath.Join(proc, "stat"))
	if err != nil {
		return false
	}
	// "PID (COMMAND) STATE PARENT …": the command may hold anything.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 2 || fields[1] != strconv.Itoa(os.Getpid()) {
		return false
	}
	line, _ := os.ReadFile(filepath.Join(proc, "cmdline")) // empty once it has ended
	program, protocol := false, false
	for arg := range strings.SplitSeq(string(line), "\x00") {
		program = program || filepath.Base(arg) == "age-plugin-"+name
		protocol = protocol || strings.HasPrefix(arg, "--age-plugin=")
	}
	return program && protocol
}

// endProcess ends the process of a plugin, and none that got its number since: it
// is held by a descriptor before it is looked at again.
func endProcess(name string, pid int, politely bool) {
	fd, err := unix.PidfdOpen(pid, 0)
	if err != nil { // it is gone, or the system knows no such thing (Linux before 5.3)
		return
	}
	defer unix.Close(fd)
	signal := unix.SIGKILL
	if politely {
		signal = unix.SIGINT
	}
	if isPluginProcess(name, pid) {
		_ = unix.PidfdSendSignal(fd, signal, nil, 0)
	}
}
