package disk

import (
	"os"
	"strconv"
	"strings"
)

// writePID leaves the holder's number in the lock file. It is a courtesy to
// who comes second: a full disk may refuse it.
func writePID(f *os.File) {
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
}

// readPID returns the number that writePID left, 0 for none.
func readPID(f *os.File) int {
	b := make([]byte, 20)
	n, _ := f.ReadAt(b, 0)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(b[:n])))
	return pid
}
