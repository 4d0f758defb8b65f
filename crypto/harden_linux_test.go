package crypto

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// A hardened process of another run of this test program: it says it is ready,
// then waits, then dies by a signal that dumps core.
func TestMain(m *testing.M) {
	actAsPlugin()
	workFactor = 4 // a second each time would teach nothing more
	switch os.Getenv("CALEPIN_TEST_CHILD") {
	case "":
		os.Exit(m.Run())
	case "victim":
		victim()
	case "spy":
		spy(os.Args[1])
	}
}

func victim() {
	var cores unix.Rlimit // as many as the system lets it have
	if unix.Getrlimit(unix.RLIMIT_CORE, &cores) == nil {
		cores.Cur = cores.Max
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &cores)
	}
	if os.Getenv("CALEPIN_TEST_HARDEN") == "1" {
		if err := HardenProcess(); err != nil {
			fmt.Println("harden:", err)
			os.Exit(1)
		}
	}
	fd, err := unix.MemfdCreate("calepin", unix.MFD_CLOEXEC)
	if err != nil {
		fmt.Println("memfd:", err)
		os.Exit(1)
	}
	// The vault opens its own memory file this way.
	if _, err := os.OpenFile(fmt.Sprintf("/proc/self/fd/%d", fd), os.O_RDWR, 0); err != nil {
		fmt.Println("own descriptor:", err)
		os.Exit(1)
	}
	fmt.Println("ready", fd)
	io.Copy(io.Discard, os.Stdin)
	unix.Kill(os.Getpid(), unix.SIGABRT)
	select {}
}

// spy tries what another program of the same user could.
func spy(target string) {
	pid, fd, _ := strings.Cut(target, ":")
	for _, name := range []string{"fd", "fd/" + fd, "mem", "environ", "maps"} {
		if f, err := os.Open(filepath.Join("/proc", pid, name)); err == nil {
			f.Close()
			fmt.Println("opened", name)
		}
	}
	n, _ := strconv.Atoi(pid)
	if unix.PtraceSeize(n) == nil { // unlike attach, does not stop it
		fmt.Println("traced")
	}
}

func TestHardenProcess(t *testing.T) {
	exe := sharedExecutable(t)
	// Without it the spy must see something, or the test proves nothing.
	seen := spyOn(t, exe, "0")
	t.Logf("not hardened:\n%s", seen)
	if seen == "" {
		t.Skip("processes cannot look at each other here anyway")
	}
	if seen := spyOn(t, exe, "1"); seen != "" {
		t.Errorf("another process of the same user:\n%s", seen)
	}
}

// spyOn starts a victim, lets a spy of the same user at it, and returns what
// the spy reached, and a core if one was left.
func spyOn(t *testing.T, exe, harden string) string {
	t.Helper()
	v := child(exe, "victim", "CALEPIN_TEST_HARDEN="+harden)
	v.Dir = filepath.Dir(exe) // a core lands here
	in, _ := v.StdinPipe()
	out, _ := v.StdoutPipe()
	if err := v.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	fd, ready := strings.CutPrefix(strings.TrimSpace(line), "ready ")
	if !ready {
		t.Fatalf("the victim says %q", line)
	}
	s := child(exe, "spy")
	s.Args = append(s.Args, fmt.Sprintf("%d:%s", v.Process.Pid, fd))
	seen, err := s.Output()
	if err != nil {
		t.Fatal(err)
	}
	in.Close()
	v.Wait()
	status := v.ProcessState.Sys().(syscall.WaitStatus)
	if status.CoreDump() {
		seen = append(seen, "core dumped\n"...)
	}
	return string(seen)
}

// child runs this test program as an unprivileged user: nothing is hidden
// from root.
func child(exe, role string, env ...string) *exec.Cmd {
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), append(env, "CALEPIN_TEST_CHILD="+role, "GOTRACEBACK=crash")...)
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return cmd
}

// sharedExecutable copies this test program to a folder where that user can
// run it and leave a core.
func sharedExecutable(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "calepin-harden-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	data, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(dir, "test")
	if err := errors.Join(os.WriteFile(exe, data, 0o755), os.Chmod(dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	return exe
}
