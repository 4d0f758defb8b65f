package crypto

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// From werapi.h.
const (
	werNoHeap = 0x01 // a crash report holds no heap
	werNoUI   = 0x20
)

// HardenProcess keeps the keys and records in memory out of crash reports, as
// far as Windows lets a program: no heap in what Windows Error Reporting
// collects, no box that offers to debug. Other processes of the same user can
// still read its memory. Call it first thing in main. It returns what the
// system refused; the program can go on without.
func HardenProcess() error {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX | windows.SEM_NOOPENFILEERRORBOX)
	setFlags := windows.NewLazySystemDLL("kernel32.dll").NewProc("WerSetFlags")
	if err := setFlags.Find(); err != nil {
		return fmt.Errorf("crash reports: %w", err)
	}
	if result, _, _ := setFlags.Call(werNoHeap | werNoUI); result != 0 {
		return fmt.Errorf("crash reports: HRESULT %#x", result)
	}
	return nil
}
