package cli

import (
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/term"
)

// progress tells, on one line of the terminal on stderr, how far long work is:
// from its first second on, a few times a second. It says nothing elsewhere,
// nor with --plain, where nothing is repainted. end takes the line away.
// Who asks for it has long work to do: see longWork.
func (a *app) progress(what string) (tell func(done, total int64), end func()) {
	debug.SetGCPercent(longWork)
	if a.flags.plain || !term.IsTerminal(int(os.Stderr.Fd())) {
		return func(int64, int64) {}, func() {}
	}
	began := time.Now()
	var last time.Time
	tell = func(done, total int64) {
		now := time.Now()
		if total <= 0 || now.Sub(began) < time.Second || now.Sub(last) < 200*time.Millisecond {
			return
		}
		last = now
		percent := min(100, done*100/total)
		line := a.T.Import.Progress.With("what", what, "percent", percent)
		if percent > 2 {
			left := time.Duration(float64(now.Sub(began)) * float64(total-done) / float64(done))
			line = a.T.Import.ProgressLeft.With("what", what, "percent", percent, "seconds", int(left.Seconds()+1))
		}
		fmt.Fprintf(a.err, "\r%s\x1b[K", line)
	}
	return tell, func() {
		if !last.IsZero() {
			fmt.Fprint(a.err, "\r\x1b[K")
		}
	}
}

// working tells, where progress would, of long work that cannot say how far it
// is: for how long it has lasted. Nothing else may be said until end.
func (a *app) working(what string) (end func()) {
	if a.flags.plain || !term.IsTerminal(int(os.Stderr.Fd())) {
		return func() {}
	}
	return a.elapse(what)
}

func (a *app) elapse(what string) (end func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for seconds := 1; ; seconds++ {
			select {
			case <-tick.C:
				fmt.Fprintf(a.err, "\r%s\x1b[K", a.T.Import.Elapsed.With("what", what, "seconds", seconds))
			case <-stop:
				if seconds > 1 {
					fmt.Fprint(a.err, "\r\x1b[K")
				}
				return
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// counting is tell for work that counts with int.
func counting(tell func(done, total int64)) func(done, total int) {
	return func(done, total int) { tell(int64(done), int64(total)) }
}
