package vault

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// journal appends the changes since one snapshot.
type journal struct {
	file     disk.File
	name     string // base name
	cipher   *crypto.JournalCipher
	snapshot [32]byte
	at       position
	// room is where the file ends: from at.end to it lie zeros.
	room int64
	// dirty: bytes of a torn or refused change may lie behind at.end.
	dirty    bool
	appended bool // by this process
	buf      []byte
}

// roomStep is what the file grows by: its room ends at a multiple of it.
// Writing over zeros that are there leaves the system nothing to sync but the
// data.
const roomStep = 64 << 10

func journalName(generation uint64) string { return fmt.Sprintf("%010d.journal", generation) }

// createJournal makes the journal of a snapshot durable, empty, ahead of the
// rename that puts the snapshot in place.
func createJournal(fsys disk.FS, dir string, h header, key, auth []byte) (*journal, error) {
	cipher, err := crypto.NewJournalCipher(key)
	if err != nil {
		return nil, err
	}
	name := journalName(h.Generation)
	path := filepath.Join(dir, name)
	head := h.encode(journalMagic, auth)
	// An earlier fold to this generation may have been cut: begin afresh.
	f, err := disk.Create(fsys, path, os.O_RDWR)
	if err != nil {
		return nil, fmt.Errorf("create the journal: %w", err)
	}
	if _, err = f.Write(head); err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = fsys.SyncDir(dir)
	}
	if err != nil {
		_ = f.Close()
		_ = fsys.Remove(path)
		return nil, fmt.Errorf("create the journal: %w", err)
	}
	at := startOf(head, h.Sequence)
	return &journal{file: f, name: name, cipher: cipher, snapshot: h.Snapshot, at: at, room: at.end}, nil
}

// startOf is the position behind a journal's header.
func startOf(head []byte, sequence uint64) position {
	return position{int64(len(head)), sequence, chain(sha256.Sum256(head))}
}

