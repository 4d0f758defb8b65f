package vault

import (
	"io"
	"sync"
	"sync/atomic"
)

// relay hands what is written to it on to several writers, each in a goroutine
// of its own, in blocks. Close it whatever happens: that ends them.
type relay struct {
	block *block
	free  chan *block
	to    []chan *block
	wait  sync.WaitGroup
	err   atomic.Pointer[error] // the first of a writer
}

// block goes to every writer and is free when the last is done with it.
type block struct {
	bytes []byte
	users atomic.Int32
}

// relayDepth is how many blocks are under way at once, relayBlock their size:
// blocks of 1 MiB are no faster, and a fold has two relays.
const (
	relayDepth = 4
	relayBlock = 256 << 10
)

// relayed runs write with a relay to the writers.
func relayed(write func(io.Writer) error, to ...io.Writer) error {
	r := newRelay(to...)
	err := write(r)
	if closing := r.Close(); err == nil || closing != nil {
		err = closing
	}
	return err
}

func newRelay(writers ...io.Writer) *relay {
	r := &relay{free: make(chan *block, relayDepth)}
	for range relayDepth {
		r.free <- &block{bytes: make([]byte, 0, relayBlock)}
	}
	for _, w := range writers {
		to := make(chan *block, relayDepth)
		r.to = append(r.to, to)
		r.wait.Go(func() { r.pass(to, w) })
	}
	return r
}

// pass writes the blocks that come, until none does any more. After an error it
// only lets go of them.
func (r *relay) pass(from <-chan *block, w io.Writer) {
	failed := false
	for b := range from {
		if !failed {
			if _, err := w.Write(b.bytes); err != nil {
				failed = true
				r.err.CompareAndSwap(nil, &err)
			}
		}
		if b.users.Add(-1) == 0 {
			r.free <- b
		}
	}
}

// Write implements io.Writer. It returns a writer's error some writes later.
func (r *relay) Write(p []byte) (n int, err error) {
	for n < len(p) {
		if err := r.err.Load(); err != nil {
			return n, *err
		}
		if r.block == nil {
			r.block = <-r.free
			r.block.bytes = r.block.bytes[:0]
		}
		b := r.block
		m := min(len(p)-n, cap(b.bytes)-len(b.bytes))
		b.bytes = append(b.bytes, p[n:n+m]...)
		if n += m; len(b.bytes) == cap(b.bytes) {
			r.send()
		}
	}
	return n, nil
}

func (r *relay) send() {
	r.block.users.Store(int32(len(r.to)))
	for _, to := range r.to {
		to <- r.block
	}
	r.block = nil
}

// Close hands the rest on, waits for the writers and returns the first error
// of any. What they write to stays open.
func (r *relay) Close() error {
	if r.block != nil {
		r.send()
	}
	for _, to := range r.to {
		close(to)
	}
	r.wait.Wait()
	if err := r.err.Load(); err != nil {
		return *err
	}
	return nil
}
