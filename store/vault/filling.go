package vault

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"
)

// chunk is what age authenticates at a time; span is how many of them one
// goroutine decrypts at a time: 256 KiB and less was measured slower.
const (
	chunk = 64 << 10
	span  = 16
)

// filling is a working copy that a snapshot is being decrypted into. Whoever
// needs a part of it that is not there yet fetches it: a few chunks are enough
// to find any record. The first part that cannot be had ends it all.
type filling struct {
	snapshot *snapshot
	mem      *os.File
	state    []atomic.Uint32 // of each chunk

	mu      sync.Mutex
	moved   *sync.Cond // when what follows changed, or a chunk's state
	started bool
	workers int
	next    int   // before it no chunk is empty
	left    int   // how many are not there yet
	err     error // why nothing more comes
}

// The states of a chunk.
const (
	chunkEmpty uint32 = iota
	chunkAsked        // somebody is decrypting it
	chunkThere
)

// begin opens a working copy in which only what bbolt looks at on opening is
// there. Close the database, and stop the filling, before the snapshot.
func (s *snapshot) begin() (*filling, *bolt.DB, error) {
	mem, err := memoryFile()
	if err != nil {
		return nil, nil, err
	}
	n := int((s.size + chunk - 1) / chunk)
	f := &filling{snapshot: s, mem: mem, state: make([]atomic.Uint32, n), left: n}
	f.moved = sync.NewCond(&f.mu)
	if err = mem.Truncate(s.size); err == nil {
		err = f.needMeta()
	}
	if err != nil {
		_ = mem.Close()
		return nil, nil, err
	}
	db, err := openMemory(mem, s.size)
	return f, db, err
}

// needMeta fetches the two meta pages and the list of free pages; everything,
// where none is written down: bbolt then looks at every page.
func (f *filling) needMeta() error {
	const metas = 2 * pageSize
	var b [metas]byte
	if f.snapshot.size < metas {
		return f.need(0, f.snapshot.size)
	}
	if err := f.need(0, metas); err != nil {
		return err
	}
	if _, err := f.mem.ReadAt(b[:], 0); err != nil {
		return err
	}
	for at := pageHeader; at < metas; at += pageSize {
		free := binary.LittleEndian.Uint64(b[at+32:])
		if free >= uint64(f.snapshot.size/pageSize) {
			return f.need(0, f.snapshot.size)
		}
		from := int64(free) * pageSize
		if err := f.need(from, from+pageSize); err != nil {
			return err
		}
		var head [pageHeader]byte
		if _, err := f.mem.ReadAt(head[:], from); err != nil {
			return err
		}
		if err := f.need(from, from+int64(binary.LittleEndian.Uint32(head[12:])+1)*pageSize); err != nil {
			return err
		}
	}
	return nil
}

// need returns once the bytes from one offset to before another are there.
func (f *filling) need(from, to int64) error {
	for c := int(from / chunk); c < len(f.state) && int64(c)*chunk < to; c++ {
		if f.state[c].Load() == chunkThere {
			continue
		}
		if err := f.fetch(c); err != nil {
			return err
		}
	}
	return nil
}

// fetch decrypts a chunk, or waits for who does.
func (f *filling) fetch(c int) error {
	f.mu.Lock()
	for f.err == nil && f.state[c].Load() == chunkAsked {
		f.moved.Wait()
	}
	if f.err != nil || f.state[c].Load() == chunkThere {
		defer f.mu.Unlock()
		return f.err
	}
	f.state[c].Store(chunkAsked)
	f.mu.Unlock()
	return f.decrypt(c, c+1, make([]byte, chunk))
}

// start decrypts all of it on all cores, behind whoever goes on.
func (f *filling) start() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.started || f.err != nil {
		return
	}
	f.started = true
	for range max(2, runtime.GOMAXPROCS(0)) {
		f.workers++
		go f.work()
	}
}

func (f *filling) work() {
	buf := make([]byte, min(span*chunk, f.snapshot.size))
	for {
		from, to := f.claim()
		if from == to || f.decrypt(from, to, buf) != nil {
			break
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.workers--
	f.moved.Broadcast()
}

// claim returns the next chunks that nobody asked for, none at the end.
func (f *filling) claim() (from, to int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.next < len(f.state) && f.state[f.next].Load() != chunkEmpty {
		f.next++
	}
	if f.err != nil {
		return f.next, f.next
	}
	from = f.next
	for f.next < len(f.state) && f.next-from < span && f.state[f.next].Load() == chunkEmpty {
		f.state[f.next].Store(chunkAsked)
		f.next++
	}
	return from, f.next
}

// decrypt fills in chunks that were asked for.
func (f *filling) decrypt(from, to int, buf []byte) error {
	at := int64(from) * chunk
	n, err := f.snapshot.plain.ReadAt(buf[:min(int64(to)*chunk, f.snapshot.size)-at], at)
	if err != nil && !errors.Is(err, io.EOF) {
		return f.fail(f.snapshot.damaged(at, err))
	}
	if _, err := f.mem.WriteAt(buf[:n], at); err != nil {
		return f.fail(fmt.Errorf("fill the working copy: %w", err))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := from; c < to; c++ {
		f.state[c].Store(chunkThere)
	}
	f.left -= to - from
	f.moved.Broadcast()
	return f.err
}

// fail ends the filling, for the first reason given, which it returns.
func (f *filling) fail(err error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
	f.moved.Broadcast()
	return f.err
}

func (f *filling) failed() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// wait returns once all is there, or never will be.
func (f *filling) wait() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.workers > 0 || f.left > 0 && f.err == nil {
		f.moved.Wait()
	}
	return f.err
}

// stop ends the filling where it is.
func (f *filling) stop() { _, _ = f.fail(ErrClosed), f.wait() }
