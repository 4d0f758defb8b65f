package cli

import (
	"bytes"
	"os/exec"
)

const diskEncryption = "FileVault"

// diskEncrypted asks fdesetup(8).
func diskEncrypted() (encrypted, known bool) {
	out, err := exec.Command("/usr/bin/fdesetup", "status").Output()
	return bytes.Contains(out, []byte("FileVault is On")), err == nil
}

// systemFindings: macOS encrypts its swap always, and what it writes when it
// sleeps as FileVault does the disk.
func (a *app) systemFindings() []finding {
	w := a.T.Doctor
	swap := finding{"swap", fine, w.SwapEncrypted, ""}
	if encrypted, _ := diskEncrypted(); encrypted {
		return []finding{swap, {"hibernation", fine, w.HibernationEncrypted, ""}}
	}
	return []finding{swap, {"hibernation", warn, w.HibernationPlain, w.HibernationAdvice}}
}
