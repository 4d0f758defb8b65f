package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const diskEncryption = "BitLocker"

// diskEncrypted asks the shell's property of the system drive, which needs no
// administrator: 1, 3 and 5 are protected, 2 is not.
func diskEncrypted() (encrypted, known bool) {
	root := os.Getenv("SystemRoot")
	shell := filepath.Join(root, "System32", "WindowsPowerShell", "v1.0", "powershell.exe")
	out, err := exec.Command(shell, "-NoProfile", "-NonInteractive", "-Command",
		"(New-Object -ComObject Shell.Application).NameSpace($env:SystemDrive).Self.ExtendedProperty('System.Volume.BitLockerProtection')").Output()
	value := strings.TrimSpace(string(out))
	return value == "1" || value == "3" || value == "5", err == nil && value != ""
}

// systemFindings: the page file and the hibernation file lie on the system
// drive, and are as well protected as it is.
func (a *app) systemFindings() []finding {
	w := a.T.Doctor
	if encrypted, _ := diskEncrypted(); encrypted {
		return []finding{{"swap", fine, w.SwapEncrypted, ""}, {"hibernation", fine, w.HibernationEncrypted, ""}}
	}
	return []finding{{"swap", warn, w.SwapPlain, w.SwapAdvice}, {"hibernation", warn, w.HibernationPlain, w.HibernationAdvice}}
}

// permissionFinding: on Windows the vault is as private as the user's profile.
func (a *app) permissionFinding(string) finding {
	return finding{"permissions", fine, a.T.Doctor.Private, ""}
}
