package crypto

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// HardenProcess keeps the keys and records in memory from leaving it: no core
// dump, no debugger and no look through /proc by other processes of the same
// user (root is not kept out). Call it first thing in main. It returns what
// the system refused; the program can go on without.
//
// On Linux children inherit the core limit, and lose the rest at exec.
func HardenProcess() error {
	var errs []error
	// A pipe in kernel.core_pattern ignores the limit; it does not ignore
	// that the process is not dumpable.
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		errs = append(errs, fmt.Errorf("core limit: %w", err))
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		errs = append(errs, fmt.Errorf("not dumpable: %w", err))
	}
	return errors.Join(errs...)
}
