// First measures the time from the start of calepin to its list of contacts in
// a terminal, and of `age -d` on the same file, in turns. It prints the median,
// the least and the most of each in milliseconds, a line each.
//
//	first RUNS VAULT KEY NAME      NAME stands in the first row
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/creack/pty"
)

func main() {
	runs, err := strconv.Atoi(os.Args[1])
	check(err)
	vault, key, name := os.Args[2], os.Args[3], os.Args[4]
	home, err := os.MkdirTemp("", "")
	check(err)
	defer os.RemoveAll(home)
	check(os.MkdirAll(home+"/calepin", 0o700))
	check(os.WriteFile(home+"/calepin/config.toml", []byte("start = \"contacts\"\n"), 0o600))
	check(os.Setenv("XDG_CONFIG_HOME", home))
	check(os.Setenv("XDG_STATE_HOME", home))
	check(os.Setenv("TERM", "xterm-256color"))
	var ours, age []time.Duration
	for range runs + 1 {
		began := time.Now()
		check(exec.Command("age", "-d", "-i", key, "-o", "/dev/null", filepath.Join(vault, "vault.age")).Run())
		age = append(age, time.Since(began))
		ours = append(ours, painted(name, "--vault", vault, "--identity", key))
	}
	tell(ours[1:]) // the first one warms up
	tell(age[1:])
}

// painted runs calepin until name is on the screen, then ends it.
func painted(name string, args ...string) time.Duration {
	cmd := exec.Command("calepin", args...)
	began := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 40, Cols: 120})
	check(err)
	defer tty.Close()
	var all []byte
	var took time.Duration
	for b := make([]byte, 1<<16); ; {
		n, err := tty.Read(b)
		if err != nil {
			break // it has ended
		}
		all = append(all, b[:n]...)
		if bytes.Contains(b[:n], []byte("\x1b[c")) { // it asks what the terminal is
			_, _ = tty.WriteString("\x1b[?62c")
		}
		if took == 0 && bytes.Contains(all, []byte(name)) {
			took = time.Since(began)
			check(cmd.Process.Signal(syscall.SIGTERM))
		}
	}
	_ = cmd.Wait()
	if took == 0 {
		check(fmt.Errorf("%q was never shown", name))
	}
	return took
}

func tell(all []time.Duration) {
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	fmt.Printf("%.2f %.2f %.2f\n", ms(all[len(all)/2]), ms(all[0]), ms(all[len(all)-1]))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "first:", err)
		os.Exit(1)
	}
}
