package reach

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// What stands in the way of opening an address.
var (
	errNoOpener  = errors.New("no program opens addresses")
	errNoDesktop = errors.New("no desktop")
	errNoProgram = errors.New("the opener found no program")
)

// settle is how long an opener is watched: one that found no program has ended
// by then, one that became the program has not.
const settle = 1500 * time.Millisecond

// opener is the command that opens an address on this system.
func opener(system, address string) (name string, args []string) {
	switch system {
	case "darwin":
		return "open", []string{address}
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	return "xdg-open", []string{address}
}

// launch opens an address with the system's program, which goes on by itself:
// it shares no descriptor, no terminal and no session with this one. (Go opens
// all files close-on-exec, the vault's memory file included.)
func launch(ctx context.Context, address string) error {
	name, args := opener(runtime.GOOS, address)
	if _, err := exec.LookPath(name); err != nil {
		return errNoOpener
	}
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errNoDesktop // xdg-open would look for a browser in this terminal
	}
	return start(ctx, name, args...)
}

// start runs a command detached, and watches it for a moment.
func start(ctx context.Context, name string, args ...string) error {
	cmd := exec.Command(name, args...) // the streams are the null device
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return errNoProgram
		}
	case <-time.After(settle):
	case <-ctx.Done():
	}
	return nil
}