// append makes a change durable. Its error is ErrUnknown, or else says why the
// disk did not take the change; then the journal stands as before.
func (j *journal) append(ops []op) error {
	if j.dirty {
		if err := j.cut(); err != nil {
			return err
		}
	}
	at, err := j.write(ops)
	if err != nil {
		j.dirty = true
		_ = j.cut() // or else before the next change
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := j.sync(at.end); err != nil {
		j.dirty = true
		return fmt.Errorf("sync the journal: %w: %w", ErrUnknown, err)
	}
	j.at, j.appended = at, true
	return nil
}

// sync makes what was written up to end durable. Where the file had to grow,
// it grows further, by zeros for the changes to come, from the second change
// of a process on: a command that saves once needs none, and the first sync is
// of everything that others may have left in the system's cache. A disk
// without room for zeros does without; one that fails, fails the sync.
func (j *journal) sync(end int64) error {
	if j.appended && end <= j.room {
		return j.file.Datasync()
	}
	if j.room = max(j.room, end); j.appended {
		n, _ := j.file.WriteAt(make([]byte, roomStep-end%roomStep), end)
		j.room += int64(n)
	}
	return j.file.Sync()
}

// cut takes away what lies behind the last change, durably: of a torn change
// no byte may come to lie in or behind a new one.
func (j *journal) cut() error {
	if err := j.file.Truncate(j.at.end); err != nil {
		return fmt.Errorf("cut the journal: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("cut the journal: %w: %w", ErrUnknown, err)
	}
	j.room, j.dirty = j.at.end, false
	return nil
}

// write writes the frames of one change behind at and returns the position
// behind them.
func (j *journal) write(ops []op) (position, error) {
	at := j.at
	at.sequence++
	text := j.buf[:0]
	for i, o := range ops {
		text = appendOp(text, o)
		for len(text) > frameText {
			if err := j.writeFrame(&at, moreFollows, text[:frameText]); err != nil {
				return at, err
			}
			text = append(text[:0], text[frameText:]...)
		}
		if i == len(ops)-1 {
			if err := j.writeFrame(&at, lastFrame, text); err != nil {
				return at, err
			}
		}
	}
	if cap(text) <= 2*frameText {
		j.buf = text[:0]
	}
	return at, nil
}

func (j *journal) writeFrame(at *position, kind byte, text []byte) error {
	length := len(text) + 1 + crypto.JournalOverhead
	head := encodeFrameHeader(length, at.sequence)
	frame := append(make([]byte, 0, frameHeader+length), head[:]...)
	plain := append(make([]byte, 0, len(text)+1), kind)
	plain = append(plain, text...)
	frame = j.cipher.Seal(frame, plain, at.chain.associated(j.snapshot, head))
	if _, err := j.file.WriteAt(frame, at.end); err != nil {
		return err
	}
	*at = position{at.end + int64(len(frame)), at.sequence, at.chain.next(frame[frameHeader:])}
	return nil
}

// openJournal opens the journal that goes with a snapshot and finds its end.
// pinned is the last change known to have been acknowledged.
func openJournal(fsys disk.FS, dir string, h header, key []byte, pinned uint64, readOnly bool) (*journal, error) {
	cipher, err := crypto.NewJournalCipher(key)
	if err != nil {
		return nil, err
	}
	flag := os.O_RDWR
	if readOnly {
		flag = os.O_RDONLY
	}
	name := journalName(h.Generation)
	f, err := fsys.OpenFile(filepath.Join(dir, name), flag, 0)
	if err != nil {
		return nil, fmt.Errorf("open the journal: %w", err)
	}
	j := &journal{file: f, name: name, cipher: cipher, snapshot: h.Snapshot}
	if err := j.findEnd(h, pinned); err != nil {
		_ = f.Close()
		return nil, err
	}
	return j, nil
}

// findEnd checks every frame. Damage confined to the last change, where that
// one was never known to be acknowledged, is what a crash leaves: dropped.
func (j *journal) findEnd(h header, pinned uint64) error {
	r, err := j.reader(h)
	if err != nil {
		return err
	}
	j.at, j.room = r.at, r.size
	for {
		_, last, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return j.judge(r, err, pinned)
		}
		if last {
			j.at = r.at
		}
	}
}

// judge decides what a frame that does not read means.
func (j *journal) judge(r *frameReader, damage error, pinned uint64) error {
	j.dirty = true
	if errors.Is(damage, errCut) {
		return nil // the pin tells whether what is missing was acknowledged
	}
	failed := j.at.sequence + 1
	later, err := laterChange(j.file, r.at.end+1, r.size, failed)
	if err != nil {
		return err
	}
	if later || failed <= pinned || !plausibleTail(r, failed) {
		return &DamagedError{Part: JournalPart, File: j.name, Offset: r.at.end, Err: damage}
	}
	return nil
}

// plausibleTail tells whether the frame at r can be the torn beginning of the
// change failed: a header that reads must be that change's.
func plausibleTail(r *frameReader, failed uint64) bool {
	var head [frameHeader]byte
	if _, err := r.file.ReadAt(head[:], r.at.end); err != nil {
		return true
	}
	_, sequence, ok := decodeFrameHeader(head[:])
	return !ok || sequence == failed
}

// reader returns a reader of the journal's frames from the first on.
func (j *journal) reader(h header) (*frameReader, error) {
	info, err := j.file.Stat()
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	head := make([]byte, headerSize)
	if _, err := j.file.ReadAt(head, 0); err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return &frameReader{file: j.file, size: info.Size(), cipher: j.cipher, snapshot: j.snapshot,
		at: startOf(head, h.Sequence)}, nil
}

// replay applies the changes up to j.at to the working copy in tx.
func (j *journal) replay(h header, tx *bolt.Tx) error {
	return j.each(h, func(o op) error { return apply(tx, o) })
}

// each calls fn with every change up to j.at.
func (j *journal) each(h header, fn func(op) error) error {
	r, err := j.reader(h)
	if err != nil {
		return err
	}
	r.size = j.at.end
	ops := bufio.NewReaderSize(&textReader{frames: r}, 1<<16)
	for {
		o, err := readOp(ops)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = fn(o)
		}
		if err != nil {
			return fmt.Errorf("replay change %d: %w", r.at.sequence, err)
		}
	}
}

// sorted are the changes up to j.at by bucket, in the order of the keys, the
// last one of each key.
func (j *journal) sorted(h header) (map[string][]op, error) {
	all := map[string][]op{}
	err := j.each(h, func(o op) error { all[o.bucket] = append(all[o.bucket], o); return nil })
	for name, ops := range all {
		all[name] = lastOf(ops)
	}
	return all, err
}

// lastOf are the last op of each key, in the order of the keys.
func lastOf(ops []op) []op {
	order := make([]int, len(ops))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(bytes.Compare(ops[a].key, ops[b].key), a-b) })
	last := make([]op, 0, len(ops))
	for i, at := range order {
		if i == len(order)-1 || !bytes.Equal(ops[at].key, ops[order[i+1]].key) {
			last = append(last, ops[at])
		}
	}
	return last
}

// textReader is the text of all frames, one behind the other.
type textReader struct {
	frames *frameReader
	text   []byte
}

func (t *textReader) Read(p []byte) (int, error) {
	for len(t.text) == 0 {
		text, _, err := t.frames.next()
		if err != nil {
			return 0, err
		}
		t.text = text
	}
	n := copy(p, t.text)
	t.text = t.text[n:]
	return n, nil
}

// size is that of the header and the changes; the file may have room behind.
func (j *journal) size() int64 { return j.at.end }

// close takes the room away again: the file of a vault at rest is its changes
// and nothing else, so that no byte of it can be changed or cut unnoticed. A
// crash leaves the zeros there, which is harmless.
func (j *journal) close() error {
	if j.appended && !j.dirty && j.room > j.at.end {
		_ = j.file.Truncate(j.at.end)
	}
	return j.file.Close()
}
