package crypto

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// HardenProcess keeps the keys and records in memory from leaving it: no core
// dump and no debugger (root with system integrity protection off is not kept
// out). Call it first thing in main. It returns what the system refused; the
// program can go on without.
//
// On macOS a debugger that runs the program ends it here: PT_DENY_ATTACH.
func HardenProcess() error {
	var errs []error
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		errs = append(errs, fmt.Errorf("core limit: %w", err))
	}
	if err := unix.PtraceDenyAttach(); err != nil {
		errs = append(errs, fmt.Errorf("deny debuggers: %w", err))
	}
	return errors.Join(errs...)
}
