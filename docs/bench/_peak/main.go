// Peak runs a command and says on stderr how much memory it had at most, in
// KiB: what is its own, the program's pages, and what its files in memory hold
// whether they are mapped or not. Linux; as root where the command cannot be
// looked into, as calepin.
//
//	peak COMMAND [ARGUMENT]…
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	most := 0
	for tick := time.NewTicker(200 * time.Microsecond); ; {
		select {
		case <-tick.C:
			most = max(most, held(cmd.Process.Pid))
		case err := <-ended:
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			fmt.Fprintln(os.Stderr, most)
			return
		}
	}
}

// held is the memory of a process at the moment, in KiB.
func held(pid int) (kib int) {
	dir := fmt.Sprint("/proc/", pid)
	status, _ := os.ReadFile(dir + "/status")
	for line := range strings.Lines(string(status)) {
		var n int
		// RssShmem is left out: those pages are counted with their files.
		for _, field := range []string{"RssAnon: %d", "RssFile: %d"} {
			if _, err := fmt.Sscanf(line, field, &n); err == nil {
				kib += n
			}
		}
	}
	fds, _ := filepath.Glob(dir + "/fd/*")
	for _, fd := range fds {
		if to, _ := os.Readlink(fd); !strings.HasPrefix(to, "/memfd:") {
			continue
		}
		var stat syscall.Stat_t
		if syscall.Stat(fd, &stat) == nil {
			kib += int(stat.Blocks / 2)
		}
	}
	return kib
}
