package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

const diskEncryption = "LUKS"

// diskEncrypted is asked only where the working copy is on a disk.
func diskEncrypted() (encrypted, known bool) { return false, false }

// systemFindings are what the kernel may write to disk of a process's memory.
func (a *app) systemFindings() []finding {
	return []finding{a.swapFinding("/proc/swaps"), a.hibernationFinding()}
}

// swapFinding reads the swap areas from a file in the format of proc(5).
func (a *app) swapFinding(swaps string) finding {
	w := a.T.Doctor
	data, err := os.ReadFile(swaps)
	if err != nil {
		return finding{"swap", warn, w.SwapUnknown, w.SwapAdvice}
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	if len(lines) == 0 {
		return finding{"swap", fine, w.SwapOff, ""}
	}
	for _, line := range lines {
		area := strings.Fields(line)[0]
		if !strings.HasPrefix(filepath.Base(area), "zram") && !encryptedArea(area) {
			return finding{"swap", warn, w.SwapPlain, w.SwapAdvice}
		}
	}
	return finding{"swap", fine, w.SwapEncrypted, ""}
}

// encryptedArea tells whether a swap partition, or the file system that a swap
// file is on, lies on dm-crypt.
func encryptedArea(path string) bool {
	var stat unix.Stat_t
	if unix.Stat(path, &stat) != nil {
		return false
	}
	device := stat.Dev
	if stat.Mode&unix.S_IFMT == unix.S_IFBLK {
		device = stat.Rdev
	}
	return encryptedDevice(fmt.Sprintf("/sys/dev/block/%d:%d", unix.Major(device), unix.Minor(device)), 8)
}

// encryptedDevice looks for dm-crypt below a block device, layer by layer.
func encryptedDevice(sys string, depth int) bool {
	if uuid, err := os.ReadFile(filepath.Join(sys, "dm", "uuid")); err == nil && strings.HasPrefix(string(uuid), "CRYPT-") {
		return true
	}
	below, _ := filepath.Glob(filepath.Join(sys, "slaves", "*"))
	for _, device := range below {
		if depth == 0 || !encryptedDevice(device, depth-1) {
			return false
		}
	}
	return len(below) > 0
}

// hibernationFinding tells whether the system can write its memory to disk: it
// needs a device to resume from.
func (a *app) hibernationFinding() finding {
	w := a.T.Doctor
	resume, err := os.ReadFile("/sys/power/resume")
	device := strings.TrimSpace(string(resume))
	switch {
	case err != nil || device == "0:0" || device == "":
		return finding{"hibernation", fine, w.HibernationOff, ""}
	case encryptedDevice("/sys/dev/block/"+device, 8):
		return finding{"hibernation", fine, w.HibernationEncrypted, ""}
	}
	return finding{"hibernation", warn, w.HibernationPlain, w.HibernationAdvice}
}
