package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"calepin/crypto"
	"calepin/store/vault/disk"
)

// A change is one or more frames: a frameHeader, then the sealed text, whose
// first byte tells whether it is the change's last. Each is bound to the
// snapshot, to its header and to every frame before it by its associated data.
const (
	frameHeader = 4 + 8 + 4 // length of what follows, sequence, CRC-32C of both
	frameText   = 1 << 20   // the longest text
	frameMax    = frameText + 1 + crypto.JournalOverhead
)

const (
	moreFollows byte = iota
	lastFrame
)

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) } // made once

func encodeFrameHeader(length int, sequence uint64) [frameHeader]byte {
	var b [frameHeader]byte
	binary.BigEndian.PutUint32(b[:], uint32(length))
	binary.BigEndian.PutUint64(b[4:], sequence)
	binary.BigEndian.PutUint32(b[12:], crc32.Checksum(b[:12], castagnoli()))
	return b
}

func decodeFrameHeader(b []byte) (length int, sequence uint64, ok bool) {
	if crc32.Checksum(b[:12], castagnoli()) != binary.BigEndian.Uint32(b[12:]) {
		return 0, 0, false
	}
	return int(binary.BigEndian.Uint32(b)), binary.BigEndian.Uint64(b[4:]), true
}

// chain binds frames to what came before them.
type chain [sha256.Size]byte

// next is the chain after a frame: its nonce and tag stand for all of it.
func (c chain) next(sealed []byte) chain {
	h := sha256.New()
	h.Write(c[:])
	h.Write(sealed[:24])
	h.Write(sealed[len(sealed)-16:])
	return chain(h.Sum(nil))
}

func (c chain) associated(snapshot [32]byte, head [frameHeader]byte) []byte {
	ad := make([]byte, 0, len(c)+len(snapshot)+len(head))
	ad = append(ad, snapshot[:]...)
	ad = append(ad, c[:]...)
	return append(ad, head[:]...)
}

// position is a point between two changes of a journal.
type position struct {
	end      int64 // offset in the file
	sequence uint64
	chain    chain
}

// frameReader reads a journal's frames in order.
type frameReader struct {
	file     disk.File
	size     int64
	cipher   *crypto.JournalCipher
	snapshot [32]byte
	at       position // the sequence is that of the change being read, or read last
	inside   bool     // the change at.sequence has frames to come
	sealed   []byte
	text     []byte
}

// errCut says that the journal ends inside a frame or a change.
var errCut = errors.New("cut short")

// next returns the next frame's text, valid until the next call; io.EOF where
// the journal ends between two changes. It ends with the file, or where nothing
// but zeros is left: zeros with anything behind them are damage.
func (r *frameReader) next() (text []byte, last bool, err error) {
	expected := r.at.sequence
	if !r.inside {
		expected++
	}
	rest := r.size - r.at.end
	var head [frameHeader]byte // zeros beyond the end of the file
	if _, err := r.file.ReadAt(head[:min(rest, frameHeader)], r.at.end); err != nil {
		return nil, false, fmt.Errorf("read the journal: %w", err)
	}
	if head == [frameHeader]byte{} {
		ends, err := zeros(r.file, r.at.end, r.size)
		switch {
		case err != nil:
			return nil, false, err
		case ends && !r.inside:
			return nil, false, io.EOF
		case ends:
			return nil, false, errCut
		}
	}
	if rest < frameHeader {
		return nil, false, errCut
	}
	length, sequence, ok := decodeFrameHeader(head[:])
	switch {
	case !ok:
		return nil, false, errors.New("bad frame header")
	case sequence != expected:
		return nil, false, fmt.Errorf("change %d where %d should be", sequence, expected)
	case length <= crypto.JournalOverhead || length > frameMax:
		return nil, false, fmt.Errorf("frame of %d bytes", length)
	case rest-frameHeader < int64(length):
		return nil, false, errCut
	}
	if cap(r.sealed) < length {
		r.sealed = make([]byte, frameMax)
	}
	r.sealed = r.sealed[:length]
	if _, err := r.file.ReadAt(r.sealed, r.at.end+frameHeader); err != nil {
		return nil, false, fmt.Errorf("read the journal: %w", err)
	}
	r.text, err = r.cipher.Open(r.text[:0], r.sealed, r.at.chain.associated(r.snapshot, head))
	if err != nil {
		return nil, false, err
	}
	last = r.text[0] == lastFrame
	r.at = position{r.at.end + frameHeader + int64(length), sequence, r.at.chain.next(r.sealed)}
	r.inside = !last
	return r.text[1:], last, nil
}

// zeros tells whether there is nothing else from at to the file's end.
func zeros(file io.ReaderAt, at, size int64) (bool, error) {
	b := make([]byte, min(roomStep, size-at))
	for ; at < size; at += int64(len(b)) {
		b = b[:min(int64(len(b)), size-at)]
		if _, err := file.ReadAt(b, at); err != nil {
			return false, fmt.Errorf("read the journal: %w", err)
		}
		if len(bytes.TrimLeft(b, "\x00")) > 0 {
			return false, nil
		}
	}
	return true, nil
}

// laterChange tells whether a frame header of a change after sequence lies
// anywhere behind at: then what is damaged at at is not the end.
func laterChange(file io.ReaderAt, at, size int64, sequence uint64) (bool, error) {
	const window = 1 << 20
	b := make([]byte, window+frameHeader-1)
	for ; at < size; at += window {
		n, err := file.ReadAt(b[:min(int64(len(b)), size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, fmt.Errorf("read the journal: %w", err)
		}
		for i := 0; i+frameHeader <= n; i++ {
			// The sequence first: it rules out nearly all places for free.
			s := binary.BigEndian.Uint64(b[i+4:])
			if s <= sequence || s > sequence+1<<32 {
				continue
			}
			if _, _, ok := decodeFrameHeader(b[i : i+frameHeader]); ok {
				return true, nil
			}
		}
	}
	return false, nil
}
