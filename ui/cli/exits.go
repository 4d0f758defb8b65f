package cli

import (
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
)

// exits are what must be done before the program ends, however it ends: close
// the vault, restore the terminal, take back what a cancelled set-up made. The
// last added runs first, each once.
type exits struct {
	mu    sync.Mutex // held while they run, and for good when a signal ends the program
	todo  map[int]func()
	count int
}

// add registers fn and returns the way to run it before the end; drop forgets it.
func (e *exits) add(fn func()) (done, drop func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.addLocked(fn)
}

// enter does what undo takes back, with no moment in between at which a signal
// could end the program; done is for undo as in add.
func (e *exits) enter(do func() error, undo func()) (done func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := do(); err != nil {
		return func() {}, err
	}
	done, _ = e.addLocked(undo)
	return done, nil
}

func (e *exits) addLocked(fn func()) (done, drop func()) {
	if e.todo == nil {
		e.todo = map[int]func(){}
	}
	e.count++
	id := e.count
	e.todo[id] = fn
	take := func(run bool) {
		e.mu.Lock()
		defer e.mu.Unlock()
		if fn, ok := e.todo[id]; ok {
			delete(e.todo, id)
			if run {
				fn()
			}
		}
	}
	return func() { take(true) }, func() { take(false) }
}

// hold runs fn, which a signal then waits for. fn must not add anything.
func (e *exits) hold(fn func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	fn()
}

// run does them all.
func (e *exits) run() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.runLocked()
}

// dying does them all and keeps everyone else waiting: the caller exits next.
func (e *exits) dying() {
	e.mu.Lock()
	e.runLocked()
}

func (e *exits) runLocked() {
	ids := make([]int, 0, len(e.todo))
	for id := range e.todo {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range slices.Backward(ids) {
		e.todo[id]()
	}
	clear(e.todo)
}

func notify(c chan os.Signal) {
	signal.Notify(c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// A closed pipe is an error of the write, not the end of the program: the
	// vault has to be closed first.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
}

func ignore(c chan os.Signal) { signal.Stop(c) }

// signalCode is 128 + the signal's number, as shells have it.
func signalCode(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return exitFailed
}
