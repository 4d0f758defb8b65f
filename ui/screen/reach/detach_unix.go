//go:build unix

package reach

import (
	"os/exec"
	"syscall"
)

// detach gives a command a session of its own, so that neither this terminal's
// signals nor its end reach it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
