package session

import (
	"context"

	"calepin/store/vault"
)

// Ahead is a vault that opens while the screen is made ready: half of what is
// waited for needs no screen.
type Ahead struct {
	cancel        context.CancelFunc
	found, opened chan struct{}
	panicked      any

	info    vault.Info
	step    Step
	session *Session
	err     error // of looking for the key
	openErr error
}

// Ahead begins to look for the key, and to open the vault where it is there and
// nothing has to be asked: a hardware key may ask. Drop has to be called in the end.
func (at At) Ahead(ctx context.Context) *Ahead {
	ctx, cancel := context.WithCancel(ctx)
	a := &Ahead{cancel: cancel, found: make(chan struct{}), opened: make(chan struct{})}
	go func() {
		defer close(a.opened)
		a.guard(func() {
			defer close(a.found)
			a.info, a.step, a.err = at.Find(ctx)
		})
		if a.panicked == nil && a.err == nil && a.step.Ready() && ctx.Err() == nil {
			a.guard(func() { a.session, a.openErr = at.Open(ctx, a.step.Key, nil) })
		}
	}()
	return a
}

// guard keeps a panic for whoever waits: out here nobody would restore the
// terminal.
func (a *Ahead) guard(do func()) {
	defer func() { a.panicked = recover() }()
	do()
}

// Find is At.Find.
func (a *Ahead) Find() (vault.Info, Step, error) {
	<-a.found
	return a.info, a.step, a.err
}

// Open is At.Open with the key that Find found.
func (a *Ahead) Open() (*Session, error) {
	<-a.opened
	if a.panicked != nil {
		panic(a.panicked)
	}
	return a.session, a.openErr
}

// Drop waits until nothing is opened any more. What was opened until then is
// with At.Keep.
func (a *Ahead) Drop() {
	a.cancel()
	<-a.opened
}
