package vault

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// process is what this process holds.
type process struct {
	goroutines  int
	descriptors int // 0 where the system does not tell
	maps        int // of files in memory
	heap        uint64
}

func thisProcess() (p process) {
	runtime.GC()
	p.goroutines = runtime.NumGoroutine()
	open, _ := os.ReadDir("/proc/self/fd")
	p.descriptors = len(open)
	maps, _ := os.ReadFile("/proc/self/maps")
	p.maps = strings.Count(string(maps), "/memfd:")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.heap = m.HeapAlloc
	return p
}

// settled is what the process holds once what ends by itself has ended: it
// waits until that is no more than it was, within patience.
func settled(t *testing.T, was process) process {
	t.Helper()
	now := thisProcess()
	for range 50 {
		time.Sleep(20 * time.Millisecond)
		next := thisProcess()
		calm := next.goroutines == now.goroutines && next.descriptors == now.descriptors
		if now = next; calm && (was == process{} || now.goroutines <= was.goroutines && now.descriptors <= was.descriptors) {
			break
		}
	}
	return now
}
